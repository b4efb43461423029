"""Putting a parcel layer in force: rows, tiles and base shapes, all of them or none."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import geopandas
import shapely

from geodata.tiles import build_tiles
from trackers.domain.parcels import Accuracy
from trackers.domain.texts import fold
from trackers.store import Ledger, Writing, parcels, wards
from trackers.store.disk import write_whole
from trackers.store.wards import Layer as Layer
from trackers.words import say

Shape = Mapping[str, Any]


def layer_folder(ledger: Ledger) -> Path:
    """Give the folder of the ward's tiles and base shapes."""
    return ledger.folder / "layers"


def tiles_path(ledger: Ledger, layer: str) -> Path:
    """Give the tile archive of a layer."""
    return layer_folder(ledger) / f"{layer}.pmtiles"


def base_path(ledger: Ledger, layer: str) -> Path:
    """Give the base shapes (outline, water, roads, areas) of a layer, as GeoJSON in EPSG:4326."""
    return layer_folder(ledger) / f"{layer}.base.json"


def layer_in_force(ledger: Ledger) -> Layer | None:
    """Give the layer that open maps show; None while the ward has no parcels."""
    with ledger.read() as reading:
        _, name = wards.revision_and_layer(reading)
        return wards.read_layer(reading, name)


def note_of(layer: Layer | None) -> str:
    """Say how far the shapes can be trusted, and where they come from (DESIGN §4.4)."""
    if layer is None:
        return ""
    accuracy = Accuracy(layer.accuracy)
    if accuracy is Accuracy.SCHEMATIC:
        return say("Sơ đồ, không có giá trị pháp lý")
    return say("Hình thửa: {accuracy}", accuracy=say(accuracy.label)) + f" · {layer.source}"


def cut_layer(
    ledger: Ledger,
    frame: geopandas.GeoDataFrame,
    *,
    base: Sequence[Shape],
    source: str,
    accuracy: Accuracy,
    now: datetime,
) -> Layer:
    """Cut parcels into tiles on disk and write the base shapes beside them; nothing in force yet.

    `frame` has parcel_id, sheet_no, parcel_no, geometry (EPSG:4326). A layer's name is the digest
    of its content, so the same parcels are never cut twice and an address never changes meaning.
    Raises geodata's TilesIncomplete, DiskFull.
    """
    digest = _digest(frame, base)
    layer = Layer(digest[:16], source, accuracy.value, digest, len(frame), now)
    layer_folder(ledger).mkdir(parents=True, exist_ok=True)
    if not tiles_path(ledger, layer.layer).exists():
        build_tiles(frame, tiles_path(ledger, layer.layer))
    shapes = {"type": "FeatureCollection", "features": list(base)}
    write_whole(base_path(ledger, layer.layer), json.dumps(shapes, ensure_ascii=False).encode())
    return layer


def put_in_force(writing: Writing, layer: Layer, frame: geopandas.GeoDataFrame) -> None:
    """Replace the ward's parcels by those of a cut layer, within the caller's transaction."""
    parcels.replace_parcels(writing, parcel_rows(frame, layer))
    if wards.read_layer(writing, layer.layer) is None:
        wards.add_layer(writing, layer)
    wards.use_layer(writing, layer.layer, tuple(map(float, frame.total_bounds)))


def parcel_rows(frame: geopandas.GeoDataFrame, layer: Layer) -> list[dict[str, Any]]:
    """Give the parcels as rows; geometry becomes WKB in EPSG:4326.

    Columns `accuracy` and `source`, where the frame has them, speak for single parcels.
    """
    boxes = frame.geometry.bounds.to_numpy()
    inside = frame.geometry.representative_point()
    texts = shapely.to_wkb(frame.geometry.to_numpy())
    return [
        {
            "parcel_id": int(row.parcel_id),
            "sheet_no": row.sheet_no,
            "parcel_no": row.parcel_no,
            "folded": fold(f"{row.sheet_no}/{row.parcel_no}"),
            "land_type": row.land_type or "",
            "drawn_area_m2": float(row.drawn_area_m2),
            "declared_area_m2": _number(row.declared_area_m2),
            "area_code": row.area_code or "",
            "west": float(box[0]),
            "south": float(box[1]),
            "east": float(box[2]),
            "north": float(box[3]),
            "lng": float(point.x),
            "lat": float(point.y),
            "accuracy": getattr(row, "accuracy", layer.accuracy),
            "source": getattr(row, "source", layer.source),
            "geometry": wkb,
        }
        for row, box, point, wkb in zip(
            frame.itertuples(index=False), boxes, inside, texts, strict=True
        )
    ]


def base_shape(kind: str, geometry: Any, *, name: str = "", **more: object) -> Shape:
    """Give one base shape: `kind` is outline, water, road or area; geometry in EPSG:4326."""
    return {
        "type": "Feature",
        "properties": {"k": kind, "n": name, **more},
        "geometry": shapely.geometry.mapping(geometry),
    }


def _number(value: Any) -> float | None:
    return None if value is None or value != value else float(value)  # noqa: PLR0124 (NaN)


def _digest(frame: geopandas.GeoDataFrame, base: Sequence[Shape]) -> str:
    digest = hashlib.sha256(json.dumps(list(base), sort_keys=True).encode())
    for row in frame.sort_values("parcel_id").itertuples(index=False):
        digest.update(f"{row.parcel_id}|{row.sheet_no}|{row.parcel_no}|".encode())
        digest.update(shapely.to_wkb(row.geometry))
    return digest.hexdigest()
