import logging

from streamlit.testing.v1 import AppTest

from tests.ui.reading import errors
from tests.web.logging_lines import logging_to_lines
from trackers.ui.options import log_through_ours
from trackers.ui.widgets.plain import label


def refused():
    from trackers.domain.errors import DateMissing  # noqa: PLC0415 (the script stands alone)
    from trackers.ui.messages import on_script_error  # noqa: PLC0415 (the same)

    on_script_error(DateMissing(field="done_on"))


def broken():
    from trackers.ui.messages import on_script_error  # noqa: PLC0415 (the script stands alone)

    on_script_error(ValueError("secret /etc/path"))


def failing():
    raise ValueError("secret /etc/path")


def test_a_refusal_is_shown_as_its_sentence():
    page = AppTest.from_function(refused).run()
    assert errors(page) == ["Chưa nhập ngày hoàn thành. Hãy chọn ngày."]


def test_what_nobody_expected_is_a_number_to_quote_and_nothing_else(caplog):
    with caplog.at_level(logging.ERROR):
        page = AppTest.from_function(broken).run()
    (said,) = errors(page)
    assert "secret" not in said
    number = said.rsplit("mã ", 1)[1].rstrip(".")
    assert number == caplog.records[-1].request_id


def test_what_it_was_about_is_written_down_nowhere(capfd):
    with logging_to_lines() as lines:
        log_through_ours()
        AppTest.from_function(broken).run()
        AppTest.from_function(failing).run()
    assert "secret" not in lines.text + "".join(capfd.readouterr())
    assert lines.of("page failed")[0]["error"] == "ValueError"
    # Streamlit tells it too, before it asks us.
    assert lines.of("Uncaught app execution")[0]["error"] == "ValueError"


def test_words_of_people_are_never_markdown():
    shown = label("`a` $b$ :smile: [x](y) **c**\n# d")
    assert ":smile:" not in shown
    assert shown.count("\\") >= 12
    assert "\n" not in shown
