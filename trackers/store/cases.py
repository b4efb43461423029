"""Cases with their steps, components, obstacles and visits."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement

from trackers.domain.cases import Case, CaseState
from trackers.domain.components import Component, ComponentKind, Form
from trackers.domain.contacts import Contact
from trackers.domain.obstacles import Obstacle
from trackers.domain.tracks import StepMark
from trackers.store import project_steps, tables, voluntary, workflows
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of, without

_C = tables.cases


def read_states(
    reading: Reading,
    *,
    codes: Sequence[str] | None = None,
    since: int | None = None,
    project: str | None = None,
) -> list[CaseState]:
    """Give cases with all that their stage derives from, by code.

    `codes` names them; `since` gives those that an event after that revision touched; `project`
    those of one project.
    """
    conditions: list[ColumnElement[bool]] = []
    if codes is not None:
        conditions.append(_C.c.code.in_(list(codes)))
    if since:
        conditions.append(_C.c.revision > since)
    if project is not None:
        conditions.append(_C.c.project_code == project)
    cases = [record_of(Case, row) for row in reading.rows(_C, *conditions, order=(_C.c.code,))]
    narrow = [case.code for case in cases] if conditions else None
    return _with_parts(reading, cases, narrow)


def _with_parts(reading: Reading, cases: list[Case], narrow: list[str] | None) -> list[CaseState]:
    steps = _grouped(reading, tables.case_steps, narrow)
    parts = _grouped(reading, tables.components, narrow)
    obstacles = _grouped(reading, tables.obstacles, narrow)
    contacts = _contacts(reading, cases if narrow is not None else None)
    versions = workflows.read_workflows(reading)
    items = voluntary.read_items(reading, narrow)
    shared = project_steps.shared_by_case(reading, cases)
    return [
        CaseState(
            case,
            {row.step: record_of(StepMark, row) for row in steps[case.code]},
            tuple(record_of(Obstacle, row) for row in obstacles[case.code]),
            tuple(
                visit
                for code in case.household_codes
                for visit in contacts[code, case.project_code]
            ),
            frozenset(Form(row.form) for row in parts[case.code]),
            versions[case.track_version],
            items.get(case.code, {}),
            shared.get(case.code, {}),
        )
        for case in cases
    ]


def _grouped(reading: Reading, table: Any, narrow: list[str] | None) -> dict[str, list[Any]]:
    match = [] if narrow is None else [table.c.case_code.in_(narrow)]
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in reading.rows(table, *match):
        groups[row.case_code].append(row)
    return groups


def _contacts(reading: Reading, cases: list[Case] | None) -> dict[tuple[str, str], list[Contact]]:
    table = tables.contacts
    match = []
    if cases is not None:
        codes = {code for case in cases for code in case.household_codes}
        match.append(table.c.household_code.in_(codes))
    groups: dict[tuple[str, str], list[Contact]] = defaultdict(list)
    for row in reading.rows(table, *match, order=(table.c.met_on, table.c.recorded_at)):
        groups[row.household_code, row.project_code].append(record_of(Contact, row))
    return groups


def read_components(reading: Reading, case_code: str) -> list[Component]:
    """Give the components of a case in their order."""
    table = tables.components
    rows = reading.rows(table, table.c.case_code == case_code, order=(table.c.position,))
    return [record_of(Component, row) for row in rows]


def component_kinds(reading: Reading, codes: Iterable[str]) -> dict[str, list[ComponentKind]]:
    """Give the kinds of the components of cases, by code."""
    grouped = _grouped(reading, tables.components, list(codes))
    return {code: [ComponentKind(row.kind) for row in rows] for code, rows in grouped.items()}


def read_cases(reading: Reading) -> list[Case]:
    """Give every case by code, closed ones too, without what belongs to it."""
    return [record_of(Case, row) for row in reading.rows(_C, order=(_C.c.code,))]


def codes_of_parcel(reading: Reading, parcel_id: int) -> list[str]:
    """Give the codes of the cases on a parcel."""
    rows = reading.rows(_C, _C.c.parcel_id == parcel_id, order=(_C.c.code,))
    return [row.code for row in rows]


def codes_of_household(reading: Reading, household: str, project: str | None = None) -> list[str]:
    """Give the codes of a household's cases, in one project or in all."""
    match = [] if project is None else [_C.c.project_code == project]
    rows = reading.rows(_C, *match, order=(_C.c.code,))
    return [row.code for row in rows if household in row.household_codes]


def all_codes(reading: Reading) -> set[str]:
    """Give the codes of every case of the ward, closed ones too."""
    return {row.code for row in reading.rows(_C)}


def parcel_ids(reading: Reading) -> set[int]:
    """Give the ids of the parcels that have a case, a closed one too."""
    return {row.parcel_id for row in reading.rows(_C)}


def add_case(writing: Writing, case: Case, components: Iterable[Component]) -> None:
    """Add a case with its components; it follows the workflows in force."""
    version = workflows.in_force(writing).version
    writing.insert(_C, values_of(case) | {"track_version": version})
    for position, component in enumerate(components):
        add_component(writing, case.code, replace(component, position=position))


def add_component(writing: Writing, case_code: str, component: Component) -> None:
    """Add a component at the place it names."""
    writing.insert(tables.components, values_of(component) | {"case_code": case_code})


def change_component(
    writing: Writing, case_code: str, theirs: Component, changes: dict[str, Any]
) -> None:
    """Change fields of a component that still is as `theirs`; raises RowChanged."""
    key = {"case_code": case_code, "position": theirs.position}
    values = values_of(replace(theirs, **changes))
    writing.update(
        tables.components, key, {name: values[name] for name in changes}, base=theirs.version
    )


def remove_component(writing: Writing, case_code: str, component: Component) -> None:
    """Take a component away; the log keeps what it was."""
    key = {"case_code": case_code, "position": component.position}
    writing.delete(tables.components, key)


def change_case(writing: Writing, code: str, values: dict[str, Any], *, base: int) -> int:
    """Change fields of a case that still has version `base`; raises RowChanged."""
    return writing.update(_C, {"code": code}, values, base=base)


def put_mark(writing: Writing, case_code: str, mark: StepMark, *, base: int) -> None:
    """Record a step whose row still has version `base` (0: no row yet); raises RowChanged."""
    key = {"case_code": case_code, "step": mark.step}
    values = without(values_of(mark), "step", "version")
    if base == 0:
        writing.insert(tables.case_steps, key | values | {"version": 1})
    else:
        writing.update(tables.case_steps, key, values, base=base)


def drop_mark(writing: Writing, case_code: str, step: str) -> None:
    """Take a step's row away; the log keeps what it held."""
    writing.delete(tables.case_steps, {"case_code": case_code, "step": step})


def add_mark(writing: Writing, case_code: str, mark: StepMark) -> None:
    """Add a step's row with the version it says."""
    writing.insert(tables.case_steps, values_of(mark) | {"case_code": case_code})


def add_obstacle(writing: Writing, obstacle: Obstacle) -> None:
    """Add an obstacle."""
    writing.insert(tables.obstacles, values_of(obstacle))


def change_obstacle(writing: Writing, obstacle: Obstacle, *, base: int) -> None:
    """Change an obstacle that still has version `base`; raises RowChanged."""
    key = {"obstacle_id": obstacle.obstacle_id}
    values = without(values_of(obstacle), "obstacle_id", "version")
    writing.update(tables.obstacles, key, values, base=base)


def add_contact(writing: Writing, contact: Contact) -> None:
    """Add a visit."""
    writing.insert(tables.contacts, values_of(contact))


def change_contact(writing: Writing, contact: Contact, *, base: int) -> None:
    """Change a visit that still has version `base`; raises RowChanged."""
    key = {"contact_id": contact.contact_id}
    writing.update(
        tables.contacts, key, without(values_of(contact), "contact_id", "version"), base=base
    )


def visits_of(reading: Reading, household: str) -> list[Contact]:
    """Give the visits to a household in all its projects, oldest first."""
    table = tables.contacts
    match, order = table.c.household_code == household, (table.c.met_on, table.c.recorded_at)
    return [record_of(Contact, row) for row in reading.rows(table, match, order=order)]


def all_visits(reading: Reading) -> list[Contact]:
    """Give every visit of the ward, oldest first."""
    order = (tables.contacts.c.met_on, tables.contacts.c.contact_id)
    return [record_of(Contact, row) for row in reading.rows(tables.contacts, order=order)]


def give_visit(writing: Writing, contact: Contact, household: str) -> None:
    """Let a visit count for another household; raises RowChanged."""
    key = {"contact_id": contact.contact_id}
    writing.update(tables.contacts, key, {"household_code": household}, base=contact.version)


def read_contact(reading: Reading, contact_id: str) -> Contact:
    """Give one visit; raises UnknownRow."""
    return record_of(Contact, reading.row(tables.contacts, contact_id=contact_id))


def remove_contact(writing: Writing, contact_id: str) -> None:
    """Take a visit away; raises UnknownRow."""
    writing.delete(tables.contacts, {"contact_id": contact_id})


def find_codes(
    reading: Reading, folded: str, households: Sequence[str], parcel_ids: Sequence[int]
) -> list[str]:
    """Give the codes of cases in scope that hold the text, or belong to a household or parcel."""
    wanted, plots = set(households), set(parcel_ids)
    rows = reading.rows(_C, _C.c.closed_on.is_(None), order=(_C.c.code,))
    return [
        row.code
        for row in rows
        if folded in row.code.casefold()
        or row.parcel_id in plots
        or not wanted.isdisjoint(row.household_codes)
    ]
