"""Words and buttons in the shape that a messenger takes: parts that fit, rows, numbered lines."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate

LONGEST_PART = 4096  # Telegram's; in UTF-16 units, which is how messengers count
MOST_IN_A_ROW = 2
LONGEST_LABEL_IN_A_ROW = 16

_JOINER = "\u200d"  # binds 👨‍👩‍👧 together
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)

Button = tuple[str, str]  # value, label


def parts(text: str, longest: int = LONGEST_PART) -> list[str]:
    """The text in parts that fit, cut at the end of a line, else of a word, else between two letters."""
    found: list[str] = []
    while (end := _end_of_what_fits(text, longest)) < len(text):
        cut = _good_cut(text, end)
        found.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [part for part in (*found, text) if part.strip()]


def rows(buttons: Sequence[Button]) -> list[list[Button]]:
    """Short labels two in a row, long ones alone; the order holds."""
    laid: list[list[Button]] = []
    for button in buttons:
        row = laid[-1] if laid else None
        if row is not None and len(row) < MOST_IN_A_ROW and all(_is_short(b) for b in (*row, button)):
            row.append(button)
        else:
            laid.append([button])
    return laid


def numbered(text: str, buttons: Sequence[Button]) -> str:
    """The text with its buttons as lines, where a number is typed instead of a button pressed."""
    lines = [f"{number}. {label}" for number, (_, label) in enumerate(buttons, start=1)]
    return "\n\n".join(part for part in (text, "\n".join(lines)) if part)


def utf16_units(text: str) -> int:
    """The length that messengers count."""
    return len(text) + sum(character > "\uffff" for character in text)


def _is_short(button: Button) -> bool:
    return len(button[1]) <= LONGEST_LABEL_IN_A_ROW


def _end_of_what_fits(text: str, longest: int) -> int:
    if 2 * len(text) <= longest or utf16_units(text) <= longest:
        return len(text)
    lengths = accumulate(1 + (character > "\uffff") for character in text)
    return next(index for index, length in enumerate(lengths) if length > longest)


def _good_cut(text: str, end: int) -> int:
    """The last good place to cut at or before `end`, unless that leaves less than half a part."""
    for separator in ("\n", " "):
        cut = text.rfind(separator, end // 2, end + 1)
        if cut > 0:
            return cut
    return next(_cuts_between_letters(text, end), end)


def _cuts_between_letters(text: str, end: int) -> Iterator[int]:
    """Places from `end` backwards that tear no letter from its marks and no emoji apart."""
    return (cut for cut in range(end, 0, -1) if not _is_inside(text, cut))


def _is_inside(text: str, cut: int) -> bool:
    before, after = text[cut - 1], text[cut]
    if before == _JOINER or after == _JOINER or ord(after) in _SKIN_TONES:
        return True
    if unicodedata.category(after).startswith("M"):
        return True
    return ord(after) in _FLAG_LETTERS and _flag_letters_before(text, cut) % 2 == 1


def _flag_letters_before(text: str, cut: int) -> int:
    count = 0
    while count < cut and ord(text[cut - count - 1]) in _FLAG_LETTERS:
        count += 1
    return count
