"""Told visits of Khu vực 1, where the rubbish truck cannot come in yet.

The last visit of a case in stage ◑ that carries a promise follows the visit that agreed.
"""

from trackers.domain.contacts import Outcome
from trackers.services.demo.telling import SIGN, Visit, visit

_AGREED, _LATER, _IF = Outcome.AGREED, Outcome.POSTPONED, Outcome.CONDITIONAL
_NO, _KIN, _NOBODY = Outcome.NOT_AGREED, Outcome.RELATIVE, Outcome.NOBODY

VISITS: dict[str, tuple[Visit, ...]] = {
    "XM-005": (
        visit(
            "11/03",
            "KV-1",
            _LATER,
            "Bà con hỏi chừng nào xe rác vào. Đưa vào ý kiến cử tri.",
        ),
        visit("27/03", "CB04 KV-1", _LATER, "Đã đo sơ bộ trước nhà, gia đình để bàn thêm."),
    ),
    "XM-008": (
        visit("12/03", "CB04 KV-1", _LATER, "Chưa đo được, cổng rào mới xây năm ngoái."),
        visit(
            "24/03",
            "CB04 KV-1",
            _IF,
            "Đồng ý nếu phường dời giùm cổng rào vào trong, giữ nguyên trụ. Đã ghi nhận.",
        ),
    ),
    "XM-012": (
        visit("17/03", "CB04", _NOBODY, "Cửa khóa, gửi giấy mời cho nhà bên cạnh."),
        visit(
            "25/03",
            "CB04 KV-1",
            _LATER,
            "Ông muốn hỏi con gái ở Cần Thơ trước, hẹn 01/04 trả lời.",
            promise="trả lời việc hiến đất",
            due="01/04",
        ),
    ),
    "XM-015": (
        visit("13/03", "CB04 KV-1", _LATER, "Chú có ba thửa trên tuyến, xin xem bản vẽ cả ba."),
        visit("20/03", "CB04 CB03", _AGREED, "Đồng ý hai thửa 015 và 016; thửa 033 chờ đo lại."),
    ),
    "XM-022": (
        visit(
            "13/03",
            "CB04",
            _KIN,
            "Chủ đi làm Bình Dương, cuối tháng mới về. Gặp mẹ, để lại giấy mời.",
            met="mẹ chủ hộ",
        ),
    ),
    "XM-025": (
        visit("14/03", "CB04 KV-1", _LATER, "Gia đình đồng tình chủ trương, xin vài hôm bàn lại."),
        visit("26/03", "CB04 KV-1", _AGREED, "Đồng ý hiến trọn 11 m mặt tiền."),
        visit(
            "02/04",
            "CB04",
            _LATER,
            "Chưa đủ chữ ký vợ chồng, hẹn sáng thứ Hai 07/04 ký.",
            promise=SIGN,
            due="07/04",
        ),
    ),
    "XM-028": (
        visit("15/03", "CB04 KV-1", _NO, "Nhà còn hẹp, sợ mất chỗ dựng xe. Để lại tờ giải thích."),
        visit("28/03", "CB04", _NO, "Vẫn chưa đồng thuận, xin không lấy vào thềm nhà."),
    ),
    "XM-031": (
        visit(
            "19/03",
            "CB03 KV-1",
            _KIN,
            "Gặp cháu giữ nhà. Chủ hộ ở Úc, cháu cho số Viber.",
            met="cháu chủ hộ",
        ),
        visit(
            "25/03",
            "CB03",
            _AGREED,
            "Gọi Viber cho cô bên Úc. Cô đồng ý miệng, hỏi ủy quyền ở lãnh sự ra sao.",
            met="chủ hộ, gọi Viber",
        ),
    ),
    "XM-036": (
        visit(
            "21/03",
            "CB03",
            _LATER,
            "Anh đang cất nhà, hẹn 28/03 xong hàng ba rồi đo.",
            promise="cho đo đất",
            due="28/03",
        ),
    ),
    "XM-040": (
        visit("14/03", "CB03 KV-1", _LATER, "Đồng tình, nhưng giấy đỏ đang ở ngân hàng."),
        visit("26/03", "CB03", _AGREED, "Đồng ý hiến, chờ ngân hàng cho mượn bản gốc mới ký."),
    ),
    "XM-044": (
        visit("14/03", "CB03 KV-1", _LATER, "Đồng tình, giấy đỏ ở quỹ tín dụng chưa lấy ra."),
        visit("20/03", "CB03", _AGREED, "Đồng ý hiến, quỹ tín dụng hứa cho mượn bản gốc."),
        visit("26/03", "CB03", _AGREED, "Ký biên bản hiến đất, vợ chồng cùng ký."),
        visit("02/04", "CB03 KV-1", _AGREED, "Dời bậc thềm xong, cắm mốc, bàn giao."),
    ),
    "XM-047": (
        visit("18/03", "CB03", _LATER, "Bác hỏi kỹ lộ giới, xin coi bản vẽ."),
        visit("27/03", "CB03 KV-1", _AGREED, "Bác đồng ý hiến 11 m mặt tiền, chờ bàn ngày ký."),
        visit(
            "02/04",
            "CB03",
            _LATER,
            "Nhà có giỗ mùng 10. Hẹn thứ Năm 10/04 ký, có con trai trưởng.",
            promise=SIGN,
            due="10/04",
        ),
    ),
    "XM-054": (
        visit("20/03", "CB03", _NO, "Cho rằng đường lệch về bên mình, xin đo lại tim đường."),
        visit("01/04", "CB03 KV-1", _NO, "Đã giải thích tim đường theo bản vẽ, chưa đồng thuận."),
    ),
    "XM-149": (
        visit(
            "06/03",
            "CB04",
            _NO,
            "Đã giải thích quyền không hiến. Nhà còn 2,1 m trước cửa, gia đình xin không tham gia. "
            "Tôn trọng, báo tổ kỹ thuật.",
        ),
    ),
}
