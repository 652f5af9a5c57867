"""Emergencies of taps alone that share a page, one a minute for each unit (privacy.md, section 3)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from hotline.alert import flood
from hotline.alert.alert import Alert
from hotline.ids import AlertNumber, UnitCode
from hotline.messages import Button, Say, Screen
from storage.schema import Tx, from_ms, to_ms
from storage.tables import installation

_MOST_LISTED = 40
_MOST_BUTTONS = 8


def next_at(tx: Tx, unit: UnitCode, now: datetime) -> datetime:
    """When the unit's next grouped page may go out; a clock set back holds it up no longer than usual."""
    last = installation.get(tx, _name(unit))
    if last is None or from_ms(int(last)) > now:
        return now
    return max(now, from_ms(int(last)) + flood.EVERY)


def note_sent(tx: Tx, units: Iterable[UnitCode], now: datetime) -> None:
    """These units' grouped pages go out now."""
    for unit in units:
        installation.put(tx, _name(unit), str(to_ms(now)))


def screen(alerts: Sequence[Alert], unit: str, link: str) -> Screen:
    """All that wait, by their numbers; a button to take each of the first."""
    numbers = [alert.number for alert in alerts]
    facts: dict[str, str | int] = {
        "urgency": f"@urgency-{alerts[0].urgency.value}",
        "count": len(numbers),
        "numbers": _listed(numbers),
        "unit": unit,
        "link": link,
    }
    buttons = tuple(
        Button(f"alert:{number}:ack", Say("alerts-button-ack", {"number": int(number)}))
        for number in numbers[:_MOST_BUTTONS]
    )
    return Screen((Say("page-grouped", facts),), buttons)


def _listed(numbers: Sequence[AlertNumber]) -> str:
    rest = len(numbers) - _MOST_LISTED
    shown = ", ".join(f"#{number}" for number in numbers[:_MOST_LISTED])
    return shown + (f" (+{rest})" if rest > 0 else "")


def _name(unit: UnitCode) -> str:
    return f"grouped_at:{unit}"
