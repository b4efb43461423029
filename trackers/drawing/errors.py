"""What can go wrong in drawing."""


class DrawingError(Exception):
    """Base of the drawing room's errors; `values` fill the places of the sentence people read."""

    def __init__(self, **values: object) -> None:
        super().__init__(type(self).__name__, values)
        self.values = values


class AssetsMissing(DrawingError):
    """A browser asset is not installed. values: name, folder (where `npm ci` is to be run)."""


class UnsafeValue(DrawingError):
    """A value that is no plain code or number was to go into the map's script. values: value."""


class ChartFailed(DrawingError):
    """A chart could not be drawn on the server. values: reason."""
