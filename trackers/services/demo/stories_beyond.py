"""Told visits of Khu vực 2, Rạch Sen and Vàm Nhỏ; as in Khu vực 1, a promise comes last."""

from trackers.domain.contacts import Outcome
from trackers.services.demo.telling import SIGN, Visit, visit

_AGREED, _LATER, _IF = Outcome.AGREED, Outcome.POSTPONED, Outcome.CONDITIONAL
_NO, _KIN, _NOBODY = Outcome.NOT_AGREED, Outcome.RELATIVE, Outcome.NOBODY

VISITS: dict[str, tuple[Visit, ...]] = {
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
        visit("26/03", "CB05", _IF, "Đồng ý nếu được vuốt nối sân vào mặt đường mới. Đã ghi nhận."),
    ),
    "XM-070": (
        visit("18/03", "CB05", _AGREED, "Đồng ý, chờ đo xong sẽ ký."),
        visit("27/03", "CB05", _LATER, "Đã đo, hẹn 08/04 ký tại nhà.", promise=SIGN, due="08/04"),
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
            "29/03",
            "CB05",
            _LATER,
            "Chờ con gái đem giấy đỏ về, hẹn 12/04.",
            promise=SIGN,
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
            "26/03",
            "CB08",
            _LATER,
            "Hẹn 02/04 ký, nhưng chưa sao y giấy đỏ.",
            promise=SIGN,
            due="02/04",
        ),
    ),
}
