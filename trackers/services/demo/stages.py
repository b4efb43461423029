"""Which stage each demo case has reached, which waits too long, and who holds several parcels."""

from trackers.domain.stages import LOOKS, Stage


def _xm(text: str) -> list[str]:
    return [f"XM-{number}" for number in text.split()]


def _rest(first: int, last: int, taken: dict[str, Stage]) -> list[str]:
    return [code for n in range(first, last + 1) if (code := f"XM-{n:03d}") not in taken]


_SIGNS = {look.sign: stage for stage, look in LOOKS.items()}
_ROAD = (
    # Khu vực 1
    ("◔", "001 004 005 008 009 012 014 018 021 022 027 028 031 032 033 035 036 041 046 053 054"),
    ("◑", "010 015 016 019 025 040 047 051"),
    ("◕", "002 007 011 026 043 049"),
    ("●", "003 044"),
    # Khu vực 2
    ("◔", "057 061 065 067 068 071 076 078 081 086 088 089 092 095"),
    ("◑", "060 064 070 075 079 082 085 091"),
    ("◕", "058 062 066 072 073 077 083 090"),
    ("●", "094"),
    # Rạch Sen
    ("◔", "098 109 121 122"),
    ("◑", "097 118 120"),
    ("◕", "096 099 100 116 117 119"),
    ("●", "101 102 103 104 105 106 107 108 110 111 112 113 114 115"),
    # Vàm Nhỏ
    ("◔", "124 126 129 132 135"),
    ("◑", "127 133"),
    ("◕", "125 131"),
    ("●", "128"),
    # Recovery for the approach to the bridge
    ("◔", "137 139 141 145 146 148"),
    ("◑", "138 140 144"),
    ("◕", "142 147"),
    ("●", "143"),
    # Left the scope
    ("◔", "149"),
)
_SITES = (
    ("✓", "HC-01 HC-02 HC-03 HC-04 HC-06 HC-09 YT-01 YT-02 YT-03 YT-04 YT-05 YT-06"),
    ("✓", "MN-01 MN-04 MN-06"),
    ("●", "HC-05 HC-07 HC-08 YT-07 MN-02 MN-03 MN-05 MN-07 MN-08 MN-09 MN-10 MN-11 MN-12"),
    ("◕", "MN-13 MN-16"),
    ("◑", "MN-14"),
    ("◔", "MN-15"),
)
STAGES: dict[str, Stage] = {code: _SIGNS[sign] for sign, text in _ROAD for code in _xm(text)}
STAGES |= dict.fromkeys(_rest(1, 148, STAGES), Stage.NOT_CONTACTED)
STAGES |= {code: _SIGNS[sign] for sign, text in _SITES for code in text.split()}

# Donation cases whose household nobody has met since the first week of March.
FORGOTTEN = frozenset(_xm("001 009 018 010 061 071 090 122 097 099 124 125"))

# Not contacted, but somebody knocked at a closed door.
KNOCKED = frozenset(_xm("013 029 045 063 080 130 134"))

# Cases of one household; its visits are told with the first of them in the same project.
SHARED = (
    ("XM-015", "XM-016", "XM-033"),
    ("HC-03", "HC-04"),
    ("HC-07", "HC-08"),
    ("YT-02", "YT-03"),
    ("MN-02", "MN-03"),
    ("MN-07", "MN-08"),
    ("XM-104", "XM-105"),
    ("XM-111", "XM-112"),
    ("XM-137", "XM-139"),
    ("MN-06", "XM-020"),
    ("HC-05", "XM-058"),
    ("YT-05", "XM-124"),
)


def leader_of(code: str) -> str:
    """Give the case with which the visits to the household in this project are told."""
    for group in SHARED:
        if code in group:
            return next(one for one in group if one.split("-")[0] == code.split("-", maxsplit=1)[0])
    return code


def first_of(code: str) -> str:
    """Give the case that names the household, in whichever project it is."""
    return next((group[0] for group in SHARED if code in group), code)
