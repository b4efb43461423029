"""What goes wrong with indicators and opinions."""

from trackers.domain.errors import DomainError


class DayTaken(DomainError):
    """That day has its figure already: it is corrected, not added."""


class PlaceOutside(DomainError):
    """A point on the map lies outside of the ward."""
