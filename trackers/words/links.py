"""Sentences about shared links that page and command line share."""

# Beside a link whose address means the very machine on which it is read.
UNREACHABLE = (
    "Điện thoại và máy khác không mở được địa chỉ {base}. Người quản trị máy hãy đặt "
    "MATBANG_BASE_URL (ví dụ http://192.168.1.10:8501) và MATBANG_HOST=0.0.0.0, rồi khởi động "
    "lại chương trình."
)
