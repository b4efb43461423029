import re
from types import SimpleNamespace

import pytest

from tests.pages import TRACKERS, read
from trackers.store.proof import Fault, Finding
from trackers.store.rebuilding import is_rebuilt
from trackers.store.tables import metadata
from trackers.words import LANGUAGES, use_language
from trackers.words.log import COLUMNS, KINDS, TABLES, kind_words
from trackers.words.log_findings import finding_words


def recorded_kinds():
    """Every kind of event that the code writes."""
    written = re.compile(r"\.record\(\s*\"([a-z_]+\.[a-z_]+)\"")
    return {kind for path in TRACKERS.rglob("*.py") for kind in written.findall(read(path))}


def test_every_kind_of_event_has_words():
    assert recorded_kinds() <= set(KINDS)
    assert len(recorded_kinds()) > 10


def test_every_table_and_column_that_the_log_carries_has_words():
    for table in metadata.sorted_tables:
        if is_rebuilt(table.name):
            assert table.name in TABLES
            names = {one.name for one in table.columns} - {"ward", "revision", "folded"}
            keys = {one.name for one in table.primary_key}
            assert {n for n in names - keys if not {n, f"{table.name}.{n}"} & set(COLUMNS)} == set()


def test_a_kind_of_a_newer_program_is_said_plainly():
    assert kind_words("thing.done") == "Cập nhật"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_has_a_sentence_that_names_its_place(fault, language):
    finding = Finding(
        fault, 412, "case.edited", "XM-001", "cases", {"code": "XM-001"}, "affected_m2"
    )
    with use_language(language):
        words = finding_words(finding)
    row = fault in {Fault.ROW_EXTRA, Fault.ROW_CHANGED, Fault.ROW_MISSING}
    assert ("412" in words) or fault is Fault.ROW_EXTRA
    assert ("XM-001" in words) or fault in {Fault.MISSING, Fault.PRINTED, Fault.LOOK}
    assert ("cases.affected_m2" in words) == (row or fault in {Fault.VALUE, Fault.BEFORE})
    assert words.endswith(".")


def test_a_finding_without_an_entry_leaves_a_dash():
    finding = SimpleNamespace(
        fault="printed", revision=None, kind="", subject="", table="", key={}, column=""
    )
    assert "–" not in finding_words(finding)
    assert finding_words(finding).startswith("Không mục nào")
