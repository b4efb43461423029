"""Drawings in millimetres as pictures of dots, for documents that take no SVG."""

from io import BytesIO

import vl_convert
from PIL import Image

# Enough for letters of 8 points on paper.
DPI = 200
_SVG_DPI = 96


def png_of(svg: str) -> bytes:
    """Give a drawing as PNG of 200 dots an inch."""
    whole = vl_convert.svg_to_png(svg, scale=DPI / _SVG_DPI)
    out = BytesIO()
    with Image.open(BytesIO(whole)) as image:
        # The ground is white: without the fourth channel the file is a third smaller.
        image.convert("RGB").save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()
