"""What an officer wants, read from a command, a button or words: the same on every messenger."""

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """`verb`, `number` and `code` as `handlers/officer_chat.py` takes them."""

    verb: str
    number: int | None = None
    code: str = ""


_BUTTONS = frozenset({"ack", "pass", "help"})
_SHIFT_BUTTONS = frozenset({"confirm", "take"})
_WORDS = {"ack": "ack", "pass": "pass", "help": "help", "nhan": "ack", "chuyen": "pass", "giup": "help"}
_SHIFT_WORDS = {"confirm": "confirm", "take": "take", "truc": "confirm", "thay": "take"}
"""These need their number: other messages begin with such words."""
_NUMBER = re.compile(r"#?(\d{1,9})", re.ASCII)


def of_command(line: str) -> Wish:
    """`line` is a command without its slash: "ack 12"."""
    name, _, rest = line.partition(" ")
    argument = rest.strip()
    match name.lower():
        case "start":
            return Wish("start", code=argument) if argument else Wish("guide")
        case "duty" | "alerts" as verb:
            return Wish(verb)
        case "ack":
            return _about("ack", argument)
        case "help":
            return Wish("guide")
    return Wish("other")


def of_button(value: str) -> Wish:
    """`alert:12:ack`; a forged value is "other"."""
    match value.split(":"):
        case ["alert", number, what] if what in _BUTTONS and _NUMBER.fullmatch(number):
            return _about(what, number)
        case ["duty", number, what] if what in _SHIFT_BUTTONS and _NUMBER.fullmatch(number):
            return _about(what, number)
        case ["swap", number, "accept" | "decline" as what] if _NUMBER.fullmatch(number):
            return _about(what, number)
        case ["swap", unit, place, begins, "ask"]:
            return Wish("swap", code=f"{unit}:{place}:{begins}")
        case ["swap", unit, place, begins, officer] if _NUMBER.fullmatch(officer):
            return Wish("offer", int(officer), f"{unit}:{place}:{begins}")
    return Wish("other")


def of_words(text: str) -> Wish:
    """`NHẬN 12`, `ack 12`, or without a number; anything else is "other"."""
    word, _, rest = _plain(text).partition(" ")
    if word in _SHIFT_WORDS and rest.strip():
        return _about(_SHIFT_WORDS[word], rest.strip())
    return _about(_WORDS[word], rest.strip()) if word in _WORDS else Wish("other")


def _about(verb: str, argument: str) -> Wish:
    if not argument:
        return Wish(verb)
    number = _NUMBER.fullmatch(argument)
    return Wish(verb, int(number[1])) if number else Wish("other")


def _plain(text: str) -> str:
    """Without diacritics and letter case: officers type in a hurry."""
    decomposed = unicodedata.normalize("NFD", text.strip().casefold().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
