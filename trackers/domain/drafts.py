"""What an officer typed into a form and did not save yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Draft:
    """A form left open: its name, the case beside it ("" when none), and what was in it.

    `content` is plain JSON made by the page that shows the form; nothing else reads it.
    """

    form: str
    case_code: str
    content: Mapping[str, Any]
    saved_at: datetime
