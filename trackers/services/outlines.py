"""The footprint of a work typed as VN-2000 coordinates: looked at, and put on a work."""

from datetime import datetime

from geodata.outlines import Outline, read_area, read_strip, window_of
from trackers.domain.errors import NotInRange, TextMissing
from trackers.domain.people import Actor
from trackers.domain.projects import Project
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.subjects import my_project
from trackers.store import Ledger, Saved, projects, wards

NARROWEST_M, WIDEST_M = 0.5, 200.0
LONGEST_TEXT = 200_000


def preview_outline(
    ledger: Ledger, actor: Actor, *, corners: str, width_m: float | None = None
) -> Outline:
    """Read an outline; with a width the corners are those of a centreline. Writes nothing.

    Raises NotAllowed, TextMissing, NotInRange (the width), and what `read_area` and `read_strip`
    raise.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    if not corners.strip():
        raise TextMissing(field="corners")
    with ledger.read() as reading:
        ward = wards.read_ward(reading)
    window = window_of(ward.bounds, ward.metric_crs)
    if width_m is None:
        return read_area(corners[:LONGEST_TEXT], window)
    if not NARROWEST_M <= width_m <= WIDEST_M:
        raise NotInRange(value=width_m, least=NARROWEST_M, most=WIDEST_M)
    return read_strip(corners[:LONGEST_TEXT], width_m, window)


def set_outline(
    ledger: Ledger,
    actor: Actor,
    *,
    base: Project,
    outline: Outline,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Draw a work anew; `base` is the work as the form showed it. Cases keep what they say.

    A work that is drawn already needs a reason. Raises NotAllowed, UnknownRecord, ReasonMissing,
    RowChanged.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        my_project(writing, actor, base.code)
        drawn = {one.project_code for one in projects.read_sites(writing)}
        why = require_reason(reason, when=base.code in drawn)
        projects.change_site(
            writing, base.code, outline.site, outline.centreline, base=base.version
        )
        return writing.record(
            "project.drawn",
            base.code,
            actor=actor.code,
            effective_on=day_of(now),
            private={"reason": why} if why else None,
            key=key,
        )
