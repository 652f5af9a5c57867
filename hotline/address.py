"""What an officer's address may look like on each channel, and how it is stored."""

import re

_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LONGEST_MAIL = 254


def is_mail_address(text: str) -> bool:
    """Of the plain kind, which every mail server takes."""
    return len(text) <= _LONGEST_MAIL and _MAIL.fullmatch(text) is not None


def address_on(channel: str, typed: str) -> str | None:
    """The address as it is stored; None if it is none of this channel."""
    text = typed.strip()
    if channel != "email" or not is_mail_address(text):
        return None
    name, _, domain = text.rpartition("@")
    return f"{name}@{domain.lower()}"
