"""Taking a household list in: every row becomes a case on its parcel, or nothing is written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from uuid import uuid4

from geodata.errors import EmptyFile, RowError
from geodata.tables import read_table
from trackers.domain.cases import Case
from trackers.domain.components import Component, ComponentKind, Form
from trackers.domain.errors import NotYours, RowNotYours, RowRefused, UnknownRecord
from trackers.domain.households import Household
from trackers.domain.looks import LookKind
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require, require_place
from trackers.domain.texts import fold
from trackers.domain.tracks import TrackCode
from trackers.domain.wards import day_of
from trackers.services.files import digest_of
from trackers.services.household_known import Known, known_of
from trackers.services.household_rows import Defaults, Entry, read_entries
from trackers.services.looks import note_look
from trackers.store import Ledger, Saved, Writing, cases, households, people, projects
from trackers.store.ledger import Reading

_FORMS = {TrackCode.DONATION: Form.DONATED, TrackCode.RECOVERY: Form.COMPENSATED}


@dataclass(frozen=True)
class ListReport:
    """What a household list adds; `area_m2` is the affected area in all.

    `codes` are those of the new cases; `refusals` the rows that hinder the file, in its order.
    """

    file: str
    digest: str
    codes: tuple[str, ...]
    new_households: int
    area_m2: float
    refusals: tuple[RowError | RowRefused, ...] = ()
    saved: Saved | None = None


def preview_cases(
    ledger: Ledger,
    actor: Actor,
    path: Path,
    *,
    project_code: str,
    track: TrackCode,
    officer_code: str,
    columns: Mapping[str, str] | None = None,
    now: datetime,
) -> ListReport:
    """Give what `import_cases` would add, and every row that hinders it; writes nothing.

    Raises what `import_cases` raises for the file as a whole.
    """
    require(actor, Action.IMPORT_FILES, ledger.ward)
    records = read_table(path, chosen=columns)
    with ledger.read() as reading:
        _check(reading, project_code, officer_code)
        known = known_of(reading, project_code)
    defaults = Defaults(track, officer_code, day_of(now))
    entries, refusals = read_entries(records, known, defaults, columns=columns)
    refusals += _not_mine(actor, entries, known, project_code)
    _require_rows(path, entries, refusals)
    return _report(path, settle(entries, known, project_code), refusals)


def import_cases(
    ledger: Ledger,
    actor: Actor,
    path: Path,
    *,
    project_code: str,
    track: TrackCode,
    officer_code: str,
    columns: Mapping[str, str] | None = None,
    now: datetime,
    key: str | None = None,
) -> ListReport:
    """Open a case for every row of a household list, joined to its parcel by tờ/thửa.

    `columns` is {column of the file: our field}; `track` and `officer_code` hold for rows that
    name none. A household is known again by its code, or by holder and address together. Raises
    NotAllowed, UnknownRecord, what `read_table` raises, and the first row's refusal: RowRefused,
    RowNotYours, or geodata's MissingColumn, MissingValue, BadNumber, BadDate, DuplicateParcel.
    """
    require(actor, Action.IMPORT_FILES, ledger.ward)
    records = read_table(path, chosen=columns)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return replace(_report(path, [], []), saved=earlier)
        _check(writing, project_code, officer_code)
        known = known_of(writing, project_code)
        defaults = Defaults(track, officer_code, day_of(now))
        entries, refusals = read_entries(records, known, defaults, columns=columns)
        refusals += _not_mine(actor, entries, known, project_code)
        _require_rows(path, entries, refusals)
        if refusals:
            raise refusals[0]
        parts = settle(entries, known, project_code)
        report = _report(path, parts, [])
        saved = _write(writing, actor, parts, report, project_code=project_code, key=key)
    note_look(ledger, actor, LookKind.CASES_IMPORTED, details={"cases": len(parts)})
    return replace(report, saved=saved)


def _not_mine(
    actor: Actor, entries: Sequence[Entry], known: Known, project_code: str
) -> list[RowError | RowRefused]:
    """Give the rows whose cases would lie where somebody else writes."""
    found: list[RowError | RowRefused] = []
    for entry in entries:
        own = known.parcels[entry.number][1] or entry.area_code
        try:
            require_place(actor, project_code, {entry.area_code, own})
        except NotYours:
            number = "/".join(entry.number)
            found.append(RowNotYours(row=entry.row, value=number, area=entry.area_code))
    return found


Part = tuple[Case, Household | None]


def settle(entries: Sequence[Entry], known: Known, project_code: str) -> list[Part]:
    """Give the cases with the codes they get, each with its household where that is new."""
    homes = dict(known.households)
    by_words = {
        _words(one): households.head_of(one.code, homes) for one in homes.values() if one.address
    }
    home_codes = _new_codes(known, {one.household_code for one in entries})
    case_codes = free_codes(
        f"{project_code}-", known.case_codes | {one.case_code for one in entries}
    )
    parts: list[Part] = []
    for entry in entries:
        home = _household(entry)
        code = households.head_of(entry.household_code, homes) or by_words.get(_words(home), "")
        fresh = None
        if code not in homes:
            fresh = replace(home, code=code or next(home_codes))
            code = fresh.code
            homes[code] = fresh
            if fresh.address:
                by_words[_words(fresh)] = code
        parts.append((_case(entry, entry.case_code or next(case_codes), code, project_code), fresh))
    return parts


def _household(entry: Entry) -> Household:
    return Household(
        entry.household_code,
        entry.holder,
        entry.co_owners,
        entry.address,
        entry.phone,
        entry.id_number,
        entry.note,
    )


def _case(entry: Entry, code: str, household: str, project_code: str) -> Case:
    return Case(
        code=code,
        project_code=project_code,
        parcel_id=entry.parcel_id,
        household_codes=(household,),
        track=entry.track,
        area_code=entry.area_code,
        officer_code=entry.officer_code,
        cover_code=None,
        affected_m2=entry.affected_m2,
        opened_on=entry.opened_on,
        frontage_m=entry.frontage_m,
    )


def _words(home: Household) -> tuple[str, str]:
    """Give what tells two households apart: names alone repeat in every hamlet."""
    return fold(home.holder), fold(home.address)


def _new_codes(known: Known, named: set[str]) -> Iterator[str]:
    """Give codes that no household ever had, after all that the file's rows name."""
    last = max([known.last_household_no, *map(households.number_of, named)])
    return map(households.code_of, count(last + 1))


def free_codes(prefix: str, used: set[str] | frozenset[str]) -> Iterator[str]:
    """Give codes after the highest number in use: H004, then H005."""
    pattern = re.compile(re.escape(prefix) + r"(\d{1,9})")
    numbers = [int(match[1]) for code in used if (match := pattern.fullmatch(code))]
    number = max(numbers, default=0)
    while True:
        number += 1
        yield f"{prefix}{number:03d}"


def _check(reading: Reading, project_code: str, officer_code: str) -> None:
    if project_code not in {one.code for one in projects.read_projects(reading)}:
        raise UnknownRecord(kind="project", code=project_code)
    if officer_code not in {one.code for one in people.read_officers(reading)}:
        raise UnknownRecord(kind="officer", code=officer_code)


def _require_rows(path: Path, *lists: Sequence[object]) -> None:
    """Refuse a list that has a header and a total but no household; raises EmptyFile."""
    if not any(lists):
        raise EmptyFile(name=path.name)


def _report(
    path: Path, parts: Sequence[Part], refusals: Sequence[RowError | RowRefused]
) -> ListReport:
    return ListReport(
        path.name,
        digest_of(path),
        tuple(case.code for case, _ in parts),
        sum(home is not None for _, home in parts),
        sum(case.affected_m2 for case, _ in parts),
        tuple(refusals),
    )


def _write(
    writing: Writing,
    actor: Actor,
    parts: Sequence[Part],
    report: ListReport,
    *,
    project_code: str,
    key: str | None,
) -> Saved:
    """Write one event a case, then one that names the file; `batch` binds them."""
    batch = uuid4().hex
    for case, home in parts:
        if home is not None:
            households.add_household(writing, home)
        land = Component(ComponentKind.LAND, _FORMS[case.track], case.affected_m2, "m²")
        cases.add_case(writing, case, [land])
        writing.record(
            "case.opened",
            case.code,
            actor=actor.code,
            effective_on=case.opened_on,
            details={"batch": batch},
            touched=(case.code,),
        )
    return writing.record(
        "cases.imported",
        project_code,
        actor=actor.code,
        effective_on=day_of(writing.now),
        details={"batch": batch, "digest": report.digest, "cases": len(parts)},
        private={"file": report.file},
        key=key,
    )
