"""Kinds of events of reviews and of their papers, in words."""

REVIEW_KINDS = {
    "review.opened": "Mở họp giao ban",
    "review.attended": "Ghi thành phần dự họp",
    "review.closed": "Đóng họp giao ban",
    "review.reopened": "Mở lại họp giao ban",
    "agenda.added": "Thêm nội dung họp",
    "agenda.edited": "Sửa nội dung họp",
    "agenda.moved": "Xếp lại nội dung họp",
    "agenda.skipped": "Bỏ qua hoặc lấy lại nội dung họp",
    "agenda.removed": "Xoá nội dung họp",
    "decision.taken": "Ghi kết luận",
    "decision.edited": "Sửa kết luận",
    "decision.closed": "Đóng kết luận",
    "decision.reopened": "Mở lại kết luận",
    "template.set": "Dùng mẫu văn bản riêng",
    "template.restored": "Dùng lại mẫu văn bản gốc",
}
