"""A database that an earlier version wrote opens, with everything in it."""

from dataclasses import replace

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from tests import tiny
from trackers.services.areas import list_areas
from trackers.services.details import household_for_form
from trackers.store import open_store, sqlite
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
