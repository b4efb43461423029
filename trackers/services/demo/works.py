"""The four works: what they are, what was built by when, and what they bring."""

from datetime import date

from trackers.domain.projects import (
    Progress,
    Project,
    ProjectKind,
    ProjectStatus,
    Target,
)
from trackers.services.demo.calendar import day

ROAD = "XM"
ROAD_LEAD = "CB03"
ROAD_LENGTH_M = 1900.0
# Nền 5,0 m.
ROAD_WIDTHS = ((0.0, 2.5, 2.5),)
ROAD_NAME = "Đường Xẻo Mây – Thới An Đông"
ROAD_STARTS = date(2013, 11, 18)
_INVESTOR = "UBND quận Bình Thủy"

# Needs all of the work: no stretch, no width.
_WHOLE = (None, None, None)
PROJECTS = (
    Project(
        "HC",
        "Khu hành chính phường",
        ProjectKind.ADMIN,
        ProjectStatus.IMPLEMENTATION,
        _INVESTOR,
        "Ngân sách quận, thành phố hỗ trợ 40 %",
        9_860_000_000,
        "Công ty TNHH Xây dựng Phù Sa Vàng (giả định)",
        "CB02",
        "Nhà làm việc 1 trệt 1 lầu, hội trường 120 chỗ, sân, hàng rào",
        "Khu hành chính phường đang hoàn thiện, dự kiến đưa vào sử dụng cuối tháng 4/2014.",
        benefits=(
            ("Làm thủ tục hành chính ở một nơi, hội trường cho khu vực họp dân", (), *_WHOLE),
        ),
    ),
    Project(
        "YT",
        "Trạm Y tế phường",
        ProjectKind.HEALTH,
        ProjectStatus.MAINTENANCE,
        _INVESTOR,
        "Ngân sách thành phố",
        4_120_000_000,
        "Công ty CP Xây lắp Bến Sỏi (giả định)",
        "CB02",
        "Nhà trạm 1 trệt 1 lầu, 12 giường lưu, vườn thuốc nam",
        "Trạm Y tế phường đã khánh thành ngày 27/02/2014, khám bệnh các ngày trong tuần.",
        benefits=(("Khám, chữa bệnh ban đầu cho người dân toàn phường", (), *_WHOLE),),
    ),
    Project(
        "MN",
        "Trường Mầm non",
        ProjectKind.SCHOOL,
        ProjectStatus.IMPLEMENTATION,
        _INVESTOR,
        "Ngân sách quận và xã hội hóa",
        14_750_000_000,
        "Công ty TNHH Xây dựng Cồn Bần (giả định)",
        "CB02",
        "10 nhóm lớp, bếp ăn một chiều, sân chơi, lối vào 6 m",
        "Trường Mầm non đang xây phần thô khối lớp học; sân chơi và lối vào làm sau.",
        benefits=(("Thêm chỗ học cho 300 trẻ từ 18 tháng đến 5 tuổi", ("KV4",), *_WHOLE),),
    ),
    Project(
        ROAD,
        ROAD_NAME,
        ProjectKind.ROAD,
        ProjectStatus.PREPARATION,
        _INVESTOR,
        "Nhà nước và nhân dân cùng làm: ngân sách 70 %, dân hiến đất, công và vật tư",
        6_980_000_000,
        "Chưa chọn nhà thầu",
        "CB03",
        "Dài 1.900 m; đường cũ 2,0–2,5 m; nền 5,0 m, mặt 3,5 m",
        "Đường đang được vận động người dân hiến đất để mở rộng lên 3,5 m mặt đường. Việc hiến "
        "đất là tự nguyện. Thắc mắc, xin liên hệ UBND phường.",
        length_m=ROAD_LENGTH_M,
        widths=ROAD_WIDTHS,
        # Invented: what a province lets nobody divide further.
        least_remaining_m2=40.0,
        benefits=(
            ("Xe lấy rác vào Khu vực 1", ("KV1",), 0.0, 520.0, 3.5),
            (
                "Đường ngắn hơn đến Trạm Y tế và Khu hành chính",
                ("KV1", "KV2", "KVRS", "KVVN"),
                *(None, None, 3.5),
            ),
        ),
    ),
)
TOTALS = {project.code: project.total_investment_vnd or 0 for project in PROJECTS}

_TARGETS = {
    "YT": "31/12/2012 2 · 28/02/2013 7",
    "HC": "31/03/2013 3 · 31/05/2013 6 · 30/06/2013 9",
    "MN": "30/06/2013 4 · 31/07/2013 12 · 31/12/2013 16",
    ROAD: "31/03 25 · 30/04 60 · 31/05 100 · 30/06 130 · 31/07 148",
}
# The day, % of volume, % of the total investment disbursed since the start.
_PROGRESS = {
    "YT": "31/05/2013 3 8 · 30/06/2013 15 14 · 31/07/2013 29 25 · 31/08/2013 44 38 · "
    "30/09/2013 58 52 · 31/10/2013 70 63 · 30/11/2013 83 75 · 31/12/2013 92 84 · "
    "29/01 97 90 · 27/02 100 90 · 31/03 100 95",
    "HC": "31/08/2013 2 10 · 30/09/2013 11 12 · 31/10/2013 24 20 · 30/11/2013 38 33 · "
    "31/12/2013 55 47 · 29/01 70 61 · 28/02 81 70 · 31/03 93 80 · 04/04 94 82",
    "MN": "31/12/2013 4 10 · 29/01 15 14 · 28/02 29 24 · 31/03 45 38 · 04/04 48 40",
    ROAD: "28/02 0 0 · 31/03 0 3",
}


def targets() -> list[Target]:
    """Give the targets of handed-over cases."""
    return [
        Target(code, day(on), int(count))
        for code, text in _TARGETS.items()
        for on, count in (part.split() for part in text.split(" · "))
    ]


def progress() -> list[Progress]:
    """Give what was built and paid by each day."""
    return [
        Progress(code, day(on), float(volume), TOTALS[code] * int(paid) // 100)
        for code, text in _PROGRESS.items()
        for on, volume, paid in (part.split() for part in text.split(" · "))
    ]
