"""Sentences about shared links."""

LINK_SENTENCES = {
    "LinkOver": "Liên kết này chưa mở hoặc không còn dùng được. Hãy hỏi người đã gửi liên kết.",
    "PinUnfit": (
        "Mã PIN chỉ dùng cho liên kết họp, gồm {least} đến {most} chữ số và không dễ đoán "
        "(không dùng 1111, 1234). Hãy nhập mã khác, hoặc để trống."
    ),
    "PinWrong": "Mã PIN chưa đúng, còn {left} lần thử. Hãy hỏi người chủ trì cuộc họp.",
}
