"""What is wrong with a template of Word, as sentences: what, where, and what to write instead."""

PAPER_SENTENCES = {
    "TemplateError": "Mẫu văn bản không dùng được. Hãy tải mẫu gốc về, sửa trong Word rồi thử lại.",
    "NotATemplate": (
        "Tệp {name} không phải văn bản Word (.docx) hoặc đã hỏng. "
        "Hãy mở bằng Word, lưu lại dạng .docx rồi tải lên."
    ),
    "TemplateTooLarge": (
        "Tệp {name} quá lớn cho một mẫu (giới hạn {limit}). Hãy bỏ bớt ảnh rồi tải lên lại."
    ),
    "TemplateForbidden": (
        "Mẫu có {what}, chương trình không nhận. Hãy bỏ phần đó trong Word rồi tải lên lại."
    ),
    "FieldUnknown": (
        "Mẫu dùng ô “{field}” mà chương trình không có. Ô gần giống nhất: “{near}”. "
        "Hãy sửa trong Word rồi tải lên lại."
    ),
    "FieldMisplaced": (
        "Ô “{field}” viết chưa đúng chỗ. Bảng phải đứng một mình trong đoạn, có chữ p ngay sau hai "
        "ngoặc mở; chữ và ảnh nằm trong đoạn, không có chữ p. Hãy sửa trong Word."
    ),
    "TagWrong": (
        "Mẫu viết sai ở chỗ “{tag}”. Chỉ dùng được tên ô, for … endfor, if … endif. "
        "Hãy xem lại ngoặc và các cặp đó."
    ),
    "PaperTooLong": (
        "Văn bản theo mẫu này dài quá mức. Hãy bớt phần lặp lại trong mẫu rồi tải lên lại."
    ),
}
