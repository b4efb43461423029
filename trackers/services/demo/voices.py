"""What voters of the demo ward asked for: taken down where it was said, answered or not."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from shapely.geometry.base import BaseGeometry

from trackers.domain.opinions import Opinion, OpinionKind
from trackers.domain.people import Actor
from trackers.services import opinions
from trackers.services.demo import works
from trackers.services.demo.acts import Act, Do
from trackers.services.demo.calendar import at, day
from trackers.store import Ledger, Saved
from trackers.store import opinions as opinion_rows

TRUCK, DUST, DRAIN = "YK-1", "YK-2", "YK-3"
# Where the lane's drain is blocked, in metres along the road.
_DRAIN_AT_M = 700.0

_TRUCK = Opinion(
    "",
    "KV1",
    works.ROAD,
    "Bà con Khu vực 1 hỏi chừng nào xe lấy rác vào tới nhà.",
    day("11/03"),
    from_whom="Bà con quanh nhà, khi tổ đến vận động",
    case_code="XM-005",
    officer_code="CB03",
    due_on=day("30/06"),
)


def voice_acts(sites: Mapping[str, BaseGeometry], road: BaseGeometry) -> Iterator[Act]:
    """Tell what was asked for, by day; shapes in EPSG:4326 say where."""
    school = sites["MN"].representative_point()
    drain = road.interpolate(_DRAIN_AT_M / works.ROAD_LENGTH_M, normalized=True)
    dust = Opinion(
        "",
        "KV4",
        "MN",
        "Xe chở cát làm bụi trước trường mầm non, đề nghị tưới đường.",
        day("19/03"),
        kind=OpinionKind.PETITION,
        from_whom="Phụ huynh gần trường",
        lat=school.y,
        lng=school.x,
        officer_code="CB02",
        due_on=day("28/03"),
    )
    blocked = Opinion(
        "",
        "KV2",
        None,
        "Cống ngang lộ ở Khu vực 2 bị nghẹt, mưa là ngập.",
        day("01/04"),
        lat=drain.y,
        lng=drain.x,
        officer_code="CB05",
        due_on=day("04/04"),
    )
    for one, who in ((_TRUCK, "KV-1"), (dust, "CB09"), (blocked, "CB09")):
        yield Act(at(one.raised_on, 16, 45), who, _saying(one))
    yield from _answers()


def _answers() -> Iterator[Act]:
    words = "Chờ công trình này: đường rộng 3,5 m thì xe rác vào được."
    yield Act(at(day("12/03"), 9), "CB03", _answering(TRUCK, words, None))
    words = "Nhà thầu đã che bạt xe, tưới đường hai lần mỗi ngày."
    yield Act(at(day("26/03"), 15), "CB02", _answering(DUST, words, day("26/03")))


def _saying(one: Opinion) -> Do:
    return lambda ledger, actor, now: opinions.add_opinion(ledger, actor, opinion=one, now=now)


def _answering(code: str, answer: str, on: date | None) -> Do:
    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        with ledger.read() as reading:
            kept = opinion_rows.find_opinion(reading, code)
        return opinions.answer_opinion(
            ledger,
            actor,
            code=code,
            answer=answer,
            answered_on=on,
            base=kept.version if kept else 1,
            now=now,
        )

    return do
