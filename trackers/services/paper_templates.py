"""The templates of papers: those the program brings along, or the ward's own in their place.

A ward's own template is a file in its folder, `papers/<paper>.docx`, put there on the page of who
administers the ward, or by hand; either way it is checked before it is used.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from trackers.domain.papers import PAPERS, Paper
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.word_files.building import shipped
from trackers.services.word_files.filling import Template, read_template
from trackers.store import Ledger, Saved, events
from trackers.store.disk import write_whole


@dataclass(frozen=True)
class TemplateInfo:
    """Which template a paper has: the ward's own since when (UTC) and by whom, or the shipped one.

    A file that was put there by hand has neither.
    """

    paper: Paper
    own: bool
    set_at: datetime | None = None
    set_by: str = ""


def list_templates(ledger: Ledger, actor: Actor) -> list[TemplateInfo]:
    """Give which template each paper has; raises NotAllowed."""
    require(actor, Action.MANAGE_WARD, ledger.ward)
    with ledger.read() as reading:
        told = {
            one.payload.get("digest"): one
            for one in reversed(events.read_kind(reading, "template.set"))
        }
    found = []
    for paper in Paper:
        own = _own(ledger, paper)
        event = told.get(_digest(own)) if own is not None else None
        found.append(
            TemplateInfo(
                paper,
                own is not None,
                event.recorded_at if event else None,
                event.actor if event else "",
            )
        )
    return found


def template_file(ledger: Ledger, actor: Actor, paper: Paper) -> bytes:
    """Give the template in force, to be edited in Word; raises NotAllowed."""
    require(actor, Action.MANAGE_WARD, ledger.ward)
    own = _own(ledger, paper)
    return shipped(paper) if own is None else own


def put_template(
    ledger: Ledger,
    actor: Actor,
    *,
    paper: Paper,
    data: bytes,
    name: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Use a document of Word as the ward's own template; `name` is its file's, for errors.

    Raises NotAllowed, DiskFull, and the kinds of TemplateError.
    """
    require(actor, Action.MANAGE_WARD, ledger.ward)
    read_template(data, name, PAPERS[paper])
    path = _place(ledger, paper)
    with _kept_on_failure(path), ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        write_whole(path, data)
        return writing.record(
            "template.set",
            paper.value,
            actor=actor.code,
            effective_on=day_of(now),
            details={"digest": _digest(data)},
            key=key,
        )


def restore_template(
    ledger: Ledger, actor: Actor, *, paper: Paper, now: datetime, key: str | None = None
) -> Saved:
    """Use the shipped template again; the ward's own goes. Raises NotAllowed."""
    require(actor, Action.MANAGE_WARD, ledger.ward)
    path = _place(ledger, paper)
    with _kept_on_failure(path), ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        if not path.exists():
            return Saved(0, repeated=True)
        path.unlink()
        return writing.record(
            "template.restored", paper.value, actor=actor.code, effective_on=day_of(now), key=key
        )


def template_in_force(ledger: Ledger, paper: Paper) -> Template:
    """Give the template of a paper, checked; raises the kinds of TemplateError."""
    own = _own(ledger, paper)
    path = _place(ledger, paper)
    return _checked(shipped(paper) if own is None else own, path.name, paper)


@lru_cache(maxsize=16)
def _checked(data: bytes, name: str, paper: Paper) -> Template:
    return read_template(data, name, PAPERS[paper])


@contextmanager
def _kept_on_failure(path: Path) -> Iterator[None]:
    """Leave the former file in its place where what follows is not kept."""
    former = path.read_bytes() if path.exists() else None
    kept = False
    try:
        yield
        kept = True
    finally:
        if not kept:
            path.unlink(missing_ok=True)
            if former is not None:
                write_whole(path, former)


def _own(ledger: Ledger, paper: Paper) -> bytes | None:
    path = _place(ledger, paper)
    return path.read_bytes() if path.is_file() else None


def _place(ledger: Ledger, paper: Paper) -> Path:
    return ledger.folder / "papers" / f"{paper.value}.docx"


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
