"""Help beside every page: what it is for and what to press, in a few lines."""

import streamlit as st
from streamlit.navigation.page import Page

from trackers.ui.widgets import plain
from trackers.words import say


def show(page: str, guide: Page) -> None:
    """Show the button; `page` is the page's file name, `guide` the page with the guides."""
    lines = lines_of(page)
    with st.popover("?", help=say("Trợ giúp"), key="help"):
        plain.lines(lines)
        st.page_link(guide, label=say("Hướng dẫn theo vai trò, có gì mới"))


def lines_of(page: str) -> tuple[str, ...]:
    """Give the help of a page; empty for one that has none."""
    return {
        "map": (
            say("Bấm một thửa, hoặc tìm theo tên hộ, tờ/thửa, mã hồ sơ; hồ sơ mở bên phải."),
            say("Bấm một dòng chú giải để chỉ xem nhóm đó; bấm lại để bỏ."),
            say("“Ghi lần vận động” ghi ngay cho hộ đang mở."),
        ),
        "timelines": (
            say("Mỗi mốc có kế hoạch, dự kiến và thực tế; mốc chờ thửa nào thì nêu thửa đó."),
            say("Chọn một ngày đã qua để xem lại đúng ngày ấy."),
        ),
        "overview": (
            say("Bấm một con số để mở bản đồ với đúng các hồ sơ được đếm."),
            say("Tải bảng về Excel hoặc CSV ở cuối bảng."),
        ),
        "visiting": (
            say("Việc tính cả hồ sơ bạn đang thay người vắng."),
            say("Danh sách đi hôm nay xếp theo đường đi; in ra tờ A4 được."),
        ),
        "imports": (
            say("Xem trước rồi mới nhập; một dòng sai thì cả tệp không được nhập."),
            say("Hồ sơ đang có không bao giờ bị bỏ khi nhập lớp thửa mới."),
        ),
        "registers": (
            say("Tìm, bấm một dòng để mở, sửa; hoặc thêm mới."),
            say("Cán bộ: ghi vắng mặt và người thay; quản trị mời dùng tài khoản ở đây."),
        ),
        "administration": (
            say("Mã niêm phong ghi vào biên bản thì không ai viết lại được nhật ký trước đó."),
            say("Mỗi tuần tải một bản sao lưu, cất xa máy; giữ riêng tệp khoá."),
        ),
    }.get(page, ())
