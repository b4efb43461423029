"""The script Streamlit runs: the ward, who asks, the header, then the page."""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from trackers.config import settings
from trackers.domain.account_errors import SignInNeeded
from trackers.domain.errors import UnknownRecord
from trackers.domain.rights import Action
from trackers.services.signing_in import wards_of
from trackers.services.site import open_site
from trackers.ui import context, drafts, messages, selecting, signed_out, state
from trackers.ui.widgets import header
from trackers.words import say, use_language

HERE = Path(__file__).resolve().parent
# File, title, address of each page, in the order of the menu.
SCREENS = (
    ("map", "Bản đồ", ""),
    ("timelines", "Tiến độ", "tien-do"),
    ("overview", "Tổng hợp", "tong-hop"),
    ("review", "Giao ban", "giao-ban"),
    ("visiting", "Việc của tôi", "viec-cua-toi"),
    ("imports", "Nhập dữ liệu", "nhap-du-lieu"),
    ("registers", "Danh mục", "danh-muc"),
    ("administration", "Quản trị", "quan-tri"),
    ("help", "Trợ giúp", "tro-giup"),
)
# The last one, behind the “?” of every page and not in the menu.
HELP = "help"
# Pages that can show a day that is over; the others let go of it.
LOOK_BACK = {url for name, _, url in SCREENS if name in {"map", "timelines", "overview"}}
# Pages that only those with the right find in their menu; services refuse the others anyway.
NEEDS = {"administration": Action.MANAGE_WARD}


def main() -> None:
    """Show one page."""
    st.set_page_config(
        page_title="Mặt Bằng",
        page_icon=str(HERE / "favicon.svg"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.html(HERE / "style.css")
    use_language(state.language() or settings().language)
    pages = _pages()
    page = st.navigation(pages, position="hidden")
    state.adopt_address(page.url_path)
    if page.url_path not in LOOK_BACK:
        state.look_back(None)
    try:
        refused = _open_desk()
    except SignInNeeded:
        signed_out.show()
        return
    drafts.restore(context.desk())
    header.show(context.desk(), _menu(pages), _name_of(page), pages[-1])
    st.html(state.address_script(), unsafe_allow_javascript=True)
    drafts.script()
    messages.say_remembered()
    for error in refused:
        messages.show_error(error)
    page.run()
    drafts.keep(context.desk())


def _pages() -> list[Page]:
    return [
        st.Page(f"screens/{name}.py", title=say(title), url_path=url or None, default=not url)
        for name, title, url in SCREENS
    ]


def _menu(pages: list[Page]) -> list[tuple[Page, str]]:
    """Give the pages of the menu with their titles."""
    at = context.desk()
    return [
        (page, say(title))
        for page, (name, title, _) in zip(pages, SCREENS, strict=True)
        if name != HELP and (name not in NEEDS or at.may(NEEDS[name]))
    ]


def _name_of(page: Page) -> str:
    """Give the name of a page's file."""
    return next((name for name, _, url in SCREENS if url == page.url_path), "")


def _open_desk() -> list[UnknownRecord]:
    """Open the ward the address names, else the first; give what was refused of the address."""
    chosen = settings()
    store = open_site(chosen.data_dir, chosen.database_url, chosen.key_file)
    token = st.context.cookies.get(chosen.cookie, "")
    codes = wards_of(store, token, datetime.now(UTC))
    signed_out.keep_apart(token)
    refused = []
    if state.raw("ward") not in {"", *codes}:
        refused.append(UnknownRecord(kind="ward", code=state.raw("ward")))
        state.put("ward", None)
    ward = state.raw("ward") or codes[0]
    masked = state.raw("mask") == "1"
    at = context.open_desk(
        store, chosen, ward=ward, token=token, chosen=state.raw("as"), masked=masked
    )
    return refused + selecting.drop_unknown(at) + selecting.check(at)


main()
