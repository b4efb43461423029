"""What the log keeps of households, as an actor sees it in a case's history."""

from collections.abc import Mapping
from typing import Any

from trackers.domain.people import Actor
from trackers.domain.rights import Action, may
from trackers.services.masking import DOTS, NAMES, ON_DEMAND, initials, last_digits, withheld
from trackers.store import tables

_TYPED = ("mine", "base", "theirs")


def change_for(actor: Actor, record: str, field: str, value: Any) -> Any:
    """Give a value of a row's change as the actor sees it.

    A household's details show their last digits, and nothing of whose an opinion is; while masked
    every personal value is withheld.
    """
    if value in (None, "", [], False):
        return value
    if record in {"households", "opinions"} and field in ON_DEMAND:
        return _detail(actor, field, value)
    if actor.masked and tables.metadata.tables[record].c[field].info.get("personal"):
        return _masked(field, value)
    return value


def details_for(actor: Actor, details: Mapping[str, Any]) -> dict[str, Any]:
    """Give an event's own words as the actor sees them: a refused input holds what was typed."""
    field = str(details.get("field", ""))
    shown = dict(details)
    for name in _TYPED:
        if shown.get(name) in (None, "", []):
            continue
        if field in ON_DEMAND:
            shown[name] = _detail(actor, field, shown[name])
        elif actor.masked:
            shown[name] = _masked(field, shown[name])
    if actor.masked and "file" in shown:
        shown["file"] = withheld(str(shown["file"]))
    return shown


def _detail(actor: Actor, field: str, value: Any) -> Any:
    if field == "id_number" and not may(actor, Action.SEE_IDS):
        return DOTS
    if field in {"phone", "id_number"} and isinstance(value, str):
        return DOTS if actor.masked else last_digits(value)
    if field == "heirs" and isinstance(value, list):
        return [_heir(one) for one in value]
    return DOTS


def _heir(one: Any) -> Any:
    if not isinstance(one, dict):
        return DOTS
    return one | {"name": initials(str(one.get("name", ""))), "place": ""}


def _masked(field: str, value: Any) -> Any:
    if field in NAMES:
        listed = value if isinstance(value, list) else [value]
        return [initials(str(one)) for one in listed]
    if isinstance(value, list):
        return []
    return withheld(str(value))
