"""Who works in the demo ward, its areas, and who is in charge of which case."""

from dataclasses import replace
from datetime import date

from trackers.domain.people import Grant, Officer, Role
from trackers.domain.tracks import TrackCode
from trackers.domain.wards import Area

_OFFICERS = (
    # Posts whose holders the newspaper names stay accounts of the post, without a name.
    Officer("CT", "Chủ tịch UBND phường", "Tài khoản chức danh", Role.CHAIR, "", "CB01"),
    Officer("PBT", "Phó Bí thư Thường trực", "Tài khoản chức danh", Role.CHAIR),
    Officer(
        "CB01", "Ninh Quốc Thạnh", "Phó Chủ tịch UBND phường", Role.CHAIR, "chủ trì giao ban", "CT"
    ),
    Officer(
        "CB02",
        "Thạch Ngọc Diễm",
        "Địa chính – Xây dựng",
        Role.OFFICER,
        "44 hồ sơ thu hồi",
        "CB03",
    ),
    Officer("CB03", "Lữ Hoài Ân", "Địa chính – Xây dựng", Role.OFFICER, "XM-029…056", "CB02"),
    Officer("CB04", "Mai Chí Thuần", "Phó Chủ tịch UBMTTQ", Role.OFFICER, "XM-001…028", "CB03"),
    Officer("CB05", "Quách Lệ Thu", "Chủ tịch Hội LHPN", Role.OFFICER, "XM-057…095", "CB06"),
    Officer("CB06", "Hàng Mỹ Kiều", "Phó Chủ tịch Hội LHPN", Role.OFFICER, "", "CB05"),
    Officer("CB07", "Tô Hữu Lành", "Chủ tịch Hội Nông dân", Role.OFFICER, "XM-096…123", "CB08"),
    Officer("CB08", "Đổng Nhựt Tân", "Bí thư Đoàn phường", Role.OFFICER, "XM-124…136", "CB07"),
    Officer("CB09", "Âu Thị Mười", "Văn phòng – Thống kê", Role.OFFICER, "thư ký giao ban", "CB06"),
    Officer("KV-1", "Kha Vĩnh Lợi", "Trưởng khu vực 1", Role.OFFICER, "đi cùng tổ"),
    Officer("KV-RS", "Giang Tấn Lộc", "Trưởng khu vực Rạch Sen", Role.OFFICER, "đi cùng tổ"),
)
# ID numbers are for those who measure and pay.
_SEES_IDS = {"CB01", "CB02", "CB03"}
OFFICERS = tuple(
    replace(one, grants=(Grant.IDS, Grant.MONEY) if one.code in _SEES_IDS else (Grant.MONEY,))
    for one in _OFFICERS
)
AREAS = (
    Area(
        "KV1",
        "Khu vực 1",
        "Km0+000–0+520, nhà hai bên, đường 2,0 m; xe lấy rác chưa vào được; 118 hộ dân.",
        responsible="CB04",
        head="KV-1",
        team=("CB04", "CB03", "KV-1"),
        outsiders="Chi hội Phụ nữ, Chi đoàn khu vực",
    ),
    Area(
        "KV2",
        "Khu vực 2",
        "Km0+520–0+980, từ Km0+800 bên trái là rạch.",
        responsible="CB05",
        team=("CB05", "CB06"),
    ),
    Area(
        "KVRS",
        "Khu vực Rạch Sen",
        "Km0+980–1+500, một bên rạch, vườn dừa.",
        responsible="CB07",
        head="KV-RS",
        team=("CB07", "CB08", "KV-RS"),
    ),
    Area(
        "KVVN",
        "Khu vực Vàm Nhỏ",
        "Km1+500–1+900, giáp Thới An Đông; Km1+760–1+900 là đường dẫn cầu.",
        responsible="CB08",
        team=("CB08", "CB07", "CB02"),
    ),
    Area("KV3", "Khu vực 3", "Khu hành chính, trạm y tế.", responsible="CB02", team=("CB02",)),
    Area("KV4", "Khu vực 4", "Trường mầm non.", responsible="CB02", team=("CB02",)),
)
AREA_NAMES = {area.code: area.name for area in AREAS}

# CB05 has been away since 31/03; nobody typed it in until the Friday (DEMO_WARD, story 5).
AWAY, COVER = "CB05", "CB06"
AWAY_FROM, AWAY_TO, AWAY_RECORDED = date(2014, 3, 31), date(2014, 4, 18), date(2014, 4, 4)
AWAY_REASON = "Học lớp trung cấp chính trị"

LAST_DONATION = 136
_DECLINED = 149
_IN_CHARGE = ((28, "CB04"), (56, "CB03"), (95, "CB05"), (123, "CB07"), (LAST_DONATION, "CB08"))
COVERS = {officer.code: officer.cover_code for officer in OFFICERS}
# Heads of areas who go along with the team.
COMPANIONS = {"KV1": "KV-1", "KVRS": "KV-RS"}


def number_of(code: str) -> int:
    """Give the number of a case in its project."""
    return int(code.rsplit("-", 1)[1])


def track_of(code: str) -> TrackCode:
    """Give the track of a case: gifts along the road, recovery for the bridge and the sites."""
    number = number_of(code)
    given = code.startswith("XM-") and (number <= LAST_DONATION or number == _DECLINED)
    return TrackCode.DONATION if given else TrackCode.RECOVERY


def officer_of(code: str) -> str:
    """Give the officer in charge of a case."""
    if track_of(code) is TrackCode.RECOVERY:
        return "CB02"
    number = number_of(code)
    if number == _DECLINED:
        return "CB04"
    return next(officer for last, officer in _IN_CHARGE if number <= last)
