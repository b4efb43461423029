"""The panel of a work's corridor: looked at, saved, compared, kept, opened by its address."""

import pytest

from tests.services.test_corridors import PROPOSAL, save
from tests.tiny import ADMIN, NOW, OFFICER, SOUTH, STEP, WEST
from tests.ui.reading import errors, html_of, keyed, labels
from trackers.services.projects import list_projects
from trackers.services.proving import prove_log
from trackers.services.scenarios import keep_scenario, list_scenarios
from trackers.store import cases
from trackers.ui import tracing

POINTS = [[WEST, SOUTH - STEP], [WEST + 100 * STEP, SOUTH - STEP]]


def press(page, key):
    keyed(page.button, key).click().run()


def draw(page):
    """Draw the line as the map's script tells it."""
    keyed(page.pills, "corridor.XM.way").set_value("drawn").run()
    press(page, "corridor.draw")
    key = page.session_state["state.forms"]["corridor.XM"]
    page.session_state[f"corridor.XM.line.{key}"] = tracing.line_of(POINTS)
    page.run()


def part(page, words):
    keyed(page.get("button_group"), "corridor.part").set_value(words).run()


def fill(page, **texts):
    for name, text in texts.items():
        keyed(page.text_input, f"corridor.XM.{name}").set_value(text).run()


class TestTheForm:
    def test_it_opens_from_the_work_that_is_filtered_by(self, app):
        page = app(**{"as": "CB03"}, project="XM")
        press(page, "open.corridor")
        assert "Hành lang: Đường thử" in html_of(page)
        press(page, "close.corridor")
        assert "Hành lang: Đường thử" not in html_of(page)

    def test_a_line_is_looked_at_before_anything_is_saved(self, app, ledger):
        page = app(**{"as": "CB03"}, corridor="XM")
        draw(page)
        fill(page, left="3,0", right="2,0")
        shown = html_of(page)
        assert not page.exception
        assert "chưa rõ chủ" in shown
        assert "XM-001" in shown
        assert list_projects(ledger)[0].widths == ()
        press(page, "save.corridor.XM")
        assert errors(page), "a reason is needed"
        fill(page, reason="Theo thiết kế")
        press(page, "save.corridor.XM")
        assert not errors(page)
        assert list_projects(ledger)[0].widths == ((0.0, 3.0, 2.0),)
        with ledger.read() as reading:
            assert "XM-004" in cases.all_codes(reading)
        assert prove_log(ledger, ADMIN).holds
        assert "Hành lang: Đường thử" not in html_of(page)

    def test_what_is_drawn_and_typed_outlives_the_session(self, app, ledger):
        page = app(**{"as": "CB03"}, corridor="XM")
        draw(page)
        fill(page, reason="Theo thiết kế")
        again = app(**{"as": "CB03"}, corridor="XM")
        assert "Bản nháp chưa ghi" in html_of(again)
        assert keyed(again.text_input, "corridor.XM.reason").value == "Theo thiết kế"
        press(again, "save.corridor.XM")
        assert not errors(again)
        assert list_projects(ledger)[0].widths == ((0.0, 2.5, 2.5),)

    def test_widths_that_cannot_be_read_are_said_and_not_saved(self, app, ledger):
        page = app(**{"as": "CB03"}, corridor="XM")
        draw(page)
        keyed(page.text_area, "corridor.XM.later").set_value("Km0+010 rộng").run()
        assert "Km0+010" in errors(page)[0]
        press(page, "save.corridor.XM")
        assert "chưa đọc được" in errors(page)[-1]
        assert list_projects(ledger)[0].widths == ()

    def test_typed_corners_draw_too(self, app):
        page = app(**{"as": "CB03"}, corridor="XM")
        keyed(page.pills, "corridor.XM.way").set_value("typed").run()
        keyed(page.text_area, "corridor.XM.corners.typed").set_value(
            "577000 1115000\n577000 1115200"
        ).run()
        assert "X và Y đổi chỗ" in errors(page)[0]
        keyed(page.text_area, "corridor.XM.corners.typed").set_value(
            "1115000 577000\n1115000 577200"
        ).run()
        assert not errors(page)
        assert "Hành lang này" in html_of(page)

    @pytest.mark.parametrize("who", ["XEM", "CB05"])
    def test_who_may_not_write_the_work_is_offered_no_saving(self, app, who):
        page = app(**{"as": who}, corridor="XM")
        assert not page.exception
        assert "Ghi hành lang và hồ sơ" not in labels(page) or who == "CB05"


class TestScenarios:
    def test_one_is_kept_and_opened_by_its_address(self, app, ledger):
        keep_scenario(
            ledger, OFFICER, project_code="XM", name="Dời *tim*", proposal=PROPOSAL, now=NOW
        )
        [kept] = list_scenarios(ledger, OFFICER, project_code="XM")
        page = app(**{"as": "CB03"}, scenario=kept.code)
        assert "Dời *tim*" in html_of(page)
        assert "Hành lang: Đường thử" in html_of(page)
        fill(page, reason="Chọn phương án")
        press(page, "save.corridor.XM")
        assert not errors(page)
        [kept] = list_scenarios(ledger, OFFICER, project_code="XM")
        assert kept.adopted_on is not None

    def test_widths_are_compared_and_one_is_kept_renamed_and_dropped(self, app, ledger):
        save(ledger)
        page = app(**{"as": "CB03"}, corridor="XM")
        part(page, "So sánh")
        assert "3,5 m" in html_of(page)
        assert "7 m" in html_of(page)
        press(page, "open.keep.XM")
        press(page, "save.keep.XM")
        assert not errors(page)
        [kept] = list_scenarios(ledger, OFFICER, project_code="XM")
        assert kept.name == "Nền 5 m"
        part(page, "Phương án")
        press(page, f"open.scenario.{kept.code}")
        keyed(page.text_input, f"scenario.{kept.code}.name").set_value("Phương án 1").run()
        press(page, f"save.scenario.{kept.code}")
        assert not errors(page)
        assert list_scenarios(ledger, OFFICER, project_code="XM")[0].name == "Phương án 1"
        press(page, f"drop.{kept.code}")
        assert list_scenarios(ledger, OFFICER, project_code="XM") == []
        assert not page.exception

    def test_an_unknown_one_is_said(self, app):
        page = app(**{"as": "CB03"}, scenario="XM-none")
        assert not page.exception
        assert errors(page)


class TestWhatTheBrowserTells:
    @pytest.mark.parametrize(
        "points",
        [None, [], [[1, 2]], [[1, 2], [3]], [[1, 2], ["3", 4]], [[1, 2], [181, 4]], "line", {}],
    )
    def test_what_is_no_line_is_left_alone(self, points):
        assert tracing.line_of(points) == ()

    def test_a_line_is_its_points(self):
        assert tracing.line_of([[105, 10.1], [105.7, 10]]) == ((105.0, 10.1), (105.7, 10.0))
