from dataclasses import replace
from datetime import date

import pytest

from tests.tiny import NOW, OFFICER, OTHER, VIEWER
from trackers.domain import errors
from trackers.domain.projects import Progress, ProjectKind, ProjectStatus, Target
from trackers.services.projects import list_projects, project_files
from trackers.services.works import add_milestone, edit_project, note_progress, set_target


def project(ledger):
    return list_projects(ledger)[0]


def file(ledger):
    return project_files(ledger, OFFICER, NOW)[0]


def edit(ledger, base=None, actor=OFFICER, **more):
    base = base or project(ledger)
    return edit_project(ledger, actor, base=base, mine=replace(base, **more), now=NOW)


def progress(ledger, on=date(2014, 4, 5), volume=6.0, paid=60_000_000, **more):
    fact = Progress("XM", on, volume, paid)
    return note_progress(ledger, OFFICER, progress=fact, now=NOW, **more)


class TestEditing:
    def test_the_facts_of_a_work_are_kept(self, ledger):
        wanted = {
            "name": "Đường Xẻo Mây",
            "kind": ProjectKind.OTHER,
            "status": ProjectStatus.IMPLEMENTATION,
            "total_investment_vnd": 6_980_000_000,
            "lead_officer_code": "CB05",
            "benefits": (("Xe lấy rác vào", ("KV1", "KV2"), 0.0, 520.0, 3.5),),
        }
        edit(ledger, **wanted)
        assert project(ledger) == replace(project(ledger), **wanted, version=2)

    def test_different_facts_of_two_people_are_merged(self, ledger):
        base = project(ledger)
        edit(ledger, builder="Công ty Khác")
        assert edit(ledger, base=base, actor=OTHER, scale="Dài 1.900 m").merged == ("builder",)

    def test_money_is_never_merged(self, ledger):
        base = project(ledger)
        edit(ledger, total_investment_vnd=1)
        with pytest.raises(errors.EditConflict):
            edit(ledger, base=base, actor=OTHER, length_m=1900.0)

    def test_what_cannot_be_is_refused(self, ledger):
        cases = (
            ({"name": " "}, errors.TextMissing),
            ({"lead_officer_code": "CB99"}, errors.UnknownRecord),
            ({"benefits": (("Xe rác", ("KV99",), None, None, None),)}, errors.UnknownRecord),
            ({"benefits": ((" ", (), None, None, None),)}, errors.TextMissing),
            ({"benefits": (("Xe rác", (), 520.0, 520.0, None),)}, errors.NotInRange),
            ({"benefits": (("Xe rác", (), -1.0, None, None),)}, errors.NotInRange),
            ({"benefits": (("Xe rác", (), None, None, 101.0),)}, errors.NotInRange),
            ({"total_investment_vnd": 10**16}, errors.NotInRange),
            ({"length_m": -1.0}, errors.NotInRange),
        )
        for wrong, error in cases:
            with pytest.raises(error):
                edit(ledger, **wrong)
            assert project(ledger).version == 1

    def test_a_viewer_may_not(self, ledger):
        with pytest.raises(errors.NotAllowed):
            edit(ledger, actor=VIEWER, name="?")


class TestProgress:
    def test_a_new_day_is_added_and_the_last_one_counts(self, ledger):
        progress(ledger)
        assert [one.volume_percent for one in file(ledger).progress] == [5.0, 6.0]

    def test_another_figure_for_the_same_day_is_a_correction_with_its_reason(self, ledger):
        progress(ledger)
        with pytest.raises(errors.ReasonMissing):
            progress(ledger, volume=7.0)
        progress(ledger, volume=7.0, reason="Đọc nhầm báo cáo")
        assert [one.volume_percent for one in file(ledger).progress] == [5.0, 7.0]

    def test_the_same_figure_again_writes_nothing(self, ledger):
        progress(ledger)
        assert progress(ledger).repeated

    def test_what_cannot_be_is_refused(self, ledger):
        cases = (
            ({"on": date(2099, 1, 1)}, errors.DateInFuture),
            ({"volume": 101.0}, errors.NotInRange),
            ({"volume": -1.0}, errors.NotInRange),
            ({"paid": -1}, errors.NotInRange),
        )
        for wrong, error in cases:
            with pytest.raises(error):
                progress(ledger, **wrong)


class TestTargets:
    def set(self, ledger, on=date(2014, 5, 31), count=2, reason="", actor=OFFICER):
        target = Target("XM", on, count)
        return set_target(ledger, actor, target=target, now=NOW, reason=reason)

    def test_a_target_is_set_and_corrected_with_a_reason(self, ledger):
        self.set(ledger)
        with pytest.raises(errors.ReasonMissing):
            self.set(ledger, count=1)
        self.set(ledger, count=1, reason="Họp giao ban")
        assert [(one.on, one.handed_over) for one in file(ledger).targets] == [
            (date(2014, 4, 30), 3),
            (date(2014, 5, 31), 1),
        ]

    def test_what_cannot_be_is_refused(self, ledger):
        with pytest.raises(errors.NotInRange):
            self.set(ledger, count=-1)
        with pytest.raises(errors.NotAllowed):
            self.set(ledger, actor=VIEWER)


class TestMilestones:
    def add(self, ledger, **more):
        values = {"name": "Thông xe", "baseline_on": date(2014, 12, 19)} | more
        return add_milestone(ledger, OFFICER, project_code="XM", now=NOW, **values)

    def test_a_milestone_gets_the_next_number_of_its_work(self, ledger):
        self.add(ledger)
        assert [(one.code, one.name) for one in file(ledger).milestones] == [
            ("XM-1", "Khởi công"),
            ("XM-2", "Thông xe"),
        ]

    def test_what_cannot_be_is_refused(self, ledger):
        cases = (
            ({"name": " "}, errors.TextMissing),
            ({"name": "khởi công"}, errors.DuplicateRecord),
            ({"baseline_on": None}, errors.DateMissing),
        )
        for wrong, error in cases:
            with pytest.raises(error):
                self.add(ledger, **wrong)
