"""The cases whose visits are told by hand: the six stories of the demo and what lies around them.

The last visit of a case in stage ◑ that carries a promise follows the visit that agreed.
"""

from trackers.domain.contacts import Outcome
from trackers.services.demo.telling import Visit, visit

_AGREED, _LATER, _IF = Outcome.AGREED, Outcome.POSTPONED, Outcome.CONDITIONAL
_NO, _KIN, _NOBODY = Outcome.NOT_AGREED, Outcome.RELATIVE, Outcome.NOBODY
SIGN = "ký biên bản hiến đất"

DONATIONS: dict[str, tuple[Visit, ...]] = {
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
    "XM-064": (
        visit("20/03", "CB05", _AGREED, "Anh đồng ý hiến đất, chờ vợ về mới ký được."),
        visit(
            "27/03",
            "CB05",
            _LATER,
            "Anh hẹn 03/04 ký, chờ vợ về phép.",
            promise=SIGN,
            due="03/04",
        ),
    ),
    "XM-067": (
        visit("17/03", "CB05", _LATER, "Gia đình hỏi có nâng nền sân bằng mặt đường không."),
        visit(
            "26/03", "CB05", _IF, "Đồng ý nếu được vuốt nối sân vào mặt đường mới. Đã ghi nhận."
        ),
    ),
    "XM-070": (
        visit("18/03", "CB05", _AGREED, "Đồng ý, chờ đo xong sẽ ký."),
        visit(
            "27/03", "CB05", _LATER, "Đã đo, hẹn 08/04 ký tại nhà.", promise=SIGN, due="08/04"
        ),
    ),
    "XM-072": (
        visit("12/03", "CB05", _AGREED, "Đồng ý hiến, chỉ ngại tốn tiền làm lại hàng rào."),
        visit(
            "18/03",
            "CB05",
            _AGREED,
            "Hiến đất, xin hỗ trợ dời hàng rào, mái che. Đã kiểm đếm, hai vợ chồng cùng ký biên "
            "bản.",
        ),
        visit("25/03", "CB05", _AGREED, "Ký biên bản hiến đất 12,6 m²; chi hỗ trợ còn chờ."),
    ),
    "XM-079": (
        visit("20/03", "CB05", _AGREED, "Đồng ý hiến, muốn giữ lại cây mai trước cửa."),
        visit(
            "28/03", "CB05", _LATER, "Con dâu sắp sinh, hẹn 10/04 ký.", promise=SIGN, due="10/04"
        ),
    ),
    "XM-083": (
        visit("10/03", "CB05", _KIN, "Chủ đi ghe lúa, gặp người nhà.", met="em chủ hộ"),
        visit("24/03", "CB05", _AGREED, "Chủ đã về, đồng ý liền, xin tính giùm hai cây dừa."),
        visit("28/03", "CB05", _AGREED, "Ký biên bản, đã nhận hỗ trợ cây trồng."),
    ),
    "XM-085": (
        visit("21/03", "CB05", _AGREED, "Đồng ý, nhờ phường làm thủ tục giấy tờ."),
        visit(
            "29/03", "CB05", _LATER, "Chờ con gái đem giấy đỏ về, hẹn 12/04.", promise=SIGN,
            due="12/04",
        ),
    ),
    "XM-088": (
        visit("19/03", "CB05", _LATER, "Hai hộ đứng chung một thửa, chưa rõ ai hiến bao nhiêu."),
        visit(
            "28/03",
            "CB05",
            _LATER,
            "Hai anh em chưa thống nhất ranh. Hẹn đo lại, mời cả hai cùng chứng kiến.",
            met="hai anh em",
            promise="cùng đo lại ranh",
            due="11/04",
        ),
    ),
    "XM-098": (
        visit("14/03", "CB07 KV-RS", _KIN, "Gặp vợ, chồng đi bỏ hàng chợ nổi.", met="vợ chủ hộ"),
        visit(
            "28/03",
            "CB07",
            _LATER,
            "Hẹn 04/04 dẫn đi coi mốc, xong mới trả lời.",
            promise="trả lời sau khi coi mốc",
            due="04/04",
        ),
    ),
    "XM-101": (
        visit(
            "24/02",
            "CB07",
            _AGREED,
            "Chú đồng ý liền, kêu làm sớm cho con cháu đi học khỏi lội. Hẹn ký 03/03.",
            promise=SIGN,
            due="03/03",
        ),
        visit("03/03", "CB07 KV-RS", _AGREED, "Chú ký biên bản hiến đất, hai vợ chồng cùng ký."),
        visit("11/03", "CB07 KV-RS", _AGREED, "Đã chặt hàng dừa nước, cắm mốc, bàn giao."),
    ),
    "XM-106": (
        visit("28/02", "CB07", _IF, "Xin hỗ trợ ba cây dừa đang có trái rồi mới tính."),
        visit("07/03", "CB07 KV-RS", _AGREED, "Đồng ý hiến đất; đã kiểm đếm ba cây dừa."),
        visit("12/03", "CB07", _AGREED, "Ký biên bản hiến đất, có người làm chứng."),
        visit("17/03", "CB07 KV-RS", _AGREED, "Đốn dừa xong, cắm mốc, bàn giao."),
    ),
    "XM-109": (
        visit("26/02", "CB07 KV-RS", _LATER, "Chị chưa quyết, nói sân thấp hơn lộ sẽ ngập."),
        visit(
            "04/03",
            "CB07",
            _IF,
            "Chị sợ ngập sân, xin cống D400 và hàng rào mới. Đã ghi nhận, chưa hứa.",
        ),
    ),
    "XM-115": (
        visit("05/03", "CB07", _LATER, "Đồng tình, ngại hàng rào mới làm tốn kém."),
        visit("20/03", "CB07 KV-RS", _AGREED, "Đồng ý nếu dời rào trước. Đã kiểm đếm 16 m rào."),
        visit("27/03", "CB07", _AGREED, "Ký biên bản hiến đất; hẹn dời rào trong tuần."),
        visit(
            "03/04",
            "CB07",
            _AGREED,
            "Đã dời hàng rào, cắm mốc, bàn giao 14,4 m². Chụp ảnh trước, sau.",
        ),
    ),
    "XM-121": (
        visit("18/03", "CB07 KV-RS", _LATER, "Ông đồng tình, còn hai ngôi mộ ông bà sát lộ."),
        visit(
            "31/03",
            "CB07",
            _LATER,
            "Gia đình xin dời mộ sau Thanh minh, đã coi ngày 12/04.",
            promise="dời hai ngôi mộ",
            due="12/04",
        ),
    ),
    "XM-127": (
        visit("19/03", "CB08", _AGREED, "Đồng ý, con trai ở Đoàn phường nói giúp."),
        visit(
            "03/04", "CB08 CB07", _LATER, "Hẹn 11/04 ký, chờ làm chứng.", promise=SIGN, due="11/04"
        ),
    ),
    "XM-130": (visit("04/04", "CB08", _NOBODY, "Không gặp ai. Hàng xóm nói chiều tối mới về."),),
    "XM-132": (
        visit("17/03", "CB08", _NO, "Đã hiến một lần năm 2005, nay không muốn hiến nữa."),
        visit("29/03", "CB08 CB07", _NO, "Chưa đồng thuận. Tôn trọng, hẹn dịp khác nói chuyện."),
    ),
    "XM-133": (
        visit("15/03", "CB08", _AGREED, "Đồng ý hiến dải đất trước vườn."),
        visit(
            "26/03", "CB08", _LATER, "Hẹn 02/04 ký, nhưng chưa sao y giấy đỏ.", promise=SIGN,
            due="02/04",
        ),
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
}  # fmt: skip

RECOVERIES: dict[str, tuple[Visit, ...]] = {
    "XM-141": (
        visit("16/12/2013", "CB02", _LATER, "Kiểm đếm xong đất và 11 cây xoài, chưa bàn giá."),
        visit(
            "20/03",
            "CB02",
            _NO,
            "Không đồng ý đơn giá đất vườn. Đã đọc bảng giá, lập biên bản ghi ý kiến.",
        ),
    ),
    "MN-14": (
        visit("16/07/2013", "CB02", _LATER, "Kiểm đếm vườn cây, gia đình ký biên bản."),
        visit("22/10/2013", "CB02 CB03", _AGREED, "Lấy ý kiến phương án, không có ý kiến khác."),
        visit("20/02", "CB02", _AGREED, "Trao quyết định phê duyệt, gia đình hỏi ngày chi trả."),
        visit(
            "28/03",
            "CB02",
            _LATER,
            "Hẹn 10/04 lên quận nhận tiền, xong giao đất.",
            promise="nhận tiền, bàn giao đất",
            due="10/04",
        ),
    ),
    "MN-15": (
        visit("17/07/2013", "CB02", _LATER, "Kiểm đếm xong; ba người con chưa chia thừa kế."),
        visit("18/03", "CB02 CB03", _LATER, "Bà nói con út ở Sóc Trăng chưa chịu ký phân chia."),
    ),
    "HC-06": (
        visit("12/03/2013", "CB02", _LATER, "Kiểm đếm nhà kho và sân, gia đình hỏi giá."),
        visit("03/09/2013", "CB02", _LATER, "Nói phương án giữ nguyên giá, hẹn tuần sau trả lời."),
        visit("05/09/2013", "CB04", _IF, "Đoàn Mặt trận hứa xin thêm tiền dời nhà kho."),
        visit(
            "07/09/2013",
            "CB03",
            _NO,
            "Đoàn thứ ba hứa đổi nền tái định cư. Ông giận: ba đoàn nói ba cách.",
        ),
        visit("29/11/2013", "CB01 CB02", _AGREED, "Một người nói, một mức giá. Ông đồng ý."),
        visit("16/12/2013", "CB02", _AGREED, "Đã dọn nhà kho, bàn giao mặt bằng."),
    ),
}
