"""What `matbang doctor` says: what is unsafe or wrong, and what to do. By the code of the rule."""

DIAGNOSES = {
    "open-to-others": (
        "Chương trình lắng nghe ở {host} mà chưa có tài khoản nào: không ai ở máy khác đăng "
        "nhập được. Hãy tạo tài khoản quản trị, hoặc đặt MATBANG_HOST=127.0.0.1."
    ),
    "no-administrator": (
        "{wards} có tài khoản nhưng không người quản trị nào đăng nhập được: không ai khoá được "
        "tài khoản bị lộ. Hãy chạy matbang user add cho một người quản trị."
    ),
    "no-second-step": (
        "Người quản trị {logins} chỉ có mật khẩu. Hãy bật mã xác thực ở trang Tài khoản của tôi."
    ),
    "no-https": (
        "Người khác vào được mà không có https: mật khẩu và dữ liệu đi qua mạng không mã hoá. "
        "Hãy đặt máy chủ chuyển tiếp có TLS phía trước và MATBANG_BASE_URL=https://…."
    ),
    "listens-beside-proxy": (
        "Máy chủ chuyển tiếp ở ngay máy này, nhưng chương trình còn lắng nghe ở {host}: có "
        "thể vào thẳng, không qua TLS. Hãy đặt MATBANG_HOST=127.0.0.1."
    ),
    "no-proxy-trusted": (
        "Địa chỉ là https nhưng chưa khai máy chủ chuyển tiếp nào: ai đi qua đó cũng bị từ "
        "chối. Hãy đặt MATBANG_TRUSTED_PROXIES, ví dụ 127.0.0.1."
    ),
    "everyone-trusted": (
        "MATBANG_TRUSTED_PROXIES có {networks}: ai trên internet cũng giả làm người khác "
        "được. Hãy chỉ ghi địa chỉ của máy chủ chuyển tiếp."
    ),
    "neighbours-trusted": (
        "MATBANG_TRUSTED_PROXIES có cả dải mạng {networks}: máy nào trong đó cũng giả làm "
        "người khác được. Hãy ghi từng địa chỉ."
    ),
    "no-names": (
        "Chưa khai tên nào cho máy khác gọi: trình duyệt ở đó sẽ bị từ chối. Hãy đặt "
        "MATBANG_BASE_URL hoặc MATBANG_ALLOWED_HOSTS."
    ),
    "readable": (
        "Người dùng khác của máy này đọc được: {paths}. Hãy chạy chmod -R go= với các tệp, "
        "thư mục đó."
    ),
    "as-root": (
        "Chương trình chạy bằng quyền root trong khi người khác vào được. Hãy chạy bằng một "
        "người dùng riêng, xem docs/deploy/matbang.service."
    ),
    "database-broken": "Không mở được cơ sở dữ liệu: {sentence}",
    "database-without-tls": (
        "Cơ sở dữ liệu ở máy {host} mà không buộc dùng TLS. Hãy thêm ?sslmode=verify-full vào "
        "MATBANG_DATABASE_URL."
    ),
    "no-copies": (
        "Không có bản sao lưu nào được lập (MATBANG_BACKUP_KEEP=0). Hãy bỏ cài đặt đó, hoặc "
        "tự sao lưu hằng ngày bằng matbang backup."
    ),
    "no-copy-yet": (
        "Chưa có bản sao lưu nào trong thư mục dữ liệu. Hãy để chương trình chạy, hoặc chạy "
        "matbang backup."
    ),
    "old-copy": (
        "Bản sao lưu mới nhất từ {at}, sau đó đã ghi thêm. Hãy xem nhật ký vì sao không lập "
        "được, và chạy matbang backup."
    ),
    "open-copies": (
        "Bản sao lưu không khoá: ai có tệp là đọc được tên, số điện thoại của các hộ. Hãy đặt "
        "MATBANG_BACKUP_PASSPHRASE và lập bản mới."
    ),
    "clock": (
        "Đồng hồ máy ({now}) chậm hơn tệp vừa ghi ({at}): ngày giờ trong sổ sẽ sai. Hãy chỉnh "
        "đồng hồ (timedatectl set-ntp true)."
    ),
    "disk": "Ổ đĩa còn dưới 1 GB. Hãy dọn bớt tệp.",
    "demo-in-public": (
        "Phường mẫu ({wards}) cũng mở cho người ngoài. Dữ liệu là hư cấu; hãy báo cho người "
        "xem, hoặc dùng thư mục dữ liệu không có phường mẫu."
    ),
    "options-loosened": "Cài đặt bảo vệ của Streamlit bị đổi: {options}. Hãy bỏ những dòng đó.",
    "options-changed": (
        "Cài đặt của Streamlit bị đổi: {options}. Nếu không cố ý, hãy bỏ những dòng đó."
    ),
    "debug": "Nhật ký đang ghi ở mức debug. Hãy đặt MATBANG_LOG_LEVEL=info khi đã tìm xong lỗi.",
    "short-token": "MATBANG_METRICS_TOKEN quá ngắn. Hãy dùng ít nhất {least} ký tự ngẫu nhiên.",
    "no-token": (
        "Chưa đặt MATBANG_METRICS_TOKEN: chỉ chương trình trên máy này đọc được /metrics. Nếu "
        "có máy khác theo dõi, hãy đặt một chuỗi ngẫu nhiên."
    ),
}
