"""Two people at two windows, and words that try to be more than words."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.domain.making import an_actor
from tests.e2e.acting import counts, fact, open_case, open_tab, settled, the_map, wait_for_fact
from tests.tiny import agree_freely
from trackers.domain.people import Role
from trackers.domain.tracks import StepMark, StepState
from trackers.services.cases import case_card
from trackers.services.steps import set_step
from trackers.services.wards import present

OFFICER = an_actor("CB05", "Quách Lệ Thu", Role.OFFICER)
WITHIN_MS = 5000


def save_elsewhere(ledger, code, step, **more):
    now = present(ledger)
    mark = StepMark(step, StepState.DONE, (now - timedelta(days=1)).date(), **more)
    return set_step(ledger, OFFICER, case_code=code, mark=mark, now=now).revision


def test_a_save_recolours_the_other_window_within_five_seconds_and_nothing_jumps(open_page, ledger):
    agree_freely(ledger, "XM-047", OFFICER, now=present(ledger))
    mine, theirs = open_page("/?as=CB03"), open_page("/?as=CB07")
    other = the_map(theirs)
    before = counts(other)
    view, mounts = fact(other, "view"), fact(other, "mounts")
    the_map(mine)
    open_case(mine, "XM-047")
    open_tab(mine, "Bước")
    mine.get_by_role("button", name="Đã ký văn bản tặng cho/biên bản hiến đất").click()
    mine.get_by_role("button", name="Ghi", exact=True).click()
    expect(mine.get_by_text("Đã ghi bước", exact=False).first).to_be_visible()
    wait_for_fact(
        other,
        "(data, n) => JSON.parse(data.counts).signed === n",
        before["signed"] + 1,
        timeout=WITHIN_MS,
    )
    assert counts(other)["agreed"] == before["agreed"] - 1
    assert (fact(other, "view"), fact(other, "mounts")) == (view, mounts)


def test_another_persons_save_never_touches_what_one_is_typing(open_page, ledger):
    page = open_page("/?as=CB07")
    the_map(page)
    open_case(page, "XM-130")
    page.get_by_role("button", name="Ghi lần vận động").first.click()
    note = page.get_by_label("Nội dung")
    note.fill("Đang gõ dở thì có người khác lưu")
    save_elsewhere(ledger, "XM-130", "surveyed")
    open_tab(page, "Bước")
    expect(page.get_by_role("button", name="Đã đo đạc ·", exact=False)).to_be_visible(
        timeout=WITHIN_MS
    )
    expect(note).to_have_value("Đang gõ dở thì có người khác lưu")


def test_two_people_setting_one_step_get_a_form_that_shows_both(open_page, ledger):
    page = open_page("/?as=CB03")
    the_map(page)
    open_case(page, "XM-031")
    open_tab(page, "Bước")
    page.get_by_role("button", name="Đã đo đạc", exact=False).first.click()
    page.get_by_label("Ghi chú, số văn bản").fill("Đo theo bản của tôi")
    save_elsewhere(ledger, "XM-031", "surveyed", note="Đo theo bản kia")
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.get_by_text("Của bạn", exact=False).first).to_be_visible()
    expect(page.get_by_text("Đo theo bản của tôi", exact=False).first).to_be_visible()
    expect(page.get_by_text("Đo theo bản kia", exact=False).first).to_be_visible()
    expect(page.get_by_text("Quách Lệ Thu", exact=False).first).to_be_visible()


HOSTILE = (
    "<script>window.harmed=1</script><img src=x onerror='window.harmed=1'> `ls` ${1+1} "
    "{{7*7}} {% x {# y $x^2$ :material/home: [a](javascript:alert(1)) **đậm** #E69F00"
)


@pytest.fixture
def noted(ledger):
    from datetime import date  # noqa: PLC0415

    from tests.domain.making import a_visit  # noqa: PLC0415
    from trackers.services.contacts import record_visit  # noqa: PLC0415

    home = case_card(ledger, OFFICER, "XM-072", present(ledger)).households[0].code
    visit = a_visit(
        date(2014, 4, 5),
        contact_id="",
        household_code=home,
        note=HOSTILE,
        promise=HOSTILE,
        met=HOSTILE,
        promise_on=date(2014, 4, 12),
    )
    record_visit(ledger, OFFICER, visit=visit, now=present(ledger))


def test_a_note_is_shown_as_written_and_executes_and_evaluates_nothing(open_page, noted):
    page = open_page()
    frame = the_map(page)
    open_case(page, "XM-072")
    open_tab(page, "Vận động")
    expect(page.get_by_text(HOSTILE).locator("visible=true").first).to_be_visible()
    open_tab(page, "Quá trình xử lý")
    settled(page)
    assert page.evaluate("() => window.harmed") is None
    assert frame.evaluate("() => window.harmed") is None
    assert "49" not in page.locator(".st-key-panel").inner_text().replace(HOSTILE, "").split()
    assert page.errors == []
    assert page.context.outside == []
