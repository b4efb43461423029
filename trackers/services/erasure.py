"""Erasing a household's data at its people's request, where the law gives them that right."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from trackers.domain.looks import LookKind, Purpose
from trackers.domain.opinions import Opinion
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.households import the_household
from trackers.services.looks import note_look
from trackers.services.retention import WORDS
from trackers.store import Ledger, Saved, cases, erasing, households, opinions, tables
from trackers.store.ledger import Reading

# Kept in place of the holder's name; what stands in records is Vietnamese.
ERASED_ON_REQUEST = "đã xoá theo yêu cầu"
_BLANK: dict[str, Any] = {
    "co_owners": [],
    "heirs": [],
    **dict.fromkeys(
        (
            *("address", "phone", "id_number", "note", "chat", "best_time", "representative"),
            *("died", "thanks_how"),
        ),
        "",
    ),
    "deceased": False,
    "thanks": False,
    "thanks_on": None,
}

# What was said about a household's case, and by whom.
_HEARD = ("text", "answer", "from_whom")


def erase_household(
    ledger: Ledger, actor: Actor, code: str, *, reason: str, now: datetime
) -> Saved:
    """Erase what is kept of a household and what was said at visits, from beside the log too.

    What was said about a case that is this household's alone goes with it.

    Cases, steps and figures stay under the household's code. The reason (which request, which
    article) stays with the event. Raises NotAllowed, ReasonMissing, UnknownRecord, AlreadyMerged.
    """
    require(actor, Action.MANAGE_WARD, ledger.ward)
    require_reason(reason)
    with ledger.write(now) as writing:
        the_household(writing, code)
        visits = cases.visits_of(writing, code)
        blank = {"holder": ERASED_ON_REQUEST, **_BLANK}
        erasing.blank(writing, tables.households, {"code": code}, blank)
        for visit in visits:
            said = {name: ERASED_ON_REQUEST for name in WORDS if getattr(visit, name)}
            if said:
                erasing.blank(writing, tables.contacts, {"contact_id": visit.contact_id}, said)
        touched = cases.codes_of_household(writing, code)
        heard = _heard(writing, code, touched)
        for opinion in heard:
            said = {name: ERASED_ON_REQUEST for name in _HEARD if getattr(opinion, name)}
            erasing.blank(writing, tables.opinions, {"code": opinion.code}, said)
        saved = writing.record(
            "household.erased",
            code,
            actor=actor.code,
            effective_on=day_of(now),
            details={"cases": touched},
            private={"reason": reason.strip()},
            touched=tuple(touched),
        )
        erasing.forget(writing, tables.households, [code], blank)
        erasing.forget(writing, tables.contacts, [one.contact_id for one in visits], WORDS)
        erasing.forget(writing, tables.opinions, [one.code for one in heard], _HEARD)
        for subject in (code, *(one.code for one in heard)):
            erasing.forget_refused(writing, subject)
        households.derive_words(writing)
    note_look(ledger, actor, LookKind.VALUES_ERASED, code, purpose=Purpose.CITIZEN.value)
    return saved


def _heard(reading: Reading, code: str, case_codes: Iterable[str]) -> list[Opinion]:
    """Give the opinions about cases that no other household holds."""
    wanted = set(case_codes)
    own = {
        one.code
        for one in cases.read_cases(reading)
        if one.code in wanted and one.household_codes == (code,)
    }
    return [one for one in opinions.read_opinions(reading) if one.case_code in own]
