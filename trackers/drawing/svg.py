"""Charts as SVG, drawn by the server for pages without Vega, which would need `unsafe-eval`.

Drawing happens in one child process (`svg_worker`), begun when the first chart is asked for and
begun anew when it has died. A drawing is kept by what it shows, so the same chart costs nothing.
"""

import atexit
import json
import os
import re
import subprocess
import sys
from functools import lru_cache
from html import escape
from pathlib import Path
from threading import Lock, Timer
from typing import IO, Any, cast

import altair as alt

from trackers.drawing.errors import ChartFailed

# The pages' own type: the child measures words with a font much like it.
FONT = "Source Sans 3, Source Sans Pro, system-ui, Segoe UI, Roboto, Noto Sans, sans-serif"
_LONGEST_S = 30.0
_SIZE = re.compile(r'<svg [^>]*viewBox="([-\d. ]+)"[^>]*>')
_ROOT = Path(__file__).resolve().parents[2]


def svg_of(chart: Any, words: str, *, width_px: int) -> str:
    """Draw a chart as SVG of that natural width, which a page may scale.

    `words` say what it shows to who cannot see it. The SVG carries no style and no script, and
    takes the width that its place has. Raises ChartFailed.
    """
    spec = chart.properties(
        width=width_px, autosize=alt.AutoSizeParams(type="fit", contains="padding")
    )
    spec = spec.configure(font=FONT, background="transparent").configure_view(stroke=None)
    spec = spec.configure_axis(labelFontSize=11).configure_legend(labelFontSize=12)
    drawn = _drawn(json.dumps(spec.to_dict(), sort_keys=True, ensure_ascii=False))
    return _SIZE.sub(
        lambda found: (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{found[1]}" role="img"'
            f' aria-label="{escape(words)}">'
        ),
        drawn,
        count=1,
    )


def warm() -> None:
    """Let the child start and read its libraries, so that the first reader need not wait."""
    _drawn('{"data":{"values":[]},"mark":"point"}')


@lru_cache(maxsize=256)
def _drawn(spec: str) -> str:
    return ask(f'{{"spec":{spec}}}', "svg")


def ask(line: str, wanted: str) -> str:
    """Give what the child answers to a line of JSON under the name `wanted`; raises ChartFailed."""
    return _child.ask(line, wanted)


class _Child:
    """The child process; one drawing at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None

    def ask(self, line: str, wanted: str) -> str:
        """Give one value of the answer to a line of JSON; raises ChartFailed."""
        with self._lock:
            process = self._running()
            # Who does not answer is ended, and with it this wait.
            watch = Timer(_LONGEST_S, process.kill)
            watch.start()
            try:
                return self._asked(process, line, wanted)
            finally:
                watch.cancel()

    def end(self) -> None:
        """Let go of the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _asked(self, process: subprocess.Popen[str], line: str, wanted: str) -> str:
        asking, answering = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)
        try:
            asking.write(f"{line}\n")
            asking.flush()
            answer = json.loads(answering.readline() or "{}")
        except OSError as error:
            raise ChartFailed(reason=str(error)) from error
        if wanted not in answer:
            raise ChartFailed(reason=answer.get("error", "ended"))
        return str(answer[wanted])

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "trackers.drawing.svg_worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                env=os.environ | {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
            )
        return self._process


_child = _Child()
atexit.register(_child.end)
