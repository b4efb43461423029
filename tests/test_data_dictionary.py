"""The data dictionary and the list of refusals are compared with the code."""

import ast
import importlib
import json
import pkgutil
import re
from datetime import UTC, datetime
from enum import StrEnum

import click
import geopandas
import pytest
import shapely

import trackers.domain
from geodata import errors as map_errors
from geodata import tiles
from tests.pages import DOCS, TRACKERS, only_table, read, section, tables_in
from trackers import config
from trackers.cli import refusing
from trackers.domain import (
    account_errors,
    link_errors,
    paper_errors,
    review_errors,
    rights,
    target_errors,
)
from trackers.domain import errors as domain_errors
from trackers.domain.coverage import ContactAge, PromiseTime
from trackers.domain.opinions import Opinion, pins
from trackers.domain.people import Role
from trackers.domain.shipped import TRACKS
from trackers.domain.stages import Stage
from trackers.domain.status import Projection, Status, payload
from trackers.domain.stretches import Side, Stretch
from trackers.drawing import errors as drawing_errors
from trackers.services.status import Feed
from trackers.store import errors as store_errors
from trackers.store.tables import metadata
from trackers.ui import state
from trackers.web import metrics
from trackers.web.errors import code_of
from trackers.web.routes import ADDRESSES, WRITES
from trackers.web.status import encode
from trackers.words.errors import SENTENCES
from trackers.words.log import KINDS

NOW = datetime(2014, 4, 7, 0, 30, tzinfo=UTC)


def dictionary():
    return read(DOCS / "data-dictionary.md")


class TestTables:
    @pytest.mark.parametrize("name", list(metadata.tables))
    def test_every_column_is_described(self, name):
        described = only_table(section(dictionary(), name))
        assert list(described) == list(metadata.tables[name].columns.keys())
        assert all(cells[1] and cells[2] for cells in described.values())

    @pytest.mark.parametrize("name", list(metadata.tables))
    def test_every_personal_column_says_so(self, name):
        described = only_table(section(dictionary(), name))
        for column in metadata.tables[name].columns:
            if column.info.get("personal"):
                assert described[column.name][3] == "yes", column.name

    def test_no_table_is_described_that_does_not_exist(self):
        text = dictionary()
        named = re.findall(
            r"^### (\w+)$", text[text.index("## Tables") : text.index("## Steps")], re.MULTILINE
        )
        assert named == list(metadata.tables)


class TestCodes:
    @pytest.mark.parametrize("track", TRACKS.values(), ids=lambda track: track.code.value)
    def test_every_step_is_told_as_it_is(self, track):
        table = tables_in(section(dictionary(), "Steps"))[list(TRACKS.values()).index(track)]
        told = {code: cells[1:] for code, cells in table.items()}
        assert told == {
            step.code: [
                step.label,
                ", ".join(step.needs) or "–",
                "yes" if step.optional else "–",
                ", ".join(step.only_with) or "–",
                ", ".join(step.scopes),
                f"`{step.stage.value}` {step.stage.look.sign}",
                f"`{step.public.value}`",
                ", ".join(
                    [f"opens `{one}`" for one in step.opens]
                    + [f"closes `{one}`" for one in step.closes]
                )
                or "–",
            ]
            for step in track.steps
        }

    @pytest.mark.parametrize(
        ("title", "kind"),
        [("Stages", Stage), ("Age of the last contact", ContactAge), ("Promises due", PromiseTime)],
    )
    def test_every_class_of_the_map_is_told_as_it_is(self, title, kind):
        told = only_table(section(dictionary(), title))
        assert {code: cells[1:4] for code, cells in told.items()} == {
            one.value: [one.look.sign or "–", f"`{one.look.colour}`", one.look.label]
            for one in kind
        }

    def test_every_code_of_the_domain_is_told_with_its_label(self):
        rows = [(code, cells[1]) for one in tables_in(dictionary()) for code, cells in one.items()]
        codes = {code for code, _ in rows}
        for kind in self.kinds():
            for one in kind:
                assert one.value in codes, f"{kind.__name__}.{one.name}"
                if kind is not Stage and hasattr(one, "label"):
                    assert (one.value, one.label) in rows, f"{kind.__name__}.{one.name}"

    @staticmethod
    def kinds():
        for module in pkgutil.iter_modules(trackers.domain.__path__):
            found = importlib.import_module(f"trackers.domain.{module.name}")
            for kind in vars(found).values():
                if isinstance(kind, type) and issubclass(kind, StrEnum) and len(kind):
                    yield kind

    def test_every_right_is_told_as_it_is(self):
        told = only_table(section(dictionary(), "Rights"))
        assert {action: cells[1:] for action, cells in told.items()} == {
            action.value: [
                *("yes" if role in rule.roles else "–" for role in Role),
                f"`{rule.grant.value}`" if rule.grant else "–",
            ]
            for action, rule in rights.ALLOWED.items()
        }

    def test_every_kind_of_event_is_told(self):
        assert set(only_table(section(dictionary(), "Kinds of events"))) == set(self.recorded())

    @staticmethod
    def recorded():
        """The kinds that services give to `record`, as text or by a name for such a text."""
        for path in (TRACKERS / "services").rglob("*.py"):
            for node in ast.walk(ast.parse(read(path))):
                if isinstance(node, ast.Constant) and node.value in KINDS:
                    yield node.value
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "record":
                    yield from (one.value for one in node.args[:1] if isinstance(one, ast.Constant))


class TestWhatTravels:
    TODAY = NOW.date()
    FULL = Status(
        *("c", 1, "j", "a", "t", Stage.AGREED, "o", ("b",), TODAY),
        promise_on=TODAY,
        never_met=True,
        gone=True,
        stretches=(Stretch(Side.LEFT, 0.0, 1.0),),
    )

    SAID = Opinion("c", "a", None, "x", TODAY, lat=10.0, lng=105.7, due_on=TODAY)

    def test_every_key_of_the_feed_is_told(self):
        feed = Feed(
            *(1, "l", self.TODAY),
            full=True,
            projection=Projection.OFFICERS,
            cases=[self.FULL],
            as_of=self.TODAY,
            opinions=pins([self.SAID], self.TODAY),
        )
        outer, inner, pin = tables_in(section(dictionary(), "The status feed"))
        assert set(outer) == set(json.loads(encode(feed)))
        assert set(inner) == set(payload(self.FULL))
        assert [set(pin)] == [set(one) for one in feed.opinions]

    def test_every_field_of_a_tile_is_told(self):
        square = shapely.box(105.7, 10.08, 105.701, 10.081)
        frame = geopandas.GeoDataFrame(
            {"parcel_id": [1], "sheet_no": ["1"], "parcel_no": ["2"]},
            geometry=[square],
            crs="EPSG:4326",
        )
        carried = set(tiles._carried(frame).columns) - {"geometry"}
        assert set(tables_in(section(dictionary(), "Tiles"))[0]) == carried

    def test_every_parameter_of_the_address_is_told(self):
        told = only_table(section(dictionary(), "Parameters of the page's address"))
        assert set(told) == {*state.NAMES, "view"}

    def test_every_route_is_told(self):
        assert set(only_table(section(dictionary(), "Addresses"))) == {
            "/",
            metrics.PATH,
            *ADDRESSES,
            *(path for _, path in WRITES),
        }


def kinds_of(*homes):
    """The kinds of error that those modules define."""
    for home in homes:
        for kind in vars(home).values():
            if isinstance(kind, type) and issubclass(kind, Exception):
                # What click raises is how a command refuses, no kind of refusal.
                own = kind.__module__ == home.__name__
                if own and not issubclass(kind, click.ClickException):
                    yield kind


class TestRefusals:
    ANSWERED = (
        domain_errors,
        account_errors,
        link_errors,
        review_errors,
        paper_errors,
        target_errors,
        store_errors,
        map_errors,
    )
    HOMES = (*ANSWERED, drawing_errors, config, refusing)

    @staticmethod
    def told():
        tables = tables_in(read(DOCS / "errors.md"))
        return {kind: cells for one in tables for kind, cells in one.items()}

    def test_every_kind_is_told(self):
        ours = {one.__name__ for one in kinds_of(*self.HOMES)}
        assert set(self.told()) == ours | set(SENTENCES)

    def test_every_status_is_told_as_it_is(self):
        for kind in kinds_of(*self.ANSWERED):
            assert self.told()[kind.__name__][2] == str(code_of(kind())), kind
