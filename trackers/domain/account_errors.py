"""What goes wrong with accounts and signing in."""

from trackers.domain.errors import DomainError


class AccountError(DomainError):
    """Base of what goes wrong with accounts and signing in."""


class SignInNeeded(AccountError):
    """Nobody is signed in here, or the session has ended."""


class SignInRefused(AccountError):
    """Login, password or code are not right; which of them is not said."""


class SignInLocked(AccountError):
    """After too many wrong passwords the account waits for `minutes`."""


class CodeNeeded(AccountError):
    """The password is right; the account also asks for the code of the authenticator."""


class FormExpired(AccountError):
    """The form was opened too long ago, or not by a page of ours."""


class LoginUnfit(AccountError):
    """The login has other signs than small letters, digits and . _ - @, or is too short."""


class LoginTaken(AccountError):
    """Another account of this installation has that login."""


class PasswordWeak(AccountError):
    """The password is too short, too long or commonplace."""


class PasswordsUnlike(AccountError):
    """The two passwords typed are not the same."""


class InvitationOver(AccountError):
    """The link was used, has expired, or was replaced by a newer one."""


class FirstAdministrator(AccountError):
    """The first account must be an administrator's: nobody could invite the others."""
