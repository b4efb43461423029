import logging
import threading

import pytest

from tests.web.logging_lines import logging_to_lines
from trackers.web.logs import KEPT, kinds

HIDDEN = "qN3vZ0a9T1bYcXw2K7uLrE5s"


@pytest.fixture
def lines():
    with logging_to_lines() as lines:
        yield lines


def test_a_line_holds_what_is_on_the_list_and_nothing_else(lines):
    logging.getLogger("trackers.x").info(
        "saved", extra={"status": 200, "phone": "0909123456", "actor": "CB03"}
    )
    (line,) = lines.all
    assert set(line) <= set(KEPT)
    assert (line["event"], line["status"], line["actor"]) == ("saved", 200, "CB03")
    assert "0909123456" not in lines.text


def test_an_exception_is_its_kind_and_its_places_without_its_words(lines):
    try:
        try:
            int("Nguyễn Văn Út")
        except ValueError as error:
            raise RuntimeError("0909123456") from error
    except RuntimeError as error:
        logging.getLogger("trackers.x").exception("failed")
        logging.getLogger("streamlit.y").exception("failed too: %s", error.args)
    for line in lines.all:
        assert line["error"] == "RuntimeError < ValueError"
        assert line["frames"][-1].startswith("tests.web.test_logs:")
    assert "Nguy" not in lines.text
    assert "0909" not in lines.text


def test_another_librarys_line_is_its_sentence_without_the_values(lines):
    logging.getLogger("streamlit.web").warning("Rejecting %s from %s", f"/s/{HIDDEN}", "1.2.3.4")
    (line,) = lines.all
    assert line["event"] == "Rejecting %s from %s"
    assert line["logger"] == "streamlit.web"


@pytest.mark.parametrize(
    "text", [f"GET /s/{HIDDEN}", "GET /?case=XM-001&as=CB03", f"cookie {HIDDEN}", "/s/ab"]
)
def test_a_token_or_a_query_inside_a_sentence_is_taken_out(lines, text):
    logging.getLogger("trackers.x").info(text)
    logging.getLogger("other").warning(text)
    assert HIDDEN not in lines.text
    assert "XM-001" not in lines.text
    assert "/s/ab" not in lines.text


def test_a_line_is_one_line(lines):
    logging.getLogger("trackers.x").info('a\nb"}\n{"event": "forged"}')
    assert len(lines.text.splitlines()) == 1


def test_the_servers_own_access_log_is_silent(lines):
    logging.getLogger("uvicorn.access").info('%s - "%s" %s', "1.2.3.4", f"/s/{HIDDEN}", 200)
    assert lines.text == ""


def test_what_fails_in_a_thread_is_written_down_too(lines):
    thread = threading.Thread(target=int, args=("Nguyễn Văn Út",))
    thread.start()
    thread.join()
    (line,) = lines.of("uncaught")
    assert line["error"] == "ValueError"


def test_below_its_level_nothing_is_written():
    with logging_to_lines("warning") as lines:
        logging.getLogger("trackers.x").info("saved")
        logging.getLogger("trackers.x").warning("late")
    assert [one["event"] for one in lines.all] == ["late"]


def test_a_chain_of_causes_ends():
    error = ValueError()
    error.__cause__ = error
    assert kinds(error).count("ValueError") == 5
