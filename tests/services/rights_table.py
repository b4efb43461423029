"""What everybody is expected to be let do, in plain words: the table that the matrix is held to.

It is written by hand and computed from nothing that the program uses itself.
"""

from datetime import timedelta

from tests.services.rights_world import FROM, PLACES, TODAY, UNTIL, WORKS
from trackers.domain.people import Grant

# ---------------------------------------------------------------- who asks
# Their officer's code, the day on which they ask, what was granted to them besides.
WHO = {
    "viewer": ("VI", TODAY, ()),
    "officer": ("ME", TODAY, ()),
    "officer who sees amounts": ("ME", TODAY, (Grant.MONEY,)),
    "officer who sees ID numbers": ("ME", TODAY, (Grant.IDS,)),
    "officer of the whole ward": ("ME", TODAY, (Grant.WARD,)),
    "chair": ("CH", TODAY, ()),
    "administrator": ("AD", TODAY, ()),
    "cover, not yet recorded": ("CO", FROM, ()),
    "cover": ("CO", TODAY, ()),
    "cover on the last day": ("CO", UNTIL, ()),
    "cover, the day after": ("CO", UNTIL + timedelta(days=1), ()),
    "cover of the chair": ("KC", TODAY, ()),
    "cover of the administrator": ("KA", TODAY, ()),
    "disabled": ("DI", TODAY, ()),
}
# ---------------------------------------------------------------- what is expected
EVERYWHERE = set(PLACES)
OWN = {"own area", "own work", "own case"}
ABSENTS = {"absent's area", "absent's work", "absent's case"}
WRITES = {
    "viewer": set(),
    "officer": OWN,
    "officer who sees amounts": OWN,
    "officer who sees ID numbers": OWN,
    "officer of the whole ward": EVERYWHERE,
    "chair": EVERYWHERE,
    "administrator": EVERYWHERE,
    "cover, not yet recorded": set(),
    "cover": ABSENTS,
    "cover on the last day": ABSENTS,
    "cover, the day after": set(),
    "cover of the chair": EVERYWHERE,
    "cover of the administrator": EVERYWHERE,
    "disabled": set(),
}
STAFF = set(WHO) - {"viewer", "disabled"}
ADMINISTRATORS = {"administrator", "cover of the administrator"}
HEADS = {"chair", "cover of the chair", *ADMINISTRATORS}
WHOLE = {who for who, places in WRITES.items() if places == EVERYWHERE}
# One of a case's charge alone opens no new case there.
BY_PLACE = {"own area", "own work", "absent's area", "absent's work"}
# Who acts for AW, the last review's secretary, and does what it decided.
SECRETARY = {"cover", "cover on the last day"}
COVERS = {who for who in WHO if who.startswith("cover")}
SEES_AMOUNTS = {"officer who sees amounts", "cover", "cover on the last day"}
WARDS_OWN, ELSEWHERE = "the ward", "another ward"


def _opens_cases(who, place):
    return who in WHOLE or (place in WRITES[who] and place in BY_PLACE)


def _takes_over(who, place):
    return who not in COVERS and place in WRITES[who]


RULES = {
    # rule: (its places, who may there)
    "everybody": ((WARDS_OWN,), lambda who, place: who != "disabled"),
    "staff": ((WARDS_OWN,), lambda who, place: who in STAFF),
    "heads": ((WARDS_OWN,), lambda who, place: who in HEADS),
    "heads by themselves": ((WARDS_OWN,), lambda who, place: who in HEADS - COVERS),
    "holds reviews": ((WARDS_OWN,), lambda who, place: who in HEADS | SECRETARY),
    "closes a decision": ((WARDS_OWN,), lambda who, place: who in WHOLE | SECRETARY),
    "administrator": ((WARDS_OWN,), lambda who, place: who in ADMINISTRATORS),
    "administrator alone": ((WARDS_OWN,), lambda who, place: who == "administrator"),
    # About the whole store: there is no other ward.
    "administrator of any": (("",), lambda who, place: who in ADMINISTRATORS),
    "nobody": ((WARDS_OWN,), lambda who, place: False),
    "parcels": ((WARDS_OWN,), lambda who, place: who in WHOLE - {"chair"}),
    "new work": ((WARDS_OWN,), lambda who, place: who in WHOLE),
    "case": (tuple(PLACES), lambda who, place: place in WRITES[who]),
    "case with amounts": (
        tuple(PLACES),
        lambda who, place: place in WRITES[who] and who in SEES_AMOUNTS,
    ),
    "case that is everybody's": (("own area", "absent's area"), lambda who, place: who in WHOLE),
    "takes a case over": (tuple(PLACES), _takes_over),
    "new case": (tuple(PLACES), _opens_cases),
    "list": (tuple(PLACES), lambda who, place: who in STAFF - {"chair"}),
    "list of own rows": (
        tuple(PLACES),
        lambda who, place: who != "chair" and _opens_cases(who, place),
    ),
    "work": (tuple(WORKS), lambda who, place: place in WRITES[who]),
    "takes a work over": (tuple(WORKS), _takes_over),
    # Of an indicator, a task or an opinion, whose officer is the one of the place's case.
    "in hands": (("own case", "absent's case", "others'"), lambda who, place: place in WRITES[who]),
    "own upload": (("own case",), lambda who, place: who in STAFF),
}
