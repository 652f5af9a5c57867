"""What a page's link carries: for this officer, this alert, half an hour; only the server can make one.

The link itself is no secret from whoever reads the page on the officer's phone, or is sent it. So it is used
once, what it does is what a press on the page would do, and it doesn't say who presses: the browser does, or
a password (handlers/ack_link.py).
"""

import secrets
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.ids import AlertNumber, OfficerId
from storage.keys.keyring import Keyring

LASTS = timedelta(minutes=30)
_CLAIM = struct.Struct(">QQQ8s")  # officer, alert, milliseconds of its end, what makes it this one
_MAC_BYTES = 16


@dataclass(frozen=True, slots=True)
class Claim:
    """What a genuine link says. `key` names it, for being used once."""

    officer: OfficerId
    alert: AlertNumber
    until_ms: int
    key: bytes


def new(keys: Keyring, officer: OfficerId, alert: AlertNumber, now: datetime) -> str:
    """A link's token, in characters that an address may hold."""
    until_ms = round((now + LASTS).timestamp() * 1000)
    claim = _CLAIM.pack(officer, alert, until_ms, secrets.token_bytes(8))
    return urlsafe_b64encode(claim + keys.link_mac(claim)[:_MAC_BYTES]).decode().rstrip("=")


def read(keys: Keyring, token: str) -> Claim | None:
    """What the token says, expired or not; None if the server didn't make it."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (Error, ValueError):
        return None
    claim, mac = raw[: _CLAIM.size], raw[_CLAIM.size :]
    if len(raw) != _CLAIM.size + _MAC_BYTES:
        return None
    if not secrets.compare_digest(keys.link_mac(claim)[:_MAC_BYTES], mac):
        return None
    officer, alert, until_ms, key = _CLAIM.unpack(claim)
    return Claim(OfficerId(officer), AlertNumber(alert), until_ms, key)
