"""The receipt code as people write and read it: sixteen digits, shown in four groups."""

import unicodedata

_DIGITS = 16
_BETWEEN = frozenset(" -_.,·\u2010\u2012\u2013\u2014\u2015\u2212\t\r\n")


def parse(text: str) -> str | None:
    """The sixteen digits in `text`, if it is a code and nothing else; else None.

    Takes what phones and people make of one: spaces, dashes and dots anywhere, full-width digits,
    invisible marks that come along when copying.
    """
    digits = []
    for character in unicodedata.normalize("NFKC", text):
        if character.isdecimal():
            digits.append(str(unicodedata.decimal(character)))
        elif character not in _BETWEEN and unicodedata.category(character) != "Cf":
            return None
    return "".join(digits) if len(digits) == _DIGITS else None


def show(code: str) -> str:
    """`code` as `dddd dddd dddd dddd`."""
    return " ".join(code[start : start + 4] for start in range(0, _DIGITS, 4))
