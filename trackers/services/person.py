"""A person's copy of their data: everything kept about one household, and who looked at it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from trackers.domain.cases import CaseState
from trackers.domain.errors import TextMissing, UnknownRecord
from trackers.domain.households import Household
from trackers.domain.looks import LookKind, Purpose
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.services.households import the_household
from trackers.services.look_sheets import line_of
from trackers.services.looks import household_looks, note_look
from trackers.services.subjects import living_household, require_household
from trackers.services.tables import Cell, Sheet
from trackers.store import Ledger, attachments, cases, opinions, people
from trackers.store.ledger import Reading
from trackers.words import say
from trackers.words.log import column_words

MOST_LOOKS = 5000
# What people may ask to be put right.
CORRECTED = ("holder", "co_owners", "address", "phone", "id_number", "chat", "representative")
_QUIET = {"code", "version", "fictional", "merged_into", "heirs"}
Line = tuple[Cell, ...]


def person_sheet(ledger: Ledger, actor: Actor, code: str) -> Sheet:
    """Give all that is kept about a household as a table for its people; kept as a look.

    Only who may read the record of looking makes it, for that is part of it. Raises NotAllowed,
    UnknownRecord.
    """
    require(actor, Action.SEE_LOOKS, ledger.ward)
    with ledger.read() as reading:
        home = living_household(reading, code)
        names = {one.code: one.name for one in people.read_officers(reading)}
        lines = [*_facts(home), *_cases(reading, home, names), *_looks(reading, home, names)]
    note_look(ledger, actor, LookKind.PERSON_EXPORTED, home.code, purpose=Purpose.CITIZEN.value)
    title = say("BẢN SAO DỮ LIỆU CỦA HỘ {code}", code=home.code)
    headings = (say("Phần"), say("Mục"), say("Nội dung"), say("Ngày"), say("Ai"))
    return Sheet(say("Dữ liệu của hộ"), title, home.holder, headings, tuple(lines))


def ask_correction(ledger: Ledger, actor: Actor, code: str, *, fields: Sequence[str]) -> None:
    """Keep that a household's people asked for something to be put right: which fields, no words.

    It is put right by editing the household. Raises NotAllowed, NotYours, TextMissing,
    AlreadyMerged, and UnknownRecord, for a field that a household does not have too.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    if not fields:
        raise TextMissing(field="correction")
    for name in fields:
        if name not in CORRECTED:
            raise UnknownRecord(kind="field", code=name)
    with ledger.read() as reading:
        home = the_household(reading, code)
        require_household(reading, actor, home.code)
    note_look(
        ledger,
        actor,
        LookKind.CORRECTION_ASKED,
        home.code,
        purpose=Purpose.CITIZEN.value,
        details={"fields": list(fields)},
    )


def _facts(home: Household) -> Iterator[Line]:
    part = say("Thông tin hộ")
    for name, value in vars(home).items():
        if name not in _QUIET and value not in ("", (), None, False):
            yield part, column_words("households", name), _words(value), None, ""
    for heir in home.heirs:
        told = " · ".join(filter(None, (heir.name, heir.relation, heir.place)))
        yield part, say("người thừa kế"), f"{told} ({say(heir.state.label)})", None, ""


def _cases(reading: Reading, home: Household, names: Mapping[str, str]) -> Iterator[Line]:
    codes = cases.codes_of_household(reading, home.code)
    for state in cases.read_states(reading, codes=codes) if codes else []:
        case = state.case
        about = say("Hồ sơ {code}", code=case.code)
        yield about, say(state.track.label), say(state.stage.look.label), case.opened_on, ""
        yield from _said(about, state, names)
        for said in opinions.read_opinions(reading, case_code=case.code):
            told = " · ".join(filter(None, (said.text, said.from_whom, said.answer)))
            yield about, say(said.kind.label), told, said.raised_on, names.get(said.answered_by, "")
        for one in attachments.read_attachments(
            reading, case.code, [visit.contact_id for visit in state.contacts]
        ):
            yield about, say(one.kind.label), one.caption, None, names.get(one.added_by, "")


def _said(about: str, state: CaseState, names: Mapping[str, str]) -> Iterator[Line]:
    """Give what was recorded of a case: steps, visits, obstacles."""
    for mark in state.marks.values():
        yield about, say("bước {code}", code=mark.step), mark.note, mark.done_on, ""
    for visit in state.contacts:
        told = " · ".join(filter(None, (visit.met, visit.note, visit.promise, visit.others)))
        who = ", ".join(names.get(one, one) for one in visit.visitors)
        yield about, say(visit.outcome.label), told, visit.met_on, who
    for one in state.obstacles:
        told = " · ".join(filter(None, (one.text, one.resolution)))
        yield about, say(one.kind.label), told, one.opened_on, names.get(one.officer_code, "")


def _looks(reading: Reading, home: Household, names: Mapping[str, str]) -> Iterator[Line]:
    part = say("Ai đã xem")
    for look in household_looks(reading, home.code, last=MOST_LOOKS):
        at, who, what, subject, why, _ = line_of(look, names)
        yield part, what, " · ".join(filter(None, (subject, why, at))), None, who


def _words(value: Any) -> Cell:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return say("có") if value is True else value
