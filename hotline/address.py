"""What an officer's address may look like on each channel, and how it is stored."""

import re
from collections.abc import Sequence

_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LONGEST_MAIL = 254
_PATH = re.compile(r"[!-~]{1,1000}")
_PUSH = re.compile(r"https://([a-z0-9.-]+)/[!-~]{1,900}")
PUSH_SERVICES = ("fcm.googleapis.com", ".push.services.mozilla.com", ".notify.windows.com", ".push.apple.com")
"""Where browsers' makers take pushes: nobody but the operator can make us call anything else."""
_AT_HOME = re.compile(r"(?:\+?84|0)([1-9][0-9]{8})")
_ABROAD = re.compile(r"\+[1-9][0-9]{7,14}")


def is_mail_address(text: str) -> bool:
    """Of the plain kind, which every mail server takes."""
    return len(text) <= _LONGEST_MAIL and _MAIL.fullmatch(text) is not None


def address_on(channel: str, typed: str, services: Sequence[str] = ()) -> str | None:
    """The address as it is stored; None if it is none of this channel. `services`: more that take pushes."""
    text = typed.strip()
    match channel:
        case "email" if is_mail_address(text):
            name, _, domain = text.rpartition("@")
            return f"{name}@{domain.lower()}"
        case "sms" | "voice":
            return _number(re.sub(r"[ .()-]", "", text))
        case "push" if _is_endpoint(text, services):
            return text
    return None


def _is_endpoint(text: str, services: Sequence[str]) -> bool:
    if any(text.startswith(f"{origin}/") and _PATH.fullmatch(text) for origin in services):
        return True
    found = _PUSH.fullmatch(text)
    return found is not None and any(
        found[1] == one or (one.startswith(".") and found[1].endswith(one)) for one in PUSH_SERVICES
    )


def _number(digits: str) -> str | None:
    """With its country's code, as +84 and nine digits."""
    at_home = _AT_HOME.fullmatch(digits)
    if at_home is not None:
        return f"+84{at_home[1]}"
    return digits if _ABROAD.fullmatch(digits) else None
