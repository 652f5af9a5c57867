"""People's words: how they are stored, and how they are compared.

Stored words stay as they came, but for what no database can hold. For comparing, one word written in five
ways (NFC, NFD, no diacritics, capitals, zero-width marks from a copied message) must be one word.
"""

import re
import unicodedata

_MOST_COMPARED = 400  # characters of a text that take part in a comparison; a longer one is a story
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
# Marks that a copied message brings along unseen: soft hyphens, joiners, directions, tags, private letters.
_UNSEEN = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\uf8ff\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_MARK = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")
_AROUND = " .!?…,;:\"'“”()"


def clean(text: str) -> str:
    """The words to store: NFC, without NUL and lone surrogates; nothing else is altered."""
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("", text))


def unseen_removed(text: str) -> str:
    """The text without the marks that nobody sees: a word copied from anywhere is the word."""
    return _UNSEEN.sub("", text)


def same_word(text: str) -> str:
    """The text for comparing with diacritics: NFC, small letters, unseen marks off, blanks as one."""
    seen = _BLANK.sub(" ", _UNSEEN.sub("", text[:_MOST_COMPARED]))
    return unicodedata.normalize("NFC", seen).casefold().strip(_AROUND)


def fold(text: str) -> str:
    """The text for comparing without diacritics: `same_word`, then `đ` as `d` and every mark off."""
    return _MARK.sub("", unicodedata.normalize("NFD", same_word(text).replace("đ", "d")))
