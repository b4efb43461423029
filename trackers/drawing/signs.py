"""The signs of planned, expected and actual days: one definition for charts and their keys."""

from dataclasses import dataclass

from trackers.domain.stages import Stage

DONE = Stage.HANDED_OVER.look.colour
AREA = Stage.SIGNED.look.colour
PLAN = "#5F6368"
LAND = "#1F2933"


@dataclass(frozen=True)
class Sign:
    """How a kind of date is shown: words, a Vega shape, and whether it is filled."""

    label: str
    shape: str
    colour: str
    filled: bool


SIGNS = {
    "plan": Sign("Kế hoạch", "diamond", PLAN, filled=False),
    "confirmed": Sign("Dự kiến, đã xác nhận", "circle", AREA, filled=True),
    "estimated": Sign("Dự kiến, ước tính", "circle", AREA, filled=False),
    "actual": Sign("Thực tế", "square", DONE, filled=True),
    "land": Sign("Mặt bằng cho phép sớm nhất", "triangle-up", LAND, filled=True),
}
