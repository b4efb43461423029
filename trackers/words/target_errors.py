"""What is wrong with an indicator or an opinion, as sentences."""

TARGET_SENTENCES = {
    "DayTaken": (
        "Ngày {on} đã có số liệu là {value}. Hãy chọn ngày khác, hoặc sửa số liệu đã ghi."
    ),
    "PlaceOutside": "Vị trí này nằm ngoài phường. Hãy chọn lại trên bản đồ.",
}
