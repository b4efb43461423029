"""Sentences about reviews, their agendas and their decisions."""

REVIEW_SENTENCES = {
    "NotThisWeek": (
        "Chỉ mở được họp giao ban của tuần này (thứ Hai {this}), không mở được tuần {monday}. "
        "Hãy chọn tuần này."
    ),
    "ReviewHeld": "Họp giao ban tuần {code} đã được mở. Hãy tải lại trang để vào họp.",
    "StillOpen": "Mục {kind} {code} đang mở, không cần mở lại. Hãy tải lại trang.",
    "ItemStays": "Không xoá được nội dung họp này vì {why}. Hãy dùng “Bỏ qua” để không trình bày.",
}
