"""The log's head, to be printed on minutes, and the check that the log holds."""

import re

from trackers.domain.errors import BadHead
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.store import Ledger, proof
from trackers.store.proof import Head, Progress, Proof

# Enough of a hash that nobody finds another one that begins so.
_SHORT = 16
_HASH = re.compile(rf"[0-9a-f]{{{_SHORT},64}}")


def log_head(ledger: Ledger, actor: Actor) -> Head:
    """Give where the ward's log ends; raises NotAllowed."""
    require(actor, Action.MANAGE_WARD, ledger.ward)
    with ledger.read() as reading:
        return proof.read_head(reading)


def short(head_hash: str) -> str:
    """Give the beginning of a hash: enough to find a forgery, short enough to be copied."""
    return head_hash[:_SHORT]


def prove_log(
    ledger: Ledger,
    actor: Actor,
    *,
    head: str = "",
    revision: int | None = None,
    progress: Progress = proof.unheard,
) -> Proof:
    """Check the chain of the log and that the current rows follow from it.

    `head` is a printed hash, whole or its first 16 signs, and `revision` the number printed with
    it. `progress` hears the share done, from 0 to 1; what it raises ends the check. Raises
    NotAllowed, BadHead.
    """
    require(actor, Action.MANAGE_WARD, ledger.ward)
    printed = head.strip().lower().replace(" ", "")
    if printed and not _HASH.fullmatch(printed):
        raise BadHead(head=head, least=_SHORT)
    with ledger.read() as reading:
        return proof.prove(reading, head=printed, at=revision, progress=progress)
