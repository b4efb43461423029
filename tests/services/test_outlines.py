"""A work is drawn by coordinates: looked at first, drawn anew with a reason."""

import pytest

from geodata.errors import CornerOutside
from tests.tiny import ADMIN, NOW, OFFICER, OTHER, VIEWER
from trackers.domain import errors
from trackers.services.outlines import preview_outline, set_outline
from trackers.services.projects import list_projects, project_sites
from trackers.services.proving import prove_log
from trackers.services.wards import current_revision
from trackers.store.errors import RowChanged

RING = "1115000 577000\n1115000 577100\n1115100 577100\n1115100 577000"
LINE = "1115000 577000\n1115000 577200"


def look(ledger, corners=RING, width_m=None, actor=OFFICER):
    return preview_outline(ledger, actor, corners=corners, width_m=width_m)


def draw(ledger, outline, *, base=None, reason="Theo bản kê toạ độ", actor=OFFICER):
    base = base or list_projects(ledger)[0]
    return set_outline(ledger, actor, base=base, outline=outline, reason=reason, now=NOW)


def site(ledger):
    return next(one for one in project_sites(ledger) if one.project_code == "XM")


def test_looking_writes_nothing(ledger):
    before = current_revision(ledger)
    assert look(ledger).area_m2 == 10_000
    assert look(ledger, LINE, 6.0).length_m == 200
    assert current_revision(ledger) == before


def test_a_work_is_drawn_and_drawn_anew(ledger):
    ring, strip = look(ledger), look(ledger, LINE, 6.0)
    draw(ledger, ring)
    assert (site(ledger).site, site(ledger).centreline) == (ring.site, None)
    draw(ledger, strip)
    assert (site(ledger).site, site(ledger).centreline) == (strip.site, strip.centreline)
    assert prove_log(ledger, ADMIN).holds


def test_what_cannot_be_is_refused_and_nothing_is_written(ledger):
    draw(ledger, look(ledger))
    before = current_revision(ledger)
    for corners, width_m, error in (
        (" ", None, errors.TextMissing),
        (LINE, 0.1, errors.NotInRange),
        (LINE, 900.0, errors.NotInRange),
        ("2115000 577000", None, CornerOutside),
    ):
        with pytest.raises(error):
            look(ledger, corners, width_m)
    with pytest.raises(errors.ReasonMissing):
        draw(ledger, look(ledger), reason=" ")
    with pytest.raises(errors.NotAllowed):
        look(ledger, actor=VIEWER)
    with pytest.raises(errors.NotAllowed):
        draw(ledger, look(ledger), actor=VIEWER)
    assert current_revision(ledger) == before


def test_a_colleagues_change_meanwhile_is_not_overwritten(ledger):
    base = list_projects(ledger)[0]
    draw(ledger, look(ledger), actor=OTHER)
    with pytest.raises(RowChanged):
        draw(ledger, look(ledger, LINE, 6.0), base=base)
