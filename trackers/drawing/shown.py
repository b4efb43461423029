"""How the classes of shared pages look: one definition for their map, legend, strip and tables."""

from trackers.domain.disclosure import ShownClass
from trackers.domain.stages import LOOKS, Look, Stage

SHOWN_LOOKS: dict[ShownClass, Look] = {
    shown: Look(look.sign, look.colour, shown.label)
    for shown, look in (
        (ShownClass.IN_PROGRESS, LOOKS[Stage.IN_PROGRESS]),
        (ShownClass.SIGNED, LOOKS[Stage.SIGNED]),
        # No stage's colour: it says of each case there that nobody shall know.
        (ShownClass.NOT_HANDED, Look("◒", "#CC79A7", "")),
        (ShownClass.HANDED_OVER, LOOKS[Stage.HANDED_OVER]),
    )
}
# The class that is further covers less: where two lie over each other the other is seen.
RANK = {shown: place for place, shown in enumerate(SHOWN_LOOKS)}
