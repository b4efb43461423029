"""The whole matrix of rights: every service × everybody × every place, refused by default.

What is expected stands in rights_table.py, in plain words; it is not computed from the program's
own table. Every call is real up to its commit and then taken back (`rights_world.Trying`).
"""

import csv
import importlib
import inspect
import pkgutil
import shutil
from functools import cache

import pytest

import trackers.services
from geodata.tables import ROW
from tests.services.rights_recipes import ASK_NOTHING, RECIPES, WITHOUT_ACTOR, Call
from tests.services.rights_table import ELSEWHERE, RULES, WHO
from tests.services.rights_world import (
    HERE,
    PLACES,
    THERE,
    WouldBeWritten,
    acting,
    build,
)
from trackers.domain.errors import NotAllowed
from trackers.services import household_lists
from trackers.store import open_store
from trackers.store.ledger import Reading
from trackers.store.tables import metadata


# ---------------------------------------------------------------- the store, built once
@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("rights") / "data", durable=False)
    yield store
    store.close()


@pytest.fixture(scope="module")
def worlds(store):
    return {code: build(store, code) for code in (HERE, THERE)}


@pytest.fixture(scope="module", autouse=True)
def rows_before(worlds):
    return {code: rows(world) for code, world in worlds.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def _lists_are_read_in_this_process(monkeypatch):
    """A child process a list would take longer than all the rest."""

    def read(path, chosen):
        del chosen
        with path.open(encoding="utf-8") as lines:
            return [row | {ROW: str(n)} for n, row in enumerate(csv.DictReader(lines), start=2)]

    monkeypatch.setattr(household_lists, "read_table", read)


def rows(world):
    """Everything the store holds of a ward, and its files but those under way."""
    with world.ledger.read() as reading:
        held = {table: list(map(_facts, reading.rows(table))) for table in _tables(reading)}
    files = (path for path in world.ledger.folder.rglob("*.*") if path.parent.name != "incoming")
    return held, {path: path.stat().st_size for path in files}


def _tables(reading: Reading):
    # That somebody looked is kept also where the look is all that the call did.
    return [one for one in metadata.sorted_tables if "ward" in one.c and one.name != "looks"]


def _facts(row):
    return tuple(value for name, value in row._mapping.items() if not name.startswith("look_"))


# ---------------------------------------------------------------- one cell
def services():
    """Every public function of trackers/services, by module and name; the demo's apart."""
    for found in pkgutil.iter_modules(trackers.services.__path__):
        if found.ispkg:
            continue
        module = importlib.import_module(f"trackers.services.{found.name}")
        for name, one in inspect.getmembers(module, inspect.isfunction):
            if one.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{found.name}.{name}", one


SERVICES = dict(services())


def ends(worlds, store, folder, name, who, place):
    """Make one call; give None when it was let through, else what refused it."""
    recipe, function = RECIPES[name], SERVICES[name.split(" | ")[0]]
    asks, at = worlds[HERE], worlds[THERE if place == ELSEWHERE else HERE]
    code = WHO[who][0]
    known = place if place in PLACES else "own area"
    call = Call(at, code, known, folder)
    try:
        actor = the_actor(asks, who)
        if recipe.uploads:
            with at.upload(code, known) as upload:
                call = Call(at, code, known, folder, upload)
                _make(function, recipe, call, actor, store)
        else:
            _make(function, recipe, call, actor, store)
    except (NotAllowed, *recipe.refused) as refusal:
        return refusal
    except (WouldBeWritten, *recipe.ends):
        return None
    finally:
        shutil.rmtree(at.ledger.folder / "attachments/incoming", ignore_errors=True)
    return None


@cache
def the_actor(world, who):
    """Give somebody of the table as the actor of a call; raises NotAllowed."""
    code, on, grants = WHO[who]
    return acting(world, code, on, grants=grants)


def _make(function, recipe, call, actor, store):
    given = recipe.given(call)
    first = next(iter(inspect.signature(function).parameters))
    if first == "ledger":
        function(call.world.trying, actor, **given)
    elif first == "store":
        function(store, actor, **given)
    else:
        function(store, store, actor, **given)


@pytest.mark.parametrize("name", RECIPES)
def test_who_may(worlds, store, folder, name):
    wrong = []
    for who, place, expected in cells(name):
        refusal = ends(worlds, store, folder, name, who, place)
        if (refusal is None) is not expected:
            wrong.append(f"{who} · {place}: {refusal!r}")
    assert not wrong, name


def cells(name):
    """Give who asks, about which place, and whether it is theirs to do."""
    places, may = RULES[RECIPES[name].rule]
    for who in WHO:
        yield from ((who, place, may(who, place)) for place in places)
        if places != ("",):
            yield who, ELSEWHERE, False


def test_nothing_was_kept_of_all_these_calls(worlds, rows_before):
    assert {code: rows(world) for code, world in worlds.items()} == rows_before


# ---------------------------------------------------------------- about the matrix itself
def test_every_service_that_takes_an_actor_has_its_recipe():
    asks = {name for name, one in SERVICES.items() if "actor" in inspect.signature(one).parameters}
    told = {name.split(" | ")[0] for name in RECIPES} | set(ASK_NOTHING)
    assert asks - told == set(), "say in rights_recipes.py who may call them"
    assert told - asks == set(), "these are gone"
    assert not set(ASK_NOTHING) & set(RECIPES)


def test_every_service_without_an_actor_says_why():
    free = {
        name for name, one in SERVICES.items() if "actor" not in inspect.signature(one).parameters
    }
    told = set().union(*WITHOUT_ACTOR.values())
    assert free - told == set(), "say in rights_recipes.py why they need no actor"
    assert told - free == set(), "these are gone"


def test_the_matrix_has_more_than_a_thousand_cells():
    assert sum(len(list(cells(name))) for name in RECIPES) > 1000
    assert set(RULES) == {one.rule for one in RECIPES.values()}


def test_every_rule_lets_somebody_through_and_refuses_somebody():
    for rule, (places, may) in RULES.items():
        verdicts = {may(who, place) for who in WHO for place in places or ("",)}
        assert verdicts == ({False} if rule == "nobody" else {True, False}), rule
