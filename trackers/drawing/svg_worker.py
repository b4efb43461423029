"""The child process that draws: a line of JSON in, a line of JSON out.

vl-convert holds Python's lock while it draws: within the server every page and every map would
stand still for that time.
"""

import json
import sys
from base64 import b64encode
from io import BytesIO
from typing import Any

import vl_convert
from PIL import Image


def main() -> None:
    """Answer each line with what it asks for, or {"error": …}, until there are no more.

    {"spec": a chart of Vega-Lite} is answered with {"svg": …}; {"svg": …, "scale": n, "dpi": m}
    with {"png": …} in base64.
    """
    for line in sys.stdin:
        try:
            told = _answer(json.loads(line))
        except ValueError as error:
            told = {"error": str(error)}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _answer(asked: dict[str, Any]) -> dict[str, str]:
    if "spec" in asked:
        return {"svg": vl_convert.vegalite_to_svg(asked["spec"])}
    out = BytesIO()
    with Image.open(BytesIO(vl_convert.svg_to_png(asked["svg"], scale=asked["scale"]))) as image:
        # The ground is white: without the fourth channel the file is a third smaller.
        image.convert("RGB").save(out, "PNG", dpi=(asked["dpi"], asked["dpi"]))
    return {"png": b64encode(out.getvalue()).decode()}


if __name__ == "__main__":
    main()
