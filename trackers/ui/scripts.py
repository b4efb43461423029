"""Our scripts on Streamlit's page: their text never changes, so the page's policy knows each one.

Values travel beside a script, as data. A script that is not in this list does not run.
"""

import json
import re
from functools import cache
from html import escape
from pathlib import Path

import streamlit

_HERE = Path(__file__).resolve().parent
_NAMES = ("address", "drafts", "present_key")


def tag(name: str, told: object = None, **facts: object) -> str:
    """Give a script of ours as HTML; `told` reaches it as JSON, `facts` as further data.

    A browser runs a script again only where its tag has changed.
    """
    values = {"told": json.dumps(told, ensure_ascii=False)} | facts
    data = "".join(f' data-{key}="{escape(str(value))}"' for key, value in values.items())
    return f"<script{data}>{_text(name)}</script>"


def inline_scripts() -> list[str]:
    """Give the text of all that may run inline: Streamlit's own page has one, the rest is ours."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    streamlits = re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.DOTALL)
    return [*streamlits, *(_text(name) for name in _NAMES)]


@cache
def _text(name: str) -> str:
    return (_HERE / f"{name}.js").read_text("utf-8")
