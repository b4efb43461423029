"""What goes wrong with shared links."""

from trackers.domain.errors import DomainError


class LinkOver(DomainError):
    """A shared link does not open: which of the reasons it is, is not said."""


class PinUnfit(DomainError):
    """A PIN has from `least` to `most` digits and is not easily guessed; a public link has none."""


class PinWrong(DomainError):
    """The PIN is not the link's; `left` more may be tried."""
