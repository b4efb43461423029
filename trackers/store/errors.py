"""What the store refuses; each kind has a sentence in `trackers.words.errors`."""


class StoreError(Exception):
    """Base of this room's errors; `values` names what was wrong, for the sentence."""

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(f"{type(self).__name__}: {values}")


class StoreUnreachable(StoreError):
    """The database cannot be opened at that address."""


class StoreTooOld(StoreError):
    """The database engine is older than the version without known corruption."""


class StoreNewer(StoreError):
    """The data were written by a newer version of the program."""


class UnknownWard(StoreError):
    """No ward has that code."""


class UnknownRow(StoreError):
    """No row has that key."""


class RowChanged(StoreError):
    """The row has another version than the one that was read."""
