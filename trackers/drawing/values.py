"""Values that may pass through folium into a map's script: codes, numbers, shapes; never words.

folium evaluates text as a Jinja template, so whatever is neither is refused.
"""

import json
import re
from math import isfinite
from typing import Any

from trackers.drawing.errors import UnsafeValue

_CODE = re.compile(r"[\w.\-/]{1,64}")


def as_geometry(shape: Any) -> dict[str, object]:
    """Give a shape as GeoJSON of type and coordinates only, to seven decimals (1 cm)."""
    mapping = shape.__geo_interface__
    return {"type": as_code(mapping["type"]), "coordinates": _positions(mapping["coordinates"])}


def _positions(nested: Any) -> Any:
    """Round nested coordinates."""
    if isinstance(nested, list | tuple):
        return [_positions(one) for one in nested]
    return round(as_number(nested), 7)


def as_code(value: object) -> str:
    """Let a plain code through: letters, figures, dot, dash, slash, underscore; at most 64."""
    if isinstance(value, str) and _CODE.fullmatch(value):
        return str(value)
    raise UnsafeValue(value=value)


def as_number(value: Any) -> Any:
    """Let a finite number through."""
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return value
    raise UnsafeValue(value=value)


def as_json(value: object) -> str:
    """Write JSON that a script, Jinja, folium's renaming and streamlit-folium's key cannot mistake.

    That key ignores whatever follows an underscore: without escapes two wards' maps were one.
    """
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    for character in "<>&_":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
