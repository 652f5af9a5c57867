"""What happened to each alert, line by line; a line is never changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Text, func, select

from hotline.ids import AlertNumber, OfficerId
from storage.schema import Tx, Whole, from_ms, many_inserts, rows, table, to_ms

alert_event = table(
    "alert_event",
    Column("alert", Whole, ForeignKey("alert.number"), primary_key=True),
    Column("seq", Whole, primary_key=True, autoincrement=False),
    Column("at", Whole, nullable=False),
    Column("late_ms", Whole),
    Column("kind", Text, nullable=False),
    Column("officer_id", Whole, ForeignKey("officer.id")),
    Column("detail", Text, nullable=False, server_default=""),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of an alert's timeline. `late_ms`: how late it was, where something was due (E10)."""

    kind: str
    at: datetime
    officer: OfficerId | None = None
    detail: str = ""
    late_ms: int | None = None


_INSERTS = many_inserts(alert_event)


def note(tx: Tx, events: Iterable[tuple[AlertNumber, Event]]) -> None:
    """Add lines to the timelines of these alerts, in order."""
    fresh = list(events)
    if not fresh:
        return
    numbers = sorted({number for number, _ in fresh})
    last = select(alert_event.c.alert, func.max(alert_event.c.seq)).where(alert_event.c.alert.in_(numbers))
    counts: dict[int, int] = {row[0]: row[1] for row in rows(tx, last.group_by(alert_event.c.alert))}
    _add_events(tx, fresh, counts)


def note_first(tx: Tx, events: Sequence[tuple[AlertNumber, Event]]) -> None:
    """Begin the timelines of alerts that this transaction has opened."""
    _add_events(tx, events, {})


def _add_events(tx: Tx, fresh: Sequence[tuple[AlertNumber, Event]], counts: dict[int, int]) -> None:
    values = []
    for number, event in fresh:
        counts[number] = counts.get(number, 0) + 1
        at = to_ms(event.at)
        values.append((number, counts[number], at, event.late_ms, event.kind, event.officer, event.detail))
    _INSERTS.run(tx, values)


def events(tx: Tx, number: AlertNumber) -> list[Event]:
    """The alert's timeline, oldest first."""
    wanted = select(alert_event).where(alert_event.c.alert == number).order_by(alert_event.c.seq)
    return [
        Event(row.kind, from_ms(row.at), row.officer_id, row.detail, row.late_ms) for row in rows(tx, wanted)
    ]
