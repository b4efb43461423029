"""Which column holds what: the names seen in Vietnamese cadastral files and household lists."""

import unicodedata
from collections.abc import Iterable, Mapping

from geodata.errors import MissingColumn

# The letters of a heading without case, diacritics, spaces and signs: "Tờ bản đồ" is "tobando".
SYNONYMS: dict[str, tuple[str, ...]] = {
    "sheet_no": (
        *("sheetno", "shbando", "soto", "sotobd", "tobd", "to", "tobando", "sotobando", "tobds"),
        *("sohieubando", "sohieutobando", "section"),
    ),
    "parcel_no": (
        *("parcelno", "shthua", "sothua", "sothututhua", "thua", "thuaso", "thuadat", "sothuadat"),
        *("sohieuthua", "sohieuthuadat", "numero"),
    ),
    "land_type": ("landtype", "khloaidat", "loaidat", "mdsd", "mdsd2003", "mucdichsudung"),
    "declared_area_m2": (
        *("declaredaream2", "dientich", "dtpl", "dientichm2", "dientichphaply", "dientichthua"),
        *("dientichthuadat", "dientichthuadatm2", "contenance"),
    ),
    "holder": (
        *("holder", "tenchu", "chusudung", "chusd", "hoten", "chuho", "hovaten", "tenchuho"),
        *("tenchusudung", "tenchusudungdat", "hotenchuho", "hovatenchuho", "chusudungdat"),
    ),
    "co_owners": ("coowners", "dongsohuu", "dongsudung", "vochong", "nguoidongsudung"),
    "address": ("address", "diachi", "diachikhudat", "diachithuadat", "diachithuongtru", "noio"),
    "phone": ("phone", "dienthoai", "sodienthoai", "sdt"),
    "id_number": (
        *("idnumber", "socccd", "cccd", "socancuoc", "cancuoc", "cancuoccongdan", "sodinhdanh"),
        *("socancuoccongdan", "sodinhdanhcanhan", "cmnd", "socmnd", "cmndcccd", "cccdcmnd"),
        *("socmndcccd", "socccdcmnd", "chungminhnhandan", "socmt", "cmt"),
    ),
    "household": ("household", "maho", "householdcode", "masoho"),
    "area": ("area", "khuvuc", "kv", "todanpho"),
    "affected_area_m2": (
        *("affectedaream2", "dientichanhhuong", "dientichthuhoi", "dientichhien", "dthien"),
        *("dientichanhhuongm2", "dientichthuhoim2", "dientichhienm2", "dientichhiendat"),
    ),
    "frontage_m": ("frontagem", "mattien", "chieudaimattien", "mattienm"),
    "track": ("track", "loaihoso", "hinhthuc"),
    "case": ("case", "casecode", "mahoso", "sohoso"),
    "officer": (*("officer", "canbo", "canbophutrach", "nguoiphutrach", "phutrach", "macanbo"),),
    "opened_on": ("openedon", "ngaylap", "ngaylaphoso", "ngaymohoso", "ngaymo"),
    "note": ("note", "ghichu", "ghichuvuongmac"),
}
PREFIX = "prefixe"


def fold(heading: str) -> str:
    """Reduce a heading to its bare letters and digits."""
    apart = unicodedata.normalize("NFD", heading.casefold().replace("đ", "d").replace("ð", "d"))
    apart = apart.replace("²", "2")
    return "".join(one for one in apart if one.isascii() and one.isalnum())


def known(heading: str) -> str | None:
    """Name the field that a heading means, if any."""
    bare = fold(heading)
    return next((field for field, names in SYNONYMS.items() if bare in names), None)


def match(
    columns: Iterable[str], wanted: Mapping[str, bool], chosen: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Find the column of each wanted field, as {field: column}.

    `wanted` tells for each field whether it must be there. `chosen` is the user's own
    {column: field} and goes first; its column names may differ in case and accents. Of several
    columns that mean the same field, the one whose name stands first in `SYNONYMS` counts.

    Raises
    ------
    MissingColumn
        A chosen column or the column of a required field is not there.
    """
    names = list(columns)
    found = {field: _named(names, column, field) for column, field in (chosen or {}).items()}
    free = {fold(name): name for name in reversed(names) if name not in found.values()}
    for field in wanted:
        known_as = next((one for one in SYNONYMS.get(field, ()) if one in free), None)
        if field not in found and known_as is not None:
            found[field] = free[known_as]
    for field, required in wanted.items():
        if required and field not in found:
            raise MissingColumn(field=field, column=None, columns=names)
    return found


def _named(names: list[str], column: str, field: str) -> str:
    """Find the column that the user named."""
    for name in names:
        if name == column or fold(name) == fold(column) != "":
            return name
    raise MissingColumn(field=field, column=column, columns=names)
