"""Corners of a work are looked at: what they draw, or why they draw nothing."""

import pytest

from geodata.errors import CornerOutside
from tests.tiny import OFFICER, VIEWER
from trackers.domain import errors
from trackers.services.outlines import preview_outline
from trackers.services.wards import current_revision

RING = "1115000 577000\n1115000 577100\n1115100 577100\n1115100 577000"
LINE = "1115000 577000\n1115000 577200"


def look(ledger, corners=RING, width_m=None, actor=OFFICER):
    return preview_outline(ledger, actor, corners=corners, width_m=width_m)


def test_looking_writes_nothing(ledger):
    before = current_revision(ledger)
    assert look(ledger).area_m2 == 10_000
    assert look(ledger, LINE, 6.0).length_m == 200
    assert current_revision(ledger) == before


@pytest.mark.parametrize(
    ("corners", "width_m", "error"),
    [
        (" ", None, errors.TextMissing),
        (LINE, 0.1, errors.NotInRange),
        (LINE, 900.0, errors.NotInRange),
        ("2115000 577000", None, CornerOutside),
    ],
)
def test_what_cannot_be_is_refused(ledger, corners, width_m, error):
    with pytest.raises(error):
        look(ledger, corners, width_m)


def test_a_viewer_draws_nothing(ledger):
    with pytest.raises(errors.NotAllowed):
        look(ledger, actor=VIEWER)
