"""What an officer wants, read from a command, a button or words: the same on every messenger."""

import re
from dataclasses import dataclass, replace

from hotline.text import fold


@dataclass(frozen=True, slots=True)
class Wish:
    """`verb`, `number` and `code` as `handlers/officer_chat.py` takes them."""

    verb: str
    number: int | None = None
    code: str = ""


_BUTTONS = {verb: verb for verb in ("ack", "pass", "help", "more", "there", "hand")}
_BUTTONS |= {"accept": "accept_alert", "refuse": "refuse_alert"}
_MARK = re.compile(r"\d{1,6}\.\d{1,6}\.\d{1,6}", re.ASCII)
_MINUTES = re.compile(r"[1-9]\d{0,3}", re.ASCII)
_SHIFT_BUTTONS = frozenset({"confirm", "take"})
_WORDS = {verb: verb for verb in ("ack", "pass", "help", "more")}
_WORDS |= {"nhan": "ack", "chuyen": "pass", "giup": "help", "them": "more"}
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
        case "ack" | "more" as verb:
            return _about(verb, argument)
        case "help":
            return Wish("guide")
    return Wish("other")


def of_button(value: str) -> Wish:
    """`alert:12:ack`; a forged value is "other"."""
    match value.split(":"):
        case ["alert", number, *what] if _NUMBER.fullmatch(number):
            return _of_alert(number, what)
        case ["duty", number, what] if what in _SHIFT_BUTTONS and _NUMBER.fullmatch(number):
            return _about(what, number)
        case ["swap", number, "accept" | "decline" as what] if _NUMBER.fullmatch(number):
            return _about(what, number)
        case ["swap", number, "trade", unit, place, begins] if _NUMBER.fullmatch(number):
            return replace(_about("trade", number), code=f"{unit}:{place}:{begins}")
        case ["swap", unit, place, begins, "ask"]:
            return Wish("swap", code=f"{unit}:{place}:{begins}")
        case ["swap", unit, place, begins, officer] if _NUMBER.fullmatch(officer):
            return Wish("offer", int(officer), f"{unit}:{place}:{begins}")
    return Wish("other")


def _of_alert(number: str, what: list[str]) -> Wish:
    match what:
        case [verb] if verb in _BUTTONS:
            return _about(_BUTTONS[verb], number)
        case ["in", minutes] if _MINUTES.fullmatch(minutes):
            return replace(_about("in", number), code=minutes)
        case ["now", mark] if _MARK.fullmatch(mark):
            return replace(_about("now", number), code=mark)
        case ["hand", colleague] if _NUMBER.fullmatch(colleague):
            return replace(_about("hand", number), code=colleague.lstrip("#"))
    return Wish("other")


def of_words(text: str) -> Wish:
    """`NHẬN 12`, `ack 12`, or without a number; anything else is "other"."""
    word, _, rest = fold(text).partition(" ")
    if word in _SHIFT_WORDS and rest.strip():
        return _about(_SHIFT_WORDS[word], rest.strip())
    return _about(_WORDS[word], rest.strip()) if word in _WORDS else Wish("other")


def _about(verb: str, argument: str) -> Wish:
    if not argument:
        return Wish(verb)
    number = _NUMBER.fullmatch(argument)
    return Wish(verb, int(number[1])) if number else Wish("other")
