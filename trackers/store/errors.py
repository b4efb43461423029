"""What the store refuses; each kind has a sentence in `trackers.words.errors`."""


class StoreError(Exception):
    """Base of this room's errors; `values` names what was wrong, for the sentence."""

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(f"{type(self).__name__}: {values}")


class StoreUnreachable(StoreError):
    """The database cannot be opened at that address."""


class StoreTooOld(StoreError):
    """The database engine, or PostGIS in it, is older than what keeps records safely."""


class LoginRefused(StoreError):
    """The server refuses the account or its password."""


class PostgisMissing(StoreError):
    """The database has no PostGIS, and the account may not or cannot add it."""


class RightsMissing(StoreError):
    """The account may not do in the database what the program needs."""


class EncodingUnfit(StoreError):
    """The database does not keep texts as UTF-8."""


class StoreBusy(StoreError):
    """Another save holds the ward for too long, or the database is too slow to answer."""


class StoreLost(StoreError):
    """The connection to the server broke off; what was not confirmed is not kept."""


class StoreNewer(StoreError):
    """The data were written by a newer version of the program."""


class UnknownWard(StoreError):
    """No ward has that code."""


class UnknownRow(StoreError):
    """No row has that key."""


class RowChanged(StoreError):
    """The row has another version than the one that was read."""


class WardTaken(StoreError):
    """The target has a ward of that code already."""


class FolderTaken(StoreError):
    """The target's folder holds other files of that ward already."""


class FolderUnusable(StoreError):
    """The target's folder cannot be written, or its disk is full."""


class CopyDiffers(StoreError):
    """What arrived is not what was sent; nothing of it is kept."""


class ValueUnfit(StoreError):
    """A text or number does not fit its column in every store."""


class DiskFull(StoreError):
    """No room is left on the disk of `place`."""


class StoreDamaged(StoreError):
    """The database at `place` is damaged."""


class SecretError(StoreError):
    """Base of what is wrong with the key file at `place`, or with what it sealed."""


class KeyMissing(SecretError):
    """The database holds sealed values, and the key file is not there."""


class KeyUnusable(SecretError):
    """The key file cannot be read or made; `reason` is the system's."""


class KeyMalformed(SecretError):
    """The file is no key file of this program."""


class WrongKey(SecretError):
    """Another key sealed the values."""


class SealBroken(SecretError):
    """A sealed value was changed, or is none."""


class BackupError(StoreError):
    """Base of what is wrong with a backup; `name` is its file's."""


class BackupExists(BackupError):
    """There is a file of that name already."""


class BackupUnwritable(BackupError):
    """The file cannot be written there; `reason` is the system's."""


class NothingToKeep(BackupError):
    """The data folder `place` holds no ward."""


class NotABackup(BackupError):
    """The file is no backup of this program."""


class BackupDamaged(BackupError):
    """The backup was cut short, changed, or made to do harm."""


class BackupNewer(BackupError):
    """A newer version of the program, `program`, made the backup."""


class PassphraseMissing(BackupError):
    """The backup is sealed, and nobody gave the passphrase."""


class PassphraseShort(BackupError):
    """The passphrase has fewer characters than `least`."""


class PassphrasesDiffer(BackupError):
    """The passphrase was typed twice, and not alike."""


class WrongPassphrase(BackupError):
    """The passphrase does not open the backup."""


class FolderNotEmpty(BackupError):
    """The folder `place`, which is to receive a backup, holds something already."""


class SeveralWards(BackupError):
    """The copy holds other real `wards` as well; only who holds the machine may take it."""


class NoSuchMoment(BackupError):
    """The log of `name` has no entry as old as `asked`, or of that number; `last` is its last."""
