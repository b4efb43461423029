"""What a shared link shows, and what is left out of it before it leaves the services."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from tests import tiny
from tests.domain.making import a_case, done
from trackers.domain.components import Component, ComponentKind, Form
from trackers.domain.disclosure import FEW, ShownClass
from trackers.domain.errors import UnknownRecord
from trackers.domain.households import Household
from trackers.domain.links import Link, LinkKind, LinkScope
from trackers.services.cases import add_case
from trackers.services.photos import add_photo, show_publicly
from trackers.services.projects import edit_milestone
from trackers.services.scope import close_case
from trackers.services.shared_cases import covered_before, shared_courses
from trackers.services.sharing import shared_photo, shared_view
from trackers.services.steps import set_step
from trackers.store import cases, projects

OPEN, SIGNED = ShownClass.IN_PROGRESS, ShownClass.SIGNED
FEW_LEFT, HANDED = ShownClass.NOT_HANDED, ShownClass.HANDED_OVER


def a_link(kind=LinkKind.MEETING, **scope):
    made = datetime(2026, 1, 5, tzinfo=UTC)
    ends = made + timedelta(days=1)
    return Link("TEST", "abc", kind, "Họp với ông Út", LinkScope(**scope), made, ends, "QT", made)


def shown(ledger, link=None, now=tiny.NOW):
    return shared_courses(ledger, link or a_link(), now=now).now


def more_cases(ledger, count, *, area="KV1", first=10):
    """Cases of households of their own, so that the khu vực has many unsigned."""
    for number in range(first, first + count):
        case = a_case(
            f"XM-{number:03d}", parcel_id=4, household_codes=(f"H{number:03d}",), area_code=area
        )
        home = Household(f"H{number:03d}", f"Trần Văn {number}", (), "Số 9", "", "", fictional=True)
        add_case(
            ledger,
            tiny.OFFICER,
            case=case,
            new_households=(home,),
            components=(Component(ComponentKind.LAND, Form.DONATED, 15.0, "m²"),),
            now=tiny.NOW - timedelta(days=20),
        )


class TestCases:
    def test_of_few_unsigned_cases_signed_ones_are_not_told_apart(self, ledger):
        tiny.take(ledger, *tiny.UP_TO_SIGNED)
        assert shown(ledger) == {"XM-001": FEW_LEFT, "XM-002": FEW_LEFT, "XM-003": FEW_LEFT}

    def test_of_many_unsigned_ones_they_are(self, ledger):
        more_cases(ledger, FEW)
        tiny.take(ledger, *tiny.UP_TO_SIGNED)
        found = shown(ledger)
        assert found.pop("XM-001") is SIGNED
        assert set(found.values()) == {OPEN}

    def test_handed_over_is_told_everywhere(self, ledger):
        tiny.take(ledger, *tiny.UP_TO_SIGNED, "handover")
        assert shown(ledger)["XM-001"] is HANDED

    def test_who_left_the_scope_was_never_there(self, ledger):
        with ledger.read() as reading:
            base = cases.read_states(reading, codes=["XM-002"])[0].case.version
        close_case(
            ledger,
            tiny.OFFICER,
            case_code="XM-002",
            closed_on=tiny.TODAY,
            reason="Gia đình không hiến",
            base=base,
            now=tiny.NOW,
        )
        courses = shared_courses(ledger, a_link(), now=tiny.NOW)
        assert {one.status.case_code for one in courses.courses} == {"XM-001", "XM-003"}
        former = a_link(as_of=tiny.TODAY - timedelta(days=2))
        assert "XM-002" not in shown(ledger, former)

    def test_scope_and_filters_are_kept(self, ledger):
        assert shown(ledger, a_link(projects=("KHAC",))) == {}
        assert shown(ledger, a_link(filters="area=KV2")) == {}
        assert shown(ledger, a_link(filters="track=recovery")) == {}
        assert set(shown(ledger, a_link(projects=("XM",), filters="area=KV1"))) == {
            "XM-001",
            "XM-002",
            "XM-003",
        }

    def test_a_former_day_shows_what_stood_then(self, ledger):
        tiny.take(ledger, *tiny.UP_TO_SIGNED)
        set_step(
            ledger,
            tiny.OFFICER,
            case_code="XM-001",
            mark=done("handover", tiny.TODAY, version=0),
            now=tiny.NOW,
        )
        assert shown(ledger)["XM-001"] is HANDED
        assert shown(ledger, a_link(as_of=date(2014, 4, 6)))["XM-001"] is FEW_LEFT

    def test_nothing_of_a_case_but_its_class_goes_back_in_time(self, ledger):
        tiny.take(ledger, *tiny.UP_TO_SIGNED)
        for one in shared_courses(ledger, a_link(), now=tiny.NOW).courses:
            assert not one.status.officer_code
            assert not one.status.obstacles
            assert one.status.waiting_since is None
            assert one.status.promise_on is None
            assert all(isinstance(kind, ShownClass) for _, kind in one.turns)


class TestPlayback:
    def test_a_place_that_is_covered_today_is_covered_on_every_day_before(self):
        days = [date(2014, 3, day) for day in (3, 10, 17, 24)]
        place, other = ("XM", "KV1"), ("XM", "KV2")
        told = zip(days, [{place, other}, {other}, {place}, {place}], strict=True)
        found = covered_before([(day, frozenset(places)) for day, places in told])
        assert found == {place: date.max, other: days[2]}

    def test_who_plays_back_learns_no_more_of_the_few_than_who_looks_today(self, ledger):
        more_cases(ledger, FEW)
        tiny.take(ledger, *tiny.UP_TO_SIGNED)
        assert shown(ledger)["XM-001"] is SIGNED
        codes = [f"XM-{number:03d}" for number in range(10, 10 + FEW - 1)] + ["XM-002", "XM-003"]
        for code in codes:
            tiny.take(ledger, *tiny.UP_TO_SIGNED, case=code)
        courses = shared_courses(ledger, a_link(), now=tiny.NOW).courses
        assert {kind for one in courses for _, kind in one.turns} == {FEW_LEFT}


class TestView:
    @pytest.fixture
    def told(self, ledger):
        """A work with everything that colleagues write for one another."""
        with ledger.read() as reading:
            [milestone] = projects.read_milestones(reading, "XM")
        mine = replace(
            milestone, forecast_on=date(2014, 4, 25), reason="Ông Út chưa ký", basis="Biên bản 7"
        )
        edit_milestone(ledger, tiny.OFFICER, mine=mine, now=tiny.NOW)
        picture = BytesIO()
        Image.new("RGB", (900, 600), "green").save(picture, "JPEG")
        add_photo(
            ledger,
            tiny.OFFICER,
            project_code="XM",
            picture=picture.getvalue(),
            name="a.jpg",
            taken_on=date(2014, 4, 3),
            caption="Nhà bà Ửng",
            now=tiny.NOW,
        )
        return ledger

    def test_a_work_is_shown_without_money_people_reasons_and_captions(self, told):
        [work] = shared_view(told, a_link(), now=tiny.NOW).works
        assert work.project.name == "Đường thử"
        assert work.project.investor == "UBND phường"
        assert work.project.total_investment_vnd is None
        assert work.project.lead_officer_code == ""
        [milestone] = work.milestones
        assert milestone.forecast_on == date(2014, 4, 25)
        assert (milestone.reason, milestone.basis, milestone.waits_for) == ("", "", ())
        assert [one.disbursed_vnd for one in work.built] == [None]
        assert [one.caption for one in work.photos] == [""]

    def test_land_is_counted_from_the_classes_shown(self, told):
        tiny.take(told, *tiny.UP_TO_SIGNED, "handover")
        view = shared_view(told, a_link(), now=tiny.NOW)
        [work] = view.works
        assert (work.land.cases, work.land.handed_over) == (3, 1)
        assert work.land.counts == {OPEN: 0, SIGNED: 0, FEW_LEFT: 2, HANDED: 1}
        assert (work.land.length_m, work.land.cleared_m) == (10.0, 10.0)
        assert work.land.longest.length_m == 10.0
        [area] = view.areas
        assert (area.name, area.counts) == ("Khu vực 1", work.land.counts)

    def test_targets_are_left_out_where_only_a_part_of_the_cases_is_shown(self, told):
        [whole] = shared_view(told, a_link(), now=tiny.NOW).works
        [part] = shared_view(told, a_link(filters="area=KV1"), now=tiny.NOW).works
        assert [one.handed_over for one in whole.land.planned] == [3]
        assert part.land.planned == ()

    def test_works_and_photos_outside_of_the_scope_are_not_there(self, told):
        other = a_link(projects=("KHAC",))
        assert shared_view(told, other, now=tiny.NOW).works == ()
        with told.read() as reading:
            [photo] = projects.read_photos(reading)
        assert shared_photo(told, a_link(), photo.photo_id, now=tiny.NOW) == photo
        for link in (other, a_link(as_of=date(2014, 4, 2)), a_link(LinkKind.PUBLIC)):
            with pytest.raises(UnknownRecord):
                shared_photo(told, link, photo.photo_id, now=tiny.NOW)

    def test_a_public_link_shows_the_photos_that_somebody_opened_to_all_and_only_while_they_are(
        self, told
    ):
        with told.read() as reading:
            [photo] = projects.read_photos(reading)
        link, former = a_link(LinkKind.PUBLIC), a_link(LinkKind.PUBLIC, as_of=date(2014, 4, 4))
        for opened in (True, False):
            ids = (photo.photo_id,) if opened else ()
            show_publicly(told, tiny.OFFICER, project_code="XM", photo_ids=ids, now=tiny.NOW)
            for one in (link, former):
                [work] = shared_view(told, one, now=tiny.NOW).works
                assert [each.photo_id for each in work.photos] == list(ids)
                assert [each.caption for each in work.photos] == [""] * len(ids)
            if opened:
                assert shared_photo(told, link, photo.photo_id, now=tiny.NOW).public
        with pytest.raises(UnknownRecord):
            shared_photo(told, link, photo.photo_id, now=tiny.NOW)

    def test_a_photo_that_there_is_not_is_refused_and_no_other_is_opened(self, told):
        with told.read() as reading:
            [photo] = projects.read_photos(reading)
        with pytest.raises(UnknownRecord):
            show_publicly(
                told,
                tiny.OFFICER,
                project_code="XM",
                photo_ids=(photo.photo_id, "none"),
                now=tiny.NOW,
            )
        with told.read() as reading:
            assert not any(one.public for one in projects.read_photos(reading))

    def test_a_former_day_shows_what_was_planned_and_built_then(self, told):
        view = shared_view(told, a_link(as_of=date(2014, 4, 2)), now=tiny.NOW)
        [work] = view.works
        assert (view.on, view.past) == (date(2014, 4, 2), True)
        assert [one.forecast_on for one in work.milestones] == [date(2014, 4, 20)]
        assert work.photos == ()


class TestPublic:
    @pytest.fixture
    def many(self, ledger):
        """Khu vực 1 with households enough to be published, Khu vực 2 with too few."""
        more_cases(ledger, 6)
        more_cases(ledger, 2, area="KV2", first=30)
        return ledger

    def view(self, ledger, **scope):
        return shared_view(
            ledger, a_link(LinkKind.PUBLIC, **scope), now=tiny.NOW + timedelta(days=7)
        )

    def test_no_case_is_known_and_few_households_are_not_counted(self, many):
        view = self.view(many)
        [work] = view.works
        assert (work.land, view.areas) == (None, ())
        rows = {one.area_code: one.shown for one in work.figures.rows}
        assert rows["KV2"] is None
        assert rows["KV1"].households >= FEW

    def test_a_scope_picks_whole_rows_and_never_counts_anew(self, many):
        [whole] = self.view(many).works
        [part] = self.view(many, filters="area=KV1").works
        [track] = self.view(many, filters="track=recovery").works
        [row] = part.figures.rows
        assert row in whole.figures.rows
        assert part.figures.curve == ()
        assert track.figures == whole.figures

    def test_a_work_outside_of_the_scope_is_not_there(self, many):
        assert self.view(many, projects=("KHAC",)).works == ()
