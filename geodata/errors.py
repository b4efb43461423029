"""What can be wrong with a map: one base and its kinds, each raised with the offending values."""


# a kind is named by what is wrong; the base says that it is an error


class GeodataError(Exception):
    """Base of the map toolbox's errors; `values` holds what was wrong, by name."""

    def __init__(self, **values: object) -> None:
        super().__init__(", ".join(f"{name}={value!r}" for name, value in values.items()))
        self.values = values


class CRSError(GeodataError):
    """A coordinate system is missing, unknown or unusable."""


class MissingCRS(CRSError):
    """The frame does not say its coordinate system."""


class UnknownCRS(CRSError):
    """The coordinate system `crs` is not one PROJ knows."""


class BrokenCRS(CRSError):
    """EPSG:6956-6959, whose false easting and northing are swapped: 5896-5899 are meant."""


class OutsideCRS(CRSError):
    """Coordinates lie where the coordinate system has no meaning."""


class TypedError(GeodataError):
    """The `text` cannot be taken for a number or a day."""


class NotANumber(TypedError):
    """The `text` is no number without sign."""


class NotAChainage(TypedError):
    """The `text` does not tell how far along a road something lies."""


class NumberTooLarge(TypedError):
    """The `text` has more figures than can be kept exactly."""


class OtherUnit(TypedError):
    """The `text` names a `unit`, and the field counts in the `wanted` one."""


class NotWhole(TypedError):
    """The `text` is a number with decimals where things are counted."""


class NotAShare(TypedError):
    """The `text` is no share between nothing and all."""


class NotAPlace(TypedError):
    """The `text` is no two coordinates of a place in the ward."""


class CornerError(TypedError):
    """The corners that were typed draw nothing; `line` counts lines from 1."""


class BadCorner(CornerError):
    """The `text` of that `line` is not X and Y, or could be two corners."""


class CornersSwapped(CornerError):
    """In that `line` Y (east) stands before X (north)."""


class CornerOutside(CornerError):
    """The corner of that `line` lies outside of the ward: X `south`-`north`, Y `west`-`east`."""


class TooFewCorners(CornerError):
    """There are `count` corners on different places; at least `least` are needed."""


class TooManyCorners(CornerError):
    """There are more than `most` corners."""


class NoLine(CornerError):
    """There is no centreline to make a road of: `what` (line or width) is missing."""


class BadWidth(CornerError):
    """The `text` of that `line` is not a chainage and two widths."""


class CrossedOutline(CornerError):
    """The outline crosses itself near X `north`, Y `east` (m)."""


class FractionOfDong(TypedError):
    """The amount in `text` is no whole number of đồng."""


class SeveralNumbers(TypedError):
    """The `text` is not clear: it can be each of `readings`, written as they are to be typed."""


class NotADay(TypedError):
    """The `text` is no day of the calendar."""


class IncompleteDay(TypedError):
    """The `text` lacks a day, a month or a year."""


class SeveralDays(TypedError):
    """The `text` is not clear: it can be each of `readings`, written as they are to be typed."""


class FileError(GeodataError):
    """A file cannot be taken in; `name` is the file's own name."""


class MissingFile(FileError):
    """There is no file of that name."""


class UnreadableFile(FileError):
    """The file is damaged or made to break readers; `reason` is the library's, for the log."""


class WrongFormat(FileError):
    """The file is not one of the `expected` formats, whatever its name says."""


class FileTooLarge(FileError):
    """The file holds or unpacks to more than `limit` of `what` (bytes, rows, members, memory)."""


class TooSlow(FileError):
    """Reading took longer than `seconds`."""


class EmptyFile(FileError):
    """The file holds no row."""


class UnsafeArchive(FileError):
    """The archive's `member` points outside of it, is encrypted or is a link."""


class SeveralLayers(FileError):
    """The file holds several layers, and nothing says which one is meant."""


class RowError(GeodataError):
    """A row or column cannot be taken in; `row` counts the rows of the file from 1."""


class MissingColumn(RowError):
    """No column of `columns` is known to hold `field`, or the one named for it is not there."""


class MissingValue(RowError):
    """The `column` is empty in that `row`."""


class UnclearValue(RowError):
    """The `value` of `column` in that `row` can be read in more than one way: as `readings`."""


class BadNumber(RowError):
    """The `value` of `column` in that `row` is not a number one can take for an area."""


class BadDate(RowError):
    """The `value` of `column` in that `row` is not a date of the calendar."""


class DuplicateParcel(RowError):
    """The same tờ/thửa stands in `first_row` and again in `row`."""


class EmptyGeometry(RowError):
    """The row draws nothing."""


class InvalidGeometry(RowError):
    """The row's outline is broken beyond a harmless repair; `reason` says how, `at` where."""


class NotAnArea(RowError):
    """The row draws points or lines where an area is wanted."""


class OutsideWindow(RowError):
    """Shapes lie outside the ward.

    `row` is the first of `outside` rows among `total`; `bounds` and `window` are
    (west, south, east, north) in degrees; `cause` is swapped, metres, degrees, system or unknown;
    `suggested` is a coordinate system in which the file would lie inside, or None.
    """


class TilesIncomplete(GeodataError):
    """Cutting tiles lost features: `missing` of `total`, for example `example`."""
