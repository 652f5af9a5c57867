"""What the auditor asks about alerts: each question answered by an index, however many are closed.

Rule E1, an alert that isn't closed has a due time, needs no question: the database refuses anything else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, Text, bindparam, func, literal_column, select, text, update

from hotline.alert import canary
from hotline.alert.alert import AlertState, Urgency
from hotline.ids import AlertNumber
from storage.among import among
from storage.schema import Tx, from_ms, rows, to_ms
from storage.tables.alert import alert
from storage.tables.timeline import alert_event


class _Reached(msgspec.Struct):
    """The part of an alert's progress that is asked for."""

    reached: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """An open alert, as far as the auditor looks at it. `reached`: (round, step) that found somebody."""

    number: AlertNumber
    leg: int
    urgency: Urgency
    reached: tuple[tuple[int, int], ...]


_READ_REACHED = msgspec.json.Decoder(_Reached)
_STATE: dict[AlertState, ColumnElement[str]] = {
    state: literal_column(f"'{state.value}'", Text) for state in AlertState
}
"""Written out: only then does SQLite see that a partial index holds what is asked for."""


_LATE = (
    select(alert.c.number)
    .where(alert.c.due_at.is_not(None), alert.c.due_at < bindparam("before"), alert.c.number != canary.NUMBER)
    .order_by(alert.c.due_at)
    .limit(bindparam("most"))
)


def late(tx: Tx, before: datetime, limit: int) -> list[AlertNumber]:
    """Alerts whose time came before this and that did not move, the longest waiting first.

    The canary is left alone: moved by hand, it would not tell that the due loop stands still.
    """
    return [AlertNumber(row.number) for row in rows(tx, _LATE, before=to_ms(before), most=limit)]


Kind = tuple[AlertState, Urgency, bool]
"""State, urgency, and whether the case was opened: together they say how far off a due time may lie."""

KINDS: tuple[Kind, ...] = tuple(
    (state, urgency, opened)
    for state, opened in (
        (AlertState.OPEN, False),
        (AlertState.ACKNOWLEDGED, False),
        (AlertState.ACKNOWLEDGED, True),
    )
    for urgency in Urgency
)
_OF_A_KIND = (
    "SELECT number FROM alert"
    " WHERE state = '{}' AND urgency = '{}' AND case_opened = {} AND due_at > :after_{}"
)
_BEYOND = text(  # one statement, and in each part a step into the index
    " UNION ALL ".join(
        _OF_A_KIND.format(state.value, urgency.value, int(opened), place)
        for place, (state, urgency, opened) in enumerate(KINDS)
    )
    + " LIMIT :most"
)


def beyond(tx: Tx, after: Mapping[Kind, datetime], limit: int) -> list[AlertNumber]:
    """Alerts that would not move before the time that is given for their kind."""
    facts = {f"after_{place}": to_ms(after[kind]) for place, kind in enumerate(KINDS)}
    return [AlertNumber(row.number) for row in tx.connection.execute(_BEYOND, {**facts, "most": limit})]


_URGENCIES = {urgency.value: urgency for urgency in Urgency}
_OPEN_AFTER = (
    select(alert.c.number, alert.c.leg, alert.c.urgency, alert.c.progress)
    .where(alert.c.state == _STATE[AlertState.OPEN], alert.c.number > bindparam("above"))
    .order_by(alert.c.number)
    .limit(bindparam("most"))
)


def open_after(tx: Tx, number: AlertNumber, limit: int) -> list[Watched]:
    """Open alerts with higher numbers, in order."""
    return [
        Watched(AlertNumber(number), leg, _URGENCIES[urgency], _reached(progress))
        for number, leg, urgency, progress in rows(tx, _OPEN_AFTER, above=number, most=limit)
    ]


def _reached(progress: str) -> tuple[tuple[int, int], ...]:
    """Nothing where it can't be read: such an alert shows when it is due, and can't be moved."""
    try:
        return _READ_REACHED.decode(progress).reached
    except msgspec.MsgspecError:
        return ()


_WITH_GAPS = (
    select(alert_event.c.alert)
    .where(among(alert_event.c.alert, "numbers"))
    .group_by(alert_event.c.alert)
    .having(func.count() != func.max(alert_event.c.seq))
)


def with_gaps(tx: Tx, numbers: Sequence[AlertNumber]) -> list[AlertNumber]:
    """Those of these alerts whose timeline has lost a line."""
    return [AlertNumber(row.alert) for row in rows(tx, _WITH_GAPS, numbers=numbers)]


def last_noted(tx: Tx, kind: str, numbers: Sequence[AlertNumber]) -> dict[AlertNumber, datetime]:
    """When the timelines of these alerts last had a line of this kind."""
    wanted = (
        select(alert_event.c.alert, func.max(alert_event.c.at))
        .where(alert_event.c.alert.in_(numbers), alert_event.c.kind == kind)
        .group_by(alert_event.c.alert)
    )
    return {AlertNumber(row[0]): from_ms(row[1]) for row in rows(tx, wanted)}


def put_off(tx: Tx, number: AlertNumber, until: datetime) -> None:
    """An alert that can't be moved is out of the others' way until then."""
    tx.connection.execute(
        update(alert)
        .where(alert.c.number == number, alert.c.due_at.is_not(None), alert.c.due_at < to_ms(until))
        .values(due_at=to_ms(until))
    )


def counts(tx: Tx) -> dict[tuple[str, str], int]:
    """How many alerts are not closed, by state and urgency."""
    wanted = (
        select(alert.c.state, alert.c.urgency, func.count())
        .where(alert.c.due_at.is_not(None), alert.c.number != canary.NUMBER)
        .group_by(alert.c.state, alert.c.urgency)
    )
    return {(row[0], row[1]): int(row[2]) for row in rows(tx, wanted)}
