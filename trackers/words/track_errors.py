"""What is wrong in a workflow file, as sentences: where, what, and what to write instead."""

TRACK_SENTENCES = {
    "TrackFault": "Dòng {line} ({place}): có chỗ sai. Hãy sửa tệp rồi kiểm tra lại.",
    "TracksUnreadable": (
        "Dòng {line}: không đọc được tệp quy trình ({why}). Hãy sửa dòng đó rồi kiểm tra lại."
    ),
    "TrackEntryUnknown": (
        "Dòng {line} ({place}): không có mục “{entry}”. Hãy sửa hoặc bỏ; các mục dùng được: "
        "{known}."
    ),
    "TrackEntryMissing": "Dòng {line} ({place}): thiếu mục “{entry}”. Hãy thêm vào.",
    "TrackEntryWrong": (
        "Dòng {line} ({place}): “{entry}” không nhận “{value}”. Hãy viết: {expected}."
    ),
    "TrackLanguageMissing": (
        "Dòng {line} ({place}): “{entry}” thiếu chữ cho {language}. "
        "Hãy ghi đủ tiếng Việt (vi) và tiếng Anh (en)."
    ),
    "StepTwice": "Dòng {line} ({place}): mã bước “{step}” đã dùng ở trên. Hãy đặt mã khác.",
    "NeedUnknown": (
        "Dòng {line} ({place}): bước “{step}” cần “{need}”, nhưng không có bước nào mang mã đó. "
        "Hãy sửa mã trong needs."
    ),
    "NeedsCircle": (
        "Dòng {line} ({place}): các bước chờ lẫn nhau thành vòng: {steps}. "
        "Hãy bỏ bớt một bước trong needs."
    ),
    "StepUnreachable": (
        "Dòng {line} ({place}): bước “{step}” không bao giờ ghi được vì cần {needs}. "
        "Hãy sửa needs: bước ấy mắc trong vòng, hoặc chỉ ghi cho từng hồ sơ."
    ),
    "StageContradictsClass": (
        "Dòng {line} ({place}): tình trạng “{stage}” không đi cùng mức công khai “{public}”. "
        "Hãy chọn: {allowed}."
    ),
    "StepLacking": (
        "Dòng {line} ({place}): thiếu bước “{step}” bắt buộc cho mọi hồ sơ. "
        "Hãy thêm, với scope chỉ có “case”, không may_be_na, không only_with."
    ),
    "StepMustFollow": (
        "Dòng {line} ({place}): bước “{step}” phải đi cùng hoặc đi sau “{what}”. "
        "Hãy sửa stage hoặc needs."
    ),
    "LimitUnopened": (
        "Dòng {line} ({place}): thời hạn “{limit}” được khép nhưng không bước nào mở. "
        "Hãy thêm vào opens của một bước."
    ),
    "MeaningWrong": (
        "Dòng {line} ({place}): “{step}” không phải là bước của hồ sơ trong {track}, hoặc đã ghép "
        "cặp. Hãy sửa mục same."
    ),
}
