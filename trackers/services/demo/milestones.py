"""The works' milestones: their baseline, and every later date with the day it was written down."""

from dataclasses import dataclass
from datetime import date

from trackers.domain.projects import Milestone
from trackers.domain.stages import Stage
from trackers.services.demo.calendar import day
from trackers.services.demo.stages import STAGES

# The side of the houses; beyond the other lies the canal.
_MODEL = (("right", 1086.0, 1326.0),)


@dataclass(frozen=True)
class Turn:
    """A change of a milestone's dates, as it was recorded on a day."""

    code: str
    on: date
    forecast_on: date | None
    actual_on: date | None
    confirmed: bool
    reason: str
    basis: str


def _uncleared(first: int, last: int) -> tuple[str, ...]:
    codes = (f"XM-{number:03d}" for number in range(first, last + 1))
    return tuple(code for code in codes if STAGES[code].rank < Stage.HANDED_OVER.rank)


def _goal(
    code: str,
    name: str,
    baseline: str,
    waits_for: tuple[str, ...] = (),
    gate: tuple[tuple[str, float, float], ...] = (),
) -> Milestone:
    project = code.split("-", maxsplit=1)[0]
    return Milestone(code, project, name, day(baseline), waits_for=waits_for, gate=gate)


MILESTONES = (
    _goal("HC-1", "Bàn giao mặt bằng", "30/06/2013"),
    _goal("HC-2", "Khởi công", "15/07/2013"),
    _goal("HC-3", "Hoàn thành xây lắp", "31/01/2014"),
    _goal("HC-4", "Đưa vào sử dụng", "28/02/2014"),
    _goal("YT-1", "Bàn giao mặt bằng", "28/02/2013"),
    _goal("YT-2", "Khởi công", "15/03/2013"),
    _goal("YT-3", "Khánh thành", "20/12/2013"),
    _goal("MN-1", "Mặt bằng đợt 1 (khối lớp học)", "31/07/2013"),
    _goal("MN-2", "Khởi công", "15/08/2013"),
    _goal("MN-3", "Xong phần thô", "31/01/2014"),
    _goal(
        "MN-4",
        "Mặt bằng đợt 2 (sân chơi, lối vào)",
        "31/12/2013",
        ("MN-13", "MN-14", "MN-15", "MN-16"),
    ),
    _goal("MN-5", "Đón trẻ", "15/08/2014"),
    _goal("XM-1", "Nghị quyết chuyên đề", "28/02/2014"),
    _goal("XM-2", "Họp dân bốn khu vực", "15/03/2014"),
    _goal("XM-3", "Mặt bằng đoạn mẫu Km1+086–1+326", "11/04/2014", gate=_MODEL),
    _goal("XM-4", "Khởi công đoạn mẫu", "21/04/2014", gate=_MODEL),
    _goal("XM-5", "Khu vực 1 đủ 3,5 m (xe rác vào)", "30/06/2014", _uncleared(1, 56)),
    _goal("XM-6", "Mặt bằng toàn tuyến", "31/07/2014", _uncleared(1, 148)),
    _goal("XM-7", "Thông xe", "19/12/2014"),
)


def _met(code: str, on: str, reason: str = "") -> Turn:
    return Turn(code, day(on), None, day(on), confirmed=False, reason=reason, basis="")


def _moved(code: str, on: str, forecast: str, reason: str) -> Turn:
    return Turn(code, day(on), day(forecast), None, confirmed=False, reason=reason, basis="")


_THREE = "Ba đoàn đến một nhà trong năm ngày, mỗi đoàn hứa một khác."
_DRAIN = "Hộ XM-109 còn chờ trả lời về cống thoát nước."
TURNS = (
    _moved("HC-1", "01/07/2013", "30/09/2013", "Còn bốn hộ chưa bàn giao."),
    _moved("HC-1", "30/09/2013", "30/11/2013", _THREE),
    _met("HC-1", "16/12/2013", _THREE),
    _met("HC-2", "22/08/2013", "Khởi công trên phần đã có mặt bằng."),
    _moved("HC-3", "20/01/2014", "31/03/2014", "Bàn giao mặt bằng chậm hơn năm tháng."),
    _moved("HC-3", "31/03/2014", "18/04/2014", "Chờ sơn nước, hệ thống điện hội trường."),
    _moved("HC-4", "20/01/2014", "18/04/2014", "Xây lắp chậm theo mặt bằng."),
    Turn(
        "HC-4",
        day("31/03"),
        day("28/04"),
        None,
        confirmed=True,
        reason="Chốt ngày sau khi nghiệm thu.",
        basis="giao ban 31/03",
    ),
    _moved("YT-1", "01/03/2013", "30/04/2013", "Một hộ không đồng ý đơn giá."),
    _met("YT-1", "26/04/2013", "Hộ cuối cùng nhận tiền và bàn giao."),
    _met("YT-2", "20/05/2013", "Khởi công sau khi đủ mặt bằng."),
    _moved("YT-3", "16/12/2013", "27/02/2014", "Chờ lắp thiết bị, nghỉ Tết."),
    _met("YT-3", "27/02/2014", "Đã khánh thành."),
    _moved("MN-1", "05/08/2013", "31/10/2013", "Hai hộ chờ dời mộ và lấy giấy thế chấp."),
    _met("MN-1", "25/11/2013", "Hộ cuối cùng đã dời mộ."),
    _met("MN-2", "16/12/2013", "Khởi công sau khi đủ mặt bằng đợt 1."),
    _moved("MN-3", "20/01/2014", "25/04/2014", "Khởi công chậm bốn tháng."),
    _moved("MN-4", "30/12/2013", "28/03/2014", "Bốn hộ chưa bàn giao."),
    _moved("MN-4", "31/03/2014", "16/05/2014", "Một hộ chờ chia thừa kế, một hộ chờ nhận tiền."),
    _moved("MN-5", "31/03/2014", "05/09/2014", "Sân chơi, lối vào chờ mặt bằng đợt 2."),
    _met("XM-1", "20/02/2014"),
    _met("XM-2", "14/03/2014"),
    _moved("XM-3", "31/03/2014", "18/04/2014", _DRAIN),
    _moved("XM-4", "31/03/2014", "24/04/2014", _DRAIN),
    _moved("XM-5", "31/03/2014", "25/07/2014", "Khu vực 1 còn nhiều hộ chưa tiếp xúc."),
    _moved("XM-6", "31/03/2014", "29/08/2014", "Tiến độ hiến đất chậm hơn chỉ tiêu tháng 3."),
    _moved("XM-7", "31/03/2014", "30/01/2015", "Lùi theo mặt bằng toàn tuyến."),
)
