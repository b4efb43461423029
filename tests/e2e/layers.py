"""A file of the ward's own parcels, to be imported again under what is open."""

from pathlib import Path

import geopandas as gpd
import shapely

from geodata.writers import write_features
from trackers.store import Ledger, parcels


def same_parcels(ledger: Ledger, folder: Path, *, less_deg: float = 0) -> Path:
    """Write all parcels of the layer in force, the first one made a little less, as a file."""
    with ledger.read() as reading:
        rows = parcels.geometries(reading)
        labels = parcels.read_parcels(reading, {row.parcel_id for row in rows})
    frame = gpd.GeoDataFrame(
        [(labels[row.parcel_id].sheet_no, labels[row.parcel_id].parcel_no) for row in rows],
        columns=["SHBANDO", "SHTHUA"],
        geometry=[
            shapely.from_wkb(row.geometry).buffer(0 if number else -less_deg)
            for number, row in enumerate(rows)
        ],
        crs=4326,
    )
    file = folder / "thua.gpkg"
    write_features(frame, file)
    return file
