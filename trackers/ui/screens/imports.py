"""Taking real files in: parcels from a map file, household lists from a workbook."""

import streamlit as st

from trackers.domain.rights import Action
from trackers.ui.context import Desk, desk
from trackers.ui.widgets import plain, report
from trackers.ui.widgets.forms import household_file, parcel_file
from trackers.words import say


def show(at: Desk) -> None:
    """Show the two kinds of file."""
    report.style()
    report.title(say("Nhập dữ liệu"), say("Chỉ ghi khi cả tệp đều đúng"))
    if not at.may(Action.IMPORT_FILES):
        plain.note(say("Chỉ cán bộ và quản trị nhập tệp được. Hãy nhờ người có quyền."))
        return
    maps, lists = st.tabs([say("Thửa đất (bản đồ)"), say("Danh sách hộ")])
    with maps:
        if at.writes_everywhere(Action.IMPORT_FILES):
            parcel_file.form(at)
        else:
            plain.note(say("Bản đồ thửa là của cả phường: hãy nhờ quản trị nhập."))
    with lists:
        household_file.form(at)


show(desk())
