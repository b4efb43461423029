"""Why something recorded is changed: going back is a correction, and a correction has a reason."""

from trackers.domain.errors import ReasonMissing


def require_reason(reason: str, *, when: bool = True) -> str:
    """Give the reason without blanks around it; raises ReasonMissing `when` one is needed."""
    given = reason.strip()
    if when and not given:
        raise ReasonMissing(field="reason")
    return given
