"""The stage of a case: what the map colours. One definition of code, sign, colour and label."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """How far a case has come, from first to last (DOMAIN §2)."""

    NOT_CONTACTED = "none"
    IN_PROGRESS = "talk"
    AGREED = "agreed"
    SIGNED = "signed"
    HANDED_OVER = "handed"
    COMPLETED = "done"

    @property
    def rank(self) -> int:
        """Position from 0 (not contacted) to 5 (completed)."""
        return _RANKS[self]

    @property
    def look(self) -> "Look":
        """Sign, colour and label, the same on map, grid, chart and report."""
        return LOOKS[self]


_RANKS = {stage: place for place, stage in enumerate(Stage)}


class PublicClass(StrEnum):
    """What a public page may say of a case: consent is never public (DOMAIN §8)."""

    IN_PROGRESS = "open"
    SIGNED = "signed"
    HANDED_OVER = "handed"

    @property
    def label(self) -> str:
        """The Vietnamese words of the class."""
        return PUBLIC_LABELS[self]


@dataclass(frozen=True)
class Look:
    """How a stage is shown: `sign` one character, `colour` as #rrggbb (Okabe-Ito), `label`."""

    sign: str
    colour: str
    label: str


LOOKS = {
    Stage.NOT_CONTACTED: Look("○", "#9AA0A6", "Chưa tiếp xúc"),
    Stage.IN_PROGRESS: Look("◔", "#E69F00", "Đang vận động/làm thủ tục"),
    Stage.AGREED: Look("◑", "#56B4E9", "Đã đồng thuận/đã duyệt phương án"),
    Stage.SIGNED: Look("◕", "#0072B2", "Đã ký/đã chi trả"),
    Stage.HANDED_OVER: Look("●", "#009E73", "Đã bàn giao mặt bằng"),
    Stage.COMPLETED: Look("✓", "#00573F", "Hoàn tất hồ sơ"),
}
OBSTACLE_LOOK = Look("!", "#D55E00", "Còn vướng mắc")
PUBLIC_LABELS = {
    PublicClass.IN_PROGRESS: "Đang thực hiện",
    PublicClass.SIGNED: "Đã ký/đã duyệt",
    PublicClass.HANDED_OVER: "Đã bàn giao",
}


def least(stages: list[Stage]) -> Stage:
    """Give the least advanced of `stages`: what a parcel in several projects shows."""
    return min(stages, key=lambda stage: stage.rank)
