"""People's words: how they are stored, and how they are compared.

Stored words stay as they came, but for what no database can hold. For comparing, one word written in five
ways (NFC, NFD, no diacritics, capitals, zero-width marks from a copied message) must be one word.
"""

import re
import unicodedata

_MOST_COMPARED = 400  # characters of a text that take part in a comparison; a longer one is a story
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BLANK = re.compile(r"\s+")


def clean(text: str) -> str:
    """The words to store: NFC, without NUL and lone surrogates; nothing else is altered."""
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("", text))


def same_word(text: str) -> str:
    """The text for comparing with diacritics: NFC, small letters, invisible marks off, blanks as one."""
    visible = "".join(_seen(character) for character in text[:_MOST_COMPARED])
    return _BLANK.sub(" ", unicodedata.normalize("NFC", visible).casefold()).strip(" .!?…,;:\"'“”()")


def fold(text: str) -> str:
    """The text for comparing without diacritics: `same_word`, then `đ` as `d` and every mark off."""
    apart = unicodedata.normalize("NFD", same_word(text).replace("đ", "d"))
    return "".join(character for character in apart if unicodedata.category(character) != "Mn")


def _seen(character: str) -> str:
    """The character, a blank for one that moves the pen, nothing for one that is not seen."""
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " " if character.isspace() else ""
    return "" if category in ("Cf", "Cs", "Co", "Cn") else character
