"""Browsers that an officer logged in from: a token that only the server can make, bound to one name.

It opens nothing. It says that whoever brings it is likely no stranger, for half a year.
"""

import hmac
import secrets
from datetime import UTC, datetime, timedelta

from storage.keys.keyring import Keyring

DEVICE_LASTS = timedelta(days=180)


def new_device(keys: Keyring, username: str, now: datetime) -> str:
    """A token for the browser that has just logged in."""
    body = f"{int(now.timestamp())}.{secrets.token_urlsafe(16)}"
    return f"{body}.{keys.device_mac(username, body)}"


def is_device(keys: Keyring, username: str, token: str, now: datetime) -> bool:
    """Whether the server gave this token to a browser of this officer, not too long ago."""
    body, _, mac = token.rpartition(".")
    if not hmac.compare_digest(keys.device_mac(username, body).encode(), mac.encode()):
        return False
    return now - datetime.fromtimestamp(int(body.partition(".")[0]), UTC) < DEVICE_LASTS
