"""Taking files in: parcels here, household lists re-exported; all of a file, or nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import geopandas

from geodata.parcels import clean_parcels
from geodata.readers import read_features
from trackers.domain.looks import LookKind
from trackers.domain.parcels import Accuracy
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require, require_everywhere
from trackers.domain.wards import Ward, day_of
from trackers.services.files import digest_of
from trackers.services.household_lists import ListReport, import_cases, preview_cases
from trackers.services.layers import cut_layer, put_in_force
from trackers.services.looks import note_look
from trackers.services.parcel_plan import ParcelReport, Plan, plan_layer
from trackers.store import Ledger, Saved, Writing, cases, wards
from trackers.store.errors import RowChanged
from trackers.store.wards import Layer

__all__ = [
    "ListReport",
    "ParcelReport",
    "import_cases",
    "import_parcels",
    "preview_cases",
    "preview_parcels",
    "window_of",
]

# A ward's edge moves when its map is drawn anew: about 2 km, less than the step between meridians.
MARGIN_DEGREES = 0.02
# A box wider than this is a country, not a ward.
_WARD_DEGREES = 2.0
_ATTEMPTS = 3


def preview_parcels(
    ledger: Ledger,
    actor: Actor,
    path: Path,
    *,
    crs: str | None = None,
    columns: Mapping[str, str] | None = None,
    replace_all: bool = True,
) -> ParcelReport:
    """Give what `import_parcels` would change; writes nothing and raises the same."""
    _require(ledger, actor)
    plan = _plan(ledger, path, _clean(ledger, path, crs, columns), replace_all=replace_all)
    return plan.report


def import_parcels(
    ledger: Ledger,
    actor: Actor,
    path: Path,
    *,
    crs: str | None = None,
    columns: Mapping[str, str] | None = None,
    replace_all: bool = True,
    accuracy: Accuracy = Accuracy.SURVEYED,
    source: str = "",
    now: datetime,
    key: str | None = None,
) -> ParcelReport:
    """Put the parcels of a map file in force as a new layer.

    A parcel whose tờ/thửa exists already keeps its id, so its cases stay on it; one that has a
    case and is missing in the file stays as it was. `replace_all` False keeps every other parcel
    too, for files of single map sheets. `source` says where the shapes come from ("bản đồ địa
    chính 2013"); the file's own name may name people and stays out of the chain. `columns` is
    {column of the file: our field}, `crs` the system when the file does not say it.

    Raises NotAllowed, NotYours, RowChanged (another import came in between) and what
    `read_features`, `clean_parcels` and `build_tiles` raise.
    """
    _require(ledger, actor)
    frame = _clean(ledger, path, crs, columns)
    source = source.strip() or f"tệp nhập {day_of(now):%d/%m/%Y}"
    labels = {"accuracy": accuracy.value, "source": source}
    for _ in range(_ATTEMPTS):
        plan = _plan(ledger, path, frame.assign(**labels), replace_all=replace_all)
        layer = cut_layer(
            ledger, plan.frame, base=plan.base, source=source, accuracy=accuracy, now=now
        )
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return replace(plan.report, saved=earlier)
            if not _still_holds(writing, plan):
                continue
            put_in_force(writing, layer, plan.frame)
            report = replace(plan.report, saved=_record(writing, actor, plan.report, layer, key))
        note_look(ledger, actor, LookKind.PARCELS_IMPORTED, layer.layer)
        return report
    raise RowChanged(table="layers", layer=plan.layer)


def _require(ledger: Ledger, actor: Actor) -> None:
    """Refuse who may not import, and who may write only in a part of the ward."""
    require(actor, Action.IMPORT_FILES, ledger.ward)
    require_everywhere(actor)


def window_of(ward: Ward) -> tuple[float, float, float, float] | None:
    """Give the box in degrees that every parcel must touch; None while the ward has no place."""
    west, south, east, north = ward.bounds
    if not (west < east and south < north):
        return None
    if max(east - west, north - south) > _WARD_DEGREES:
        return ward.bounds
    m = MARGIN_DEGREES
    return west - m, south - m, east + m, north + m


def _clean(
    ledger: Ledger, path: Path, crs: str | None, columns: Mapping[str, str] | None
) -> geopandas.GeoDataFrame:
    with ledger.read() as reading:
        ward = wards.read_ward(reading)
    return clean_parcels(
        read_features(path),
        crs=crs,
        columns=columns,
        metric_crs=ward.metric_crs or None,
        window=window_of(ward),
    )


def _plan(ledger: Ledger, path: Path, frame: geopandas.GeoDataFrame, *, replace_all: bool) -> Plan:
    return plan_layer(
        ledger, frame, file=path.name, digest=digest_of(path), replace_all=replace_all
    )


def _still_holds(writing: Writing, plan: Plan) -> bool:
    """Tell whether, since the plan, no other layer came into force and no parcel got in use."""
    _, layer = wards.revision_and_layer(writing)
    return layer == plan.layer and cases.parcel_ids(writing) <= set(plan.frame["parcel_id"])


def _record(
    writing: Writing, actor: Actor, report: ParcelReport, layer: Layer, key: str | None
) -> Saved:
    return writing.record(
        "parcels.imported",
        layer.layer,
        actor=actor.code,
        effective_on=day_of(writing.now),
        details={
            "digest": report.digest,
            "total": report.total,
            "new": report.new,
            "updated": report.updated,
            "kept": len(report.kept),
            "dropped": report.dropped,
        },
        private={"file": report.file},
        key=key,
    )
