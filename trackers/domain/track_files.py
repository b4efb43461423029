"""Reading a workflow file (TOML): every fault is said with its line, nothing is guessed.

First the shape of the file is read, by `track_shapes`; then the graph is checked, by
`track_graphs`. A file without faults gives a `Definition`.
"""

from trackers.domain.errors import TrackFault
from trackers.domain.track_graphs import faults_of
from trackers.domain.track_shapes import read_shape
from trackers.domain.tracks import Definition


def check_definition(text: str) -> tuple[Definition | None, list[TrackFault]]:
    """Give the workflows of a file, or None with all that is wrong, in the order of the lines."""
    definition, places, faults = read_shape(text)
    if definition is not None:
        faults += faults_of(definition, places)
    faults.sort(key=_line)
    return (None, faults) if faults else (definition, [])


def read_definition(text: str) -> Definition:
    """Give the workflows of a file; raises its first fault, a kind of TrackFault."""
    definition, faults = check_definition(text)
    if definition is None:
        raise faults[0]
    return definition


def _line(fault: TrackFault) -> int:
    line = fault.values.get("line")
    return line if isinstance(line, int) else 0
