"""The child process that draws charts as SVG: a line of JSON in, a line of JSON out.

vl-convert holds Python's lock while it draws: within the server every page and every map would
stand still for that time.
"""

import json
import sys

import vl_convert


def main() -> None:
    """Answer each line {"spec": …} with {"svg": …} or {"error": …}, until there are no more."""
    for line in sys.stdin:
        try:
            told = {"svg": vl_convert.vegalite_to_svg(json.loads(line)["spec"])}
        except ValueError as error:
            told = {"error": str(error)}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
