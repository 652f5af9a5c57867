"""Shows what a text would hide: marks that turn its direction, or that nobody sees."""

import re

# Controls but tab and line feed; zero-width and direction marks. The joiner of emoji may stay.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def visible(text: str) -> str:
    """The text with a name in place of each hidden mark: ⟦U+202E⟧."""
    return _HIDDEN.sub(lambda mark: f"⟦U+{ord(mark[0]):04X}⟧", text)
