"""Map files out: GeoJSON and GeoPackage."""

from pathlib import Path

import geopandas as gpd

from geodata.crs import to_wgs84
from geodata.errors import WrongFormat


def write_features(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write a frame by the file's suffix: .geojson always in EPSG:4326, .gpkg in its own system.

    The data are meant for other programs; cells of spreadsheets are written elsewhere.

    Raises
    ------
    WrongFormat
        The suffix is neither of these.
    CRSError
        The frame's coordinate system is missing or unusable.
    """
    suffix = path.suffix.lower()
    if suffix == ".geojson":
        to_wgs84(frame).to_file(path, driver="GeoJSON", engine="pyogrio", COORDINATE_PRECISION=8)
    elif suffix == ".gpkg":
        frame.to_file(path, driver="GPKG", engine="pyogrio")
    else:
        raise WrongFormat(name=path.name, expected=".geojson, .gpkg")
