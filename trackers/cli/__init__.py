"""`matbang`: serving, wards, imports and checks from the command line."""

from trackers.cli.commands import main

__all__ = ["main"]
