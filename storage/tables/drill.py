"""Drills: when they come round, which are under way, and how each officer fared (rule E11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from hotline.alert.alert import Urgency
from hotline.alert.drilled import FAILED, Outcome
from hotline.duty.drill_times import MONTH, WEEK, DrillTimes
from hotline.ids import AlertNumber, OfficerId, UnitCode
from storage.schema import (
    AnyRow,
    Tx,
    Whole,
    from_ms,
    maybe_from_ms,
    maybe_ms,
    one_of,
    partial_index,
    rows,
    rule,
    table,
    to_ms,
)
from storage.tables.alert import alert

drill_schedule = table(
    "drill_schedule",
    Column("id", Whole, primary_key=True),
    Column("unit", Text, ForeignKey("unit.code"), nullable=False),
    Column("urgency", Text, nullable=False),
    Column("every", Text, nullable=False),
    Column("on_day", Whole, nullable=False),
    Column("at_minute", Whole, nullable=False),
    Column("due_at", Whole, nullable=False),
    Column("made_by", Text, nullable=False),
    one_of("urgency", [urgency.value for urgency in Urgency]),
    one_of("every", [WEEK, MONTH]),
    rule("minute_of_a_day", "at_minute BETWEEN 0 AND 1439"),
    Index("ix_drill_schedule_due", "due_at"),
    numbers_once=True,
)

drill_run = table(
    "drill_run",
    Column("alert", Whole, primary_key=True, autoincrement=False),
    Column("unit", Text, ForeignKey("unit.code"), nullable=False),
    Column("begun_at", Whole, nullable=False),
    Column("due_at", Whole),
)
"""`due_at` None: it is over. The alert may be forgotten before what came of it."""
partial_index(
    "ix_drill_run_due",
    drill_run.c.due_at,
    where="due_at IS NOT NULL",
)

drill_result = table(
    "drill_result",
    Column("alert", Whole, ForeignKey("drill_run.alert"), nullable=False),
    Column("officer_id", Whole, ForeignKey("officer.id"), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("paged_at", Whole),
    Column("accepted_at", Whole),
    Column("acknowledged_at", Whole),
    Column("opened_at", Whole),
    PrimaryKeyConstraint("alert", "officer_id"),
    one_of("outcome", [outcome.value for outcome in Outcome]),
    Index("ix_drill_result_officer", "officer_id", "alert"),
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """One schedule; `due_at`: its next drill."""

    id: int
    times: DrillTimes
    due_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Run:
    """One drill. `due_at`: when it ends by itself; None: it is over."""

    alert: AlertNumber
    unit: UnitCode
    begun_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Fared:
    """One officer in one drill; a time is None where it didn't come so far."""

    alert: AlertNumber
    officer: OfficerId
    outcome: Outcome
    paged_at: datetime | None
    accepted_at: datetime | None
    acknowledged_at: datetime | None
    opened_at: datetime | None


def add_schedule(tx: Tx, times: DrillTimes, due_at: datetime, by: str) -> int:
    """Store the schedule; its number."""
    values = {
        "unit": times.unit,
        "urgency": times.urgency.value,
        "every": times.every,
        "on_day": times.on,
        "at_minute": times.at.hour * 60 + times.at.minute,
        "due_at": to_ms(due_at),
        "made_by": by,
    }
    return int(
        tx.connection.execute(insert(drill_schedule).returning(drill_schedule.c.id), values).scalar_one()
    )


def schedules(tx: Tx) -> list[Schedule]:
    """Every schedule, the next drill first."""
    return _schedules(tx, drill_schedule.c.id.is_not(None))


def schedules_due(tx: Tx, now: datetime) -> list[Schedule]:
    """Whose time has come."""
    return _schedules(tx, drill_schedule.c.due_at <= to_ms(now))


def put_off(tx: Tx, number: int, due_at: datetime) -> None:
    """The schedule's next drill is then."""
    tx.connection.execute(
        update(drill_schedule).where(drill_schedule.c.id == number).values(due_at=to_ms(due_at))
    )


def remove_schedule(tx: Tx, number: int) -> bool:
    """Whether there was such a schedule."""
    return tx.connection.execute(delete(drill_schedule).where(drill_schedule.c.id == number)).rowcount > 0


def begin(tx: Tx, run: Run) -> None:
    """The drill has begun."""
    values = {"alert": run.alert, "unit": run.unit, "begun_at": to_ms(run.begun_at)}
    tx.connection.execute(insert(drill_run), values | {"due_at": maybe_ms(run.due_at)})


def over(tx: Tx, now: datetime) -> list[Run]:
    """Drills to be wound up: their term is over, or their alert was closed."""
    closed = select(alert.c.number).where(alert.c.number == drill_run.c.alert, alert.c.due_at.is_(None))
    waits = drill_run.c.due_at.is_not(None)
    return _runs(tx, waits & ((drill_run.c.due_at <= to_ms(now)) | closed.exists()))


def end(tx: Tx, number: AlertNumber, results: Sequence[Fared]) -> None:
    """It is over, and this came of it."""
    tx.connection.execute(update(drill_run).where(drill_run.c.alert == number).values(due_at=None))
    if results:
        tx.connection.execute(insert(drill_result), [_values(one) for one in results])


def runs(tx: Tx, units: Sequence[UnitCode] | None, limit: int) -> list[Run]:
    """The last drills of these units (None: of all), newest first."""
    which = drill_run.c.alert.is_not(None) if units is None else drill_run.c.unit.in_(units)
    return _runs(tx, which, limit)


def results(tx: Tx, numbers: Sequence[AlertNumber]) -> list[Fared]:
    """How officers fared in these drills."""
    wanted = select(drill_result).where(drill_result.c.alert.in_(numbers)).order_by(*drill_result.primary_key)
    return [_fared(row) for row in rows(tx, wanted)]


def last_begun(tx: Tx) -> dict[UnitCode, datetime]:
    """When each unit last had a drill."""
    wanted = select(drill_run.c.unit, func.max(drill_run.c.begun_at)).group_by(drill_run.c.unit)
    return {UnitCode(unit): from_ms(at) for unit, at in rows(tx, wanted)}


_LAST = (
    select(drill_result.c.officer_id, func.max(drill_result.c.alert).label("alert"))
    .where(drill_result.c.outcome != Outcome.RELIEVED.value)
    .group_by(drill_result.c.officer_id)
    .subquery()
)
_LAST_FAILED = (
    select(drill_result.c.officer_id, drill_run.c.begun_at)
    .join(_LAST, (_LAST.c.officer_id == drill_result.c.officer_id) & (_LAST.c.alert == drill_result.c.alert))
    .join(drill_run, drill_run.c.alert == drill_result.c.alert)
    .where(drill_result.c.outcome.in_([one.value for one in sorted(FAILED)]))
)


def last_failed(tx: Tx) -> dict[OfficerId, datetime]:
    """The officers whose last drill failed, and when it began."""
    return {OfficerId(officer): from_ms(at) for officer, at in rows(tx, _LAST_FAILED)}


def next_due(tx: Tx) -> int | None:
    """When the next schedule or term is due, in milliseconds; None if nothing waits."""
    times = (
        tx.connection.execute(select(func.min(column))).scalar_one()
        for column in (drill_schedule.c.due_at, drill_run.c.due_at)
    )
    return min((at for at in times if at is not None), default=None)


def _schedules(tx: Tx, which: ColumnElement[bool]) -> list[Schedule]:
    wanted = select(drill_schedule).where(which).order_by(drill_schedule.c.due_at, drill_schedule.c.id)
    return [
        Schedule(
            row.id,
            DrillTimes(
                UnitCode(row.unit),
                Urgency(row.urgency),
                row.every,
                row.on_day,
                time(row.at_minute // 60, row.at_minute % 60),
            ),
            from_ms(row.due_at),
            row.made_by,
        )
        for row in rows(tx, wanted)
    ]


def _runs(tx: Tx, which: ColumnElement[bool], limit: int | None = None) -> list[Run]:
    wanted = select(drill_run).where(which).order_by(drill_run.c.alert.desc()).limit(limit)
    return [
        Run(AlertNumber(row.alert), UnitCode(row.unit), from_ms(row.begun_at), maybe_from_ms(row.due_at))
        for row in rows(tx, wanted)
    ]


def _values(one: Fared) -> dict[str, object]:
    return {
        "alert": one.alert,
        "officer_id": one.officer,
        "outcome": one.outcome.value,
        "paged_at": maybe_ms(one.paged_at),
        "accepted_at": maybe_ms(one.accepted_at),
        "acknowledged_at": maybe_ms(one.acknowledged_at),
        "opened_at": maybe_ms(one.opened_at),
    }


def _fared(row: AnyRow) -> Fared:
    return Fared(
        AlertNumber(row.alert),
        OfficerId(row.officer_id),
        Outcome(row.outcome),
        maybe_from_ms(row.paged_at),
        maybe_from_ms(row.accepted_at),
        maybe_from_ms(row.acknowledged_at),
        maybe_from_ms(row.opened_at),
    )
