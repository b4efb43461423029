"""Steps of whole projects and batches, and the batches themselves."""

from collections import defaultdict
from collections.abc import Mapping

from trackers.domain.cases import Case
from trackers.domain.project_steps import Batch, SharedMark, shared_of
from trackers.domain.tracks import StepMark, TrackCode
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of, without

_S, _B = tables.project_steps, tables.batches


def read_batches(reading: Reading, project: str | None = None) -> list[Batch]:
    """Give the batches by code."""
    match = [] if project is None else [_B.c.project_code == project]
    return [record_of(Batch, row) for row in reading.rows(_B, *match, order=(_B.c.code,))]


def read_shared(reading: Reading, project: str | None = None) -> list[SharedMark]:
    """Give every mark of a whole project or batch, those taken back too."""
    batches = {one.code: one for one in read_batches(reading, project)}
    match = [] if project is None else [_S.c.project_code == project]
    order = (_S.c.project_code, _S.c.batch_code, _S.c.track, _S.c.step)
    return [
        SharedMark(
            row.project_code,
            TrackCode(row.track),
            record_of(StepMark, row),
            batches.get(row.batch_code),
        )
        for row in reading.rows(_S, *match, order=order)
    ]


def shared_by_case(reading: Reading, cases: list[Case]) -> Mapping[str, Mapping[str, SharedMark]]:
    """Give by case and step what was done for it in common."""
    groups: dict[tuple[str, TrackCode], list[SharedMark]] = defaultdict(list)
    for one in read_shared(reading):
        groups[one.project_code, one.track].append(one)
    if not groups:
        return {}
    return {
        case.code: shared_of(case.code, groups.get((case.project_code, case.track), ()))
        for case in cases
    }


def add_batch(writing: Writing, batch: Batch) -> None:
    """Add a batch."""
    writing.insert(_B, values_of(batch))


def change_batch(writing: Writing, code: str, values: Mapping[str, object], *, base: int) -> None:
    """Change fields of a batch that still has version `base`; raises RowChanged."""
    writing.update(_B, {"code": code}, dict(values), base=base)


def put_shared(writing: Writing, shared: SharedMark) -> None:
    """Record a mark whose row still has its version (0: no row yet); raises RowChanged."""
    mark = shared.mark
    key = {
        "project_code": shared.project_code,
        "batch_code": shared.batch.code if shared.batch else "",
        "track": shared.track.value,
        "step": mark.step,
    }
    values = without(values_of(mark), "step", "version")
    if mark.version == 0:
        writing.insert(_S, key | values | {"version": 1})
    else:
        writing.update(_S, key, values, base=mark.version)
