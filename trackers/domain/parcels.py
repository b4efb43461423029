"""Parcels (thửa) as the cadastre names them, and where a geometry comes from."""

from dataclasses import dataclass
from enum import StrEnum


class Accuracy(StrEnum):
    """What a geometry can be trusted for (DESIGN §4.4)."""

    SURVEYED = "surveyed"
    DRAWN = "drawn"
    SCHEMATIC = "schematic"

    @property
    def label(self) -> str:
        """The Vietnamese words shown with the geometry."""
        return _LABELS[self]


_LABELS = {
    Accuracy.SURVEYED: "đo đạc",
    Accuracy.DRAWN: "vẽ lại",
    Accuracy.SCHEMATIC: "sơ đồ",
}


@dataclass(frozen=True)
class Parcel:
    """One parcel; `centre` is longitude, latitude of a point inside it, in EPSG:4326.

    `box` is west, south, east, north in EPSG:4326. Declared and drawn areas are in m²; they differ
    even in official data.
    """

    parcel_id: int
    sheet_no: str
    parcel_no: str
    land_type: str
    drawn_area_m2: float
    declared_area_m2: float | None
    area_code: str
    centre: tuple[float, float]
    box: tuple[float, float, float, float]
    accuracy: Accuracy
    source: str

    @property
    def label(self) -> str:
        """The number officers say: tờ/thửa."""
        return f"{self.sheet_no}/{self.parcel_no}"
