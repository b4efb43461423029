from dataclasses import replace

import pytest

from tests.tiny import ADMIN, CHAIR, NOW, OFFICER, VIEWER
from trackers.domain import errors
from trackers.domain.wards import Area
from trackers.services.areas import add_area, area_lines, edit_area, list_areas


def area(ledger, code="KV1", actor=OFFICER):
    return next(one for one in list_areas(ledger, actor) if one.code == code)


def edit(ledger, actor=CHAIR, base=None, **more):
    base = base or area(ledger)
    return edit_area(ledger, actor, base=base, mine=replace(base, **more), now=NOW)


class TestEditing:
    def test_people_of_an_area_are_kept(self, ledger):
        edit(
            ledger,
            responsible="CB01",
            head="Ông Tám Lượm",
            team=("CB03", "CB05"),
            outsiders="Bà Hai, Hội Người cao tuổi",
        )
        kept = area(ledger)
        assert (kept.responsible, kept.head, kept.team) == (
            "CB01",
            "Ông Tám Lượm",
            ("CB03", "CB05"),
        )
        assert kept.version == 2

    def test_two_people_s_different_fields_are_merged(self, ledger):
        base = area(ledger)
        edit(ledger, head="CB05")
        saved = edit(ledger, actor=ADMIN, base=base, responsible="CB01")
        assert saved.merged == ("head",)
        assert (area(ledger).head, area(ledger).responsible) == ("CB05", "CB01")

    def test_the_same_field_is_a_conflict(self, ledger):
        base = area(ledger)
        edit(ledger, head="CB05")
        with pytest.raises(errors.EditConflict):
            edit(ledger, actor=ADMIN, base=base, head="CB03")

    def test_what_cannot_be_is_refused(self, ledger):
        cases = (
            ({"name": " "}, errors.TextMissing),
            ({"name": "KHU VUC 2"}, errors.DuplicateRecord),
            ({"team": ("CB99",)}, errors.UnknownRecord),
        )
        for wrong, error in cases:
            with pytest.raises(error):
                edit(ledger, **wrong)
            assert area(ledger).version == 1

    @pytest.mark.parametrize("actor", [OFFICER, VIEWER])
    def test_only_chair_and_administrator_may(self, ledger, actor):
        with pytest.raises(errors.NotAllowed):
            edit(ledger, actor=actor, head="CB05")
        with pytest.raises(errors.NotAllowed):
            add_area(ledger, actor, area=Area("", "Khu vực 3"), now=NOW)


class TestAdding:
    def test_a_new_area_gets_a_free_code_and_comes_last(self, ledger):
        add_area(ledger, CHAIR, area=Area("", "Khu vực Vàm Nhỏ"), now=NOW)
        assert list_areas(ledger, OFFICER)[-1].code == "KV3"

    def test_a_code_in_use_is_refused(self, ledger):
        with pytest.raises(errors.DuplicateRecord):
            add_area(ledger, CHAIR, area=Area("KV1", "Khu vực khác"), now=NOW)

    def test_a_double_click_adds_one(self, ledger):
        for _ in range(2):
            add_area(ledger, CHAIR, area=Area("", "Khu vực 3"), now=NOW, key="k")
        assert len(list_areas(ledger, OFFICER)) == 3


class TestSeeing:
    def test_a_viewer_reads_of_officials_and_of_no_outsider(self, ledger):
        edit(ledger, head="CB05", outsiders="Bà Hai")
        seen = area(ledger, actor=VIEWER)
        assert (seen.head, seen.outsiders) == ("CB05", "")
        assert area(ledger).outsiders == "Bà Hai"

    def test_an_area_counts_its_cases_and_households(self, ledger):
        first, second = area_lines(ledger, OFFICER, NOW)
        assert (first.row.cases, first.households) == (3, 3)
        assert (second.row.cases, second.households) == (0, 0)
        with pytest.raises(errors.NotAllowed):
            area_lines(ledger, VIEWER, NOW)
