"""The footprint or the centreline of a work typed as VN-2000 coordinates: looked at."""

from geodata.outlines import Outline, read_area, read_strip, window_of
from trackers.domain.errors import NotInRange, TextMissing
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.store import Ledger, wards

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
