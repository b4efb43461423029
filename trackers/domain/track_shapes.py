"""The shape of a workflow file: which entries it has, of which kind, and on which line."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from trackers.domain.components import Form
from trackers.domain.errors import (
    TrackEntryMissing,
    TrackEntryUnknown,
    TrackEntryWrong,
    TrackFault,
    TrackLanguageMissing,
    TracksUnreadable,
)
from trackers.domain.stages import PublicClass, Stage
from trackers.domain.texts import Bilingual
from trackers.domain.tracks import Definition, Scope, StepDef, Track, TrackCode

LONGEST_FILE, MOST_STEPS, LONGEST_TEXT = 200_000, 100, 300
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_HEADER = re.compile(r"\s*\[\[?\s*([\w.\s]+?)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"\s*(\w+)\s*=")
_ALWAYS = ("code", "name", "scope", "needs", "stage", "public", "evidence")
_STEP_KEYS = frozenset({*_ALWAYS, "may_be_na", "only_with", "opens", "closes"})
_FILE_KEYS = frozenset({"version", "name", "same", *TrackCode})
Choice = TypeVar("Choice", bound=StrEnum)
Table = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """Where something stands: the table's name in the file and which one of that name it is."""

    table: str = ""
    number: int = 0
    step: str = ""

    def __str__(self) -> str:
        """Say the place as the file writes it."""
        if not self.table:
            return "đầu tệp"
        return f"{self.table} “{self.step}”" if self.step else self.table


@dataclass
class Places:
    """The lines of a file's tables and of their entries, found in its text."""

    text: str
    _lines: dict[tuple[str, int, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Walk through the lines once."""
        table, counts = "", {"": 0}
        for line, words in enumerate(self.text.splitlines(), start=1):
            if header := _HEADER.fullmatch(words):
                table = re.sub(r"\s", "", header[1])
                counts[table] = counts.get(table, -1) + 1
                self._lines[table, counts[table], ""] = line
            elif entry := _KEY.match(words):
                self._lines.setdefault((table, counts[table], entry[1]), line)

    def line(self, place: Place, key: str = "") -> int | None:
        """Give the line of an entry, else that of its table, else None."""
        table = (place.table, place.number)
        return self._lines.get((*table, key)) or self._lines.get((*table, ""))

    def step(self, track: TrackCode, number: int, code: str) -> Place:
        """Give the place of a step of a track."""
        return Place(f"{track.value}.step", number, code)


def read_shape(text: str) -> tuple[Definition | None, Places, list[TrackFault]]:
    """Give the workflows as they stand in the file, or None with what is wrong with its shape."""
    places = Places(text)
    if len(text) > LONGEST_FILE:
        return None, places, [TracksUnreadable(line=1, why="dài quá 200.000 ký tự")]
    try:
        file = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else None
        return None, places, [TracksUnreadable(line=line, why="không đúng cú pháp TOML")]
    reader = _Reader(places)
    definition = reader.definition(file)
    return (None if reader.faults else definition), places, reader.faults


class _Reader:
    """Reads tables into values and notes what is wrong; a fault stands for an empty value."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.faults: list[TrackFault] = []

    def definition(self, file: Table) -> Definition:
        top = Place()
        self._known(file, _FILE_KEYS, top)
        version = file.get("version")
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            self._wrong(top, "version", version, "một số nguyên từ 1")
            version = 0
        tracks = {code: self._track(file, code, version) for code in TrackCode}
        same = tuple(
            (self._code(one, "donation", place), self._code(one, "recovery", place))
            for place, one in self._tables(file, "same", Place("same"))
        )
        return Definition(
            version, self._words(file, "name", top), tracks, same, text=self.places.text
        )

    def _track(self, file: Table, code: TrackCode, version: int) -> Track:
        place, table = Place(code.value), file.get(code.value)
        if not isinstance(table, dict):
            self._fault(TrackEntryMissing, Place(), code.value)
            return Track(code, "", version, ())
        self._known(table, frozenset({"name", "step"}), place)
        listed = list(self._tables(table, "step", Place(f"{code.value}.step")))
        if not listed:
            self._fault(TrackEntryMissing, place, "step")
        steps = tuple(self._step(one, at) for at, one in listed[:MOST_STEPS])
        if len(listed) > MOST_STEPS:
            self._wrong(place, "step", len(listed), "không quá 100 bước")
        return Track(code, self._words(table, "name", place), version, steps)

    def _step(self, table: Table, place: Place) -> StepDef:
        place = Place(place.table, place.number, str(table.get("code", ""))[:40])
        self._known(table, _STEP_KEYS, place)
        return StepDef(
            code=self._code(table, "code", place),
            label=self._words(table, "name", place),
            stage=self._one(table, "stage", place, Stage),
            public=self._one(table, "public", place, PublicClass),
            needs=tuple(self._codes(table, "needs", place)),
            optional=self._flag(table, "may_be_na", place),
            scopes=tuple(self._some(table, "scope", place, Scope, needed=True)),
            only_with=tuple(self._some(table, "only_with", place, Form)),
            opens=tuple(self._codes(table, "opens", place)),
            closes=tuple(self._codes(table, "closes", place)),
            evidence=self._words(table, "evidence", place),
        )

    def _tables(self, table: Table, key: str, place: Place) -> Iterable[tuple[Place, Table]]:
        listed = table.get(key, [])
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            self._wrong(place, key, "…", "các bảng [[…]]")
            return
        for number, one in enumerate(listed):
            yield Place(place.table, number), one

    def _known(self, table: Table, keys: frozenset[str], place: Place) -> None:
        for key in table:
            if key not in keys:
                line = self.places.line(place, key)
                fault = TrackEntryUnknown(
                    line=line, place=str(place), entry=key, known=sorted(keys)
                )
                self.faults.append(fault)

    def _words(self, table: Table, key: str, place: Place) -> str:
        words = table.get(key)
        if words is None:
            self._fault(TrackEntryMissing, place, key)
            return ""
        if not isinstance(words, dict):
            self._wrong(place, key, words, '{ vi = "…", en = "…" }')
            return ""
        for language in words.keys() - {"vi", "en"}:
            self._wrong(place, key, language, "vi, en")
        read = {one: words.get(one) for one in ("vi", "en")}
        for language, text in read.items():
            if not isinstance(text, str) or not text.strip():
                line = self.places.line(place, key)
                self.faults.append(
                    TrackLanguageMissing(line=line, place=str(place), entry=key, language=language)
                )
                return ""
            if len(text) > LONGEST_TEXT:
                self._wrong(place, key, f"{text[:20]}…", "không quá 300 ký tự")
        return Bilingual(str(read["vi"]), str(read["en"]))

    def _code(self, table: Table, key: str, place: Place) -> str:
        value = table.get(key)
        if value is None:
            self._fault(TrackEntryMissing, place, key)
        elif not isinstance(value, str) or not _CODE.fullmatch(value):
            self._wrong(place, key, value, "chữ thường a–z, số, gạch dưới, tối đa 40")
        else:
            return value
        return ""

    def _codes(self, table: Table, key: str, place: Place) -> list[str]:
        listed = table.get(key, [])
        if not isinstance(listed, list) or not all(
            isinstance(one, str) and _CODE.fullmatch(one) for one in listed
        ):
            self._wrong(place, key, listed, "danh sách mã")
            return []
        return listed

    def _one(self, table: Table, key: str, place: Place, kind: type[Choice]) -> Choice:
        value = table.get(key)
        if value is None:
            self._fault(TrackEntryMissing, place, key)
        elif value in list(kind):
            return kind(value)
        else:
            self._wrong(place, key, value, ", ".join(kind))
        return next(iter(kind))

    def _some(
        self, table: Table, key: str, place: Place, kind: type[Choice], *, needed: bool = False
    ) -> list[Choice]:
        listed = table.get(key, [])
        good = isinstance(listed, list) and all(one in list(kind) for one in listed)
        if not good or len(set(listed)) < len(listed):
            self._wrong(place, key, listed, ", ".join(kind))
            return []
        if needed and not listed:
            self._fault(TrackEntryMissing, place, key)
        return [kind(one) for one in listed]

    def _flag(self, table: Table, key: str, place: Place) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            self._wrong(place, key, value, "true, false")
        return value is True

    def _wrong(self, place: Place, key: str, value: object, expected: str) -> None:
        shown = "…" if isinstance(value, dict) else str(value)[:60]
        fault = TrackEntryWrong(
            line=self.places.line(place, key),
            place=str(place),
            entry=key,
            value=shown,
            expected=expected,
        )
        self.faults.append(fault)

    def _fault(self, kind: type[TrackFault], place: Place, key: str) -> None:
        self.faults.append(kind(line=self.places.line(place), place=str(place), entry=key))
