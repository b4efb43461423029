"""What goes wrong with reviews, their agendas and their decisions."""

from trackers.domain.errors import DomainError, DuplicateRecord


class NotThisWeek(DomainError):
    """A review is opened in its own week: it freezes what is known at that moment."""


class ReviewHeld(DuplicateRecord):
    """The week's review was opened already."""


class StillOpen(DomainError):
    """The record is open: there is nothing to reopen."""


class ItemStays(DomainError):
    """An item cannot be taken off its agenda; `why` says why."""
