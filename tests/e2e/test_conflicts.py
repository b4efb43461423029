"""Two people at one case, each in a browser of their own: nobody's change is lost silently."""

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.domain.making import an_actor
from tests.e2e.acting import open_case, open_tab, settled, the_map
from tests.e2e.layers import same_parcels
from trackers.domain.people import Role
from trackers.services.bulk import write_many
from trackers.services.bulk_tasks import EditCases
from trackers.services.cases import case_card, edit_case
from trackers.services.history import case_history
from trackers.services.imports import import_parcels
from trackers.services.wards import present

THEM = an_actor("CB05", "Quách Lệ Thu", Role.OFFICER)


@pytest.fixture
def two(open_page):
    """Open a case for both of them."""

    def opened(code):
        pages = [open_page(f"/?as={who}") for who in ("CB03", "CB05")]
        for page in pages:
            the_map(page)
            open_case(page, code)
        return pages

    return opened


def case_of(ledger, code):
    return case_card(ledger, THEM, code, present(ledger)).state.case


def edit(page, *, area=None, officer=None, reason="Đo lại"):
    """Open the form about the case and type into it; saving is another matter."""
    page.get_by_role("button", name="Đổi cán bộ, sửa hồ sơ").click()
    change(page, area=area, officer=officer, reason=reason)


def change(page, *, area=None, officer=None, reason=""):
    if area:
        page.get_by_label("Diện tích ảnh hưởng (m²)").fill(area)
        page.get_by_label("Lý do sửa").fill(reason)
        page.get_by_label("Lý do sửa").press("Tab")
    if officer:
        page.get_by_role("combobox", name="Cán bộ phụ trách").click()
        page.get_by_role("option", name=officer).first.click()
    settled(page)


def press_save(page):
    page.get_by_role("button", name="Ghi", exact=True).click()


def saved(page):
    expect(page.get_by_text("Đã ghi.", exact=False).first).to_be_visible()
    settled(page)


def asked(page, *words):
    """The form shows the three versions and asks."""
    expect(page.get_by_text("mục này đã được người khác sửa", exact=False)).to_be_visible()
    for one in words:
        expect(page.locator(".st-key-panel")).to_contain_text(one)


def test_one_field_by_both_is_asked_and_mine_can_be_written_on_top(two, ledger):
    mine, theirs = two("XM-030")
    edit(mine, area="17,5")
    edit(theirs, area="18,5")
    press_save(theirs)
    saved(theirs)
    press_save(mine)
    asked(mine, "17,5 m²", "18,5 m²", "Quách Lệ Thu")
    assert case_of(ledger, "XM-030").affected_m2 == 18.5
    mine.get_by_label("Lý do sửa").fill("Bản đo của tôi mới hơn")
    mine.get_by_role("button", name="Ghi bản của tôi").click()
    saved(mine)
    assert case_of(ledger, "XM-030").affected_m2 == 17.5


def test_what_was_given_up_is_kept_in_the_log(two, ledger):
    mine, theirs = two("XM-032")
    edit(mine, area="20,5")
    edit(theirs, area="21,5")
    press_save(theirs)
    saved(theirs)
    press_save(mine)
    asked(mine, "20,5 m²")
    mine.get_by_role("button", name="Giữ bản hiện nay").click()
    settled(mine)
    assert case_of(ledger, "XM-032").affected_m2 == 21.5
    kinds = [entry.kind for entry in case_history(ledger, THEM, "XM-032")]
    assert kinds.count("edit.refused") == 1


def test_different_fields_by_both_are_merged_and_said_so(two, ledger):
    mine, theirs = two("XM-034")
    edit(mine, officer="Mai Chí Thuần")
    base = case_of(ledger, "XM-034")
    edit(theirs, area="22,5")
    press_save(theirs)
    saved(theirs)
    press_save(mine)
    saved(mine)
    now = case_of(ledger, "XM-034")
    assert (now.officer_code, now.affected_m2) == ("CB04", 22.5)
    assert base.officer_code != "CB04"


def test_the_same_value_by_both_is_no_conflict(two, ledger):
    mine, theirs = two("XM-035")
    for page in (mine, theirs):
        edit(page, area="23,5")
    for page in (theirs, mine):
        press_save(page)
        saved(page)
    assert case_of(ledger, "XM-035").affected_m2 == 23.5


def test_a_case_that_left_the_scope_meanwhile_is_one_sentence_and_nothing_typed_is_lost(
    two, ledger
):
    mine, theirs = two("XM-036")
    edit(mine, area="24,5")
    theirs.get_by_role("button", name="Đưa ra khỏi phạm vi").click()
    theirs.locator(".st-key-panel textarea").first.fill("Tim đường dời sang đất công")
    theirs.locator(".st-key-panel textarea").first.blur()
    settled(theirs)
    theirs.locator("[class*='st-key-save-leave'] button").click()
    expect(theirs.get_by_text("Đã đưa ra khỏi phạm vi", exact=False).first).to_be_visible()
    press_save(mine)
    expect(mine.get_by_test_id("stAlert").first).to_be_visible()
    assert not case_of(ledger, "XM-036").in_scope
    assert case_of(ledger, "XM-036").affected_m2 != 24.5


def test_both_press_save_in_one_second_and_one_of_them_is_asked(two, ledger):
    mine, theirs = two("XM-037")
    edit(mine, area="25,5")
    edit(theirs, area="26,5")
    for page in (mine, theirs):
        page.evaluate(
            "() => setTimeout(() => document.querySelector("
            "\"[class*='st-key-save-assign'] button\").click(), 600)"
        )
    question = "mục này đã được người khác sửa"
    for page in (mine, theirs):
        page.wait_for_timeout(700)
        settled(page)
    shown = [page.get_by_text(question, exact=False).count() for page in (mine, theirs)]
    assert sorted(shown) == [0, 1]
    assert case_of(ledger, "XM-037").affected_m2 in {25.5, 26.5}


def test_a_form_that_was_open_for_a_day_is_compared_with_what_it_opened_on(two, ledger):
    mine, _theirs = two("XM-038")
    edit(mine, area="27,5")
    base = case_of(ledger, "XM-038")
    tomorrow = present(ledger) + timedelta(days=1)
    changed = replace(base, affected_m2=28.5)
    edit_case(ledger, THEM, base=base, mine=changed, reason="Đo lại", now=tomorrow)
    press_save(mine)
    asked(mine, "27,5 m²", "28,5 m²", "08/04/2014")
    assert case_of(ledger, "XM-038").affected_m2 == 28.5


def test_an_import_of_the_map_meanwhile_leaves_the_form_and_its_case_alone(two, ledger, tmp_path):
    mine, _theirs = two("XM-039")
    edit(mine, area="29,5")
    file = same_parcels(ledger, tmp_path)
    administrator = an_actor("QT", "Quản trị phường", Role.ADMINISTRATOR)
    report = import_parcels(ledger, administrator, file, now=present(ledger))
    assert report.saved is not None
    press_save(mine)
    saved(mine)
    assert case_of(ledger, "XM-039").affected_m2 == 29.5


def test_a_change_of_many_cases_meanwhile_is_a_conflict_for_the_same_field_only(two, ledger):
    mine, _theirs = two("XM-040")
    edit(mine, officer="Mai Chí Thuần")
    write_many(
        ledger,
        THEM,
        EditCases({"officer_code": "CB07"}),
        case_codes=["XM-040", "XM-041", "XM-042"],
        now=present(ledger),
    )
    press_save(mine)
    asked(mine, "Mai Chí Thuần", "Tô Hữu Lành")
    assert case_of(ledger, "XM-040").officer_code == "CB07"


def test_two_steps_of_one_case_by_both_are_both_kept(two, ledger):
    mine, theirs = two("XM-056")
    for page, step in ((mine, "Đã đo đạc"), (theirs, "Đã vận động")):
        open_tab(page, "Bước")
        page.get_by_role("button", name=step, exact=False).first.click()
        settled(page)
        press_save(page)
        expect(page.get_by_text("Đã ghi bước", exact=False).first).to_be_visible()
    marks = case_card(ledger, THEM, "XM-056", present(ledger)).state.marks
    assert {"surveyed", "contacted"} <= {code for code, one in marks.items() if one.done_on}
