"""Moving house: a ward with its log and its files from one store into another."""

from dataclasses import dataclass
from datetime import UTC, datetime

from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.store import moving, wards
from trackers.store.errors import WardTaken
from trackers.store.opening import Store


@dataclass(frozen=True)
class Moved:
    """What arrived and was found equal: rows, files, and the last entry of the log."""

    rows: int
    files: int
    revision: int


def move_ward(source: Store, target: Store, actor: Actor, *, ward: str) -> Moved:
    """Copy a ward into a store that does not have it: all of it, or nothing.

    While it lasts nobody writes to the ward; the source keeps its copy. Raises NotAllowed,
    UnknownWard, WardTaken, FolderTaken, FolderUnusable, CopyDiffers.
    """
    require(actor, Action.MANAGE_WARD, ward)
    ledger = source.ledger(ward)
    if ward in target.ward_codes():
        raise WardTaken(ward=ward)
    place = target.folder / "wards" / ward
    with (
        ledger.write(datetime.now(UTC)) as held,
        moving.copied_files(ledger.folder, place) as put_files,
        target.writer.begin() as connection,
    ):
        rows = moving.copy_rows(held.connection, connection, ward)
        revision, _ = wards.revision_and_layer(held)
        return Moved(rows, put_files(), revision)
