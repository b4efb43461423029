"""Steps recorded once for a whole project, or for a batch (đợt) of its cases (DOMAIN §2.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trackers.domain.tracks import StepMark, StepState, TrackCode


@dataclass(frozen=True)
class Batch:
    """Some cases of a project that are dealt with together, under a name ("Đợt 1")."""

    code: str
    project_code: str
    name: str
    case_codes: tuple[str, ...]
    version: int = 1


@dataclass(frozen=True)
class SharedMark:
    """A step done for all cases of one track of a project, or of a batch of them."""

    project_code: str
    track: TrackCode
    mark: StepMark
    batch: Batch | None = None

    def holds_for(self, case_code: str) -> bool:
        """Tell whether it speaks of a case of its project and track."""
        return self.batch is None or case_code in self.batch.case_codes


def shared_of(case_code: str, marks: Iterable[SharedMark]) -> Mapping[str, SharedMark]:
    """Give by step what was done for a case in common; a batch says more than the project.

    `marks` are those of the case's project and track.
    """
    found: dict[str, SharedMark] = {}
    for one in marks:
        if one.mark.state is not StepState.DONE or not one.holds_for(case_code):
            continue
        other = found.get(one.mark.step)
        if other is None or (other.batch is None and one.batch is not None):
            found[one.mark.step] = one
    return found
