"""The search box: a household, a tờ/thửa, an address or a case code, however it is typed."""

from dataclasses import dataclass

from trackers.domain.looks import LookKind
from trackers.domain.people import Actor
from trackers.domain.rights import Action, may, require
from trackers.domain.texts import fold
from trackers.services.looks import note_look
from trackers.services.masking import address_for, name_for
from trackers.store import Ledger, cases, households, parcels


@dataclass(frozen=True)
class Hit:
    """One answer: a case (with its household's words) or a parcel without one."""

    parcel_id: int
    case_code: str
    title: str
    detail: str


def find(ledger: Ledger, actor: Actor, text: str, *, limit: int = 20) -> list[Hit]:
    """Give what matches, cases first; accents, case, đ and the place of tones do not matter.

    Who may not see households finds parcels by number only. Raises NotAllowed.
    """
    require(actor, Action.SEE_WORKS, ledger.ward)
    folded = fold(text)
    if not folded:
        return []
    with ledger.read() as reading:
        plots = parcels.find_parcels(reading, folded.replace(" ", ""), limit=limit)
        if not may(actor, Action.SEE_HOUSEHOLDS):
            return [Hit(one.parcel_id, "", one.label, one.land_type) for one in plots]
        homes = households.find_households(reading, folded, limit=limit)
        codes = cases.find_codes(
            reading, folded, [one.code for one in homes], [one.parcel_id for one in plots]
        )
        states = cases.read_states(reading, codes=codes[:limit])
        found = {one.case.parcel_id for one in states}
        labels = parcels.read_parcels(reading, found)
        owners = households.read_households(
            reading, {code for one in states for code in one.case.household_codes}
        )
    # What was typed may be somebody's name: its length alone is kept.
    note_look(ledger, actor, LookKind.SEARCHED, details={"letters": len(folded)})
    hits = []
    for state in states:
        holders = (owners[code].holder for code in state.case.household_codes)
        names = " · ".join(name_for(actor, one) for one in holders)
        plot = labels.get(state.case.parcel_id)
        address = address_for(actor, owners[state.case.household_codes[0]].address)
        number = plot.label if plot else ""
        title = f"{state.case.code} · {names}"
        hits.append(Hit(state.case.parcel_id, state.case.code, title, f"{number} · {address}"))
    rest = [one for one in plots if one.parcel_id not in found]
    return [*hits, *(Hit(one.parcel_id, "", one.label, one.land_type) for one in rest)][:limit]
