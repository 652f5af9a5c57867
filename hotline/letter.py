"""What an officer may write to a reporter: words, not ways out of the chat.

A link, a phone number or a handle in a message "from the hotline" is how somebody would be lured away from
it (privacy.md, section 3); emergency numbers of the configuration are fine.
"""

import re
from collections.abc import Collection

MOST_CHARACTERS = 2000

_LINK = re.compile(r"https?://|www\.|\b[a-z0-9-]+\.(?:com|vn|net|org|me|info|io|ly)\b", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.])@\w{3,}")
_NUMBER = re.compile(r"\+?\d(?:[ .()-]{0,2}\d){7,}")


def fault_of(text: str, allowed: Collection[str]) -> str | None:
    """The sentence that says why this can't be sent; None if it can. `allowed`: numbers and addresses."""
    if not text.strip():
        return "letter-empty"
    if len(text) > MOST_CHARACTERS:
        return "letter-too-long"
    for permitted in sorted(allowed, key=len, reverse=True):
        text = text.replace(permitted, " ")
    if _LINK.search(text):
        return "letter-has-link"
    if _HANDLE.search(text):
        return "letter-has-handle"
    if _NUMBER.search(text):
        return "letter-has-number"
    return None
