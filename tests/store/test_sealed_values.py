"""Phones and ID numbers lie sealed: no byte of database, log, journal or backup shows them."""

import zipfile
from dataclasses import replace

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Text, cast, select, text

from tests import tiny
from tests.store.test_older_databases import at_version
from trackers.domain.drafts import Draft
from trackers.domain.errors import EditConflict
from trackers.domain.people import Grant
from trackers.services.backups import make_backup
from trackers.services.drafts import keep_draft
from trackers.services.households import edit_household
from trackers.services.merges import merge_households
from trackers.store import drafts, households, open_store, proof, secrets, tables
from trackers.store.columns import UNREADABLE
from trackers.store.opening import MIGRATIONS

PHONE, NUMBER, CHAT, SPEAKER = "0987654321", "092083001234", "zalo0912999888", "chi0934555666"
MARKS = (PHONE, NUMBER, CHAT, SPEAKER)


# ID numbers are written by who may see them.
WRITER = replace(tiny.ADMIN, grants=frozenset(Grant))


def home_of(ledger, code="H001"):
    with ledger.read() as reading:
        return households.read_households(reading, [code])[code]


@pytest.fixture
def marked(ledger):
    """A ward in which every sealed value was written, corrected, refused, merged and drafted."""
    base = home_of(ledger)
    marked = replace(base, phone=PHONE, id_number=NUMBER, chat=CHAT, representative=SPEAKER)
    for number, (one, on) in enumerate(((marked, base), (base, None), (marked, None))):
        edit_household(ledger, WRITER, base=on or home_of(ledger), mine=one, now=tiny.later(number))
    with pytest.raises(EditConflict):
        edit_household(
            ledger,
            WRITER,
            base=base,
            mine=replace(marked, phone=f"{PHONE} (con)"),
            now=tiny.later(4),
        )
    merge_households(
        ledger,
        WRITER,
        kept=home_of(ledger, "H002"),
        other=home_of(ledger),
        reason="Một hộ",
        now=tiny.later(5),
    )
    content = {"key": "k", "base": None, "fields": {"household.H001.phone.k": PHONE}}
    keep_draft(
        ledger,
        WRITER,
        form="household.H001",
        case_code="",
        content=content,
        now=tiny.later(6),
    )
    return ledger


def everything(ledger):
    """All that lies in the database, as bytes."""
    if ledger.writer.dialect.name == "sqlite":
        folder = ledger.folder.parents[1]
        return b"".join(one.read_bytes() for one in folder.glob("matbang.sqlite*"))
    found = []
    with ledger.writer.connect() as connection:
        for table in tables.metadata.sorted_tables:
            wanted = [cast(one, Text) for one in table.columns if not one.info.get("shape")]
            rows = connection.execute(select(*(one.label(f"c{n}") for n, one in enumerate(wanted))))
            found.append(repr(rows.all()))
            raw = connection.execute(text(f"SELECT CAST(t.* AS text) FROM {table.name} t"))
            found.append(repr(raw.all()))
    return "".join(found).encode()


def shown_in(data):
    return {one for one in MARKS if one.encode() in data}


class TestAtRest:
    def test_no_byte_of_the_database_shows_them_and_they_read_as_they_were(self, marked):
        data = everything(marked)
        assert shown_in(data) == set()
        assert b"mb1." in data
        kept = home_of(marked, "H002")
        assert PHONE in kept.phone
        assert NUMBER in kept.id_number
        with marked.read() as reading:
            assert proof.prove(reading).holds
            [draft] = drafts.read_drafts(reading, WRITER.code)
            assert isinstance(draft, Draft)
            assert PHONE in draft.content["fields"].values()

    def test_no_byte_of_an_open_backup_shows_them(self, marked, empty_store, tmp_path):
        make_backup(empty_store, tiny.ADMIN, tmp_path / "ward.zip")
        with zipfile.ZipFile(tmp_path / "ward.zip") as packed:
            members = {name: packed.read(name) for name in packed.namelist()}
        assert [name for name, data in members.items() if shown_in(data)] == []

    def test_a_value_changed_by_hand_is_named_by_the_check_and_crashes_nothing(self, marked):
        spoil = "UPDATE households SET phone = 'mb1.00000000.AAAA' WHERE code = 'H002'"
        lost = (
            "UPDATE event_values SET value = '\"mb1.00000000.AAAA\"' WHERE path = '0.after.phone'"
        )
        with marked.writer.begin() as connection:
            connection.execute(text(spoil))
            connection.execute(text(lost))
        assert home_of(marked, "H002").phone == UNREADABLE
        with marked.read() as reading:
            found = proof.prove(reading)
        assert not found.holds
        assert {(one.table, one.column) for one in found.findings} == {("households", "phone")}


OLD = (
    """INSERT INTO wards (ward, name, metric_crs, bounds, demo, notice, layer, household_no,
    revision, head_hash) VALUES ('OLD', 'Phường Cũ', 'EPSG:5897', '[105, 10, 106, 11]', {no}, '',
    '', 1, 1, '')""",
    """INSERT INTO households (ward, code, holder, co_owners, address, phone, note, fictional, chat,
    best_time, representative, deceased, died, heirs, thanks, thanks_how, folded, version) VALUES
    ('OLD', 'H001', 'Út', '[]', 'Số 1', '0987654321', '', {no}, 'zalo0912999888', '',
    'chi0934555666', {no}, '', '[]', {no}, '', 'h001 ut', 1)""",
    """INSERT INTO event_values VALUES ('OLD', 1, '0.after.phone', '"0987654321"', 'salt')""",
    """INSERT INTO event_values VALUES ('OLD', 1, '0.after.heirs', '[]', 'salt')""",
    """INSERT INTO event_values VALUES ('OLD', 1, '0.after.thanks_on', 'null', 'salt')""",
    """INSERT INTO drafts VALUES ('OLD', 'CB03', 'household.H001', '',
    '{{"phone": "0987654321"}}', '2014-04-07 00:00:00')""",
    """INSERT INTO household_merges VALUES ('OLD', 'M1', 'H001', 'H002', '2014-04-07', 'CB03',
    '{{"phone": "0987654321"}}', NULL)""",
)


class TestOlderDatabases:
    """What earlier versions wrote in the open is sealed at the first start."""

    @pytest.fixture(params=["sqlite", "postgis"])
    def old(self, request, tmp_path):
        """Give the address of a database of that version with a household, and its folder."""
        url = ""
        if request.param == "postgis":
            cluster = request.getfixturevalue("cluster")
            url = cluster.url(cluster.create())
            open_store(tmp_path / "data", url, keys=tiny.KEYS).close()
            store = open_store(tmp_path / "data", url, keys=tiny.KEYS)
            writer = store.writer
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            with writer.begin() as connection:
                config.attributes["connection"] = connection
                command.downgrade(config, "0010")
            store.reader.dispose()
        else:
            writer = at_version(tmp_path / "data", "0010")
        no = "false" if url else "0"
        with writer.begin() as connection:
            for statement in OLD:
                connection.exec_driver_sql(statement.format(no=no))
        writer.dispose()
        return tmp_path / "data", url

    def test_they_are_sealed_and_nothing_is_left_in_the_file(self, old):
        folder, url = old
        store = open_store(folder, url, durable=False)
        ledger = store.ledger("OLD")
        data = everything(ledger)
        assert shown_in(data) == set()
        assert secrets.SEALED.encode() in data
        home = home_of(ledger)
        assert (home.phone, home.id_number) == (PHONE, "")
        assert (home.chat, home.representative) == (CHAT, SPEAKER)
        with ledger.read() as reading:
            values = {row.path: row.value for row in reading.rows(tables.event_values)}
            [draft] = reading.rows(tables.drafts)
            [merge] = reading.rows(tables.household_merges)
        assert values == {"0.after.phone": PHONE, "0.after.heirs": [], "0.after.thanks_on": None}
        assert (draft.content, merge.moved) == ({"phone": PHONE}, {"phone": PHONE})
        store.close()
