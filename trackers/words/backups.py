"""What is said of backups on pages and on the terminal alike."""

KEY_APART = (
    "Tệp khoá {name} không nằm trong bản sao không có mật khẩu: thiếu nó thì số điện thoại, "
    "số định danh không đọc lại được. Hãy chép tệp khoá ra nơi khác, giữ riêng; hoặc đặt mật khẩu."
)
