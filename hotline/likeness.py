"""How alike two stories are, so that a second report about the same child is seen as one."""

from rapidfuzz import fuzz

from hotline.text import fold

ALIKE = 60
"""Of 100: from here on an officer is shown the other story's case. Nothing is ever joined by it alone."""


def likeness(one: str, other: str) -> int:
    """0 to 100, whatever the order of the words, their case and their diacritics."""
    left, right = fold(one), fold(other)
    if not left or not right:
        return 0
    return round((fuzz.token_set_ratio(left, right) + fuzz.token_sort_ratio(left, right)) / 2)
