"""Households as the office keeps them: looking them up, adding, editing, and their shares."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from geodata.days import read_day_part
from trackers.domain.cases import Case
from trackers.domain.errors import (
    AlreadyMerged,
    DateInFuture,
    DuplicateRecord,
    EditConflict,
    TextMissing,
    UnknownRecord,
)
from trackers.domain.households import FIRM_FIELDS, FREE_FIELDS, Household, check_household
from trackers.domain.looks import LookKind
from trackers.domain.merge import merge
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.shares import check_named_once
from trackers.domain.texts import fold, given_name_first
from trackers.domain.wards import day_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.details import ids_kept
from trackers.services.looks import note_look
from trackers.services.masking import household_for
from trackers.services.shares import kept_shares
from trackers.services.subjects import my_open_state, require_household
from trackers.store import Ledger, Saved, cases, events, households
from trackers.store.ledger import Reading
from trackers.words.formats import sort_key


@dataclass(frozen=True)
class HouseholdLine:
    """One line of the register: a household, its cases, and the codes merged into it."""

    household: Household
    cases: tuple[Case, ...]
    aliases: tuple[str, ...]


def list_households(ledger: Ledger, actor: Actor, text: str = "") -> list[HouseholdLine]:
    """Give the households whose words hold the text, by tên; raises NotAllowed.

    Merged ones stand with the household that was kept.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    note_look(ledger, actor, LookKind.HOUSEHOLDS_LISTED)
    with ledger.read() as reading:
        homes = households.read_all_households(reading)
        wanted = set(homes)
        if fold(text):
            wanted = {
                one.code
                for one in households.find_households(reading, fold(text), limit=len(homes))
            }
        lines = _lines(reading, homes, wanted)
    ordered = sorted(lines, key=_by_given_name)
    return [replace(one, household=household_for(actor, one.household)) for one in ordered]


def household_line(ledger: Ledger, actor: Actor, code: str) -> HouseholdLine:
    """Give one household, by its own code or by one merged into it.

    Raises NotAllowed, UnknownRecord.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        homes = households.read_all_households(reading)
        if code not in homes:
            raise UnknownRecord(kind="household", code=code)
        [line] = _lines(reading, homes, {households.head_of(code, homes)})
    note_look(ledger, actor, LookKind.HOUSEHOLD_VIEWED, line.household.code)
    return replace(line, household=household_for(actor, line.household))


def add_household(
    ledger: Ledger, actor: Actor, *, household: Household, now: datetime, key: str | None = None
) -> tuple[str, Saved]:
    """Add a household; give the code it got and the answer to the save.

    A code left empty is allocated under the ward's lock, one that was never given before. Raises
    NotAllowed, DuplicateRecord, and what `check_household` and `read_day_part` raise.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    household = _as_kept(household, day_of(now))
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return events.subject_of(writing, earlier.revision), earlier
        code = household.code.strip() or households.code_of(households.last_number(writing) + 1)
        if households.read_households(writing, [code]):
            raise DuplicateRecord(kind="household", code=code)
        households.add_household(writing, replace(household, code=code, merged_into=None))
        saved = writing.record(
            "household.added", code, actor=actor.code, effective_on=day_of(now), key=key
        )
    return code, saved


def edit_household(
    ledger: Ledger,
    actor: Actor,
    *,
    base: Household,
    mine: Household,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Save a form about a household: `base` as it was when the form opened, `mine` as it is now.

    Fields that another changed meanwhile are merged and named in the answer; the consent to be
    thanked is never combined. Raises NotAllowed, UnknownRecord, AlreadyMerged, EditConflict, and
    what `check_household` and `read_day_part` raise.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    mine = _as_kept(mine, day_of(now))
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            theirs = the_household(writing, base.code)
            require_household(writing, actor, base.code)
            base, mine = (ids_kept(actor, theirs, one) for one in (base, mine))
            writer = last_writer(writing, base.code)
            result = merge(base, theirs, mine, free=FREE_FIELDS, firm=FIRM_FIELDS, writer=writer)
            if not result.changes:
                return Saved(0, repeated=True)
            after = replace(theirs, **result.changes)
            check_household(after, day_of(now))
            households.change_household(writing, after, base=theirs.version)
            codes = cases.codes_of_household(writing, base.code)
            saved = writing.record(
                "household.edited",
                base.code,
                actor=actor.code,
                effective_on=day_of(now),
                details={"cases": codes},
                touched=tuple(codes),
                key=key,
            )
            return replace(saved, merged=result.merged)
    except EditConflict as conflict:
        keep_refused(ledger, actor, base.code, conflict, now=now)
        raise


def set_holders(
    ledger: Ledger,
    actor: Actor,
    *,
    base: Case,
    household_codes: tuple[str, ...],
    shares: tuple[str, ...],
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Say which households hold a case's parcel, and how much each ("1/2", "" unknown).

    `base` is the case as it was when the form opened. Raises NotAllowed, UnknownRecord,
    TextMissing, HouseholdTwice, NotAShare, SeveralNumbers, SharesDoNotAddUp, ReasonMissing,
    AlreadyClosed, AlreadyMerged, EditConflict.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    if not household_codes:
        raise TextMissing(field="household")
    check_named_once(household_codes)
    shares = kept_shares(shares, len(household_codes))
    mine = replace(base, household_codes=household_codes, shares=shares)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            changes, version = _new_holders(writing, actor, base, mine, reason)
            if not changes:
                return Saved(0, repeated=True)
            cases.change_case(writing, base.code, changes, base=version)
            return writing.record(
                "case.holders_set",
                base.code,
                actor=actor.code,
                effective_on=day_of(now),
                private={"reason": reason.strip()} if reason.strip() else None,
                touched=(base.code,),
                key=key,
            )
    except EditConflict as conflict:
        keep_refused(ledger, actor, base.code, conflict, now=now)
        raise


def _as_kept(home: Household, today: date) -> Household:
    """Give a household with the day of a death as it is kept; refuse what cannot be."""
    check_household(home, today)
    if not home.died:
        return home
    died = read_day_part(home.died, today=today)
    if died.first > today:
        raise DateInFuture(on=died.first, today=today)
    return replace(home, died=died.text)


def _new_holders(
    reading: Reading, actor: Actor, base: Case, mine: Case, reason: str
) -> tuple[dict[str, list[str]], int]:
    """Give what of holders and shares changes, and the version it changes from."""
    theirs = my_open_state(reading, actor, base.code).case
    for code in mine.household_codes:
        the_household(reading, code)
    writer, firm = last_writer(reading, base.code), ("household_codes", "shares")
    changes = merge(base, theirs, mine, free=(), firm=firm, writer=writer).changes
    require_reason(reason, when="household_codes" in changes)
    return {name: list(value) for name, value in changes.items()}, theirs.version


def the_household(reading: Reading, code: str) -> Household:
    """Give a household that still stands for itself; raises UnknownRecord, AlreadyMerged."""
    home = households.read_households(reading, [code]).get(code)
    if home is None:
        raise UnknownRecord(kind="household", code=code)
    if home.merged_into:
        raise AlreadyMerged(code=code, kept=home.merged_into)
    return home


def _lines(
    reading: Reading, homes: dict[str, Household], wanted: Iterable[str]
) -> list[HouseholdLine]:
    heads = {households.head_of(code, homes) for code in wanted}
    aliases: dict[str, list[str]] = {code: [] for code in heads}
    for code in homes:
        head = households.head_of(code, homes)
        if head in aliases and head != code:
            aliases[head].append(code)
    own: dict[str, list[Case]] = {code: [] for code in heads}
    for case in cases.read_cases(reading):
        for code in case.household_codes:
            if code in own:
                own[code].append(case)
    return [HouseholdLine(homes[one], tuple(own[one]), tuple(aliases[one])) for one in heads]


def _by_given_name(line: HouseholdLine) -> tuple[object, str]:
    return sort_key(given_name_first(line.household.holder)), line.household.code
