"""The office's own identity provider, as far as signing in needs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Vouched:
    """Whom a provider vouches for.

    `subject` names the person at that provider for good; `login` is their address there, "" where
    the provider has not checked it; `proof` is unlike that of any other time.
    """

    subject: str
    login: str
    proof: str


class Provider(Protocol):
    """A provider of identities."""

    def address(self) -> str:
        """Give the address of ours that sends a browser to the provider."""

    def vouched_for(self, cookies: Mapping[str, str]) -> Vouched | None:
        """Give whom the provider has just vouched for, None where that is long ago or not so."""

    def cookies_in(self, cookies: Mapping[str, str]) -> list[str]:
        """Give the names of those cookies that are the provider's."""
