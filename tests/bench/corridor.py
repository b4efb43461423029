"""A road's corridor against 50,000 parcels, ours against a loop over all of them, in one run.

Machines differ and are noisy: read the ratio. The loop is what comes to mind first: the corridor
as one buffer, and for every parcel its intersection, with the chainage of its corners.
"""

import sys

import numpy as np
import shapely
from shapely.geometry import LineString, box

from geodata.corridor import corridor_of
from geodata.corridor_parcels import take
from tests.bench.measuring import timed

ROWS, COLUMNS = 200, 250
HALF_M = 2.5


def ward() -> np.ndarray:
    """Give 50,000 plots of 12 × 20 m, edge to edge."""
    corners = ((12.0 * column, 20.0 * row) for row in range(ROWS) for column in range(COLUMNS))
    return np.asarray([box(x, y, x + 12, y + 20) for x, y in corners], dtype=object)


def road() -> LineString:
    """Give a winding road of about 4 km through all of it, a point every 5 m or so."""
    along = np.linspace(0, 3000, 800)
    return LineString(np.column_stack([along, 2000 + 600 * np.sin(along / 250)]))


def one_by_one(line: LineString, parcels: np.ndarray) -> dict[int, tuple[float, float, float]]:
    """Give area, first and last chainage of every parcel that a buffer of the line meets."""
    strip = line.buffer(HALF_M, cap_style="flat", join_style="mitre", mitre_limit=2.0)
    found = {}
    for number, parcel in enumerate(parcels):
        land = parcel.intersection(strip)
        if land.area:
            at = shapely.line_locate_point(line, shapely.points(shapely.get_coordinates(land)))
            found[number] = (land.area, float(at.min()), float(at.max()))
    return found


def main() -> None:
    """Print both times and their ratio."""
    parcels, line = ward(), road()
    with timed() as naive:
        expected = one_by_one(line, parcels)
    with timed() as ours:
        found = take(corridor_of(line, [(0.0, HALF_M, HALF_M)]), parcels)
    told = sum(one.affected_m2 for one in found.taken) + found.slivers_m2
    sys.stdout.write(
        f"\ncorridor of {line.length:,.0f} m against {len(parcels):,} parcels\n"
        f"{'ours':<14}{ours.seconds:8.2f} s {len(found.taken):8} parcels {told:12,.1f} m²\n"
        f"{'one by one':<14}{naive.seconds:8.2f} s {len(expected):8} parcels "
        f"{sum(one[0] for one in expected.values()):12,.1f} m²\n"
        f"{'ratio':<14}{naive.seconds / ours.seconds:8.1f} ×\n"
    )


if __name__ == "__main__":
    main()
