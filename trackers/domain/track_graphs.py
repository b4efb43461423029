"""The graph of a workflow: what it needs in order to be lawful, and to come to an end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from trackers.domain.errors import (
    LimitUnopened,
    MeaningWrong,
    NeedsCircle,
    NeedUnknown,
    StageContradictsClass,
    StepLacking,
    StepMustFollow,
    StepTwice,
    StepUnreachable,
    TrackFault,
)
from trackers.domain.stages import PublicClass, Stage
from trackers.domain.track_shapes import Place, Places
from trackers.domain.tracks import Definition, Scope, StepDef, Track, TrackCode

# What the rest of the program rests on: counts, obstacles and the checklist name these steps.
_PROVES = {
    TrackCode.DONATION: {
        "signed": Stage.SIGNED,
        "handover": Stage.HANDED_OVER,
        "title": Stage.COMPLETED,
    },
    TrackCode.RECOVERY: {"handover": Stage.HANDED_OVER, "title": Stage.COMPLETED},
}
# (later, earlier): done means handed over, and a gift is handed over after it is signed.
_ORDER = {
    TrackCode.DONATION: (("handover", "signed"), ("title", "handover")),
    TrackCode.RECOVERY: (("title", "handover"),),
}
_CLASSES = {
    Stage.NOT_CONTACTED: {PublicClass.IN_PROGRESS},
    Stage.IN_PROGRESS: {PublicClass.IN_PROGRESS},
    Stage.AGREED: {PublicClass.IN_PROGRESS, PublicClass.SIGNED},
    Stage.SIGNED: {PublicClass.SIGNED},
    Stage.HANDED_OVER: {PublicClass.HANDED_OVER},
    Stage.COMPLETED: {PublicClass.HANDED_OVER},
}


def faults_of(definition: Definition, places: Places) -> list[TrackFault]:
    """Give all that is wrong with the graphs of a definition whose shape is right."""
    found: list[TrackFault] = []
    for track in definition.tracks.values():
        found += _Graph(track, places).faults()
    return found + list(_meanings(definition, places))


@dataclass(frozen=True)
class _Graph:
    """One track under the lens."""

    track: Track
    places: Places

    def faults(self) -> Iterator[TrackFault]:
        yield from self._twice()
        yield from self._unknown()
        yield from self._circle()
        yield from self._scopes()
        yield from self._classes()
        yield from self._limits()
        yield from self._lacking()

    def _twice(self) -> Iterator[TrackFault]:
        seen: set[str] = set()
        for number, step in enumerate(self.track.steps):
            if step.code in seen:
                yield StepTwice(**self._at(number, "code"), step=step.code)
            seen.add(step.code)

    def _unknown(self) -> Iterator[TrackFault]:
        for number, step in enumerate(self.track.steps):
            for code in step.needs:
                if code not in self.track.by_code:
                    yield NeedUnknown(**self._at(number, "needs"), step=step.label, need=code)

    def _circle(self) -> Iterator[TrackFault]:
        try:
            TopologicalSorter(self._graph).prepare()
        except CycleError as error:
            circle: list[str] = list(reversed(error.args[1]))
            labels = [self.track.by_code[code].label for code in circle]
            yield NeedsCircle(**self._at(self._number(circle[0]), "needs"), steps=labels)
            yield from self._behind(set(circle))

    def _behind(self, circle: set[str]) -> Iterator[TrackFault]:
        """Give the steps that wait for a circle, and so are never reached."""
        for number, step in enumerate(self.track.steps):
            if step.code not in circle and not circle.isdisjoint(self._before(step.code)):
                waits = [self.track.by_code[code].label for code in sorted(circle)]
                yield StepUnreachable(**self._at(number, "needs"), step=step.label, needs=waits)

    def _scopes(self) -> Iterator[TrackFault]:
        """Give the project's steps that wait for what only single cases do."""
        for number, step in enumerate(self.track.steps):
            known = (self.track.by_code.get(code) for code in step.needs)
            waits = [one.label for one in known if one and not one.of_project]
            if waits and not step.of_case:
                yield StepUnreachable(**self._at(number, "needs"), step=step.label, needs=waits)

    def _classes(self) -> Iterator[TrackFault]:
        for number, step in enumerate(self.track.steps):
            allowed = _CLASSES[step.stage]
            if self.track.code is TrackCode.DONATION and step.stage is Stage.AGREED:
                allowed = {PublicClass.IN_PROGRESS}  # consent is never public (DOMAIN §8)
            if step.public not in allowed:
                yield StageContradictsClass(
                    **self._at(number, "public"),
                    stage=step.stage.value,
                    public=step.public.value,
                    allowed=[one.value for one in PublicClass if one in allowed],
                )

    def _limits(self) -> Iterator[TrackFault]:
        """Give the time limits that one step closes and none opens."""
        opened = {code for step in self.track.steps for code in step.opens}
        for number, step in enumerate(self.track.steps):
            for code in step.closes:
                if code not in opened:
                    yield LimitUnopened(**self._at(number, "closes"), limit=code)

    def _lacking(self) -> Iterator[TrackFault]:
        place = Place(self.track.code.value)
        for code, stage in _PROVES[self.track.code].items():
            step = self.track.by_code.get(code)
            if step is None or step.scopes != (Scope.CASE,) or step.optional or step.only_with:
                line = self.places.line(place)
                yield StepLacking(line=line, place=str(place), step=code)
            elif step.stage is not stage:
                yield StepMustFollow(
                    **self._at(self._number(code), "stage"), step=code, what=stage.value
                )
        for later, earlier in self._orders():
            yield StepMustFollow(**self._at(self._number(later), "needs"), step=later, what=earlier)

    def _orders(self) -> Iterator[tuple[str, str]]:
        """Give pairs of steps that stand in the wrong order."""
        known = self.track.by_code
        for later, earlier in _ORDER[self.track.code]:
            if later in known and earlier in known and earlier not in self._before(later):
                yield later, earlier
        for step in self.track.steps:
            if step.stage.rank < Stage.HANDED_OVER.rank or step.code in {"handover", "title"}:
                continue
            if "handover" in known and "handover" not in self._before(step.code):
                yield step.code, "handover"

    @property
    def _graph(self) -> dict[str, tuple[str, ...]]:
        known = self.track.by_code
        return {
            step.code: tuple(code for code in step.needs if code in known)
            for step in self.track.steps
        }

    def _before(self, code: str) -> set[str]:
        """Give every step that comes before one, directly or not."""
        graph, found = self._graph, set[str]()
        todo = list(graph[code])
        while todo:
            one = todo.pop()
            if one not in found:
                found.add(one)
                todo += graph[one]
        return found

    def _number(self, code: str) -> int:
        return [step.code for step in self.track.steps].index(code)

    def _at(self, number: int, key: str) -> dict[str, object]:
        step: StepDef = self.track.steps[number]
        place = self.places.step(self.track.code, number, step.code)
        return {"line": self.places.line(place, key), "place": str(place)}


def _meanings(definition: Definition, places: Places) -> Iterable[TrackFault]:
    """Give the pairs of one meaning that name no step of a case, or a step twice."""
    seen: set[tuple[TrackCode, str]] = set()
    for number, pair in enumerate(definition.same):
        place = Place("same", number)
        for track, code in zip(TrackCode, pair, strict=True):
            step = definition.tracks[track].by_code.get(code)
            if step is None or not step.of_case or (track, code) in seen:
                line = places.line(place, track.value)
                yield MeaningWrong(line=line, place=str(place), track=track.value, step=code)
            seen.add((track, code))
