"""Vector tiles of parcels: cut once into a PMTiles file, read back by address."""

import mmap
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pmtiles.tile import (
    Compression,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)
from pyogrio.raw import read

from geodata.crs import WGS84, to_wgs84
from geodata.errors import EmptyFile, MissingFile, TilesIncomplete, UnreadableFile

LAYER = "parcels"
# Steps across a tile: 0.15 m at zoom 14 and 0.04 m at 16, so that a strip of 0.5 m stays a strip.
_EXTENT = 16_384
_BUFFER = 320
# How much a sliver too thin for the finest step is widened, in the tiles only: 0.1 m in degrees.
_WIDENED = 1e-6
_DEEPEST = 4


def build_tiles(
    parcels: gpd.GeoDataFrame, path: Path, *, min_zoom: int = 12, max_zoom: int = 16
) -> int:
    """Cut parcels into a PMTiles file, replacing `path` only when complete; give how many.

    Parameters
    ----------
    parcels
        parcel_id (whole numbers, each once), sheet_no, parcel_no and outlines in any known system.
        Tiles carry only `id` and `t`, the text tờ/thửa.

    Raises
    ------
    EmptyFile
        There is no parcel.
    TilesIncomplete
        A parcel is not in the tiles of `max_zoom`. At smaller zooms those narrower than a step
        (0.6 m at zoom 12, 0.3 m at 13) may be left out.
    """
    if parcels.empty:
        raise EmptyFile(name=path.name)
    frame = _carried(parcels)
    with TemporaryDirectory(dir=path.parent, prefix=".tiles-") as folder:
        made = Path(folder) / "parcels.pmtiles"
        lost = _cut(frame, made, min_zoom, max_zoom)
        if lost:
            thin = frame["id"].isin(lost)
            wide = shapely.buffer(frame.geometry.to_numpy(), np.where(thin, _WIDENED, 0.0))
            frame = frame.set_geometry(np.where(thin, wide, frame.geometry), crs=WGS84)
            lost = _cut(frame, made, min_zoom, max_zoom)
        if lost:
            raise TilesIncomplete(missing=len(lost), total=len(frame), example=min(lost))
        _settle(made, path)
    return len(frame)


def _carried(parcels: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Keep what tiles carry, in EPSG:4326."""
    sheets, numbers = parcels["sheet_no"].astype(str), parcels["parcel_no"].astype(str)
    return gpd.GeoDataFrame(
        {"id": parcels["parcel_id"].astype("int64"), "t": sheets + "/" + numbers},
        geometry=to_wgs84(parcels).geometry,
    ).reset_index(drop=True)


def _cut(frame: gpd.GeoDataFrame, path: Path, min_zoom: int, max_zoom: int) -> set[int]:
    """Write all tiles; give the ids that are not in those of the highest zoom."""
    path.unlink(missing_ok=True)
    options = {
        "MINZOOM": min_zoom,
        "MAXZOOM": max_zoom,
        "EXTENT": _EXTENT,
        "BUFFER": _BUFFER,
        # The driver leaves out what goes beyond these, without a word.
        "MAX_SIZE": 2**31 - 1,
        "MAX_FEATURES": 2**31 - 1,
    }
    pyogrio.write_dataframe(
        frame,
        path,
        layer=LAYER,
        driver="PMTiles",
        dataset_options={name: str(value) for name, value in options.items()},
    )
    _, _, _, (ids,) = read(path, columns=["id"], read_geometry=False, ZOOM_LEVEL=str(max_zoom))
    return set(frame["id"].tolist()) - set(pd.unique(ids).tolist())


def _settle(made: Path, path: Path) -> None:
    """Put a finished file in its place, whole even when the power fails."""
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.replace(path)


class TileArchive:
    """A PMTiles file open for reading; any number of threads may ask it.

    Directories are unpacked once and kept: a few hundred kB for a ward.

    Raises
    ------
    MissingFile, UnreadableFile
        There is no such file, or it is no archive of gzipped tiles.
    """

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._header = deserialize_header(self._bytes[:127])
        except FileNotFoundError as error:
            raise MissingFile(name=path.name) from error
        except (MagicNumberNotFound, SpecVersionUnsupported, ValueError, IndexError) as error:
            raise UnreadableFile(name=path.name, reason=str(error)) from error
        if self._header["tile_compression"] != Compression.GZIP:
            raise UnreadableFile(name=path.name, reason="tiles are not gzipped")
        self._directories: dict[int, list[Any]] = {}

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees of EPSG:4326."""
        head = self._header
        west, south = head["min_lon_e7"] / 1e7, head["min_lat_e7"] / 1e7
        east, north = head["max_lon_e7"] / 1e7, head["max_lat_e7"] / 1e7
        return west, south, east, north

    @property
    def zooms(self) -> tuple[int, int]:
        """The smallest and the greatest zoom."""
        return self._header["min_zoom"], self._header["max_zoom"]

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """Give the gzipped vector tile at an address, None where there is none."""
        lowest, highest = self.zooms
        if not (lowest <= z <= highest and 0 <= x < 2**z and 0 <= y < 2**z):
            return None
        number = zxy_to_tileid(z, x, y)
        offset, length = self._header["root_offset"], self._header["root_length"]
        for _ in range(_DEEPEST):
            entry = find_tile(self._directory(offset, length), number)
            if entry is None:
                return None
            if entry.run_length > 0:
                start = self._header["tile_data_offset"] + entry.offset
                return self._bytes[start : start + entry.length]
            offset, length = self._header["leaf_directory_offset"] + entry.offset, entry.length
        return None

    def close(self) -> None:
        """Let go of the file."""
        self._bytes.close()

    def _directory(self, offset: int, length: int) -> list[Any]:
        """Unpack a directory, once."""
        if offset not in self._directories:
            raw = self._bytes[offset : offset + length]
            self._directories[offset] = deserialize_directory(raw)
        return self._directories[offset]
