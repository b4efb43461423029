from datetime import date

from tests.tiny import NOW, OFFICER, TODAY
from trackers.domain.projects import Target
from trackers.services.late import late_items
from trackers.services.projects import project_files
from trackers.store import projects


def late(ledger):
    return late_items(project_files(ledger, OFFICER, NOW), TODAY)


def test_a_milestone_behind_its_plan_is_late_by_the_day_now_expected(ledger):
    (one,) = late(ledger)
    assert (one.milestone.code, one.days, one.planned_on) == ("XM-1", 19, date(2014, 4, 1))


def test_a_target_whose_day_has_come_is_late_by_the_cases_it_lacks(ledger):
    with ledger.write(NOW) as writing:
        projects.add_facts(writing, [Target("XM", date(2014, 3, 31), 2)])
        writing.record("targets.set", "XM", actor="QT", effective_on=TODAY)
    assert [(one.short, one.days) for one in late(ledger) if one.target] == [(2, 7)]


def test_the_longest_delay_comes_first(ledger):
    with ledger.write(NOW) as writing:
        projects.add_facts(writing, [Target("XM", date(2014, 3, 1), 2)])
        writing.record("targets.set", "XM", actor="QT", effective_on=TODAY)
    assert [one.days for one in late(ledger)] == [37, 19]
