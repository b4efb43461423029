"""The parts of a case: what is given, in which form, how much, for which amount (DOMAIN §2)."""

from dataclasses import dataclass
from enum import StrEnum

from trackers.domain.errors import QuantityWrong, TextMissing, TextTooLong


class ComponentKind(StrEnum):
    """What is given or compensated (DOMAIN §2)."""

    LAND = "land"
    HOUSE = "house"
    STRUCTURE = "structure"
    FENCE = "fence"
    TREES = "trees"
    GRAVE = "grave"
    UTILITY = "utility"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Vietnamese words of the kind."""
        return _KINDS[self]

    @property
    def unit(self) -> str:
        """The unit in which it is usually counted."""
        return _UNITS[self]


class Form(StrEnum):
    """How a component is given (hình thức)."""

    DONATED = "donated"
    COMPENSATED = "compensated"
    SUPPORTED = "supported"
    SWAPPED = "swapped"
    UNDECIDED = "undecided"

    @property
    def label(self) -> str:
        """The Vietnamese words of the form."""
        return _FORMS[self]


_KINDS = {
    ComponentKind.LAND: "Đất",
    ComponentKind.HOUSE: "Nhà",
    ComponentKind.STRUCTURE: "Vật kiến trúc",
    ComponentKind.FENCE: "Hàng rào",
    ComponentKind.TREES: "Cây trồng",
    ComponentKind.GRAVE: "Mồ mả",
    ComponentKind.UTILITY: "Trụ điện, đồng hồ nước",
    ComponentKind.OTHER: "Khác",
}
_UNITS = {
    ComponentKind.LAND: "m²",
    ComponentKind.HOUSE: "m²",
    ComponentKind.STRUCTURE: "m²",
    ComponentKind.FENCE: "m",
    ComponentKind.TREES: "cây",
    ComponentKind.GRAVE: "ngôi",
    ComponentKind.UTILITY: "cái",
    ComponentKind.OTHER: "cái",
}
_FORMS = {
    Form.DONATED: "Hiến",
    Form.COMPENSATED: "Bồi thường",
    Form.SUPPORTED: "Hỗ trợ",
    Form.SWAPPED: "Hoán đổi",
    Form.UNDECIDED: "Chưa xác định",
}


@dataclass(frozen=True)
class Component:
    """A part of a case: quantity in `unit` ("m²", "m", "cây"), amount in đồng when known.

    `position` orders them in the case, and is given once and never again.
    """

    kind: ComponentKind
    form: Form
    quantity: float
    unit: str
    amount_vnd: int | None = None
    note: str = ""
    position: int = 0
    version: int = 1


# Merged when two people change it; all other fields are figures, and never are (DESIGN §4.1).
FREE_FIELDS = ("note",)
FIRM_FIELDS = ("kind", "form", "quantity", "unit", "amount_vnd")
LONGEST_UNIT, LONGEST_NOTE = 20, 300
_MOST_QUANTITY, _MOST_VND = 10_000_000, 10**15


def check_component(component: Component) -> None:
    """Refuse a component that cannot be; raises QuantityWrong, TextMissing, TextTooLong."""
    if not 0 < component.quantity <= _MOST_QUANTITY:  # not so for what is no number either
        raise QuantityWrong(value=component.quantity)
    if component.amount_vnd is not None and not 0 <= component.amount_vnd < _MOST_VND:
        raise QuantityWrong(value=component.amount_vnd)
    if not component.unit.strip():
        raise TextMissing(field="unit")
    for text, most in ((component.unit, LONGEST_UNIT), (component.note, LONGEST_NOTE)):
        if len(text) > most:
            raise TextTooLong(length=len(text), most=most)
