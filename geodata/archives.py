"""Zipped shapefiles: looked at before they are unpacked, and unpacked by Python, never by GDAL."""

import stat
import zipfile
from pathlib import Path, PurePosixPath

from geodata.errors import FileTooLarge, SeveralLayers, UnreadableFile, UnsafeArchive, WrongFormat

# No .cpg: it makes GDAL recode texts itself, and drop their last letters when doing so.
_PARTS = (".shp", ".shx", ".dbf", ".prj")
_ENCRYPTED = 0x1
_CHUNK = 2**20


def unpack_shapefile(path: Path, folder: Path, *, name: str, members: int, most: int) -> Path:
    """Unpack the one shapefile of a zip into `folder` and give the path of its .shp.

    `name` is the file's name for errors; `members` and `most` (bytes) limit the archive.

    Raises
    ------
    WrongFormat, UnreadableFile, FileTooLarge, UnsafeArchive, SeveralLayers
        The archive is none, damaged, a bomb, reaches outside, or holds not just one shapefile.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive, name=name, members=members, most=most)
            for info in _parts(archive, name):
                _write(archive, info, folder / f"layer{_suffix(info)}")
    except zipfile.BadZipFile as error:
        if zipfile.is_zipfile(path):
            raise UnreadableFile(name=name, reason=str(error)) from error
        raise WrongFormat(name=name, expected="zip") from error
    return folder / "layer.shp"


def check_archive(archive: zipfile.ZipFile, *, name: str, members: int, most: int) -> None:
    """Refuse an archive with too many members, too many bytes, or a member that is unsafe.

    Raises
    ------
    FileTooLarge, UnsafeArchive
        What the archive itself says is already too much. Python unpacks no more of a member than
        the archive says, so the sum holds.
    """
    infos = archive.infolist()
    if len(infos) > members:
        raise FileTooLarge(name=name, what="members", limit=members)
    for info in infos:
        reason = _danger(info)
        if reason:
            raise UnsafeArchive(name=name, member=info.filename, reason=reason)
    if sum(info.file_size for info in infos) > most:
        raise FileTooLarge(name=name, what="bytes", limit=most)


def _danger(info: zipfile.ZipInfo) -> str:
    """Say what is dangerous about a member, or nothing."""
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    if ".." in parts or info.filename.startswith(("/", "\\")) or ":" in info.filename:
        return "path"
    if info.flag_bits & _ENCRYPTED:
        return "encrypted"
    return "link" if stat.S_ISLNK(info.external_attr >> 16) else ""


def _parts(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    """List the members of the one shapefile, wherever in the archive it lies."""
    files = [one for one in archive.infolist() if not _is_litter(one)]
    shapes = [one for one in files if _suffix(one) == ".shp"]
    if not shapes:
        raise WrongFormat(name=name, expected="shp")
    if len(shapes) > 1:
        raise SeveralLayers(name=name, layers=[one.filename for one in shapes])
    stem = _stem(shapes[0])
    return [one for one in files if _stem(one) == stem and _suffix(one) in _PARTS]


def _is_litter(info: zipfile.ZipInfo) -> bool:
    """Tell folders and the shadow files that macOS adds."""
    path = PurePosixPath(info.filename)
    return info.is_dir() or path.name.startswith("._") or "__MACOSX" in path.parts


def _suffix(info: zipfile.ZipInfo) -> str:
    return PurePosixPath(info.filename).suffix.lower()


def _stem(info: zipfile.ZipInfo) -> str:
    return str(PurePosixPath(info.filename).with_suffix("")).casefold()


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> None:
    with archive.open(info) as packed, target.open("wb") as file:
        while chunk := packed.read(_CHUNK):
            file.write(chunk)
