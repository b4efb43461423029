"""The two tracks as data: their steps, what each needs, and what it proves (DOMAIN §2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.domain.errors import (
    DateInFuture,
    DateMissing,
    MissingPrerequisite,
    StepHasDependents,
    StepNotOptional,
    UnknownStep,
)
from trackers.domain.stages import PublicClass, Stage


class TrackCode(StrEnum):
    """Donation and recovery are two workflows, never one (DOMAIN §2)."""

    DONATION = "donation"
    RECOVERY = "recovery"


class StepState(StrEnum):
    """A step is pending until it is done or declared not applicable."""

    PENDING = "pending"
    DONE = "done"
    NOT_APPLICABLE = "na"


@dataclass(frozen=True)
class StepDef:
    """One step of a track.

    `needs` are steps of the same track that come first; `optional` steps may be not applicable;
    `of_case` is false for steps that only a whole project takes.
    """

    code: str
    label: str
    stage: Stage
    public: PublicClass
    needs: tuple[str, ...] = ()
    optional: bool = False
    of_case: bool = True


@dataclass(frozen=True)
class StepMark:
    """What is recorded of one step of one case; `version` counts its changes from 1."""

    step: str
    state: StepState
    done_on: date | None = None
    note: str = ""
    version: int = 0


@dataclass(frozen=True)
class Track:
    """A named graph of steps; `version` stays with the cases made under it."""

    code: TrackCode
    label: str
    version: int
    steps: tuple[StepDef, ...]

    def step(self, code: str) -> StepDef:
        """Give the step of a case with that code; raises UnknownStep."""
        for step in self.steps:
            if step.code == code and step.of_case:
                return step
        raise UnknownStep(step=code, track=self.code)

    @property
    def case_steps(self) -> tuple[StepDef, ...]:
        """The steps that a case takes, in the usual order."""
        return tuple(step for step in self.steps if step.of_case)


_OPEN, _SIGNED, _HANDED = PublicClass.IN_PROGRESS, PublicClass.SIGNED, PublicClass.HANDED_OVER

# Assumed order from the documents of Decree 101/2024 Art. 40.
DONATION = Track(
    TrackCode.DONATION,
    "Hiến đất",
    1,
    (
        StepDef("contacted", "Đã vận động", Stage.IN_PROGRESS, _OPEN),
        StepDef("surveyed", "Đã đo đạc", Stage.IN_PROGRESS, _OPEN),
        StepDef(
            "inventory",
            "Đã kiểm đếm phần được bồi thường/hỗ trợ",
            Stage.IN_PROGRESS,
            _OPEN,
            optional=True,
        ),
        StepDef(
            "approval",
            "Đã duyệt mức bồi thường/hỗ trợ",
            Stage.IN_PROGRESS,
            _OPEN,
            ("inventory",),
            optional=True,
        ),
        StepDef("agreed", "Đồng thuận, chưa ký", Stage.AGREED, _OPEN, ("contacted",)),
        StepDef(
            "signed",
            "Đã ký văn bản tặng cho/biên bản hiến đất",
            Stage.SIGNED,
            _SIGNED,
            ("agreed",),
        ),
        StepDef(
            "payment",
            "Đã chi bồi thường/hỗ trợ",
            Stage.SIGNED,
            _SIGNED,
            ("approval", "signed"),
            optional=True,
        ),
        StepDef("handover", "Đã bàn giao mặt bằng", Stage.HANDED_OVER, _HANDED, ("signed",)),
        StepDef("title", "Đã chỉnh lý GCN", Stage.COMPLETED, _HANDED, ("handover", "surveyed")),
    ),
)

# Land Law 31/2024 and Resolution 254/2025/QH15; payment and decision come in either order.
RECOVERY = Track(
    TrackCode.RECOVERY,
    "Thu hồi đất",
    1,
    (
        StepDef(
            "plan",
            "Kế hoạch thu hồi, điều tra, khảo sát, đo đạc",
            Stage.NOT_CONTACTED,
            _OPEN,
            of_case=False,
        ),
        StepDef("meeting", "Họp với người có đất", Stage.NOT_CONTACTED, _OPEN, of_case=False),
        StepDef("notice", "Thông báo thu hồi đất", Stage.IN_PROGRESS, _OPEN),
        StepDef("inventory", "Kiểm đếm", Stage.IN_PROGRESS, _OPEN, ("notice",)),
        StepDef(
            "draft",
            "Lập phương án bồi thường, hỗ trợ, tái định cư",
            Stage.IN_PROGRESS,
            _OPEN,
            ("inventory",),
        ),
        StepDef("posting", "Niêm yết công khai phương án", Stage.IN_PROGRESS, _OPEN, of_case=False),
        StepDef("consultation", "Lấy ý kiến, đối thoại", Stage.IN_PROGRESS, _OPEN, ("draft",)),
        StepDef("appraisal", "Thẩm định", Stage.IN_PROGRESS, _OPEN, of_case=False),
        StepDef("approval", "Phê duyệt phương án", Stage.AGREED, _SIGNED, ("consultation",)),
        StepDef("delivery", "Niêm yết và gửi quyết định", Stage.AGREED, _SIGNED, ("approval",)),
        StepDef("payment", "Chi trả", Stage.SIGNED, _SIGNED, ("delivery",)),
        StepDef("decision", "Quyết định thu hồi đất", Stage.AGREED, _SIGNED, ("approval",)),
        StepDef("enforcement", "Cưỡng chế", Stage.AGREED, _SIGNED, ("decision",), optional=True),
        StepDef(
            "handover",
            "Bàn giao mặt bằng",
            Stage.HANDED_OVER,
            _HANDED,
            ("payment", "decision"),
        ),
        StepDef("title", "Chỉnh lý hồ sơ địa chính, GCN", Stage.COMPLETED, _HANDED, ("handover",)),
    ),
)
TRACKS = {track.code: track for track in (DONATION, RECOVERY)}

Marks = Mapping[str, StepMark]


def done_steps(marks: Marks) -> set[str]:
    """Give the codes of the steps that are done."""
    return {code for code, mark in marks.items() if mark.state is StepState.DONE}


def settled_steps(marks: Marks) -> set[str]:
    """Give the codes of the steps that need nothing more: done or not applicable."""
    return {code for code, mark in marks.items() if mark.state is not StepState.PENDING}


def stage_of(track: Track, marks: Marks) -> Stage:
    """Derive the stage: the furthest that a done step proves; completed only if all is settled."""
    done = done_steps(marks)
    reached = [step.stage for step in track.case_steps if step.code in done]
    stage = max(reached, key=lambda one: one.rank, default=Stage.NOT_CONTACTED)
    if stage is Stage.COMPLETED and any(
        step.code not in settled_steps(marks) for step in track.case_steps
    ):
        return Stage.HANDED_OVER
    return stage


def public_class_of(track: Track, marks: Marks) -> PublicClass:
    """Derive the public class from the steps themselves, not from the stage (DOMAIN §2.1)."""
    order = list(PublicClass)
    done = done_steps(marks)
    reached = [step.public for step in track.case_steps if step.code in done]
    return max(reached, key=order.index, default=PublicClass.IN_PROGRESS)


def check_step(track: Track, marks: Marks, mark: StepMark, *, today: date) -> None:
    """Refuse a mark that the graph or the calendar forbids.

    Raises UnknownStep, DateMissing, DateInFuture, StepNotOptional, MissingPrerequisite,
    StepHasDependents.
    """
    step = track.step(mark.step)
    if mark.state is StepState.DONE:
        _check_date(mark, today)
        _check_needs(track, step, marks)
    else:
        if mark.state is StepState.NOT_APPLICABLE and not step.optional:
            raise StepNotOptional(step=step.label)
        if mark.state is StepState.PENDING:
            _check_dependents(track, step, done_steps(marks))


def _check_date(mark: StepMark, today: date) -> None:
    if mark.done_on is None:
        raise DateMissing(field="done_on")
    if mark.done_on > today:
        raise DateInFuture(on=mark.done_on, today=today)


def _check_needs(track: Track, step: StepDef, marks: Marks) -> None:
    settled = settled_steps(marks)
    missing = [track.step(code).label for code in step.needs if code not in settled]
    if missing:
        raise MissingPrerequisite(step=step.label, missing=missing)


def _check_dependents(track: Track, step: StepDef, done: Collection[str]) -> None:
    dependents = [
        one.label for one in track.case_steps if step.code in one.needs and one.code in done
    ]
    if dependents:
        raise StepHasDependents(step=step.label, dependents=dependents)
