"""Sentences about accounts, signing in, and who may what."""

ACCOUNT_SENTENCES = {
    "NotAllowed": "Vai trò {role} không được {action}. Hãy nhờ người có quyền thực hiện.",
    "OtherWard": (
        "Tài khoản này không thuộc phường {ward}. Hãy đăng nhập bằng tài khoản của phường đó."
    ),
    "HasLeft": (
        "{officer} không còn làm việc tại phường, nên không vào được. Hãy liên hệ quản trị."
    ),
    "NotYours": (
        "Phần việc này do người khác phụ trách; bạn chỉ xem được. Hãy nhờ người phụ trách ghi, "
        "hoặc nhờ chủ trì phân công cho bạn."
    ),
    "UntrustedProxy": (
        "Yêu cầu đi qua máy chủ trung gian chưa được khai báo. "
        "Người quản trị hãy đặt MATBANG_TRUSTED_PROXIES."
    ),
    "OwnRights": (
        "Không ai tự thêm quyền cho mình. Hãy nhờ người khác có quyền: chủ trì hoặc quản trị."
    ),
    "ViewerAsCover": (
        "{officer} chỉ là người xem, không thay người khác ghi hồ sơ được. Hãy chọn cán bộ khác."
    ),
    "AccountError": "Không thực hiện được với tài khoản này. Hãy thử lại.",
    "SignInNeeded": "Bạn chưa đăng nhập hoặc phiên làm việc đã kết thúc. Hãy đăng nhập lại.",
    "SignInRefused": "Tên đăng nhập, mật khẩu hoặc mã không đúng. Hãy thử lại.",
    "SignInLocked": (
        "Sai nhiều lần nên tài khoản tạm khoá {minutes} phút. Hãy chờ rồi thử lại, "
        "hoặc nhờ người quản trị mở khoá."
    ),
    "CodeNeeded": "Mật khẩu đúng. Hãy gõ lại mật khẩu cùng mã 6 số của ứng dụng xác thực.",
    "FormExpired": "Trang đã mở quá lâu nên không còn dùng được. Hãy tải lại trang rồi làm lại.",
    "LoginUnfit": (
        "Tên đăng nhập “{login}” không dùng được. Hãy dùng 2–60 chữ thường không dấu, số, "
        "dấu chấm, gạch, @."
    ),
    "LoginTaken": "Tên đăng nhập “{login}” đã có người dùng. Hãy chọn tên khác.",
    "PasswordWeak": (
        "Mật khẩu quá ngắn, quá dài hoặc dễ đoán. Hãy dùng từ {least} ký tự, ví dụ một câu dài "
        "không có tên mình."
    ),
    "PasswordsUnlike": "Hai lần gõ mật khẩu không giống nhau. Hãy gõ lại.",
    "InvitationOver": (
        "Đường dẫn mời đã dùng hoặc quá hạn. Hãy nhờ người quản trị gửi đường dẫn mới."
    ),
    "FirstAdministrator": (
        "Tài khoản đầu tiên phải là của người quản trị. Hãy tạo tài khoản cho người quản trị trước."
    ),
}
