"""Short notes as officers write them after a visit.

In a note {Ai} and {ai} are how they call the holder, {other} is the holder's wife or husband.
"""

from trackers.domain.contacts import Outcome

_NOBODY = (
    "Cửa khóa, gọi điện không ai nghe.",
    "Nhà đi đám giỗ, chưa gặp được.",
    "Đi làm đồng, hẹn người kế bên nhắn lại.",
    "Không gặp ai, để giấy mời ở khe cửa.",
    "Nhà vắng, hàng xóm nói đi chợ xa.",
    "Ghé buổi trưa không gặp, sẽ ghé lại buổi tối.",
    "Cổng đóng, chó dữ, chưa vào được.",
    "Chủ nhà chở con đi học thêm, chưa gặp.",
)
_RELATIVE = (
    "Gặp con trai, {ai} đi Ô Môn chưa về.",
    "Gặp {other}, nói để {ai} về quyết.",
    "Gặp {other}, nói cả nhà chờ {ai} về bàn.",
    "Gặp má của {ai}, để lại tờ rơi và bản vẽ.",
    "Gặp con dâu, xin số điện thoại của {ai}.",
    "Gặp cháu ngoại, nhắn {ai} chiều mai có nhà.",
    "Gặp em ruột {ai}, nói cả nhà cũng mong có đường.",
    "Gặp người ở nhờ, chủ hộ chiều tối mới về.",
)
_LATER = (
    "{Ai} ủng hộ, xin bàn lại với các con.",
    "{Ai} hỏi lộ giới lấy vô mấy tấc, đã đưa bản vẽ.",
    "{Ai} chờ coi nhà đối diện hiến ra sao.",
    "{Ai} bận cắt lúa, xin xong mùa mới tính.",
    "{Ai} hỏi hiến rồi giấy đỏ có chỉnh lại không. Đã giải thích.",
    "{Ai} xin giữ lại cây mai trước cửa, sẽ đo lại.",
    "{Ai} muốn biết chừng nào khởi công rồi mới trả lời.",
    "{Ai} sợ xe lớn chạy bụi, đã giải thích có giới hạn tải trọng.",
    "{Ai} nói nhà mới sơn, ngại đập bậc thềm.",
    "{Ai} xin họp chung cả xóm rồi quyết luôn.",
    "{Ai} bệnh, nói chuyện được ít, hẹn hôm khác.",
    "{Ai} nhờ đo thử để coi còn lại bao nhiêu mét trước nhà.",
    "{Ai} đang sửa nóc nhà, xin hoãn vài bữa.",
    "{Ai} hỏi ống nước, đồng hồ điện ai dời. Ghi lại để hỏi.",
    "Đã nói rõ hiến đất là tự nguyện; {ai} xin suy nghĩ thêm.",
    "{Ai} đồng tình nhưng chờ anh em ruột cùng ý.",
)
_AGREED = (
    "{Ai} đồng ý hiến, chờ đo rồi ký.",
    "{Ai} vui vẻ, nói đường rộng thì nhà cũng có giá.",
    "Cả nhà đồng ý sau khi coi bản vẽ.",
    "{Ai} đồng ý, xin chừa lại gốc me cho mát.",
    "{Ai} nói mấy nhà đầu xóm hiến rồi thì mình cũng hiến.",
    "{Ai} đồng ý, nhờ phường lo thủ tục giấy tờ.",
    "Vợ chồng {ai} cùng đồng ý, đã nói rõ quyền không hiến.",
    "{Ai} đồng ý, kêu làm trước mùa mưa.",
    "{Ai} đồng ý sau khi nghe trưởng khu vực nói chuyện.",
    "Đã đo tại chỗ, {ai} thống nhất số mét.",
    "{Ai} đồng ý, xin đổ giùm ít đá trước sân.",
    "{Ai} gật đầu, nói cháu nội đi học đỡ lội.",
)
_SIGNED = (
    "Ký biên bản hiến đất, vợ chồng cùng ký, có người làm chứng.",
    "Đã ký, giao một bản cho gia đình.",
    "Ký biên bản tại nhà, đọc lại từng mục cho {ai} nghe.",
    "{Ai} ký biên bản, các con cùng ký.",
    "Đã ký sau khi đo lại, {ai} hài lòng số đo.",
    "Ký xong, {ai} hỏi ngày cắm mốc.",
    "Ký tại văn phòng khu vực, có tổ trưởng chứng kiến.",
    "Đã ký, {ai} nhắn mấy nhà kế bên làm theo.",
)
_HANDED = (
    "Cắm mốc, bàn giao mặt bằng, {ai} phụ dọn cây.",
    "Đã dọn hàng rào tạm, bàn giao, chụp ảnh.",
    "Bàn giao xong, ký biên bản tại chỗ.",
    "Thanh niên phụ dời đồ, bàn giao trong buổi sáng.",
    "Đã cắm hai cọc mốc, {ai} ký nhận.",
    "Bàn giao mặt bằng, mời {ai} dự khởi công.",
)
_INVENTORY = (
    "Kiểm đếm đất và cây trồng, gia đình ký biên bản.",
    "Kiểm đếm xong, {ai} xin bản sao.",
    "Kiểm đếm có trưởng khu vực chứng kiến.",
    "Đo đạc, kiểm đếm; {ai} chỉ ranh rõ ràng.",
    "Kiểm đếm vật kiến trúc, chụp ảnh từng hạng mục.",
)
_CONSULTED = (
    "Lấy ý kiến phương án, {ai} không có ý kiến khác.",
    "Đọc phương án, {ai} hỏi thêm tiền cây ăn trái.",
    "Đối thoại tại nhà, {ai} đề nghị chi trả một lần.",
    "{Ai} đồng ý phương án, hỏi thời gian nhận tiền.",
    "Lấy ý kiến, {ai} xin thêm thời gian dọn đồ.",
)
_DELIVERED = (
    "Trao quyết định phê duyệt, {ai} ký nhận.",
    "Gửi quyết định và bảng tính tiền, giải thích từng dòng.",
    "Trao quyết định, hẹn ngày nhận tiền sau.",
)
_PAID = (
    "Chi trả xong, gia đình đếm đủ.",
    "{Ai} nhận tiền, xin hai tuần dọn chuồng trại.",
    "Đã chi trả, hẹn ngày bàn giao.",
    "Chi trả tại phường, có kho bạc quận.",
)

BY_OUTCOME = {
    Outcome.NOBODY: _NOBODY,
    Outcome.RELATIVE: _RELATIVE,
    Outcome.POSTPONED: _LATER,
    Outcome.AGREED: _AGREED,
}
BY_STEP = {
    "signed": _SIGNED,
    "handover": _HANDED,
    "inventory": _INVENTORY,
    "consultation": _CONSULTED,
    "delivery": _DELIVERED,
    "payment": _PAID,
}


_MEN = ("Chú", "Anh", "Ông", "Bác")


def compose(notes: tuple[str, ...], called: str, turn: int) -> str:
    """Take the note whose turn it is and put in how the household's holder is called."""
    other = "vợ" if called in _MEN else "chồng"
    return notes[turn % len(notes)].format(Ai=called, ai=called.lower(), other=other)


def turn_of(number: int, visit: int) -> int:
    """Give the turn of a case's visit, so that neighbours do not read alike."""
    return number * 7 + visit * 3
