"""What is wrong with a map file, a list, or a typed value, as sentences."""

FILE_SENTENCES = {
    "GeodataError": "Không xử lý được dữ liệu bản đồ. Hãy kiểm tra lại tệp.",
    "CRSError": "Hệ toạ độ không dùng được. Hãy chọn hệ toạ độ VN-2000 của tỉnh.",
    "MissingCRS": "Tệp không ghi hệ toạ độ. Hãy chọn hệ toạ độ khi nhập.",
    "UnknownCRS": "Không có hệ toạ độ {crs}. Hãy chọn hệ VN-2000 của tỉnh hoặc WGS 84.",
    "BrokenCRS": ("EPSG:6956–6959 ghi ngược hằng số dịch trục. Hãy dùng EPSG:5896–5899 tương ứng."),
    "OutsideCRS": "Toạ độ nằm ngoài vùng của hệ toạ độ đã chọn. Hãy chọn đúng hệ toạ độ.",
    "FileError": "Không nhập được tệp {name}. Hãy kiểm tra lại tệp.",
    "MissingFile": "Không tìm thấy tệp {name}. Hãy kiểm tra lại đường dẫn.",
    "UnreadableFile": "Tệp {name} bị hỏng hoặc không đọc được. Hãy xuất lại tệp từ phần mềm gốc.",
    "WrongFormat": "Tệp {name} không đúng định dạng. Các định dạng nhận được: {expected}.",
    "FileTooLarge": "Tệp {name} quá lớn (giới hạn {limit}). Hãy chia nhỏ tệp.",
    "TooSlow": "Đọc tệp {name} quá {seconds} giây nên đã dừng. Hãy chia nhỏ tệp.",
    "EmptyFile": "Tệp {name} không có dòng nào. Hãy kiểm tra lại tệp.",
    "UnsafeArchive": "Tệp nén {name} không an toàn nên không được mở. Hãy nén lại tệp.",
    "SeveralLayers": "Tệp {name} có nhiều lớp. Hãy chọn lớp cần nhập.",
    "RowError": "Có dòng không nhập được. Hãy kiểm tra lại tệp.",
    "MissingColumn": "Không có cột cho {field}. Hãy chỉ ra cột tương ứng. Các cột có: {columns}.",
    "MissingValue": "Dòng {row}: cột {column} để trống. Hãy điền rồi nhập lại.",
    "BadNumber": ("Dòng {row}: “{value}” ở cột {column} không phải là số. Hãy viết như 9.222,1."),
    "BadDate": "Dòng {row}: “{value}” ở cột {column} không phải là ngày. Hãy viết dd/mm/yyyy.",
    "UnclearValue": (
        "Dòng {row}: “{value}” ở cột {column} là {readings}? Hãy viết lại cho rõ rồi nhập lại."
    ),
    "DuplicateParcel": "Dòng {row} trùng tờ/thửa với dòng {first_row}. Hãy giữ lại một dòng.",
    "EmptyGeometry": "Dòng {row} không có hình. Hãy vẽ hoặc bỏ dòng đó.",
    "InvalidGeometry": "Dòng {row}: hình bị lỗi. Hãy sửa hình trong phần mềm vẽ rồi nhập lại.",
    "NotAnArea": "Dòng {row} là điểm hoặc đường, cần hình khép kín.",
    "OutsideWindow": (
        "{outside}/{total} hình nằm ngoài địa bàn (đầu tiên là dòng {row}). Hãy kiểm tra hệ toạ độ."
    ),
    "TilesIncomplete": "Cắt bản đồ thiếu {missing}/{total} hình nên chưa dùng. Hãy thử lại.",
    "TypedError": "Không đọc được “{text}”. Hãy viết lại.",
    "NotANumber": "“{text}” không phải là số. Hãy viết như 16,2 hoặc 9.222,1.",
    "NotAChainage": "“{text}” không phải là lý trình. Hãy viết như Km1+086, hoặc số mét như 1086.",
    "NumberTooLarge": "“{text}” quá lớn. Hãy kiểm tra lại các chữ số.",
    "OtherUnit": "Ô này tính bằng {wanted}, không nhận “{unit}”. Hãy đổi ra {wanted} rồi nhập.",
    "NotWhole": "Ô này cần số nguyên, không nhận “{text}”. Hãy viết lại.",
    "NotAShare": "“{text}” không phải là phần. Hãy viết như 1/2 hoặc 33,3%, hoặc để trống.",
    "NotAPlace": (
        "“{text}” không phải là một vị trí trong phường. Hãy gõ vĩ độ, kinh độ như "
        "10,0875; 105,7146, hoặc X, Y theo VN-2000."
    ),
    "CornerError": "Không đọc được toạ độ. Hãy viết mỗi dòng một đỉnh: X rồi Y.",
    "BadCorner": (
        "Dòng {line}: “{text}” không đọc được thành X và Y. "
        "Hãy viết X rồi Y, như 1115000,12 574000,45."
    ),
    "CornersSwapped": (
        "Dòng {line}: X và Y đổi chỗ. Trên bản đồ địa chính, X là hướng bắc (7 chữ số) viết trước, "
        "Y là hướng đông (6 chữ số) viết sau."
    ),
    "CornerOutside": (
        "Dòng {line}: “{text}” nằm ngoài phường. X phải từ {south} đến {north}, Y từ {west} đến "
        "{east}. Hãy xem lại toạ độ và kinh tuyến trục."
    ),
    "TooFewCorners": "Mới có {count} đỉnh khác nhau, cần ít nhất {least}. Hãy nhập thêm.",
    "NoLine": "Chưa có tim tuyến hoặc bề rộng bằng 0. Hãy vẽ ít nhất hai điểm và nhập bề rộng.",
    "BadWidth": (
        "Dòng {line}: “{text}” chưa phải lý trình và hai bề rộng. Hãy viết như “Km0+300 3,0 2,5”: "
        "từ lý trình, bên trái, bên phải."
    ),
    "TooManyCorners": "Quá {most} đỉnh. Hãy dùng tệp bản đồ.",
    "CrossedOutline": (
        "Ranh tự cắt gần X {north}, Y {east}. Hãy xếp các đỉnh theo thứ tự đi vòng quanh."
    ),
    "FractionOfDong": "“{text}” lẻ dưới một đồng. Hãy làm tròn đến đồng.",
    "SeveralNumbers": "“{text}” là {readings}? Hãy chọn, hoặc viết lại cho rõ.",
    "NotADay": "“{text}” không phải là ngày. Hãy viết ngày/tháng/năm, như 07/04/2014.",
    "IncompleteDay": "“{text}” còn thiếu ngày, tháng hoặc năm. Hãy viết đủ, như 07/04/2014.",
    "SeveralDays": "“{text}” là {readings}? Hãy chọn, hoặc viết đủ ngày/tháng/năm.",
}
