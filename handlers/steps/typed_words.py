"""What officers type where nothing can be pressed: each button becomes a line that names its words.

`bot/officer/typed.py` reads the words back. A shift is named by the time it begins, as people name it.
"""

from collections.abc import Iterator
from datetime import tzinfo

from hotline.messages import Button, Say, Screen
from storage.schema import from_ms

_ALERT = frozenset({"ack", "pass", "help", "more", "there", "hand"})
_DUTY = frozenset({"confirm", "take"})
_ANSWERS = frozenset({"accept", "decline"})


def worded(screen: Screen, zone: tzinfo) -> Screen:
    """The screen whose buttons' labels say what to type; a button that nobody can type is left out."""
    buttons = tuple(_worded(screen.buttons, zone))
    how = (Say("typed-how"),) if buttons else ()
    return Screen((*screen.lines, *how), buttons)


def begins(at_ms: int, zone: tzinfo) -> str:
    """How a shift is named."""
    return f"{from_ms(at_ms).astimezone(zone):%d/%m %H:%M}"


def _worded(buttons: tuple[Button, ...], zone: tzinfo) -> Iterator[Button]:
    for button in buttons:
        typed = _typed(button, zone)
        if typed is not None:
            yield Button(button.value, typed)


def _typed(button: Button, zone: tzinfo) -> Say | None:
    match button.value.split(":"):
        case ["alert", number, *what]:
            return _about_alert(button, number, what)
        case ["duty", number, what] if what in _DUTY:
            return Say(f"typed-{what}", {"number": number})
        case ["swap", number, what] if what in _ANSWERS:
            return Say(f"typed-{what}", {"number": number})
        case ["swap", number, "trade", _, _, at_ms]:
            return Say("typed-trade", {"number": number, "begins": begins(int(at_ms), zone)})
        case ["swap", _, _, at_ms, "ask"]:
            return Say("typed-swap", {"begins": begins(int(at_ms), zone)})
        case ["swap", _, _, at_ms, officer]:
            name = str(button.label.args.get("name", ""))
            return Say("typed-offer", {"begins": begins(int(at_ms), zone), "officer": officer, "name": name})
    return None


def _about_alert(button: Button, number: str, what: list[str]) -> Say | None:
    match what:
        case [verb] if verb in _ALERT:
            return Say(f"typed-{verb}", {"number": number})
        case ["accept"]:
            return Say("typed-ack", {"number": number})
        case ["refuse"]:
            return Say("typed-refuse", {"number": number})
        case ["in", minutes]:
            return Say("typed-in", {"number": number, "minutes": minutes})
        case ["now", mark]:
            return Say("typed-now", {"number": number, "mark": mark})
        case ["hand", officer]:
            name = str(button.label.args.get("name", ""))
            return Say("typed-hand-to", {"number": number, "officer": officer, "name": name})
    return None
