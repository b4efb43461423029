import pytest

from trackers.domain.errors import UnknownStep
from trackers.domain.shipped import DONATION, RECOVERY, SHIPPED, TRACKS
from trackers.domain.stages import PublicClass, Stage, least
from trackers.domain.texts import Bilingual
from trackers.domain.tracks import TrackCode


@pytest.mark.parametrize("track", TRACKS.values(), ids=lambda track: track.code)
class TestBothTracks:
    def test_every_need_is_a_step_that_stands_before(self, track):
        seen: set[str] = set()
        for step in track.in_order:
            assert seen.issuperset(step.needs)
            seen.add(step.code)
        assert seen == set(track.by_code)

    def test_case_steps_need_only_case_steps(self, track):
        of_case = {step.code for step in track.case_steps}
        assert all(of_case.issuperset(step.needs) for step in track.case_steps)

    def test_every_step_has_words_in_two_languages_and_a_paper(self, track):
        for step in track.steps:
            assert isinstance(step.label, Bilingual)
            assert step.label.english != step.label
            assert step.evidence


class TestShipped:
    def test_the_steps_of_a_project_are_those_of_recovery(self):
        assert not DONATION.project_steps
        only = [one.code for one in RECOVERY.project_steps if not one.of_case]
        assert only == ["plan", "meeting", "posting", "appraisal"]

    def test_a_step_is_looked_up_where_it_can_be_taken(self):
        assert RECOVERY.step("notice") is RECOVERY.project_step("notice")
        with pytest.raises(UnknownStep):
            RECOVERY.step("plan")
        with pytest.raises(UnknownStep):
            RECOVERY.project_step("inventory")
        with pytest.raises(UnknownStep):
            RECOVERY.project_step("flying")

    def test_an_inventory_means_the_same_in_both(self):
        for track in TrackCode:
            assert SHIPPED.counterpart(track, "inventory") == "inventory"
            assert SHIPPED.counterpart(track, "handover") is None
            assert track.other.other is track

    def test_a_parcel_in_two_projects_shows_the_least_advanced(self):
        assert least([Stage.SIGNED, Stage.IN_PROGRESS, Stage.COMPLETED]) is Stage.IN_PROGRESS

    def test_every_stage_and_class_has_its_own_look(self):
        assert len({stage.look for stage in Stage}) == len(Stage)
        assert len({one.label for one in PublicClass}) == len(PublicClass)
