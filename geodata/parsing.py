"""What the child process does: one file to one Arrow table.

Columns are texts (NFC), except that numbers with decimals stay numbers, so that nobody has to
guess what a point in "20.000" means. Shapes are WKB in the column `geometry`; the coordinate
system is the table's metadata `crs`, empty when the file names none.
"""

import unicodedata
import warnings
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, GeometryError
from pyogrio.raw import read

from geodata import encodings, sheets
from geodata.archives import check_archive, unpack_shapefile
from geodata.errors import EmptyFile, FileTooLarge, SeveralLayers, UnreadableFile, WrongFormat

GEOMETRY = "geometry"


def answer(request: dict[str, Any], job: Path) -> None:
    """Do the request's task and write `result.arrow` into the job's folder."""
    table = {"features": features, "table": table_of_texts}[request["task"]](request, job)
    with (
        pa.OSFile(str(job / "result.arrow"), "wb") as file,
        pa.ipc.new_file(file, table.schema) as writer,
    ):
        writer.write_table(table)


def features(request: dict[str, Any], job: Path) -> pa.Table:
    """Read the one layer of a map file.

    Raises
    ------
    WrongFormat, UnreadableFile, SeveralLayers, EmptyFile, FileTooLarge, UnsafeArchive
        As their names say.
    """
    name, limits = request["name"], request["limits"]
    _require_only(request["driver"])
    source = Path(request["source"])
    if source.suffix == ".zip":
        source = unpack_shapefile(
            source, job, name=name, members=limits["members"], most=limits["unpacked_bytes"]
        )
    try:
        meta, wkb, columns = _read(source, name, limits["rows"])
    except DataSourceError as error:
        if "not recognized" in str(error):
            raise WrongFormat(name=name, expected=request["driver"]) from error
        raise UnreadableFile(name=name, reason=str(error)) from error
    except (DataLayerError, FeatureError, GeometryError, RuntimeError) as error:
        raise UnreadableFile(name=name, reason=str(error)) from error
    names, arrays = _texts(meta, columns, recode=source.suffix == ".shp")
    fields = {name: array for name, array in zip(names, arrays, strict=True) if name != GEOMETRY}
    table = pa.table(fields | {GEOMETRY: pa.array(wkb, type=pa.binary())})
    return table.replace_schema_metadata({"crs": meta["crs"] or ""})


def table_of_texts(request: dict[str, Any], job: Path) -> pa.Table:
    """Read the first sheet of a workbook, or a CSV: one list of texts a row, as column `cells`."""
    del job
    name, limits, source = request["name"], request["limits"], Path(request["source"])
    if source.suffix == ".csv":
        rows = sheets.csv_rows(source.read_bytes(), name=name, most=limits["rows"])
    else:
        try:
            with zipfile.ZipFile(source) as archive:
                check_archive(
                    archive, name=name, members=limits["members"], most=limits["unpacked_bytes"]
                )
        except zipfile.BadZipFile as error:
            raise WrongFormat(name=name, expected="xlsx") from error
        rows = sheets.xlsx_rows(source, name=name, most=limits["rows"])
    return pa.table({"cells": pa.array(rows, type=pa.list_(pa.string()))})


def _require_only(driver: str) -> None:
    """Stop when GDAL was started with any other driver: a file may then open what it likes."""
    others = set(pyogrio.list_drivers()) - {driver}
    if others:
        raise RuntimeError(f"GDAL drivers left: {sorted(others)}")


def _read(
    source: Path, name: str, most: int
) -> tuple[dict[str, Any], npt.NDArray[np.object_], list[npt.NDArray[Any]]]:
    """Read metadata, WKB (two dimensions) and columns; at most `most` rows."""
    with warnings.catch_warnings():
        # GDAL warns of what we check ourselves afterwards: rings, order of vertices, texts.
        warnings.simplefilter("ignore")
        layer = _only_layer(source, name)
        encoding = "ISO-8859-1" if source.suffix == ".shp" else None
        meta, _, wkb, columns = read(
            source, layer=layer, encoding=encoding, force_2d=True, max_features=most + 1
        )
    if wkb is None or len(wkb) == 0:
        raise EmptyFile(name=name)
    if len(wkb) > most:
        raise FileTooLarge(name=name, what="rows", limit=most)
    return meta, wkb, columns


def _only_layer(source: Path, name: str) -> str:
    """Name the one layer that draws something."""
    layers = [str(layer) for layer, kind in pyogrio.list_layers(source) if kind is not None]
    if not layers:
        raise EmptyFile(name=name)
    if len(layers) > 1:
        raise SeveralLayers(name=name, layers=layers)
    return layers[0]


def _texts(
    meta: dict[str, Any], columns: Iterable[npt.NDArray[Any]], *, recode: bool
) -> tuple[list[str], list[pa.Array]]:
    """Turn columns into NFC texts and numbers; `recode` those read as ISO-8859-1."""
    names = [str(one) for one in meta["fields"]]
    arrays = [_column(one, kind) for one, kind in zip(columns, meta["ogr_types"], strict=True)]
    if recode:
        names = _recoded(names)
        arrays = [_recoded(one) if isinstance(one, list) else one for one in arrays]
    names = [unicodedata.normalize("NFC", one) for one in names]
    return names, [_arrow(one) for one in arrays]


def _column(values: npt.NDArray[Any], kind: str) -> list[str | None] | npt.NDArray[np.float64]:
    """Give numbers with decimals as they are, and anything else as texts."""
    if kind == "OFTReal":
        return np.asarray(values, dtype=np.float64)
    if values.dtype.kind == "f":
        return [None if np.isnan(one) else str(int(one)) for one in values]
    if values.dtype.kind == "M":
        return [None if np.isnat(one) else str(one) for one in values]
    return [None if one is None else str(one) for one in values.tolist()]


def _recoded(values: list[Any]) -> list[Any]:
    """Decode a column by its content; it was read byte by byte."""
    raw = [None if one is None else one.encode("latin-1") for one in values]
    encoding = encodings.detect(one for one in raw if one is not None)
    return [None if one is None else encodings.decode(one, encoding) for one in raw]


def _arrow(values: list[str | None] | npt.NDArray[np.float64]) -> pa.Array:
    if isinstance(values, list):
        clean = [None if one is None else unicodedata.normalize("NFC", one) for one in values]
        return pa.array(clean, type=pa.string())
    return pa.array(values, type=pa.float64())
