"""The invented households: names of the delta, none of them an officer's."""

from dataclasses import dataclass, replace
from random import Random

from trackers.domain.households import Heir, Household
from trackers.services.demo.people import AREA_NAMES
from trackers.services.demo.stages import first_of
from trackers.services.demo.telling import Place

# None of the officers' family names is among these.
_FAMILY = (
    "Nguyễn|Nguyễn|Nguyễn|Nguyễn|Trần|Trần|Trần|Lê|Lê|Phạm|Phạm|Huỳnh|Huỳnh|Võ|Võ|Đặng|Bùi|Dương|"
    "Ngô|Phan|Lâm|Trương|Hồ|Thái|Mạc|La|Từ|Châu|Ung|Cao"
)
_MIDDLE_MEN = "Văn|Văn|Văn|Hữu|Thanh|Minh|Hoàng|Phước|Công|Tấn"
_MIDDLE_WOMEN = "Thị|Thị|Thị|Thị Ngọc|Thị Kim|Thị Mỹ|Thị Bích|Thị Cẩm"
_MEN = (
    "Bảy|Đẹt|Ửng|Tám|Sáu|Mười Hai|Lượm|Thới|Đực|Nhàn|Lợi|Phúc|Nghĩa|Hiền|Đông|Hùng|Dũng|Khải|"
    "Cường|Tường|Sang|Xuyên|Nhí|Tèo|Chiến|Giàu|Hậu|Khởi|Lập|Nhanh|Ký|Rạng"
)
_WOMEN = (
    "Thủy|Thuỷ|Ửng|Út|Lan|Huệ|Cúc|Sương|Đẹp|Hoa|Lài|Chín|Gấm|Lụa|Phượng|Tuyết|Bé Ba|Nhanh|Hường|"
    "Nguyệt|Xuân|Hạnh|Thắm|Loan|Nhiều|Ánh|Bé Năm|Diệp|Lệ|Tươi"
)
_TWICE = "Nguyễn Văn Út"

# Holder, pronoun, co-owners and a note of those whom a story names.
_TOLD: dict[str, tuple[str, str, tuple[str, ...], str]] = {
    "XM-015": (_TWICE, "Chú", ("Trần Thị Thuỷ",), "Có ba thửa trên tuyến."),
    "XM-118": (_TWICE, "Anh", ("Lê Thị Huệ",), "Trùng tên với một hộ ở Khu vực 1."),
    "XM-022": ("Bùi Văn Hậu", "Anh", (), "Đi làm ở Bình Dương; mẹ giữ nhà."),
    "XM-031": (
        "Phan Văn Rạng",
        "Cô",
        (),
        "Ông mất năm 2011; vợ sang Úc với con; cháu giữ nhà. Chưa phân chia di sản.",
    ),
    "XM-047": ("Trương Hữu Khởi", "Bác", ("Phạm Thị Nhiều", "Trương Minh Tường"), ""),
    "XM-064": ("Phạm Hữu Nghĩa", "Anh", ("Võ Thị Kim Loan",), ""),
    "XM-072": ("Đặng Văn Ửng", "Chú", ("Ngô Thị Đẹp",), ""),
    "XM-101": ("Trần Văn Đẹt", "Chú", ("Lâm Thị Chín",), ""),
    "XM-109": ("Lê Thị Thuỷ", "Chị", ("Hồ Thanh Xuyên",), ""),
    "XM-121": ("Châu Văn Mười Hai", "Ông", ("La Thị Út",), "Hai ngôi mộ ông bà sát lộ."),
    "XM-141": ("Dương Văn Tám", "Ông", ("Nguyễn Thị Lài",), ""),
    "XM-149": ("Từ Thanh Lập", "Ông", ("Cao Thị Sương",), ""),
    "MN-15": ("Lâm Thị Ửng", "Bà", (), "Chồng mất, ba người con chưa chia thừa kế."),
    "HC-06": ("Ung Hoàng Giàu", "Ông", ("Mạc Thị Cúc",), ""),
}
# What is known of a household besides, when its case is opened.
_BESIDES: dict[str, dict[str, object]] = {
    "XM-031": {
        "deceased": True,
        "died": "2011",
        "heirs": (
            Heir("Huỳnh Thị Thủy", "vợ", "Úc"),
            Heir("Phan Minh Sang", "con", "Úc"),
            Heir("Phan Thị Diệp", "con", "Úc"),
        ),
        "representative": "Cháu giữ nhà, gọi theo chủ hộ",
    },
}
_NEIGHBOURS = "XM-088"
_BROTHERS = (("Võ Văn Bảy", "Anh"), ("Võ Văn Mười Hai", "Anh"))
_CERTAIN = 0.78


@dataclass(frozen=True)
class Home:
    """A household and the word by which officers call its holder."""

    household: Household
    called: str


def make_homes(places: list[Place], rng: Random) -> dict[str, tuple[Home, ...]]:
    """Give the household (or two) of every case; cases of one household share it."""
    homes: dict[str, tuple[Home, ...]] = {}
    for place in places:
        if first_of(place.code) == place.code:
            people = _BROTHERS if place.code == _NEIGHBOURS else (None,)
            homes[place.code] = tuple(_home(place, who, rng) for who in people)
    numbered = _numbered(homes)
    return {place.code: numbered[first_of(place.code)] for place in places}


def _numbered(homes: dict[str, tuple[Home, ...]]) -> dict[str, tuple[Home, ...]]:
    count = iter(range(1, 1000))
    return {
        code: tuple(_with_number(home, next(count)) for home in several)
        for code, several in homes.items()
    }


def _with_number(home: Home, number: int) -> Home:
    phone = f"0900 000 {number:03d}" if home.household.phone else ""
    # No province has the code 000, so this is nobody's number.
    ids = f"000000000{number:03d}" if home.household.phone else ""
    numbered = replace(home.household, code=f"H{number:03d}", phone=phone, id_number=ids)
    return replace(home, household=numbered)


def _home(place: Place, who: tuple[str, str] | None, rng: Random) -> Home:
    invented = _invent(rng)
    address = f"Số {rng.randint(1, 98)}/{rng.randint(1, 40)}, {AREA_NAMES[place.area_code]}"
    holder, called, co_owners, note = _TOLD.get(place.code, invented)
    if who:
        (holder, called), co_owners, note = who, (), "Hai anh em chung một thửa."
    has_phone = rng.random() < 0.9  # noqa: PLR2004 (a few give no number)
    home = Household(
        "",
        holder,
        co_owners,
        f"{address}, phường Trà An",
        "?" if has_phone else "",
        note,
        fictional=True,
    )
    besides = _BESIDES.get(place.code, {})
    return Home(replace(home, **besides), called)  # type: ignore[arg-type] # fields by name


def _invent(rng: Random) -> tuple[str, str, tuple[str, ...], str]:
    man = rng.random() < 0.62  # noqa: PLR2004 (more men hold the certificate)
    family = _one_of(_FAMILY, rng)
    holder, other = _man(family, rng), _woman(_one_of(_FAMILY, rng), rng)
    if not man:
        holder, other = _woman(family, rng), _man(_one_of(_FAMILY, rng), rng)
    called = rng.choice(("Chú", "Anh", "Ông", "Bác") if man else ("Cô", "Chị", "Bà", "Dì"))
    shared = rng.random() < _CERTAIN
    return holder, called, (other,) if shared else (), ""


def _man(family: str, rng: Random) -> str:
    return f"{family} {_one_of(_MIDDLE_MEN, rng)} {_one_of(_MEN, rng)}"


def _woman(family: str, rng: Random) -> str:
    return f"{family} {_one_of(_MIDDLE_WOMEN, rng)} {_one_of(_WOMEN, rng)}"


def _one_of(names: str, rng: Random) -> str:
    return rng.choice(names.split("|"))
