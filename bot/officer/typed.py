"""What an officer wants where nothing can be pressed: commands and short codes, with or without diacritics.

The words are those that `handlers/steps/typed_words.py` writes into the messages.
"""

import re
import unicodedata

from bot.officer import wish
from bot.officer.wish import Wish
from hotline.text import fold

_NUMBERED = {
    "nhan ca": "accept",
    "accept shift": "accept",
    "tu choi ca": "decline",
    "decline shift": "decline",
}
_NUMBERED |= dict.fromkeys(("den", "arrived"), "there")
_NUMBERED |= dict.fromkeys(("giao", "hand"), "hand")
_NUMBERED |= dict.fromkeys(("khong nhan", "refuse"), "refuse_alert")
_WITH_MORE = {"hen": "in", "promise": "in", "giao": "hand", "hand": "hand", "goi tiep": "now", "next": "now"}
_DEED = re.compile(r"([a-z ]+?) #?(\d{1,9}) ([0-9.]{1,20})", re.ASCII)
_SHIFT = re.compile(r"(?:doi ca|swap shift) (\d{1,2}/\d{1,2} \d{1,2}:\d{2})(?: (\d{1,9}))?", re.ASCII)
_TRADE = re.compile(r"(?:doi lay|trade) (\d{1,9}) (\d{1,2}/\d{1,2} \d{1,2}:\d{2})", re.ASCII)
_WITH_NUMBER = re.compile(r"([a-z ]+?) #?(\d{1,9})", re.ASCII)
_START = re.compile(r"/?start\s+(\S+)", re.IGNORECASE)


def of_text(text: str) -> Wish:
    """`NHẬN 12`, `đổi ca 25/11 07:00 3`, `/duty`, `/start <code>`; anything else is "other"."""
    text = unicodedata.normalize("NFC", text).partition(" – ")[0].strip()  # a line may be copied whole
    if start := _START.fullmatch(text):
        return Wish("start", code=start[1])
    if text.startswith("/"):
        return _command(text[1:])
    plain = fold(text)
    if shift := _SHIFT.fullmatch(plain):
        return _shift(shift[1], shift[2])
    deed = _DEED.fullmatch(plain)
    if deed and deed[1] in _WITH_MORE:
        return wish.of_button(f"alert:{deed[2]}:{_WITH_MORE[deed[1]]}:{deed[3]}")
    if trade := _TRADE.fullmatch(plain):
        return Wish("trade", int(trade[1]), trade[2])
    named = _WITH_NUMBER.fullmatch(plain)
    if named and named[1] in _NUMBERED:
        return Wish(_NUMBERED[named[1]], int(named[2]))
    return wish.of_words(text)


def _command(line: str) -> Wish:
    """`/pass 12` and `/help 12` too: with a slash the code words are as good."""
    wished = wish.of_command(line)
    if wished.verb in ("other", "guide"):
        worded = wish.of_words(line)
        return worded if worded.verb != "other" and worded.number is not None else wished
    return wished


def _shift(begins: str, colleague: str | None) -> Wish:
    return Wish("offer", int(colleague), begins) if colleague else Wish("swap", code=begins)
