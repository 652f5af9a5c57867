"""Every error the hotline raises on purpose.

HotlineError
├── BadConfiguration     what the operator wrote cannot be used; says where and how to mend it
├── BadBackup            a backup file is damaged, cut off, of another version, or would replace another file
├── BadScript            an interview script or a locale is broken; says file, line and fault
├── CannotOpen           sealed data did not open: wrong key, wrong place or tampered with
│   ├── WrongPassword    an officer's password does not open the officer's keys
│   └── KeyMissing       a key file that is needed is not there (or has been thrown away)
├── InstallationInUse    the data directory is in use by another process, or is not empty
├── NotAllowed           the caller may not do this; nothing was changed
├── NotFound             there is no such thing, or the caller may not know that there is
└── SendFailed           a channel could not deliver; says whether to try again and when
"""

from datetime import timedelta


class HotlineError(Exception):
    """Something the hotline refuses; the message is for the operator and holds no personal data."""


class BadConfiguration(HotlineError):
    """The configuration cannot be used: file, key, what is wrong, how to mend it."""


class BadBackup(HotlineError):
    """A backup can't be read, or can't be written where it was asked for; nothing was changed."""


class BadScript(HotlineError):
    """An interview script or a sentence file is broken: file, line, what is wrong."""


class CannotOpen(HotlineError):
    """Sealed data did not open: the key is another, or the data was changed or moved."""


class WrongPassword(CannotOpen):
    """The password does not open this officer's keys."""


class KeyMissing(CannotOpen):
    """A key file that is needed is not in the keys directory."""


class InstallationInUse(HotlineError):
    """The data directory is in use, or is not empty."""


class NotAllowed(HotlineError):
    """The caller may not do this; nothing was changed."""


class NotFound(HotlineError):
    """There is no such thing, or the caller may not know that there is."""


class SendFailed(HotlineError):
    """A channel could not deliver. `permanent`: this address will never work again."""

    def __init__(
        self,
        kind: str,
        *,
        permanent: bool = False,
        whole_bot: bool = False,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.permanent = permanent
        self.whole_bot = whole_bot
        self.retry_after = retry_after
