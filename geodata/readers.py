"""Map files from outside: GeoJSON, GeoPackage and zipped shapefiles, read in a child process."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow as pa
import shapely

from geodata import sandbox
from geodata.errors import InvalidGeometry, WrongFormat
from geodata.sandbox import Limits

_DRIVERS = {
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".gpkg": "GPKG",
    ".zip": "ESRI Shapefile",
}
FORMATS = tuple(_DRIVERS)


def read_features(path: Path, *, limits: Limits = Limits()) -> gpd.GeoDataFrame:  # noqa: B008  # frozen
    """Read the one layer of a map file, geometry in two dimensions, in the file's own system.

    Columns are texts in NFC, numbers with decimals stay numbers; row n of the file is position
    n - 1. The frame's `crs` is None when the file names none. Outlines are as the file has them,
    only open rings are closed.

    Raises
    ------
    FileError
        The file is missing, unreadable, of another format, empty, too large or too slow.
    InvalidGeometry
        A row's outline cannot even be built.
    """
    suffix = path.suffix.lower()
    if suffix not in _DRIVERS:
        raise WrongFormat(name=path.name, expected=", ".join(FORMATS))
    table = sandbox.parse("features", path, driver=_DRIVERS[suffix], limits=limits)
    return _frame(table)


def _frame(table: pa.Table) -> gpd.GeoDataFrame:
    """Build shapes from WKB and put texts beside them."""
    wkb = table.column("geometry").to_numpy(zero_copy_only=False)
    # Coordinates that are no numbers are refused later, with their row.
    with np.errstate(invalid="ignore"):
        shapes = shapely.from_wkb(wkb, on_invalid="fix")
    for position, (raw, shape) in enumerate(zip(wkb, shapes, strict=True)):
        if raw is not None and shape is None:
            raise InvalidGeometry(row=position + 1, reason="unreadable", at=None)
    crs = table.schema.metadata[b"crs"].decode() or None
    texts = table.drop_columns(["geometry"]).to_pandas()
    return gpd.GeoDataFrame(texts, geometry=shapes, crs=crs)
