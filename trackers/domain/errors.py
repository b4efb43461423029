"""What the domain refuses; each kind has a sentence in `trackers.words.errors`."""


class DomainError(Exception):
    """Base of this room's errors; `values` names what was wrong, for the sentence."""

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(f"{type(self).__name__}: {values}")


class NotAllowed(DomainError):
    """The actor's role does not allow the action."""


class OtherWard(NotAllowed):
    """The call is about a ward in which the actor has no account."""


class HasLeft(NotAllowed):
    """The officer no longer works in the ward."""


class NotYours(NotAllowed):
    """The actor reads here, but another officer writes: area, work or case is somebody else's."""


class OwnRights(NotAllowed):
    """Nobody gives rights to themselves."""


class ViewerAsCover(DomainError):
    """Who only looks cannot stand in for somebody who writes."""


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


class StepByComponents(DomainError):
    """Whether the step applies follows from the case's components; nobody types it."""


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


class OddIdNumber(DomainError):
    """A citizen's ID number has `digits` digits: neither twelve (CCCD) nor nine (CMND)."""


class BadHead(DomainError):
    """What was copied from minutes is no hash of the log, nor the beginning of one."""


class ReasonMissing(DomainError):
    """A correction needs its reason."""


class AlreadyClosed(DomainError):
    """The record is closed; nothing can be added to it."""


class SharesDoNotAddUp(DomainError):
    """The shares of a parcel's households do not make a whole."""


class HouseholdTwice(DomainError):
    """One household is named twice among those of a case."""


class SameHousehold(DomainError):
    """A household cannot be merged with itself."""


class AlreadyMerged(DomainError):
    """The household is an alias already; `kept` is the one it was merged into."""


class CannotUnmerge(DomainError):
    """Later changes make it impossible to take a merging back; `why` says which."""


class NotEarlier(DomainError):
    """The officer is away until `until` only: coming back on `on` ends nothing early."""


class OwnCover(DomainError):
    """Nobody covers for themselves."""


class OfficerInCharge(DomainError):
    """The officer is still in charge of `cases` and `works`."""


class LastAdministrator(DomainError):
    """The ward would be left without anyone who administers it."""


class WidthsOutOfOrder(DomainError):
    """The widths of a road do not follow its chainage."""


class LineOutside(DomainError):
    """The line or the outline does not lie in the ward."""


class TooManyPoints(DomainError):
    """A line or an outline has more than `most` points."""


class LayerChanged(DomainError):
    """The parcels were replaced while a corridor was laid over them."""


class NotInRange(DomainError):
    """A figure lies outside of what it can be: from `least` to `most`."""


class BatchChanged(DomainError):
    """Cases of a batch were changed since, so none of it is undone. `values`: cases."""


class BatchUndone(DomainError):
    """The batch is undone already."""


class NotYourBatch(NotAllowed):
    """A batch is undone by who wrote it, by the chair or by the administrator."""


class ObstacleStands(DomainError):
    """An open obstacle needs no reopening."""


class NotClosed(DomainError):
    """The case is in scope: there is nothing to reopen."""


class QuantityWrong(DomainError):
    """A quantity is not above zero, an amount is below zero, or either is beyond all measure."""


class VoluntaryMissing(DomainError):
    """The gift cannot be signed: items of the checklist are missing; nobody may override it."""


class VoluntaryLate(DomainError):
    """An item that belongs before the signature, or with it, is dated after it."""


class VoluntaryNeeded(DomainError):
    """An item cannot be taken back while the signature that rests on it stands."""


class RowRefused(DomainError):
    """A row of a file cannot be taken in.

    `values`: row (as the sheet counts), column (its heading), value, why (Vietnamese words).
    """


class RowNotYours(RowRefused, NotAllowed):
    """A row of a file would open a case where somebody else writes; `values`: row, value, area."""


class TrackFault(DomainError):
    """Something is wrong in a workflow file; `values`: line (or None), place, and what."""


class TracksUnreadable(TrackFault):
    """The file is no TOML, or far too long; `why` says which."""


class TrackEntryUnknown(TrackFault):
    """The file has an entry that means nothing here, often a slip of the pen."""


class TrackEntryMissing(TrackFault):
    """The file lacks an entry there."""


class TrackEntryWrong(TrackFault):
    """The entry's value is none of those expected."""


class TrackLanguageMissing(TrackFault):
    """The words are not there in both languages."""


class StepTwice(TrackFault):
    """Two steps of one track have the same code."""


class NeedUnknown(TrackFault):
    """The step needs one that does not exist."""


class NeedsCircle(TrackFault):
    """Steps need each other in a circle."""


class StepUnreachable(TrackFault):
    """The step can never be taken: it waits for what never comes."""


class StageContradictsClass(TrackFault):
    """The public class says more, or less, than the stage of the same step."""


class StepLacking(TrackFault):
    """A step that the program rests on is not there, or not for every case."""


class StepMustFollow(TrackFault):
    """A step stands before what it must come after, or does not prove what it must."""


class LimitUnopened(TrackFault):
    """A step closes a time limit that none opens."""


class MeaningWrong(TrackFault):
    """A pair of steps of one meaning names no step, or one that has a pair already."""


class TracksNotNewer(DomainError):
    """The version of the file is not above the one in force."""


class UploadOutOfStep(DomainError):
    """A piece of a file does not follow what has arrived; `offset` is where it goes on."""


class UploadDamaged(DomainError):
    """What arrived of a file is not what was sent."""


class TooManyFiles(DomainError):
    """There is no room for one more file; `most` are kept."""


class TooOften(DomainError):
    """Something was done too often; in `seconds` it may be done again."""


class BodyTooLarge(DomainError):
    """A request carries more than the `limit` of its address, in bytes."""


class EditConflict(DomainError):
    """Someone else changed the same field after the form was opened.

    `values`: record, field, base, theirs, mine, by (officer code), at (instant, UTC).
    """
