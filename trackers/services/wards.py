"""The ward and its present."""

from datetime import UTC, datetime

from trackers.domain.errors import DuplicateRecord, TextMissing, TextTooLong
from trackers.domain.people import Actor, Grant, Officer, Role
from trackers.domain.reach import EVERYWHERE
from trackers.domain.rights import Action, require
from trackers.domain.shipped import SHIPPED
from trackers.domain.wards import Ward, day_of, now_of
from trackers.store import Ledger, Saved, people, wards, workflows
from trackers.store.opening import Store

LONGEST_CONTACT = 200
# The account every new ward starts with; people are added to it later.
FIRST_OFFICER = Officer(
    "QT",
    "Quản trị phường",
    "Quản trị",
    Role.ADMINISTRATOR,
    grants=tuple(sorted(Grant)),
)


def machine_holder(ward: str = "") -> Actor:
    """Give the actor of the command line and of a first start: who holds the machine.

    `ward` is the one the call is about; "" for what concerns the whole store.
    """
    one = FIRST_OFFICER
    return Actor(one.code, one.name, one.role, ward, EVERYWHERE, frozenset(Grant))


def get_ward(ledger: Ledger) -> Ward:
    """Give the ward."""
    with ledger.read() as reading:
        return wards.read_ward(reading)


def set_contact(
    ledger: Ledger, actor: Actor, *, contact: str, now: datetime, key: str | None = None
) -> Saved:
    """Say where the ward answers questions: a phone, an office; everybody sees it on shared pages.

    "" says nothing. Raises NotAllowed, TextTooLong.
    """
    require(actor, Action.MANAGE_WARD, ledger.ward)
    words = " ".join(contact.split())
    if len(words) > LONGEST_CONTACT:
        raise TextTooLong(length=len(words), most=LONGEST_CONTACT)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        wards.set_contact(writing, words)
        return writing.record(
            "ward.contact",
            ledger.ward,
            actor=actor.code,
            effective_on=day_of(now),
            details={"contact": words},
            key=key,
        )


def present(ledger: Ledger) -> datetime:
    """Give the ward's present (UTC): a demo's clock runs from its own start."""
    return ward_now(ledger)[1]


def ward_now(ledger: Ledger) -> tuple[Ward, datetime]:
    """Give the ward and its present (UTC), by one look at the store."""
    ward = get_ward(ledger)
    return ward, now_of(ward, datetime.now(UTC))


def current_revision(ledger: Ledger) -> tuple[int, str]:
    """Give the last revision and the parcel layer in force."""
    with ledger.read() as reading:
        return wards.revision_and_layer(reading)


def add_ward(store: Store, ward: Ward, *, outline: bytes | None = None) -> Ledger:
    """Add an empty ward with its first officer; `outline` is WKB in EPSG:4326.

    Raises TextMissing, DuplicateRecord. Only who holds the machine can call this: no actor yet.
    """
    if not ward.code.strip() or not ward.name.strip():
        raise TextMissing(field="ward")
    if ward.code in store.ward_codes():
        raise DuplicateRecord(kind="ward", code=ward.code)
    with store.writer.begin() as connection:
        wards.add_ward(connection, ward, outline)
    ledger = store.ledger(ward.code)
    now = now_of(ward, datetime.now(UTC))
    with ledger.write(now) as writing:
        people.add_officer(writing, FIRST_OFFICER)
        workflows.add_workflows(writing, SHIPPED, day_of(now))
        writing.record("ward.added", ward.code, actor=FIRST_OFFICER.code, effective_on=day_of(now))
    return ledger
