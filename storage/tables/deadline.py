"""Time limits of cases. The CHECKs are rule E11 and what keeps a breach from being edited away."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

import msgspec
from sqlalchemy import (
    Column,
    ForeignKey,
    PrimaryKeyConstraint,
    Text,
    bindparam,
    func,
    select,
    update,
)

from hotline.duty.deadline_rules import Watch
from hotline.duty.deadlines import Deadline, State
from hotline.ids import AlertNumber, OfficerId
from storage.among import among
from storage.schema import (
    AnyRow,
    Tx,
    Whole,
    from_ms,
    many_inserts,
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

deadline = table(
    "deadline",
    Column("alert", Whole, ForeignKey("alert.number"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("watch", Text, nullable=False),
    Column("starts_at", Whole, nullable=False),
    Column("ends_at", Whole, nullable=False),
    Column("due_at", Whole),
    Column("state", Text, nullable=False),
    Column("breached_at", Whole),
    Column("met_at", Whole),
    Column("met_by", Whole, ForeignKey("officer.id")),
    PrimaryKeyConstraint("alert", "kind"),
    one_of("state", [state.value for state in State]),
    rule("ends_after_start", "ends_at > starts_at"),
    rule("e11_due_until_settled", "(state = 'running') = (due_at IS NOT NULL)"),
    rule("met_has_time", "(state = 'met') = (met_at IS NOT NULL)"),
    rule("met_has_officer", "(met_at IS NULL) = (met_by IS NULL)"),
    rule("looked_at_by_its_end", "breached_at IS NOT NULL OR due_at IS NULL OR due_at <= ends_at"),
    rule("breached_after_its_end", "breached_at IS NULL OR breached_at >= ends_at"),
    rule("late_is_a_breach", "met_at IS NULL OR met_at < ends_at OR breached_at IS NOT NULL"),
)
"""`watch` is JSON: how long, and when people hear of it, frozen when the deadline began (rule E9)."""
partial_index(
    "ix_deadline_due",
    deadline.c.due_at,
    where="due_at IS NOT NULL",
)

_COLUMNS = tuple(deadline.c)
_INSERTS = many_inserts(deadline)
_OF = select(*_COLUMNS).where(among(deadline.c.alert, "numbers")).order_by(deadline.c.ends_at)


def add(tx: Tx, fresh: Sequence[Deadline]) -> None:
    """Store deadlines that begin."""
    _INSERTS.run(tx, [(one.number, one.kind, _written(one.watch), *_values(one).values()) for one in fresh])


def of_alerts(tx: Tx, numbers: Sequence[AlertNumber]) -> list[Deadline]:
    """The deadlines of these cases, the one that ends first first."""
    return [_deadline(row) for row in rows(tx, _OF, numbers=numbers)] if numbers else []


_DUE = (
    select(deadline.c.alert, deadline.c.kind)
    .where(deadline.c.due_at.is_not(None), deadline.c.due_at <= bindparam("now"))
    .order_by(deadline.c.due_at)
    .limit(bindparam("most"))
)


def due(tx: Tx, now: datetime, limit: int) -> list[tuple[AlertNumber, str]]:
    """Case and kind of what has to be looked at, the longest waiting first; nothing is locked."""
    return [(AlertNumber(row.alert), row.kind) for row in rows(tx, _DUE, now=to_ms(now), most=limit)]


def one(tx: Tx, number: AlertNumber, kind: str) -> Deadline | None:
    """The case's deadline of this kind, its row locked."""
    found = tx.connection.execute(
        select(*_COLUMNS).where(deadline.c.alert == number, deadline.c.kind == kind).with_for_update()
    ).first()
    return None if found is None else _deadline(found)


def running(tx: Tx) -> list[Deadline]:
    """Every deadline that runs, its row locked."""
    wanted = select(*_COLUMNS).where(deadline.c.due_at.is_not(None))
    wanted = wanted.order_by(deadline.c.alert, deadline.c.kind).with_for_update()
    return [_deadline(row) for row in rows(tx, wanted)]


def next_due(tx: Tx) -> int | None:
    """When the next one has to be looked at, in milliseconds; None if none runs."""
    wanted = select(func.min(deadline.c.due_at)).where(deadline.c.due_at.is_not(None))
    found: int | None = tx.connection.execute(wanted).scalar_one()
    return found


def counted(tx: Tx, from_at: datetime, until_at: datetime) -> list[tuple[str, str, bool]]:
    """Kind, state, whether it was missed: of the cases opened in this stretch of time, drills left out."""
    wanted = (
        select(deadline.c.kind, deadline.c.state, deadline.c.breached_at)
        .join(alert, alert.c.number == deadline.c.alert)
        .where(alert.c.opened_at >= to_ms(from_at), alert.c.opened_at < to_ms(until_at), alert.c.drill == 0)
    )
    return [(row.kind, row.state, row.breached_at is not None) for row in rows(tx, wanted)]


def change(tx: Tx, changed: Deadline) -> None:
    """Store where it stands. There is no statement that takes a breach back."""
    this = (deadline.c.alert == changed.number, deadline.c.kind == changed.kind)
    kept = func.coalesce(deadline.c.breached_at, maybe_ms(changed.breached_at))
    tx.connection.execute(update(deadline).where(*this).values(_values(changed) | {"breached_at": kept}))


def _values(one: Deadline) -> dict[str, object]:
    return {
        "starts_at": to_ms(one.starts_at),
        "ends_at": to_ms(one.ends_at),
        "due_at": maybe_ms(one.due_at),
        "state": one.state.value,
        "breached_at": maybe_ms(one.breached_at),
        "met_at": maybe_ms(one.met_at),
        "met_by": one.met_by,
    }


@lru_cache(maxsize=64)
def _written(watch: Watch) -> str:
    return msgspec.json.encode(watch).decode()


@lru_cache(maxsize=64)
def _watch(written: str) -> Watch:
    """Thousands of deadlines have the same few."""
    return msgspec.json.decode(written, type=Watch)


def _deadline(row: AnyRow) -> Deadline:
    return Deadline(
        number=AlertNumber(row.alert),
        kind=row.kind,
        watch=_watch(row.watch),
        starts_at=from_ms(row.starts_at),
        ends_at=from_ms(row.ends_at),
        due_at=maybe_from_ms(row.due_at),
        state=State(row.state),
        breached_at=maybe_from_ms(row.breached_at),
        met_at=maybe_from_ms(row.met_at),
        met_by=None if row.met_by is None else OfficerId(row.met_by),
    )
