"""Told visits about recovered land: the bridge, the school, the hall."""

from trackers.domain.contacts import Outcome
from trackers.services.demo.telling import Visit, visit

_AGREED, _LATER, _IF = Outcome.AGREED, Outcome.POSTPONED, Outcome.CONDITIONAL
_NO = Outcome.NOT_AGREED

VISITS: dict[str, tuple[Visit, ...]] = {
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
    "YT-04": (
        visit("08/12/2012", "CB02", _LATER, "Kiểm đếm nhà bếp, nền gạch, ký biên bản."),
        visit("11/03/2013", "CB02", _NO, "Không đồng ý đơn giá nền gạch. Ghi lại, báo hội đồng."),
        visit("12/04/2013", "CB02 CB03", _AGREED, "Đã tính bổ sung nền gạch, gia đình đồng ý."),
        visit("22/04/2013", "CB02", _AGREED, "Chi trả tại phường, hẹn thứ Sáu bàn giao."),
        visit("26/04/2013", "CB02", _AGREED, "Dọn xong nhà bếp, bàn giao mặt bằng."),
    ),
}
