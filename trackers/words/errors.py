"""Every refusal as a sentence: what is wrong and what to do. Kinds are known by class name."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from trackers.words.account_errors import ACCOUNT_SENTENCES
from trackers.words.catalogue import LANGUAGES, say, use_language
from trackers.words.file_errors import FILE_SENTENCES
from trackers.words.formats import day, moment, number
from trackers.words.link_errors import LINK_SENTENCES
from trackers.words.nouns import NOUNS
from trackers.words.paper_errors import PAPER_SENTENCES
from trackers.words.review_errors import REVIEW_SENTENCES
from trackers.words.target_errors import TARGET_SENTENCES
from trackers.words.track_errors import TRACK_SENTENCES

SENTENCES = {
    **ACCOUNT_SENTENCES,
    **FILE_SENTENCES,
    **LINK_SENTENCES,
    **REVIEW_SENTENCES,
    **TARGET_SENTENCES,
    **TRACK_SENTENCES,
    **PAPER_SENTENCES,
    # domain
    "DomainError": "Không thực hiện được. Hãy xem lại nội dung vừa nhập.",
    "UnknownRecord": "Không tìm thấy {kind} có mã {code}. Hãy kiểm tra lại mã hoặc tải lại trang.",
    "DuplicateRecord": "Đã có {kind} mang mã {code}. Hãy chọn mã khác.",
    "UnknownStep": "Loại hồ sơ này không có bước {step}. Hãy tải lại trang rồi chọn bước khác.",
    "MissingPrerequisite": (
        "Chưa thể ghi bước “{step}” vì còn thiếu: {missing}. Hãy ghi các bước đó trước."
    ),
    "StepHasDependents": (
        "Không thể bỏ bước “{step}” vì các bước sau đã xong: {dependents}. "
        "Hãy sửa các bước sau trước."
    ),
    "StepNotOptional": "Bước “{step}” là bắt buộc, không thể đánh dấu “không áp dụng”.",
    "StepByComponents": (
        "Bước “{step}” chỉ áp dụng khi hồ sơ có phần được bồi thường hoặc hỗ trợ. "
        "Không tự đánh dấu được: hãy sửa thành phần của hồ sơ."
    ),
    "BlockedByObstacle": (
        "Chưa thể ghi bước này vì còn vướng mắc “{kind}”. Hãy giải quyết và đóng vướng mắc trước."
    ),
    "DateInFuture": "Ngày {on} sau hôm nay ({today}). Hãy nhập ngày đã diễn ra.",
    "DateTooEarly": "Ngày {on} quá sớm. Hãy nhập ngày từ {earliest} trở đi.",
    "DateMissing": "Chưa nhập {field}. Hãy chọn ngày.",
    "WrongDayAsked": "“{text}” không phải là một ngày. Hãy viết năm-tháng-ngày, ví dụ 2014-04-07.",
    "TextMissing": "Chưa nhập {field}. Hãy điền vào ô đó.",
    "TextTooLong": "Nội dung dài {length} ký tự, tối đa {most}. Hãy viết ngắn lại.",
    "OddIdNumber": (
        "Số định danh vừa nhập có {digits} chữ số; CCCD có 12, CMND có 9. "
        "Hãy xem lại, nhất là số 0 ở đầu."
    ),
    "BadHead": "“{head}” không phải mã niêm phong. Hãy chép {least} ký tự đầu từ biên bản.",
    "ReasonMissing": "Sửa nội dung đã ghi phải có lý do. Hãy ghi lý do.",
    "AlreadyClosed": "Mục {kind} {code} đã đóng, không ghi thêm được. Hãy tải lại trang.",
    "SharesDoNotAddUp": (
        "Phần của các hộ cộng lại là {total}%, chưa khớp 100%. "
        "Hãy sửa lại, hoặc để trống phần chưa rõ."
    ),
    "HouseholdTwice": "Hộ {code} được chọn hai lần cho hồ sơ này. Hãy bỏ bớt một.",
    "SameHousehold": "Không gộp hộ {code} vào chính nó. Hãy chọn hai hộ khác nhau.",
    "AlreadyMerged": "Hộ {code} đã gộp vào hộ {kept}. Hãy mở hộ {kept}.",
    "CannotUnmerge": (
        "Không tách lại hộ {code} được vì {why}. Hãy sửa từng hồ sơ ở mục “Hộ và phần của mỗi hộ”."
    ),
    "NotEarlier": "Đã ghi vắng đến hết {until}. Hãy nhập ngày trở lại không sau ngày đó.",
    "OwnCover": "Không ai tự thay cho mình. Hãy chọn người khác làm người thay.",
    "OfficerInCharge": (
        "{officer} còn phụ trách {cases} hồ sơ, {works} công trình. Hãy giao cho người khác trước."
    ),
    "LastAdministrator": "Phường phải còn ít nhất một người quản trị. Hãy thêm người khác trước.",
    "WidthsOutOfOrder": (
        "Các bề rộng chưa theo thứ tự lý trình. Hãy ghi từ lý trình nhỏ đến lớn, mỗi lý trình một "
        "lần."
    ),
    "LineOutside": (
        "Tuyến hoặc ranh nằm ngoài phường. Hãy xem lại hệ toạ độ, hoặc vẽ lại trên bản đồ."
    ),
    "TooManyPoints": "Quá {most} điểm. Hãy làm đường hoặc ranh đơn giản hơn rồi thử lại.",
    "LayerChanged": "Bản đồ thửa vừa được thay. Hãy xem lại danh sách rồi ghi.",
    "NotInRange": "Số {value} không hợp lý. Hãy nhập số từ {least} đến {most}.",
    "BatchChanged": (
        "Không hoàn tác được: từ lúc đó đã có thay đổi ở {cases}. Hãy sửa từng hồ sơ."
    ),
    "BatchUndone": "Đợt ghi này đã được hoàn tác. Hãy tải lại trang.",
    "NotYourBatch": "Đợt ghi này của {by}. Hãy nhờ người đó hoặc người chủ trì hoàn tác.",
    "ObstacleStands": "Vướng mắc này đang mở, không cần mở lại. Hãy tải lại trang.",
    "NotClosed": "Hồ sơ {code} đang trong phạm vi, không cần đưa trở lại. Hãy tải lại trang.",
    "QuantityWrong": "“{value}” không dùng được. Số lượng phải lớn hơn 0, số tiền từ 0 trở lên.",
    "VoluntaryMissing": (
        "Chưa thể ghi đã ký vì phần tự nguyện còn thiếu: {missing}. "
        "Hãy ghi các mục đó ở thẻ Tóm tắt trước; không ai được bỏ qua."
    ),
    "VoluntaryLate": ("“{item}” ghi ngày {on}, sau ngày ký {signed_on}. Hãy xem lại hai ngày đó."),
    "VoluntaryNeeded": (
        "Không thể bỏ mục “{item}” khi văn bản hiến đất đã ký. Hãy sửa bước đã ký trước."
    ),
    "RowNotYours": (
        "Dòng {row}: thửa {value} không thuộc khu vực hoặc công trình bạn phụ trách. "
        "Hãy bỏ dòng đó, hoặc nhờ người phụ trách nhập."
    ),
    "RowRefused": "Dòng {row}, cột {column}: “{value}” {why}. Hãy sửa rồi nhập lại cả tệp.",
    "TracksNotNewer": (
        "Tệp mang version {version}, phường đang dùng bản {current}. Hãy tăng version rồi làm lại."
    ),
    "UploadOutOfStep": "Tệp gửi lên bị ngắt ở byte {offset}. Hãy để trang gửi tiếp từ đó.",
    "UploadDamaged": "Tệp {name} đến nơi không còn nguyên vẹn. Hãy chọn tệp và gửi lại.",
    "TooManyFiles": "Đã đủ {most} tệp, không nhận thêm. Hãy xoá bớt tệp không cần.",
    "TooOften": "Thao tác quá nhiều lần trong thời gian ngắn. Hãy chờ {seconds} giây rồi làm lại.",
    "BodyTooLarge": "Nội dung gửi lên quá lớn (tối đa {limit} byte). Hãy gửi ít hơn.",
    "EditConflict": (
        "{by} vừa sửa mục này lúc {at}, sau khi biểu mẫu được mở. "
        "Hãy so sánh hai nội dung rồi chọn."
    ),
    # store
    "StoreError": "Không đọc hoặc ghi được dữ liệu. Hãy thử lại; nếu vẫn lỗi, báo người quản trị.",
    "StoreUnreachable": (
        "Không mở được cơ sở dữ liệu tại {address}. "
        "Hãy kiểm tra đường dẫn, quyền ghi và cài đặt MATBANG_DATA_DIR, MATBANG_DATABASE_URL."
    ),
    "StoreTooOld": (
        "{name} {found} quá cũ để giữ dữ liệu an toàn. Hãy nâng cấp lên {needed} hoặc mới hơn."
    ),
    "LoginRefused": (
        "Máy chủ cơ sở dữ liệu {address} không nhận tài khoản hoặc mật khẩu. "
        "Hãy sửa MATBANG_DATABASE_URL."
    ),
    "PostgisMissing": (
        "Cơ sở dữ liệu {address} chưa có PostGIS. Hãy cài gói postgresql-postgis rồi nhờ người "
        "quản trị máy chủ chạy lệnh CREATE EXTENSION postgis trong cơ sở dữ liệu đó."
    ),
    "RightsMissing": (
        "Tài khoản của {address} không đủ quyền. Hãy nhờ người quản trị máy chủ cho tài khoản này "
        "làm chủ cơ sở dữ liệu."
    ),
    "EncodingUnfit": (
        "Cơ sở dữ liệu dùng bảng mã {found}. Hãy tạo cơ sở dữ liệu khác với bảng mã UTF8."
    ),
    "StoreBusy": "Cơ sở dữ liệu đang bận nên chưa ghi được. Hãy thử lại sau ít phút.",
    "StoreLost": "Mất kết nối với cơ sở dữ liệu. Hãy thử lại; nếu vẫn lỗi, báo người quản trị.",
    "StoreNewer": ("Dữ liệu do phiên bản mới hơn của chương trình ghi. Hãy cập nhật chương trình."),
    "UnknownWard": "Không có phường hoặc xã mang mã {ward}. Hãy kiểm tra lại đường dẫn.",
    "UnknownRow": "Mục cần tìm không còn nữa. Hãy tải lại trang.",
    "RowChanged": "Người khác vừa sửa mục này. Hãy tải lại trang rồi ghi lại.",
    "WardTaken": "Nơi nhận đã có phường hoặc xã mang mã {ward}. Hãy chọn cơ sở dữ liệu khác.",
    "FolderTaken": (
        "Thư mục {folder} đã có tệp khác của phường này. Hãy chọn thư mục khác bằng --to-folder."
    ),
    "FolderUnusable": (
        "Không ghi được vào thư mục {folder} ({reason}). Hãy kiểm tra quyền ghi và chỗ trống."
    ),
    "CopyDiffers": "Bản chép không giống bản gốc ({what}) nên đã bỏ. Hãy thử lại.",
    "ValueUnfit": (
        "“{value}” quá dài, quá lớn hoặc có ký tự không ghi được ({column}). Hãy sửa lại."
    ),
    "DiskFull": (
        "Ổ đĩa của {place} đã đầy nên chưa ghi được; dữ liệu cũ còn nguyên. "
        "Hãy dọn bớt tệp rồi ghi lại."
    ),
    "StoreDamaged": (
        "Cơ sở dữ liệu {place} bị hỏng. "
        "Hãy dừng chương trình và khôi phục bản sao lưu gần nhất vào thư mục mới."
    ),
    "SecretError": "Không dùng được tệp khoá {place}. Hãy báo người quản trị.",
    "KeyMissing": (
        "Cơ sở dữ liệu có giá trị niêm phong bằng tệp khoá, nhưng không thấy tệp {place}. "
        "Hãy đặt lại đúng tệp khoá cũ, hoặc trỏ MATBANG_KEY_FILE tới nơi đang giữ."
    ),
    "KeyUnusable": (
        "Không đọc hoặc ghi được tệp khoá {place} ({reason}). "
        "Hãy xem lại quyền của tệp, hoặc MATBANG_KEY_FILE."
    ),
    "KeyMalformed": (
        "Tệp {place} không phải tệp khoá của Mặt Bằng. "
        "Hãy đặt lại đúng tệp, hoặc sửa MATBANG_KEY_FILE."
    ),
    "WrongKey": (
        "Tệp khoá {place} không phải tệp đã niêm phong cơ sở dữ liệu này. "
        "Hãy đặt lại đúng tệp khoá cũ, hoặc sửa MATBANG_KEY_FILE."
    ),
    "SealBroken": "Có giá trị niêm phong đã bị sửa. Hãy chạy matbang verify để biết chỗ nào.",
    "BackupError": "Không dùng được bản sao lưu {name}. Hãy chọn bản khác.",
    "BackupExists": "Đã có tệp {name}. Hãy đặt tên khác cho bản sao lưu.",
    "BackupUnwritable": "Không ghi được {name} ({reason}). Hãy chọn nơi khác hoặc xem lại quyền.",
    "SeveralWards": (
        "Bản sao {name} có cả {wards} nên không tải về từ trang của một phường. "
        "Hãy nhờ người giữ máy chủ."
    ),
    "NoSuchMoment": (
        "Sổ ghi của {name} không có mốc {asked} (mục cuối là {last}). "
        "Hãy chọn ngày hoặc số mục khác; nhiều phường thì thêm --ward."
    ),
    "NothingToKeep": (
        "Thư mục {place} chưa có phường hoặc xã nào để sao lưu. Hãy kiểm tra MATBANG_DATA_DIR."
    ),
    "NotABackup": "Tệp {name} không phải bản sao lưu của Mặt Bằng. Hãy chọn đúng tệp.",
    "BackupDamaged": (
        "Bản sao lưu {name} bị hỏng, bị cắt ngắn hoặc đã bị sửa nên không dùng. Hãy dùng bản khác."
    ),
    "BackupNewer": (
        "Bản sao lưu {name} do phiên bản mới hơn ({program}) lập. "
        "Hãy cập nhật chương trình rồi khôi phục."
    ),
    "PassphraseMissing": (
        "Bản sao lưu {name} có mật khẩu. "
        "Hãy đưa mật khẩu bằng --passphrase-file hoặc MATBANG_BACKUP_PASSPHRASE."
    ),
    "PassphraseShort": "Mật khẩu quá ngắn. Hãy dùng ít nhất {least} ký tự.",
    "PassphrasesDiffer": "Hai lần gõ mật khẩu không giống nhau. Hãy chạy lại và gõ lại.",
    "WrongPassphrase": "Mật khẩu không mở được {name}. Hãy nhập lại đúng mật khẩu lúc sao lưu.",
    "FolderNotEmpty": (
        "Thư mục {place} đã có dữ liệu nên không khôi phục vào đó. "
        "Hãy đặt MATBANG_DATA_DIR là một thư mục trống."
    ),
    # drawing
    "DrawingError": "Không vẽ được bản đồ hoặc biểu đồ. Hãy tải lại trang.",
    "AssetsMissing": (
        "Chưa cài tệp giao diện {name}. "
        "Hãy chạy lại make run, hoặc npm ci trong thư mục trackers/drawing/{folder}."
    ),
    "ChartFailed": "Chưa vẽ được biểu đồ ({reason}). Hãy tải lại trang; nếu còn lỗi, báo quản trị.",
    "UnsafeValue": "Bản đồ không nhận giá trị {value}. Hãy tải lại trang.",
    # settings, command line, web
    "BadSetting": "Cài đặt {name} có giá trị “{value}” không dùng được ({reason}).",
    "SettingError": "Cài đặt không dùng được. Hãy xem lại các biến MATBANG_….",
    "UnknownSetting": "Không có cài đặt {name}. Các cài đặt có: {names}.",
    "BadAddress": "Máy này không mở được địa chỉ {host}:{port}. Hãy chọn địa chỉ hoặc cổng khác.",
    "RealWards": "Dữ liệu có phường, xã thật ({wards}) nên không xoá. Hãy dùng thư mục khác.",
    "PortTaken": "Cổng {port} đang có chương trình khác dùng. Hãy chọn cổng khác, ví dụ {other}.",
    "LocalOnly": (
        "Chương trình chỉ mở trên máy đang cài đặt. "
        "Để xem từ máy khác, hãy xin cán bộ phụ trách một đường dẫn chia sẻ."
    ),
    "WrongHost": (
        "Tên máy trên thanh địa chỉ không nằm trong danh sách cho phép. "
        "Người quản trị có thể thêm tên đó vào MATBANG_ALLOWED_HOSTS."
    ),
    "WrongOrigin": "Yêu cầu đến từ một trang web khác nên bị từ chối. Hãy mở lại trang này.",
    "Unexpected": "Có lỗi ngoài dự kiến. Hãy thử lại; nếu vẫn lỗi, báo mã {number}.",
}


class _Gaps(dict[str, str]):
    """Values of a sentence; one that is missing shows as an ellipsis, never as an error."""

    def __missing__(self, key: str) -> str:
        return "…"


def template(name: str, parents: Iterable[str] = ()) -> str:
    """Give the Vietnamese sentence of a kind, or that of its nearest known parent."""
    for one in (name, *parents):
        if one in SENTENCES:
            return SENTENCES[one]
    return SENTENCES["Unexpected"]


def sentence(error: BaseException) -> str:
    """Give what is wrong and what to do, in the current language."""
    names = [kind.__name__ for kind in type(error).__mro__]
    values: Mapping[str, object] = getattr(error, "values", {})
    words = _Gaps(
        {
            name: either(value) if isinstance(value, tuple) and name == "readings" else shown(value)
            for name, value in values.items()
        }
    )
    return say(template(names[0], names[1:])).format_map(words)


def in_every_language(error: BaseException) -> list[str]:
    """Give the sentence in Vietnamese, then in English: for those who have not chosen yet."""
    sentences = []
    for language in LANGUAGES:
        with use_language(language):
            sentences.append(sentence(error))
    return sentences


def either(readings: Iterable[object]) -> str:
    """Write the readings of an unclear text: "1,5 hay 15"."""
    return say(" hay ").join(shown(one) for one in readings)


def shown(value: object) -> str:
    """Write one value of an error as a person reads it."""
    if value is None or value == "":
        return "…"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(shown(one) for one in value)
    text = value if isinstance(value, str) else str(value)
    return say(NOUNS.get(text, text))
