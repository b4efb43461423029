"""What the domain refuses; each kind has a sentence in `trackers.words.errors`."""


class DomainError(Exception):
    """Base of this room's errors; `values` names what was wrong, for the sentence."""

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(f"{type(self).__name__}: {values}")


class NotAllowed(DomainError):
    """The actor's role does not allow the action."""


class UnknownRecord(DomainError):
    """No record of that kind has that code."""


class DuplicateRecord(DomainError):
    """A record of that kind with that code exists already."""


class UnknownStep(DomainError):
    """The track has no such step for a case."""


class MissingPrerequisite(DomainError):
    """A step that must come first is not done."""


class StepHasDependents(DomainError):
    """A step cannot be undone while a later step that needs it is done."""


class StepNotOptional(DomainError):
    """The step may not be marked as not applicable."""


class BlockedByObstacle(DomainError):
    """An open obstacle forbids the step."""


class DateInFuture(DomainError):
    """Something that has happened cannot be dated after today."""


class DateTooEarly(DomainError):
    """The date lies before what it follows, or before any work of the ward."""


class DateMissing(DomainError):
    """The form needs a date there."""


class WrongDayAsked(DomainError):
    """An address asks for a day in a way that names none."""


class TextMissing(DomainError):
    """The form needs words there."""


class TextTooLong(DomainError):
    """The text is longer than the field holds."""


class BadHead(DomainError):
    """What was copied from minutes is no hash of the log, nor the beginning of one."""


class ReasonMissing(DomainError):
    """A correction needs its reason."""


class AlreadyClosed(DomainError):
    """The record is closed; nothing can be added to it."""


class BadDay(DomainError):
    """The text is no day, month or year."""


class BadShare(DomainError):
    """The text is no share between nothing and all."""


class SharesDoNotAddUp(DomainError):
    """The shares of a parcel's households do not make a whole."""


class SameHousehold(DomainError):
    """A household cannot be merged with itself."""


class AlreadyMerged(DomainError):
    """The household is an alias already; `kept` is the one it was merged into."""


class CannotUnmerge(DomainError):
    """Later changes make it impossible to take a merging back; `why` says which."""


class OwnCover(DomainError):
    """Nobody covers for themselves."""


class OfficerInCharge(DomainError):
    """The officer is still in charge of `cases` and `works`."""


class LastAdministrator(DomainError):
    """The ward would be left without anyone who administers it."""


class NotInRange(DomainError):
    """A figure lies outside of what it can be: from `least` to `most`."""


class BatchChanged(DomainError):
    """Cases of a batch were changed since, so none of it is undone. `values`: cases."""


class BatchUndone(DomainError):
    """The batch is undone already."""


class NotYourBatch(DomainError):
    """A batch is undone by who wrote it, by the chair or by the administrator."""


class ObstacleStands(DomainError):
    """An open obstacle needs no reopening."""


class RowRefused(DomainError):
    """A row of a file cannot be taken in.

    `values`: row (as the sheet counts), column (its heading), value, why (Vietnamese words).
    """


class EditConflict(DomainError):
    """Someone else changed the same field after the form was opened.

    `values`: record, field, base, theirs, mine, by (officer code), at (instant, UTC).
    """
