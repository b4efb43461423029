"""The shipped templates, made by `python -m trackers.services.word_files.building`.

What is shipped is what this makes: a test compares.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from trackers.domain.papers import Paper
from trackers.services.word_files.layout import CENTRE, LEFT, Sheet

FOLDER = Path(__file__).with_name("shipped")
_FOOT = "{{ niem_phong }}"


def minutes() -> bytes:
    """Give the template of the minutes (biên bản) of a review."""
    page = Sheet()
    page.page_numbers(_FOOT)
    page.head("BB-UBND")
    page.title(
        "BIÊN BẢN", "Họp giao ban tuần {{ tuan }}/{{ nam_tuan }} ({{ tuan_tu }} – {{ tuan_den }})"
    )
    page.tag("{%p if du_thao %}")
    page.add("(Dự thảo: kỳ họp chưa đóng trong chương trình)", align=CENTRE, italic=True)
    page.tag("{%p endif %}")
    page.add("Thời gian bắt đầu: {{ gio_mo }}, ngày {{ ngay }} tháng {{ thang }} năm {{ nam }}.")
    page.add(
        "Địa điểm: ..........................................................................."
    )
    page.heading("I. THÀNH PHẦN THAM DỰ")
    page.add(
        "1. Chủ trì: {{ chu_tri.ten }}"
        "{% if chu_tri.chuc_danh %} – {{ chu_tri.chuc_danh }}{% endif %}."
    )
    page.add(
        "2. Thư ký (người ghi biên bản): {% if thu_ky.ten %}{{ thu_ky.ten }}"
        "{% if thu_ky.chuc_danh %} – {{ thu_ky.chuc_danh }}{% endif %}{% else %}"
        "..............................{% endif %}."
    )
    page.add("3. Có mặt: {{ so_co_mat }} người.")
    _people(page, "co_mat")
    page.add("4. Vắng: {{ so_vang }} người.")
    _people(page, "vang")
    page.tag("{%p if khach %}")
    page.add("5. Thành phần khác: {{ khach }}")
    page.tag("{%p endif %}")
    page.heading("II. NỘI DUNG")
    page.add("{{ so_lieu_den }}.", italic=True)
    _agenda(page)
    _concluded(page)
    return page.bytes()


def _concluded(page: Sheet) -> None:
    """Add what was decided and closed, the end of the meeting, and who signs."""
    page.heading("III. KẾT LUẬN")
    _table(page, "co_ket_luan", "bang_ket_luan", "Người chủ trì kết luận, giao việc như sau:")
    page.tag("{%p if not co_ket_luan %}")
    page.add("Kỳ họp không có kết luận mới.")
    page.tag("{%p endif %}")
    _table(
        page, "co_ket_luan_dong", "bang_ket_luan_dong", "Kết luận đã thực hiện, đóng tại kỳ họp:"
    )
    page.tag("{%p if nhan_xet %}")
    page.add("Ghi chú: {{ nhan_xet }}")
    page.tag("{%p endif %}")
    page.add(
        "Cuộc họp kết thúc vào ...... giờ ...... cùng ngày. Biên bản đã được đọc lại cho những "
        "người dự họp cùng nghe và thống nhất nội dung./."
    )
    page.signatures(("THƯ KÝ", "{{ thu_ky.ten }}"), ("CHỦ TRÌ", "{{ chu_tri.ten }}"))
    page.receivers("- Như thành phần họp;", "- Lưu: VT, hồ sơ.")
    _notice(page)


def _people(page: Sheet, field: str) -> None:
    page.tag(f"{{%p for nguoi in {field} %}}")
    page.add("- {{ nguoi.ten }}{% if nguoi.chuc_danh %} – {{ nguoi.chuc_danh }}{% endif %};")
    page.tag("{%p endfor %}")


def _agenda(page: Sheet) -> None:
    page.tag("{%p for muc in noi_dung %}")
    page.heading("{{ muc.so }}. {{ muc.ten }}")
    page.tag("{%p for dong in muc.dong %}")
    page.add("{{ dong.chu }}")
    page.tag("{%p endfor %}")
    page.tag("{%p for b in muc.bang %}")
    page.tag("{%p if b.ten %}")
    page.add("{{ b.ten }}", italic=True, keep=True)
    page.tag("{%p endif %}")
    page.tag("{{p b.bang }}")
    page.tag("{%p endfor %}")
    _table(page, "muc.co_ket_luan", "muc.ket_luan", "Kết luận:")
    page.tag("{%p endfor %}")


def _table(page: Sheet, flag: str, table: str, words: str) -> None:
    """Add words and a table, where there is one."""
    page.tag(f"{{%p if {flag} %}}")
    page.add(words, keep=True)
    page.tag(f"{{{{p {table} }}}}")
    page.tag("{%p endif %}")


def _notice(page: Sheet) -> None:
    page.tag("{%p if ghi_chu %}")
    page.add("{{ ghi_chu }}", align=LEFT, size=11, italic=True)
    page.tag("{%p endif %}")


def weekly() -> bytes:
    """Give the template of the weekly report for the office."""
    page = _report("BC-UBND", "")
    page.heading("II. HỒ SƠ CÒN VƯỚNG MẮC")
    _table(
        page,
        "co_vuong_mac",
        "bang_vuong_mac",
        "Các hồ sơ còn vướng mắc, người phụ trách, hạn xử lý:",
    )
    page.tag("{%p if not co_vuong_mac %}")
    page.add("Không còn hồ sơ vướng mắc.")
    page.tag("{%p endif %}")
    page.heading("III. MỐC TIẾN ĐỘ")
    _milestones(page)
    page.heading("IV. VIỆC TUẦN {{ tuan }}/{{ nam_tuan }} ({{ tuan_tu }} – {{ tuan_den }})")
    _table(page, "co_ket_luan", "bang_ket_luan", "Kết luận của kỳ họp giao ban:")
    page.tag("{%p if not co_ket_luan %}")
    page.add("Kỳ họp không có kết luận mới.")
    page.tag("{%p endif %}")
    _signed(page)
    page.lying()
    page.add("PHỤ LỤC 1. TỔNG HỢP THEO CÔNG TRÌNH", align=CENTRE, bold=True, keep=True)
    page.add("{{ so_lieu_den }}", align=CENTRE, italic=True, keep=True)
    page.tag("{{p bang_tong_hop }}")
    page.add(
        "PHỤ LỤC 2. BẢN ĐỒ", align=CENTRE, bold=True, keep=True
    ).paragraph_format.page_break_before = True
    page.add("{{ ban_do }}", align=CENTRE)
    page.tag("{%p for cong_trinh in ban_do_cong_trinh %}")
    page.add("{{ cong_trinh.ban_do }}", align=CENTRE)
    page.tag("{%p endfor %}")
    return page.bytes()


def weekly_public() -> bytes:
    """Give the template of the weekly report for everybody: no names, no obstacles."""
    page = _report("TB-UBND", "Việc hiến đất là tự nguyện. Thắc mắc, xin liên hệ UBND phường.")
    page.tag("{%p for ct in cong_trinh %}")
    page.add("{{ ct.ten }} ({{ ct.tinh_trang }}): {{ ct.loi }}")
    page.tag("{%p endfor %}")
    page.heading("II. MỐC TIẾN ĐỘ")
    _milestones(page)
    _signed(page)
    page.lying()
    page.add("PHỤ LỤC. BẢN ĐỒ CÔNG TRÌNH", align=CENTRE, bold=True, keep=True)
    page.add("{{ ban_do }}", align=CENTRE)
    return page.bytes()


def _report(sign: str, words: str) -> Sheet:
    """Begin a weekly report: head, title, what was handed over."""
    page = Sheet()
    page.page_numbers("" if words else _FOOT)
    page.head(sign)
    kind = "THÔNG BÁO" if words else "BÁO CÁO"
    page.title(
        kind,
        "Tiến độ giải phóng mặt bằng tuần {{ tuan_bao_cao }}/{{ nam_bao_cao }}"
        " ({{ bao_cao_tu }} – {{ bao_cao_den }})",
    )
    page.heading("I. KẾT QUẢ BÀN GIAO MẶT BẰNG")
    page.add("{{ so_lieu_den }}.", italic=True)
    page.tag("{%p for cau in tom_tat %}")
    page.add("{{ cau.chu }}")
    page.tag("{%p endfor %}")
    page.tag("{{p bang_ban_giao }}")
    if words:
        page.add(words)
    return page


def _milestones(page: Sheet) -> None:
    page.tag("{%p if co_moc %}")
    page.tag("{{p bang_moc }}")
    page.tag("{%p endif %}")
    page.tag("{%p if not co_moc %}")
    page.add("Không có mốc tiến độ để nêu trong tuần.")
    page.tag("{%p endif %}")


def _signed(page: Sheet) -> None:
    page.closing("TM. ỦY BAN NHÂN DÂN", "- Như trên;", "- Lưu: VT.")
    _notice(page)


MAKERS: dict[Paper, Callable[[], bytes]] = {
    Paper.MINUTES: minutes,
    Paper.WEEKLY: weekly,
    Paper.WEEKLY_PUBLIC: weekly_public,
}


def shipped(paper: Paper) -> bytes:
    """Give the template that the program brings along."""
    return (FOLDER / f"{paper.value}.docx").read_bytes()


def main() -> None:
    """Write the shipped templates anew."""
    FOLDER.mkdir(exist_ok=True)
    for paper, make in MAKERS.items():
        (FOLDER / f"{paper.value}.docx").write_bytes(make())
        sys.stdout.write(f"{paper.value}.docx\n")


if __name__ == "__main__":
    main()
