"""The rows of a household list, each value checked; a refusal names its row and column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geodata import columns as headings
from geodata.cells import day_in, in_our_marks, number_in
from geodata.errors import DuplicateParcel, MissingValue, RowError
from geodata.numbers import AREA, LENGTH
from geodata.tables import ROW
from trackers.domain.errors import OddIdNumber, RowRefused
from trackers.domain.households import check_id_number
from trackers.domain.texts import fold
from trackers.domain.tracks import TrackCode
from trackers.services.contacts import EARLIEST
from trackers.services.household_known import Known

FIELDS = {
    "sheet_no": True,
    "parcel_no": True,
    "holder": True,
    "affected_area_m2": False,
    "declared_area_m2": False,
    "co_owners": False,
    "address": False,
    "phone": False,
    "id_number": False,
    "household": False,
    "area": False,
    "frontage_m": False,
    "track": False,
    "case": False,
    "officer": False,
    "opened_on": False,
    "note": False,
}
LONGEST = 300
_UNITS = {"affected_area_m2": AREA, "declared_area_m2": AREA, "frontage_m": LENGTH}
_TRACKS = {
    "hien": TrackCode.DONATION,
    "hien dat": TrackCode.DONATION,
    "thu hoi": TrackCode.RECOVERY,
    "thu hoi dat": TrackCode.RECOVERY,
}

Record = Mapping[str, str]


@dataclass(frozen=True)
class Defaults:
    """What holds for rows that say nothing themselves."""

    track: TrackCode
    officer_code: str
    today: date


@dataclass(frozen=True)
class Entry:
    """One row that can be taken in; `case_code` and `household_code` are empty where to be made."""

    row: int
    number: tuple[str, str]
    parcel_id: int
    case_code: str
    household_code: str
    holder: str
    co_owners: tuple[str, ...]
    address: str
    phone: str
    id_number: str
    note: str
    area_code: str
    officer_code: str
    track: TrackCode
    affected_m2: float
    frontage_m: float | None
    opened_on: date


def read_entries(
    records: Sequence[Record],
    known: Known,
    defaults: Defaults,
    *,
    columns: Mapping[str, str] | None,
) -> tuple[list[Entry], list[RowError | RowRefused]]:
    """Give the rows that can be taken in, and the refusals of the others in the file's order.

    Raises MissingColumn when a column that every list needs is not there.
    """
    names = [one for one in records[0] if one != ROW]
    found = headings.match(names, FIELDS, columns)
    entries: list[Entry] = []
    refusals: list[RowError | RowRefused] = []
    seen: dict[tuple[str, object], Entry] = {}
    for record in _in_our_marks(records, found):
        if _is_total(record, found):
            continue
        try:
            entry = _entry(record, found, known, defaults)
            _check_against(entry, seen, found)
        except (RowError, RowRefused) as refusal:
            refusals.append(refusal)
        else:
            entries.append(entry)
    return entries, refusals


def _in_our_marks(records: Sequence[Record], found: Mapping[str, str]) -> list[Record]:
    """Write the numbers of columns that count with points (119.3) with commas."""
    columns = [(found[field], unit) for field, unit in _UNITS.items() if field in found]
    turned = {
        column: in_our_marks([one[column] for one in records], unit) for column, unit in columns
    }
    return [
        {**one, **{column: texts[place] for column, texts in turned.items()}}
        for place, one in enumerate(records)
    ]


def _is_total(record: Record, found: Mapping[str, str]) -> bool:
    """Tell the line TỔNG CỘNG that closes official lists."""
    if record[found["sheet_no"]] or record[found["parcel_no"]]:
        return False
    return any(fold(text).startswith(("tong cong", "cong")) for text in record.values())


def _entry(record: Record, found: Mapping[str, str], known: Known, defaults: Defaults) -> Entry:
    row = int(record[ROW])
    cells = {field: record[column] for field, column in found.items()}
    for field, text in cells.items():
        if FIELDS.get(field) and not text:
            raise MissingValue(row=row, column=found[field])
        if len(text) > LONGEST:
            raise _refused(row, found[field], f"{text[:40]}…", "dài quá 300 ký tự")
    parcel_id, area_code = _parcel(row, cells, found, known)
    people_of = [one.strip() for one in cells["holder"].splitlines() if one.strip()]
    others = cells.get("co_owners", "").replace(";", "\n").splitlines()
    return Entry(
        row=row,
        number=(cells["sheet_no"], cells["parcel_no"]),
        parcel_id=parcel_id,
        case_code=_case_code(row, cells, found, known),
        household_code=_household_code(row, people_of[0], cells, found, known),
        holder=people_of[0],
        co_owners=(*people_of[1:], *(one.strip() for one in others if one.strip())),
        address=" ".join(cells.get("address", "").split()),
        phone=cells.get("phone", ""),
        id_number=_id_number(row, cells, found),
        note=cells.get("note", ""),
        area_code=_one_of(row, "area", cells, found, known.areas, area_code),
        officer_code=_one_of(row, "officer", cells, found, known.officers, defaults.officer_code),
        track=TrackCode(_one_of(row, "track", cells, found, _TRACKS, defaults.track)),
        affected_m2=_affected(row, cells, found),
        frontage_m=_number(row, "frontage_m", cells, found),
        opened_on=_opened_on(row, cells, found, defaults.today),
    )


def _id_number(row: int, cells: Mapping[str, str], found: Mapping[str, str]) -> str:
    text = cells.get("id_number", "").strip()
    try:
        for line in text.splitlines():
            check_id_number(line)
    except OddIdNumber as error:
        # The number itself stays out of the refusal.
        shown = f"… ({error.values['digits']})"
        raise _refused(
            row,
            found["id_number"],
            shown,
            "không đủ chữ số: CCCD có 12, CMND có 9; bảng tính hay bỏ mất số 0 ở đầu",
        ) from error
    return text


def _parcel(
    row: int, cells: Mapping[str, str], found: Mapping[str, str], known: Known
) -> tuple[int, str]:
    number = (cells["sheet_no"], cells["parcel_no"])
    label = "/".join(number)
    if number not in known.parcels:
        raise _refused(row, found["parcel_no"], label, "không có trong bản đồ địa chính")
    parcel_id, area_code = known.parcels[number]
    if parcel_id in known.taken:
        raise _refused(row, found["parcel_no"], label, "đã có hồ sơ trong công trình này")
    return parcel_id, area_code


def _case_code(row: int, cells: Mapping[str, str], found: Mapping[str, str], known: Known) -> str:
    code = cells.get("case", "")
    if code in known.case_codes:
        raise _refused(row, found["case"], code, "là mã hồ sơ đã dùng")
    return code


def _household_code(
    row: int,
    holder: str,
    cells: Mapping[str, str],
    found: Mapping[str, str],
    known: Known,
) -> str:
    code = cells.get("household", "")
    home = known.households.get(code)
    if home is not None and fold(home.holder) != fold(holder):
        raise _refused(row, found["household"], code, "đã thuộc về hộ khác")
    return code


def _one_of(
    row: int,
    field: str,
    cells: Mapping[str, str],
    found: Mapping[str, str],
    choices: Mapping[str, str],
    default: str,
) -> str:
    """Give the code that a cell names by code or name, or the default when it is empty."""
    text = cells.get(field, "")
    if not text:
        return default
    if fold(text) not in choices:
        raise _refused(row, found[field], text, "không có trong danh sách của phường")
    return choices[fold(text)]


def _affected(row: int, cells: Mapping[str, str], found: Mapping[str, str]) -> float:
    """Give the affected area in m²: its own column, else the parcel's declared area."""
    fields = ("affected_area_m2", "declared_area_m2")
    field = next((one for one in fields if one in found), None)
    if field is None:
        return 0.0
    area = _number(row, field, cells, found)
    if area is None:
        raise MissingValue(row=row, column=found[field])
    return area


def _number(
    row: int, field: str, cells: Mapping[str, str], found: Mapping[str, str]
) -> float | None:
    text = cells.get(field, "")
    if not text:
        return None
    return number_in(text, row=row, column=found[field], unit=_UNITS[field])


def _opened_on(row: int, cells: Mapping[str, str], found: Mapping[str, str], today: date) -> date:
    text = cells.get("opened_on", "")
    if not text:
        return today
    day = day_in(text, row=row, column=found["opened_on"])
    if day > today:
        raise _refused(row, found["opened_on"], text, "là ngày sau hôm nay")
    if day < EARLIEST:
        raise _refused(row, found["opened_on"], text, "là ngày quá sớm")
    return day


def _check_against(
    entry: Entry, seen: dict[tuple[str, object], Entry], found: Mapping[str, str]
) -> None:
    """Compare a row with those above it in the file, and remember it."""
    above = seen.get(("parcel", entry.parcel_id))
    if above is not None:
        raise DuplicateParcel(
            sheet_no=entry.number[0],
            parcel_no=entry.number[1],
            row=entry.row,
            first_row=above.row,
        )
    if entry.case_code and ("case", entry.case_code) in seen:
        raise _refused(entry.row, found["case"], entry.case_code, "là mã hồ sơ đã dùng")
    home = seen.get(("household", entry.household_code)) if entry.household_code else None
    if home is not None and fold(home.holder) != fold(entry.holder):
        raise _refused(entry.row, found["household"], entry.household_code, "đã thuộc về hộ khác")
    seen["parcel", entry.parcel_id] = entry
    seen["case", entry.case_code] = entry
    seen.setdefault(("household", entry.household_code), entry)


def _refused(row: int, column: str, value: str, why: str) -> RowRefused:
    return RowRefused(row=row, column=column, value=value, why=why)
