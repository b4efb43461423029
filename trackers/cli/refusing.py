"""Refusals on the command line: a sentence in each language, exit code 2, no traceback."""

from typing import IO, Any

import click

from geodata.errors import GeodataError
from trackers.config import SettingError
from trackers.domain.errors import DomainError
from trackers.store.errors import StoreError
from trackers.words.errors import in_every_language

KNOWN = (DomainError, StoreError, GeodataError, SettingError)


class PortTaken(SettingError):
    """Another program listens on `port`; `other` is one to try."""


class BadAddress(SettingError):
    """Listening on `host` and `port` is not possible here."""


class RealWards(SettingError):
    """The database holds `wards` that are not a demo."""


class Refused(click.ClickException):
    """A known error as click ends a command with it."""

    exit_code = 2

    def __init__(self, error: BaseException) -> None:
        super().__init__("\n".join(in_every_language(error)))

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the sentences on stderr."""
        click.echo(self.message, file=file, err=True)


class Commands(click.Group):
    """A group whose commands refuse in sentences."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a known error becomes its sentences."""
        try:
            return super().invoke(ctx)
        except KNOWN as error:
            raise Refused(error) from error
