"""Recovered land: the steps of each case with their days, the visits and the money they brought."""

from datetime import date, timedelta
from random import Random

from trackers.domain.components import Component, ComponentKind, Form
from trackers.domain.contacts import Outcome
from trackers.domain.stages import Stage
from trackers.services.demo import stories_recovery
from trackers.services.demo.calendar import day, workday
from trackers.services.demo.notes import BY_STEP, compose, turn_of
from trackers.services.demo.people import number_of
from trackers.services.demo.telling import Place, Step, Visit

_NOTICES = {"YT": day("05/11/2012"), "HC": day("19/11/2012"), "MN": day("14/01/2013")}
_HANDOVERS = {
    code: day(on)
    for on, codes in (
        ("18/01/2013", "YT-01"),
        ("25/01/2013", "YT-02 YT-03"),
        ("28/02/2013", "YT-05"),
        ("15/03/2013", "YT-06"),
        ("05/04/2013", "YT-07"),
        ("10/05/2013", "HC-01"),
        ("12/06/2013", "HC-02"),
        ("19/07/2013", "HC-03 HC-04"),
        ("09/08/2013", "HC-05"),
        ("31/10/2013", "HC-07 HC-08"),
        ("29/11/2013", "HC-09"),
        ("24/06/2013", "MN-01"),
        ("08/07/2013", "MN-02 MN-03"),
        ("22/07/2013", "MN-04"),
        ("05/08/2013", "MN-06"),
        ("26/08/2013", "MN-07 MN-08"),
        ("16/09/2013", "MN-09"),
        ("14/10/2013", "MN-05"),
        ("28/10/2013", "MN-10"),
        ("11/11/2013", "MN-12"),
        ("25/11/2013", "MN-11"),
    )
    for code in codes.split()
}
_ORDER = (
    "notice",
    "inventory",
    "draft",
    "consultation",
    "approval",
    "delivery",
    "decision",
    "payment",
    "handover",
)
# How far between notice and handover a step falls, where its day is not told.
_SHARES = (0.0, 0.2, 0.4, 0.55, 0.7, 0.75, 0.85, 0.9, 1.0)
_TITLE_DAYS = 75
# The days of the steps in their order, as far as the case has come.
_NOTICE = "18/11/2013"
_YARD = "17/06/2013"
_TOLD = {
    "XM-137": f"{_NOTICE} 09/12/2013 20/01 20/02",
    "XM-138": f"{_NOTICE} 10/12/2013 15/01 14/02 03/03 06/03",
    "XM-139": f"{_NOTICE} 09/12/2013 20/01 20/02",
    "XM-140": f"{_NOTICE} 10/12/2013 15/01 18/02 17/03 20/03",
    "XM-141": f"{_NOTICE} 16/12/2013 21/01 20/03",
    "XM-142": f"{_NOTICE} 10/12/2013 08/01 13/02 03/03 05/03 10/03 21/03",
    "XM-143": f"{_NOTICE} 04/12/2013 25/12/2013 13/01 10/02 12/02 19/02 21/02 28/02",
    "XM-144": f"{_NOTICE} 12/12/2013 16/01 19/02 24/03 27/03",
    "XM-145": f"{_NOTICE} 11/12/2013 20/01 21/02",
    "XM-146": f"{_NOTICE} 12/12/2013 20/01 21/02",
    "XM-147": f"{_NOTICE} 09/12/2013 06/01 11/02 20/02 24/02 27/02 06/03",
    "XM-148": f"{_NOTICE} 13/12/2013 21/01 26/02",
    "MN-13": f"{_YARD} 15/07/2013 16/09/2013 21/10/2013 09/12/2013 12/12/2013 13/01 24/02",
    "MN-14": f"{_YARD} 16/07/2013 16/09/2013 22/10/2013 17/02 20/02",
    "MN-15": f"{_YARD} 17/07/2013 16/09/2013",
    "MN-16": f"{_YARD} 18/07/2013 16/09/2013 23/10/2013 09/12/2013 13/12/2013 13/01 27/02",
    "HC-06": "19/11/2012 12/03/2013 10/05/2013 29/11/2013 04/12/2013 06/12/2013 09/12/2013 "
    "12/12/2013 16/12/2013",
    "YT-04": "05/11/2012 08/12/2012 12/01/2013 11/03/2013 13/04/2013 15/04/2013 17/04/2013 "
    "22/04/2013 26/04/2013",
}
_VISITED = ("inventory", "consultation", "delivery", "payment", "handover")
_VND_M2 = {"ODT": 1_350_000, "ODT+CLN": 820_000, "CLN": 195_000}
_SITE_VND_M2 = 640_000
_BESIDE = (
    Component(ComponentKind.TREES, Form.COMPENSATED, 9, "cây", 3_150_000, "Dừa, xoài"),
    Component(ComponentKind.STRUCTURE, Form.COMPENSATED, 22, "m²", 15_400_000, "Nhà kho"),
    Component(ComponentKind.FENCE, Form.COMPENSATED, 18, "m", 6_300_000, "Hàng rào"),
    Component(ComponentKind.HOUSE, Form.COMPENSATED, 48, "m²", 134_400_000, "Nhà cấp 4"),
)


def opened_of(code: str) -> date:
    """Give the day of the notice, when the case was opened."""
    if code in _TOLD:
        return day(_TOLD[code].split()[0])
    return _NOTICES[code.split("-", maxsplit=1)[0]]


def steps_of(place: Place, stage: Stage) -> tuple[Step, ...]:
    """Give the steps taken, in the order in which they were recorded."""
    steps = [Step(code, on, on) for code, on in _days_of(place.code)]
    if stage.rank >= Stage.HANDED_OVER.rank:
        handover = steps[-1].recorded_on
        steps.append(Step("enforcement", handover, None, "Gia đình tự giao đất."))
        if stage is Stage.COMPLETED:
            titled = workday(handover + timedelta(days=_TITLE_DAYS))
            steps.append(Step("title", titled, titled))
    return tuple(steps)


def visits_of(place: Place, called: str, rng: Random) -> tuple[Visit, ...]:
    """Give the visits to a household, told or on the days of the steps that bring one."""
    if place.code in stories_recovery.VISITS:
        return stories_recovery.VISITS[place.code]
    team = ("CB02", "CB03") if rng.random() < 0.3 else ("CB02",)  # noqa: PLR2004 (now and then two)
    return tuple(
        Visit(
            on,
            team,
            Outcome.POSTPONED if code == "inventory" else Outcome.AGREED,
            compose(BY_STEP[code], called, turn_of(number_of(place.code), 0)),
        )
        for code, on in _days_of(place.code)
        if code in _VISITED
    )


def components_of(place: Place, stage: Stage, rng: Random) -> tuple[Component, ...]:
    """Give what is compensated; amounts are known once the plan is approved."""
    price = _VND_M2.get(place.land_type, _SITE_VND_M2)
    amount = round(place.affected_m2 * price, -3)
    known = stage.rank >= Stage.AGREED.rank
    land = Component(
        ComponentKind.LAND,
        Form.COMPENSATED,
        place.affected_m2,
        "m²",
        int(amount) if known else None,
    )
    beside = rng.sample(_BESIDE, k=rng.randint(0, 2))
    return (land, *(one if known else _unpriced(one) for one in beside))


def _unpriced(one: Component) -> Component:
    return Component(one.kind, one.form, one.quantity, one.unit, None, one.note)


def _days_of(code: str) -> list[tuple[str, date]]:
    if code in _TOLD:
        days = [day(text) for text in _TOLD[code].split()]
        return list(zip(_ORDER, days, strict=False))
    notice, handover = _NOTICES[code.split("-", maxsplit=1)[0]], _HANDOVERS[code]
    span = (handover - notice).days
    days = [workday(notice + timedelta(days=round(span * share))) for share in _SHARES]
    return list(zip(_ORDER, days, strict=True))
