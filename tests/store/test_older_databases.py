"""A database that an earlier version wrote opens, with everything in it."""

from dataclasses import replace
from datetime import date

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from tests import tiny
from trackers.domain.opinions import OpinionKind
from trackers.domain.people import Officer, Role
from trackers.services.areas import list_areas
from trackers.services.details import household_for_form
from trackers.services.indicator_values import correct_value
from trackers.services.indicators import list_indicators
from trackers.services.opinions import answer_opinion, get_opinion, opinions_then
from trackers.services.proving import prove_log
from trackers.store import open_store, people, sqlite
from trackers.store.chain import canonical, entry_hash, hide
from trackers.store.opening import MIGRATIONS

ROWS = (
    """INSERT INTO wards VALUES ('OLD', 'Phường Cũ', 'EPSG:5897', '[105, 10, 106, 11]', 0, '',
    NULL, NULL, '', NULL, 0, '')""",
    """INSERT INTO areas VALUES ('OLD', 'KV1', 'Khu vực 1', '', 'Mai Chí Thuần', '', NULL, 0)""",
    """INSERT INTO households VALUES ('OLD', 'H007', 'Nguyễn Văn Út', '[]', 'Số 1', '0900', '',
    1, 'h007 nguyen van ut', 1)""",
)


def at_version(folder, revision):
    """An empty database as that version of the tables left it."""
    folder.mkdir()
    _, writer = sqlite.engines(folder / "matbang.sqlite", durable=False)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writer.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return writer


def test_registers_of_the_first_tables_open_with_their_rows(tmp_path):
    writer = at_version(tmp_path / "data", "0001")
    with writer.begin() as connection:
        for statement in ROWS:
            connection.execute(text(statement))
    writer.dispose()
    store = open_store(tmp_path / "data", durable=False)
    ledger, officer = store.ledger("OLD"), replace(tiny.OFFICER, ward="OLD")
    home = household_for_form(ledger, officer, "H007")
    assert (home.holder, home.phones, home.heirs) == ("Nguyễn Văn Út", ("0900",), ())
    assert (home.deceased, home.thanks_on, home.merged_into) == (False, None, None)
    [area] = list_areas(ledger, officer)
    assert (area.responsible, area.team, area.version) == ("Mai Chí Thuần", (), 1)
    store.close()


# What the demo of before wrote: one value an indicator, an opinion whose answer the chain holds.
TOLD = (
    (
        "indicators",
        {"code": "CT-1"},
        {
            "name": "Thu thuế",
            "unit": "%",
            "value": 44.35,
            "target": 100.0,
            "on": "2014-03-31",
            "officer_code": "CB03",
            "note": "tăng 8 %",
        },
    ),
    (
        "opinions",
        {"code": "YK-1"},
        {
            "area_code": "KV1",
            "project_code": None,
            "text": "Xe rác?",
            "raised_on": "2014-03-11",
            "answered_on": None,
            "answer": "Chờ đường",
        },
    ),
)


def told_before(writer):
    """Write those rows and the entry of the log about them, as the program of then did."""
    shown, hidden = hide("Xe rác?", "1.after.text")
    changes = [{"table": table, "key": key, "after": dict(after)} for table, key, after in TOLD]
    changes[1]["after"]["text"] = shown
    entry = {
        "ward": "OLD",
        "revision": 1,
        "kind": "facts.noted",
        "subject": "OLD",
        "effective_on": "2014-03-31",
        "recorded_at": tiny.NOW.isoformat(),
        "actor": "QT",
        "payload": canonical({"changes": changes}),
    }
    digest = entry_hash("", entry)
    with writer.begin() as connection:

        def insert(table, **values):
            names = ", ".join(f'"{name}"' for name in values)
            places = ", ".join(f":{name}" for name in values)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)

        for table, key, after in TOLD:
            insert(table, ward="OLD", **key, **after)
        insert("events", **entry | {"recorded_at": "2014-04-07 00:30:00", "hash": digest})
        value = f'"{hidden.value}"'
        insert(
            *("event_values",),
            ward="OLD",
            revision=1,
            path=hidden.path,
            value=value,
            salt=hidden.salt,
        )
        connection.execute(
            text("UPDATE wards SET revision = 1, head_hash = :head"), {"head": digest}
        )


def test_an_indicator_and_an_opinion_of_before_are_read_written_and_proven(tmp_path):
    writer = at_version(tmp_path / "data", "0021")
    with writer.begin() as connection:
        box = "[105, 10, 106, 11]"
        names = "ward, name, metric_crs, bounds, demo, notice, layer, revision, head_hash, seal"
        told = f"'OLD', 'Phường Cũ', 'EPSG:5897', '{box}', 0, '', '', 0, '', :seal"
        seal = {"seal": tiny.KEYS.seal("OLD")}
        connection.execute(text(f"INSERT INTO wards ({names}) VALUES ({told})"), seal)
    told_before(writer)
    writer.dispose()
    store = open_store(tmp_path / "data", durable=False, keys=tiny.KEYS)
    ledger = store.ledger("OLD")
    officer, admin = (replace(one, ward="OLD") for one in (tiny.OFFICER, tiny.ADMIN))
    assert prove_log(ledger, admin).findings == ()
    [tax] = list_indicators(ledger, officer, now=tiny.NOW)
    assert (tax.reached, tax.share, tax.latest.on) == (44.35, 44.35, date(2014, 3, 31))
    correct_value(
        *(ledger, officer), base=tax.latest, value=44.4, note="", reason="Đối chiếu", now=tiny.NOW
    )
    said = get_opinion(ledger, officer, "YK-1")
    assert (said.kind, said.text, said.answer) == (OpinionKind.VOICE, "Xe rác?", "Chờ đường")
    told = {"answer": "Đường xong", "answered_on": tiny.TODAY, "base": 1, "now": tiny.NOW}
    with ledger.write(tiny.NOW) as writing:
        people.add_officer(writing, Officer("CB03", "Lữ Hoài Ân", "", Role.OFFICER))
        writing.record("officer.added", "CB03", actor="QT", effective_on=tiny.TODAY)
    answer_opinion(ledger, officer, code="YK-1", **told)
    [then] = opinions_then(ledger, officer, on=tiny.TODAY, revision=1)
    assert (then.text, then.answer) == ("Xe rác?", "Chờ đường")
    assert prove_log(ledger, admin).findings == ()
    store.close()
