"""Looks in words, and as a table for a file."""

from collections.abc import Mapping

from trackers.domain.looks import Look, LookKind, Purpose
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.services.looks import LookFilter, conditions_of, note_look
from trackers.services.tables import Cell, Sheet
from trackers.store import Ledger, looks, people
from trackers.words import say
from trackers.words.formats import moment
from trackers.words.log import column_words

MOST_IN_FILE = 50_000


def looks_sheet(ledger: Ledger, actor: Actor, wanted: LookFilter) -> Sheet:
    """Give the looks that meet a filter as a table for a file; raises NotAllowed."""
    require(actor, Action.SEE_LOOKS, ledger.ward)
    with ledger.read() as reading:
        found = looks.read_looks(reading, conditions_of(wanted), last=MOST_IN_FILE)
        names = {one.code: one.name for one in people.read_officers(reading)}
    note_look(ledger, actor, LookKind.LOOKS_EXPORTED, details={"rows": len(found)})
    title = say("NHẬT KÝ TRUY CẬP")
    rows: tuple[tuple[Cell, ...], ...] = tuple((one.number, *line_of(one, names)) for one in found)
    return Sheet(say("Truy cập"), title, "", headings(), rows)


def headings() -> tuple[str, ...]:
    """Give the headings of a table of looks."""
    return (
        say("Số"),
        say("Lúc"),
        say("Ai"),
        say("Việc"),
        say("Mã"),
        say("Để làm gì"),
        say("Chi tiết"),
    )


def line_of(look: Look, names: Mapping[str, str]) -> tuple[str, ...]:
    """Give a look in words: when, who, what, which, what for, more."""
    return (
        moment(look.at),
        names.get(look.actor, look.actor) or say("chưa đăng nhập"),
        kind_label(look.kind),
        look.subject,
        purpose_label(look.purpose),
        " · ".join(_detail(name, value) for name, value in look.details.items()),
    )


def _detail(name: str, value: object) -> str:
    """Give one detail of a look in words; one of another version of the program as it is."""
    ways = {"password": say("bằng mật khẩu"), "oidc": say("bằng tài khoản cơ quan")}
    if name == "how":
        return ways.get(str(value), str(value))
    if isinstance(value, bool):
        words = {"ids": say("có số định danh"), "on": say("bật")}
        others = {"ids": say("không có số định danh"), "on": say("tắt")}
        return (words if value else others).get(name, f"{name}: {value}")
    tables = {"changed": "officers", "fields": "households"}
    if name in tables and isinstance(value, list):
        return ", ".join(column_words(tables[name], str(one)) for one in value)
    counted = {
        "cases": say("{n} hồ sơ", n=value),
        "households": say("{n} hộ", n=value),
        "letters": say("{n} chữ", n=value),
        "rows": say("{n} dòng", n=value),
    }
    return counted.get(name, f"{name}: {value}")


def kind_label(kind: str) -> str:
    """Give a kind in words; a kind of another version of the program as its code."""
    return say(LookKind(kind).label) if kind in set(LookKind) else kind


def purpose_label(purpose: str) -> str:
    """Give a purpose in words, with what was typed where it was another."""
    code, _, more = purpose.partition(": ")
    label = say(Purpose(code).label) if code in set(Purpose) else code
    return f"{label}: {more}" if more else label
