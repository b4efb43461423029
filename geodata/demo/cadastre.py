"""What the cadastre says of each drawn parcel: sheet, number, use, areas."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import Polygon

from geodata.crs import CAN_THO
from geodata.demo.lines import Floats
from geodata.demo.road_plots import PUBLIC_LAND_M, Stretch
from geodata.demo.shapes import largest_part

# Uses are cadastral codes, each with its weight. ODT urban house plot, CLN perennial trees, LUC
# rice, BHK other annual crops, NTS fish pond, TSC offices, DGD education, DYT health, DGT
# transport, DSH community land, TMD commerce, TIN worship, BCS unused.
Uses = dict[str, float]
HOUSE_USE: Uses = {
    "ODT": 0.68,
    "ODT+CLN": 0.22,
    "CLN": 0.05,
    "TMD": 0.04,
    "TIN": 0.004,
    "DSH": 0.006,
}
SLIVER_USE: Uses = {"ODT": 0.4, "BCS": 0.6}
_ROAD_USE: Uses = {"ODT": 0.55, "ODT+CLN": 0.3, "CLN": 0.15}
_GARDEN_USE: Uses = {"ODT+CLN": 0.35, "CLN": 0.65}
GROVE_USE: Uses = {"CLN": 0.86, "ODT+CLN": 0.06, "NTS": 0.05, "BHK": 0.03}
SITE_USE: dict[str, Uses] = {
    "HC": {"TSC": 1.0},
    "YT": {"DYT": 1.0},
    "MN": {"DGD": 0.5, "CLN": 0.3, "ODT": 0.2},
}
_SHEET_M = 520.0
# Thửa and tờ that the demo's stories name.
_TOLD_PARCEL = {"XM-052": "263A"}
_TOLD_SHEET = {"XM-119": "P7-73"}


@dataclass(frozen=True)
class Drawn:
    """A parcel as drawn: shape in EPSG:5897, its likely uses, its case and area if it has them."""

    shape: Polygon
    uses: Uses | str
    case: str = ""
    area_code: str = ""


def use_of(stretch: Stretch) -> Uses | str:
    """Tell the uses of land along the axis road."""
    if not stretch.code and stretch.side == "right" and _overlaps(stretch, PUBLIC_LAND_M):
        return "DSH"
    return _GARDEN_USE if stretch.area_code in {"KVRS", "KVVN"} else _ROAD_USE


def block_use(slender: float, rng: np.random.Generator) -> Uses:
    """Choose the crop of a whole block: slender plots are rice or orchard beds, others gardens."""
    rice = 0.55 if slender > 4 else 0.12  # noqa: PLR2004  # the slender third of the blocks
    if rng.random() < rice:
        return {"LUC": 0.86, "BHK": 0.06, "CLN": 0.08}
    return {"CLN": 0.82, "BHK": 0.05, "NTS": 0.05, "ODT+CLN": 0.06, "LUC": 0.02}


def describe(
    drawn: list[Drawn], areas: dict[str, Polygon], rng: np.random.Generator
) -> gpd.GeoDataFrame:
    """List the parcels with sheet, number, use, areas (m²) and khu vực; EPSG:5897."""
    shapes = np.array([_clean(each.shape) for each in drawn], dtype=object)
    frame = gpd.GeoDataFrame(
        {
            "case": [each.case for each in drawn],
            "land_type": [_use(each.uses, rng) for each in drawn],
            "drawn_area_m2": np.round(shapely.area(shapes), 1),
            "area_code": _area_codes(drawn, shapes, areas),
        },
        geometry=shapes,
        crs=CAN_THO,
    )
    frame["declared_area_m2"] = _declared(frame["drawn_area_m2"].to_numpy(), rng)
    return _numbered(frame)


def _clean(shape: Polygon) -> Polygon:
    """Round to a fiftieth of a millimetre, so that no spike folds over in degrees."""
    kept = largest_part(shapely.set_precision(shape, 2e-5))
    assert kept is not None  # noqa: S101  # every drawn parcel is metres wide or half a metre
    return shapely.normalize(kept)


def _overlaps(stretch: Stretch, span_m: tuple[float, float]) -> bool:
    """Tell whether a stretch lies in a span of chainages."""
    return stretch.from_m < span_m[1] and stretch.to_m > span_m[0]


def _use(uses: Uses | str, rng: np.random.Generator) -> str:
    """Draw one use by weight."""
    if isinstance(uses, str):
        return uses
    weights = np.array(list(uses.values()))
    return str(rng.choice(list(uses), p=weights / weights.sum()))


def _area_codes(drawn: list[Drawn], shapes: np.ndarray, areas: dict[str, Polygon]) -> list[str]:
    """Find the khu vực of each parcel, unless it was told with the parcel."""
    inside = shapely.point_on_surface(shapes)
    tree = shapely.STRtree(list(areas.values()))
    codes = list(areas)
    nearest = tree.nearest(inside)
    return [each.area_code or codes[i] for each, i in zip(drawn, nearest, strict=True)]


def _declared(drawn_m2: Floats, rng: np.random.Generator) -> Floats:
    """Give the areas on paper: mostly within 2 % of the drawing, one in 25 far off."""
    error = rng.normal(0, 0.008, len(drawn_m2))
    far = rng.random(len(drawn_m2)) < 0.04  # noqa: PLR2004  # 4 % of the papers are badly off
    error = np.where(
        far, rng.choice([-1, 1], len(error)) * rng.uniform(0.055, 0.18, len(error)), error
    )
    return np.asarray(np.round(np.maximum(drawn_m2 * (1 + error), 0.1), 1))


def _numbered(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Count sheets from north-west to south-east, and parcels so within their sheet."""
    inside = shapely.get_coordinates(shapely.point_on_surface(frame.geometry.to_numpy()))
    cell = np.floor((inside - inside.min(axis=0)) / _SHEET_M).astype(int)
    order = np.lexsort([inside[:, 0], -np.round(inside[:, 1] / 40), cell[:, 0], -cell[:, 1]])
    frame = frame.iloc[order].reset_index(drop=True)
    cell = cell[order]
    sheets = np.cumsum(np.concatenate([[1], np.any(np.diff(cell, axis=0), axis=1)]))
    frame["sheet_no"] = sheets.astype(str)
    frame["parcel_no"] = (frame.groupby("sheet_no", sort=False).cumcount() + 1).astype(str)
    for case, number in _TOLD_PARCEL.items():
        frame.loc[frame["case"] == case, "parcel_no"] = number
    for case, sheet in _TOLD_SHEET.items():
        frame.loc[frame["case"] == case, "sheet_no"] = sheet
    frame["parcel_id"] = np.arange(1, len(frame) + 1)
    first = ["parcel_id", "sheet_no", "parcel_no", "land_type", "drawn_area_m2", "declared_area_m2"]
    return frame[[*first, "area_code", "case", "geometry"]]
