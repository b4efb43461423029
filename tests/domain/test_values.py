from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.domain.making import TODAY, a_state, a_visit, an_obstacle
from trackers.domain.components import ComponentKind, Form
from trackers.domain.contacts import Outcome
from trackers.domain.errors import DomainError, ReasonMissing
from trackers.domain.parcels import Accuracy, Parcel
from trackers.domain.projects import Milestone, ProjectKind, ProjectStatus, check_milestone
from trackers.domain.stages import Stage
from trackers.domain.status import officers_status, payload, public_status
from trackers.domain.texts import fold, given_name_first
from trackers.domain.wards import Ward, day_of, monday_of, now_of

REAL = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
START = datetime(2014, 4, 7, 0, 30, tzinfo=UTC)
TRA_AN = Ward("31169", "Phường Trà An", "EPSG:5897", (105.69, 10.07, 105.74, 10.1))


class TestClock:
    def test_a_real_ward_lives_in_the_present(self):
        assert now_of(TRA_AN, REAL) == REAL

    def test_a_demo_starts_at_its_own_instant_and_advances_in_real_time(self):
        demo = replace(TRA_AN, clock_starts_at=START, clock_set_at=REAL)
        assert now_of(demo, REAL + timedelta(minutes=5)) == START + timedelta(minutes=5)

    def test_a_day_is_a_day_in_viet_nam(self):
        assert day_of(datetime(2014, 4, 6, 17, 30, tzinfo=UTC)) == TODAY

    def test_the_week_begins_on_monday(self):
        assert monday_of(date(2014, 4, 13)) == TODAY


class TestTexts:
    @pytest.mark.parametrize("typed", ["Thuỷ", "thủy", "THUY", "Thu\u0309y"])
    def test_accents_case_and_the_place_of_the_tone_do_not_matter(self, typed):
        assert fold(typed) == "thuy"

    @pytest.mark.parametrize("typed", ["Đức", "\u00d0ức", "đuc"])
    def test_every_kind_of_d_is_d(self, typed):
        assert fold(typed) == "duc"

    def test_spaces_are_one(self):
        assert fold("  Nguyễn \t Văn  Út ") == "nguyen van ut"

    def test_people_are_filed_by_their_given_name(self):
        assert given_name_first("Nguyễn Văn Út") == "Út Nguyễn Văn"


class TestMilestones:
    BASE = Milestone("M1", "XM", "Khởi công", date(2014, 4, 21), date(2014, 4, 24))

    def test_a_date_moves_only_with_its_reason(self):
        moved = replace(self.BASE, forecast_on=date(2014, 5, 5))
        with pytest.raises(ReasonMissing):
            check_milestone(self.BASE, moved)
        check_milestone(self.BASE, replace(moved, reason="Chờ một hộ"))
        check_milestone(self.BASE, replace(self.BASE, confirmed=True))

    def test_a_first_forecast_needs_no_reason(self):
        fresh = replace(self.BASE, forecast_on=None)
        check_milestone(fresh, self.BASE)

    def test_slip_is_counted_from_the_baseline(self):
        assert self.BASE.slip_days == 3
        assert self.BASE.is_late(TODAY)
        met = replace(self.BASE, actual_on=date(2014, 4, 20))
        assert (met.slip_days, met.is_late(TODAY)) == (-1, False)
        on_time = replace(self.BASE, forecast_on=None)
        assert not on_time.is_late(TODAY)
        assert on_time.is_late(date(2014, 4, 22))


class TestStatus:
    STATE = a_state(
        "contacted",
        "agreed",
        contacts=(a_visit(date(2014, 4, 2), promise_on=date(2014, 4, 10)),),
        obstacles=(an_obstacle(),),
    )

    def test_officers_get_codes_and_dates(self):
        assert payload(officers_status(self.STATE, (), TODAY)) == {
            "c": "XM-001",
            "p": 1,
            "j": "XM",
            "a": "KV1",
            "t": "donation",
            "s": "agreed",
            "o": "CB03",
            "b": ["conditional"],
            "w": "2014-04-02",
            "m": "2014-04-10",
        }

    def test_the_public_gets_one_class_before_the_signature(self):
        sent = payload(public_status(self.STATE))
        assert sent == {
            "c": "XM-001",
            "p": 1,
            "j": "XM",
            "a": "KV1",
            "t": "donation",
            "s": Stage.IN_PROGRESS.value,
        }
        assert sent == payload(public_status(a_state()))

    def test_a_closed_case_is_gone(self):
        gone = a_state(closed_on=TODAY)
        assert payload(officers_status(gone, (), TODAY))["x"] == 1
        assert payload(public_status(gone))["x"] == 1


@pytest.mark.parametrize(
    "kinds", [ComponentKind, Form, Outcome, Accuracy, ProjectKind, ProjectStatus]
)
def test_every_code_has_words_of_its_own(kinds):
    assert len({kind.label for kind in kinds}) == len(kinds)


def test_a_parcel_is_called_by_sheet_and_number():
    parcel = Parcel(
        1, "P7-73", "263A", "ODT", 100.0, None, "KV1", (0, 0), (0, 0, 1, 1), Accuracy.DRAWN, ""
    )
    assert parcel.label == "P7-73/263A"


def test_an_error_keeps_what_was_wrong():
    assert DomainError(code="XM-999").values == {"code": "XM-999"}
