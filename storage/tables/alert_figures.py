"""How many alerts there are, of which kind, and whether something has changed: for screens and figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, literal_column, select

from hotline.alert import canary
from hotline.alert.alert import AlertState, Urgency
from hotline.ids import AlertNumber, UnitCode
from storage.schema import AnyRow, Tx, rows, to_ms
from storage.tables.alert import alert
from storage.tables.timeline import alert_event


@dataclass(frozen=True, slots=True)
class Counted:
    """An alert as statistics see it; the times count from its opening, None: it didn't come so far."""

    unit: UnitCode
    category: str | None
    urgency: str
    acknowledged_after: timedelta | None
    opened_after: timedelta | None


def taps_alone_waiting(tx: Tx, unit: UnitCode, since: datetime) -> int:
    """How many emergencies of taps alone were opened for this unit since then and wait for somebody."""
    wanted = select(func.count()).where(
        alert.c.state == AlertState.OPEN.value,
        alert.c.unit == unit,
        alert.c.taps_alone == 1,
        alert.c.opened_at > to_ms(since),
    )
    return int(tx.connection.execute(wanted).scalar_one())


def real_waiting(tx: Tx, unit: UnitCode) -> bool:
    """Whether an emergency or an urgent report of this unit, no drill, waits for somebody."""
    wanted = select(alert.c.number).where(
        alert.c.state == literal_column("'open'"),
        alert.c.unit == unit,
        alert.c.urgency.in_([Urgency.EMERGENCY.value, Urgency.URGENT.value]),
        alert.c.drill == 0,
    )
    return tx.connection.execute(wanted.limit(1)).first() is not None


def versions(tx: Tx) -> dict[AlertNumber, tuple[UnitCode, int, int]]:
    """Unit, version and length of the timeline of each alert that isn't closed: whether a list is old."""
    last = select(func.max(alert_event.c.seq)).where(alert_event.c.alert == alert.c.number).scalar_subquery()
    wanted = select(alert.c.number, alert.c.unit, alert.c.version, last).where(
        alert.c.due_at.is_not(None), alert.c.number != canary.NUMBER
    )
    return {
        AlertNumber(number): (UnitCode(unit), version, seq or 0)
        for number, unit, version, seq in rows(tx, wanted)
    }


def counted(tx: Tx, from_at: datetime, until_at: datetime) -> list[Counted]:
    """The alerts opened in this stretch of time; drills and second agencies' halves left out."""
    within = (
        *(alert.c.opened_at >= to_ms(from_at), alert.c.opened_at < to_ms(until_at)),
        *(alert.c.drill == 0, alert.c.joint_of.is_(None)),
    )
    first = (
        select(alert_event.c.alert, alert_event.c.kind, func.min(alert_event.c.at))
        .join(alert, alert.c.number == alert_event.c.alert)
        .where(*within, alert_event.c.kind.in_(["acknowledged", "case_opened"]))
        .group_by(alert_event.c.alert, alert_event.c.kind)
    )
    at: dict[tuple[int, str], int] = {(row[0], row[1]): row[2] for row in rows(tx, first)}

    def after(row: AnyRow, kind: str) -> timedelta | None:
        found = at.get((row.number, kind))
        return None if found is None else timedelta(milliseconds=found - row.opened_at)

    wanted = select(alert.c.number, alert.c.unit, alert.c.category, alert.c.urgency, alert.c.opened_at)
    return [
        Counted(row.unit, row.category, row.urgency, after(row, "acknowledged"), after(row, "case_opened"))
        for row in rows(tx, wanted.where(*within))
    ]
