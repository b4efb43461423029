"""A household's details on demand: shown for a purpose, noted, and only for a while."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from trackers.domain.households import Household
from trackers.domain.looks import LookKind, Purpose
from trackers.domain.people import Actor
from trackers.domain.rights import Action, may, require
from trackers.services.looks import note_look, purpose_words
from trackers.services.masking import household_for, require_unmasked
from trackers.services.subjects import living_household
from trackers.store import Ledger

REVEALED_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Revealed:
    """That somebody may see a household's details until an instant (UTC, this machine's own)."""

    household: str
    ward: str
    by: str
    until: datetime

    def holds(self, ward: str, by: str, now: datetime) -> bool:
        """Tell whether it is still theirs."""
        return (self.ward, self.by) == (ward, by) and now < self.until


def reveal_details(
    ledger: Ledger,
    actor: Actor,
    code: str,
    *,
    purpose: Purpose,
    words: str = "",
    now: datetime | None = None,
) -> Revealed:
    """Let the actor see a household's details for ten minutes; kept as a look with its purpose.

    `words` say what for, where the purpose is another one. Raises NotAllowed (nobody sees them
    while masked), UnknownRecord, TextMissing, TextTooLong.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    require_unmasked(actor, Action.SEE_HOUSEHOLDS)
    said = purpose_words(purpose, words)
    home = _the_household(ledger, code)
    at = now or datetime.now(UTC)
    note_look(
        ledger,
        actor,
        LookKind.DETAILS_REVEALED,
        home.code,
        purpose=said,
        details={"ids": may(actor, Action.SEE_IDS)},
        now=at,
    )
    return Revealed(home.code, ledger.ward, actor.code, at + REVEALED_FOR)


def household_details(
    ledger: Ledger, actor: Actor, revealed: Revealed | None, *, now: datetime | None = None
) -> Household | None:
    """Give a household with its details while they are revealed to the actor, else None.

    Raises NotAllowed, UnknownRecord.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    at = now or datetime.now(UTC)
    if revealed is None or actor.masked or not revealed.holds(ledger.ward, actor.code, at):
        return None
    return household_for(actor, _the_household(ledger, revealed.household), revealed=True)


def household_for_form(ledger: Ledger, actor: Actor, code: str) -> Household:
    """Give a household as a form compares with it: whole, and never sent anywhere as it is.

    ID numbers are left out where the actor may not see them. Raises NotAllowed, UnknownRecord.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    return household_for(actor, _the_household(ledger, code), revealed=True)


def ids_kept(actor: Actor, theirs: Household, one: Household) -> Household:
    """Give a form's household with the ID numbers as they stand, where its writer sees none."""
    return one if may(actor, Action.SEE_IDS) else replace(one, id_number=theirs.id_number)


def _the_household(ledger: Ledger, code: str) -> Household:
    with ledger.read() as reading:
        return living_household(reading, code)
