"""The whole matrix of rights: every service × everybody × every place, refused by default.

What is expected stands in the table below, in plain words; it is not computed from the program's
own table. Every call is real up to its commit and then taken back (`rights_world.Trying`).
"""

import csv
import importlib
import inspect
import pkgutil
import shutil
from datetime import timedelta
from functools import cache

import pytest

import trackers.services
from geodata.tables import ROW
from tests.services.rights_recipes import ASK_NOTHING, RECIPES, WITHOUT_ACTOR, Call
from tests.services.rights_world import (
    FROM,
    HERE,
    PLACES,
    THERE,
    TODAY,
    UNTIL,
    WORKS,
    WouldBeWritten,
    acting,
    build,
)
from trackers.domain.errors import NotAllowed
from trackers.domain.people import Grant
from trackers.services import household_lists
from trackers.store import open_store
from trackers.store.ledger import Reading
from trackers.store.tables import metadata

# ---------------------------------------------------------------- who asks
# Their officer's code, the day on which they ask, what was granted to them besides.
WHO = {
    "viewer": ("VI", TODAY, ()),
    "officer": ("ME", TODAY, ()),
    "officer who sees amounts": ("ME", TODAY, (Grant.MONEY,)),
    "officer who sees ID numbers": ("ME", TODAY, (Grant.IDS,)),
    "officer of the whole ward": ("ME", TODAY, (Grant.WARD,)),
    "chair": ("CH", TODAY, ()),
    "administrator": ("AD", TODAY, ()),
    "cover, not yet recorded": ("CO", FROM, ()),
    "cover": ("CO", TODAY, ()),
    "cover on the last day": ("CO", UNTIL, ()),
    "cover, the day after": ("CO", UNTIL + timedelta(days=1), ()),
    "cover of the chair": ("KC", TODAY, ()),
    "cover of the administrator": ("KA", TODAY, ()),
    "disabled": ("DI", TODAY, ()),
}
# ---------------------------------------------------------------- what is expected
EVERYWHERE = set(PLACES)
OWN = {"own area", "own work", "own case"}
ABSENTS = {"absent's area", "absent's work", "absent's case"}
WRITES = {
    "viewer": set(),
    "officer": OWN,
    "officer who sees amounts": OWN,
    "officer who sees ID numbers": OWN,
    "officer of the whole ward": EVERYWHERE,
    "chair": EVERYWHERE,
    "administrator": EVERYWHERE,
    "cover, not yet recorded": set(),
    "cover": ABSENTS,
    "cover on the last day": ABSENTS,
    "cover, the day after": set(),
    "cover of the chair": EVERYWHERE,
    "cover of the administrator": EVERYWHERE,
    "disabled": set(),
}
STAFF = set(WHO) - {"viewer", "disabled"}
ADMINISTRATORS = {"administrator", "cover of the administrator"}
HEADS = {"chair", "cover of the chair", *ADMINISTRATORS}
WHOLE = {who for who, places in WRITES.items() if places == EVERYWHERE}
# One of a case's charge alone opens no new case there.
BY_PLACE = {"own area", "own work", "absent's area", "absent's work"}
COVERS = {who for who in WHO if who.startswith("cover")}
SEES_AMOUNTS = {"officer who sees amounts", "cover", "cover on the last day"}
WARDS_OWN, ELSEWHERE = "the ward", "another ward"


def _opens_cases(who, place):
    return who in WHOLE or (place in WRITES[who] and place in BY_PLACE)


def _takes_over(who, place):
    return who not in COVERS and place in WRITES[who]


RULES = {
    # rule: (its places, who may there)
    "everybody": ((WARDS_OWN,), lambda who, place: who != "disabled"),
    "staff": ((WARDS_OWN,), lambda who, place: who in STAFF),
    "heads": ((WARDS_OWN,), lambda who, place: who in HEADS),
    "heads by themselves": ((WARDS_OWN,), lambda who, place: who in HEADS - COVERS),
    "administrator": ((WARDS_OWN,), lambda who, place: who in ADMINISTRATORS),
    "administrator alone": ((WARDS_OWN,), lambda who, place: who == "administrator"),
    # About the whole store: there is no other ward.
    "administrator of any": (("",), lambda who, place: who in ADMINISTRATORS),
    "nobody": ((WARDS_OWN,), lambda who, place: False),
    "parcels": ((WARDS_OWN,), lambda who, place: who in WHOLE - {"chair"}),
    "new work": ((WARDS_OWN,), lambda who, place: who in WHOLE),
    "case": (tuple(PLACES), lambda who, place: place in WRITES[who]),
    "case with amounts": (
        tuple(PLACES),
        lambda who, place: place in WRITES[who] and who in SEES_AMOUNTS,
    ),
    "case that is everybody's": (("own area", "absent's area"), lambda who, place: who in WHOLE),
    "takes a case over": (tuple(PLACES), _takes_over),
    "new case": (tuple(PLACES), _opens_cases),
    "list": (tuple(PLACES), lambda who, place: who in STAFF - {"chair"}),
    "list of own rows": (
        tuple(PLACES),
        lambda who, place: who != "chair" and _opens_cases(who, place),
    ),
    "work": (tuple(WORKS), lambda who, place: place in WRITES[who]),
    "takes a work over": (tuple(WORKS), _takes_over),
    "own upload": (("own case",), lambda who, place: who in STAFF),
}


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
