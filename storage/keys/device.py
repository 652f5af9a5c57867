"""Browsers in which an officer proved a password: a token that only the server can make, for one officer.

It says that whoever brings it is likely no stranger, for half a year. It names the officer by number alone,
and dies with the password: what vouches for it covers the password's salt.
"""

import hmac
import secrets
from datetime import UTC, datetime, timedelta

from hotline.ids import OfficerId
from storage.keys.keyring import Keyring

DEVICE_LASTS = timedelta(days=180)


def new_device(keys: Keyring, officer: OfficerId, password_salt: bytes, now: datetime) -> str:
    """A token for the browser in which the password was right just now."""
    body = f"{officer}.{int(now.timestamp())}.{secrets.token_urlsafe(16)}"
    return f"{body}.{keys.device_mac(password_salt, body)}"


def named_in(token: str) -> OfficerId | None:
    """Whose browser the token says it is; `is_device` tells whether that is true."""
    digits = token.partition(".")[0]
    return OfficerId(int(digits)) if len(digits) < 19 and digits.isascii() and digits.isdigit() else None


def is_device(keys: Keyring, officer: OfficerId, password_salt: bytes, token: str, now: datetime) -> bool:
    """Whether the server made this token for this officer, under this password, not too long ago."""
    body, _, mac = token.rpartition(".")
    if not hmac.compare_digest(keys.device_mac(password_salt, body).encode(), mac.encode()):
        return False
    named, begun, _ = body.split(".")
    return int(named) == officer and now - datetime.fromtimestamp(int(begun), UTC) < DEVICE_LASTS
