"""Six digits that prove that what is sent to an address is read by its officer. Nothing of them is stored."""

import struct
from secrets import compare_digest

from hotline.ids import ContactMethodId
from storage.keys.keyring import Keyring

_ASKED = struct.Struct(">4sQQ")


def code_for(keys: Keyring, contact: ContactMethodId, asked_at_ms: int) -> str:
    """What was sent there when it was asked for at that time, in milliseconds; another time, another code."""
    mac = keys.link_mac(_ASKED.pack(b"code", contact, asked_at_ms))
    return f"{int.from_bytes(mac[:8]) % 1_000_000:06}"


def is_code(keys: Keyring, contact: ContactMethodId, asked_at_ms: int, typed: str) -> bool:
    """Whether somebody read it there; spaces don't count."""
    digits = "".join(typed.split())
    return compare_digest(code_for(keys, contact, asked_at_ms).encode(), digits.encode())
