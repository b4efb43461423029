"""Mặt Bằng: public works of a ward and the land cleared for them, on one live map."""

from importlib.metadata import version

__version__ = version("matbang")
