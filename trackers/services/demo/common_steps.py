"""What was done once for all recovered land of a work: plan, meeting, posting, appraisal."""

from collections.abc import Iterator
from datetime import datetime

from trackers.domain.people import Actor
from trackers.domain.project_steps import SharedMark
from trackers.domain.tracks import StepMark, StepState, TrackCode
from trackers.services import project_steps
from trackers.services.demo.acts import Act
from trackers.services.demo.calendar import at, day
from trackers.services.demo.works import ROAD, ROAD_STARTS
from trackers.store import Ledger, Saved

_RECORDED = (14, 20)
_DAYS = {
    "YT": ("02/11/2012", "03/11/2012", "15/01/2013", "14/03/2013"),
    "HC": ("08/11/2012", "16/11/2012", "14/05/2013", "12/06/2013"),
    "MN": ("04/01/2013", "10/01/2013", "18/09/2013", "28/10/2013"),
    "XM": ("04/11/2013", "14/11/2013", "22/01", "27/02"),
}
_STEPS = ("plan", "meeting", "posting", "appraisal")
_PAPERS = ("Kế hoạch thu hồi đất", "Biên bản họp dân", "Biên bản niêm yết", "Văn bản thẩm định")


def common_acts() -> Iterator[Act]:
    """Tell each work's steps in common, recorded on their day by the land officer."""
    for project, days in _DAYS.items():
        for step, text, paper in zip(_STEPS, days, _PAPERS, strict=True):
            mark = StepMark(step, StepState.DONE, day(text), paper)
            yield _act(SharedMark(project, TrackCode.RECOVERY, mark), text)


def _act(shared: SharedMark, text: str) -> Act:
    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        return project_steps.set_project_step(ledger, actor, shared=shared, now=now)

    # What came before the road was entered as a work was typed in with it.
    on = max(day(text), ROAD_STARTS) if shared.project_code == ROAD else day(text)
    return Act(at(on, *_RECORDED), "CB02", do)
