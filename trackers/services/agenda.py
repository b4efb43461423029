"""The agenda of a review: topics, order, what is skipped."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from trackers.domain.errors import EditConflict, TextMissing, UnknownRecord
from trackers.domain.merge import merge
from trackers.domain.people import Actor
from trackers.domain.review_errors import ItemStays
from trackers.domain.reviews import AgendaItem, ItemKind
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.review_subjects import (
    LONGEST_TITLE,
    check_length,
    my_item,
    my_open_review,
    project_meant,
)
from trackers.store import Ledger, Saved, Writing, opinions, reviews
from trackers.store.ledger import Reading

FREE_FIELDS = ("title", "text", "project_code", "case_code", "opinion_code")


def add_topic(
    ledger: Ledger,
    actor: Actor,
    *,
    monday: date,
    title: str,
    now: datetime,
    text: str = "",
    project_code: str = "",
    case_code: str = "",
    opinion_code: str = "",
    position: int | None = None,
    key: str | None = None,
) -> Saved:
    """Put a topic on the agenda: last, or at a position from 1; the others make room.

    A case brings its work. Raises NotAllowed, UnknownRecord, AlreadyClosed, TextMissing,
    TextTooLong.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        my_open_review(writing, actor, monday)
        listed = reviews.read_items(writing, monday)
        wished = AgendaItem(
            uuid4().hex,
            monday,
            len(listed) + 1,
            ItemKind.TOPIC,
            title,
            text,
            project_code,
            case_code,
            opinion_code,
        )
        made = _checked(writing, wished)
        reviews.add_item(writing, made)
        if position is not None:
            _place(writing, [*listed, made], made, position)
        return _record(writing, actor, "agenda.added", made, key)


def edit_item(
    ledger: Ledger,
    actor: Actor,
    *,
    base: AgendaItem,
    mine: AgendaItem,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Save a form about an item's words and subject: `base` as it was when the form opened.

    Raises NotAllowed, UnknownRecord, AlreadyClosed, TextMissing, TextTooLong, EditConflict.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    subject = base.monday.isoformat()
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            theirs = my_item(writing, actor, base.item_id)
            writer = last_writer(writing, subject)
            result = merge(base, theirs, mine, free=FREE_FIELDS, firm=(), writer=writer)
            if not result.changes:
                return Saved(0, repeated=True)
            after = _checked(writing, replace(theirs, **result.changes))
            reviews.change_item(writing, after, base=theirs.version)
            saved = _record(writing, actor, "agenda.edited", after, key)
            return replace(saved, merged=result.merged)
    except EditConflict as conflict:
        keep_refused(ledger, actor, subject, conflict, now=now)
        raise


def move_item(
    ledger: Ledger,
    actor: Actor,
    *,
    item_id: str,
    position: int,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Give an item another place, from 1; one beyond the end is the last.

    Raises NotAllowed, UnknownRecord, AlreadyClosed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        item = my_item(writing, actor, item_id)
        if not _place(writing, reviews.read_items(writing, item.monday), item, position):
            return Saved(0, repeated=True)
        return _record(writing, actor, "agenda.moved", item, key)


def skip_item(
    ledger: Ledger,
    actor: Actor,
    *,
    item_id: str,
    skipped: bool = True,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Leave an item out of the presentation, or take it in again.

    Raises NotAllowed, UnknownRecord, AlreadyClosed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        item = my_item(writing, actor, item_id)
        if item.skipped is skipped:
            return Saved(0, repeated=True)
        reviews.change_item(writing, replace(item, skipped=skipped), base=item.version)
        return _record(writing, actor, "agenda.skipped", item, key)


def remove_topic(
    ledger: Ledger, actor: Actor, *, item_id: str, now: datetime, key: str | None = None
) -> Saved:
    """Take a topic off the agenda; the log keeps it.

    What makes itself can be skipped only, and so can what something was decided under. Raises
    NotAllowed, UnknownRecord, AlreadyClosed, ItemStays.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        item = my_item(writing, actor, item_id)
        if item.kind is not ItemKind.TOPIC:
            raise ItemStays(why="chương trình tự lập mục này")
        if any(one.item_id == item_id for one in reviews.read_decisions(writing, item.monday)):
            raise ItemStays(why="đã có kết luận ở mục này")
        reviews.remove_item(writing, item_id)
        _number(writing, reviews.read_items(writing, item.monday))
        return _record(writing, actor, "agenda.removed", item, key)


def _checked(reading: Reading, item: AgendaItem) -> AgendaItem:
    title = check_length(item.title, LONGEST_TITLE)
    if not title and item.kind is ItemKind.TOPIC:
        raise TextMissing(field="title")
    heard = {one.code for one in opinions.read_opinions(reading)} if item.opinion_code else set()
    if item.opinion_code and item.opinion_code not in heard:
        raise UnknownRecord(kind="opinion", code=item.opinion_code)
    project = project_meant(reading, item.project_code, item.case_code)
    return replace(item, title=title, text=check_length(item.text), project_code=project)


def _place(writing: Writing, listed: list[AgendaItem], item: AgendaItem, position: int) -> bool:
    """Put an item at its place among the others; tell whether anything moved."""
    others = [one for one in listed if one.item_id != item.item_id]
    place = min(max(position, 1), len(others) + 1) - 1
    return _number(writing, [*others[:place], item, *others[place:]])


def _number(writing: Writing, ordered: list[AgendaItem]) -> bool:
    """Give items their numbers from 1 in their order; tell whether anything moved."""
    moved = [(one, n) for n, one in enumerate(ordered, start=1) if one.position != n]
    for one, position in moved:
        reviews.place_item(writing, one.item_id, position)
    return bool(moved)


def _record(writing: Writing, actor: Actor, kind: str, item: AgendaItem, key: str | None) -> Saved:
    return writing.record(
        kind,
        item.monday.isoformat(),
        actor=actor.code,
        effective_on=day_of(writing.now),
        details={"item": item.item_id, "kind": item.kind.value},
        key=key,
    )
