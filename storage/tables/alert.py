"""Alerts. The CHECKs are rule E1 and the other states that must not exist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import msgspec
from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    Update,
    bindparam,
    func,
    insert,
    select,
    update,
)

from hotline.alert import canary
from hotline.alert.alert import Alert, AlertState, Offer, Policy, Urgency
from hotline.ids import AlertNumber, OfficerId, ReportId, UnitCode
from storage.schema import (
    AnyRow,
    Many,
    Tx,
    Whole,
    flag,
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

alert = table(
    "alert",
    Column("number", Whole, primary_key=True),
    Column("report_id", Whole, ForeignKey("report.id"), nullable=False),
    Column("unit", Text, ForeignKey("unit.code"), nullable=False),
    Column("urgency", Text, nullable=False),
    Column("category", Text),
    Column("state", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("progress", Text, nullable=False),
    Column("version", Whole, nullable=False),
    Column("leg", Whole, nullable=False),
    Column("round", Whole, nullable=False),
    Column("step", Whole, nullable=False),
    Column("opened_at", Whole, nullable=False),
    Column("due_at", Whole),
    Column("acknowledged_by", Whole, ForeignKey("officer.id")),
    Column("acknowledged_at", Whole),
    flag("case_opened"),
    Column("closed_at", Whole),
    flag("drill"),
    flag("taps_alone"),
    flag("grouped"),
    Column("joint_of", Whole, ForeignKey("alert.number")),
    one_of("state", [state.value for state in AlertState]),
    one_of("urgency", [urgency.value for urgency in Urgency]),
    rule("e1_due_until_closed", "(state = 'closed') = (due_at IS NULL)"),
    rule("closed_has_time", "(state = 'closed') = (closed_at IS NOT NULL)"),
    rule("open_has_no_owner", "state <> 'open' OR acknowledged_by IS NULL"),
    rule("acknowledged_has_owner", "state <> 'acknowledged' OR acknowledged_by IS NOT NULL"),
    rule("owner_has_time", "(acknowledged_by IS NULL) = (acknowledged_at IS NULL)"),
    rule("place_counts", "version >= 0 AND leg >= 0 AND round >= 0 AND step >= 0"),
    rule("case_opened_flag", "case_opened IN (0, 1)"),
    rule("drill_flag", "drill IN (0, 1)"),
    rule("taps_alone_flag", "taps_alone IN (0, 1)"),
    rule("grouped_are_taps_alone", "grouped IN (0, 1) AND grouped <= taps_alone"),
    UniqueConstraint("report_id", "unit"),
    Index("ix_alert_unit_number", "unit", "number"),
    numbers_once=True,
)
partial_index(
    "ix_alert_due",
    alert.c.due_at,
    where="due_at IS NOT NULL",
)

partial_index(  # a report raises one alert; further agencies have their halves of it
    "uq_alert_first",
    alert.c.report_id,
    unique=True,
    where="joint_of IS NULL",
)
partial_index(
    "ix_alert_joint_of",
    alert.c.joint_of,
    where="joint_of IS NOT NULL",
)

partial_index(  # the auditor's walk through the open ones
    "ix_alert_open",
    alert.c.number,
    where="state = 'open'",
)
partial_index(  # what an officer has in hand
    "ix_alert_held",
    alert.c.acknowledged_by,
    where="acknowledged_by IS NOT NULL AND due_at IS NOT NULL",
)
partial_index(  # floods: how many of these wait for a unit
    "ix_alert_taps",
    alert.c.unit,
    alert.c.opened_at,
    where="state = 'open' AND taps_alone = 1",
)
partial_index(
    "ix_alert_watch",
    alert.c.state,
    alert.c.urgency,
    alert.c.case_opened,
    alert.c.due_at,
    where="due_at IS NOT NULL",
)


@dataclass(frozen=True, slots=True)
class _Progress:
    """What the engine remembers of the present leg, as the database keeps it."""

    reached: tuple[tuple[int, int], ...]
    barred: frozenset[OfficerId]
    passed: frozenset[OfficerId]
    province_again_at: datetime | None
    lowered: bool = False
    rests_until: datetime | None = None
    promised_at: datetime | None = None
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class StoredAlert:
    """An alert with what the engine does not need: its report and category.

    `joint_of`: this is a second agency's half, which it acknowledges for itself; the number of the first.
    """

    alert: Alert
    report_id: ReportId
    category: str | None
    closed_at: datetime | None
    joint_of: AlertNumber | None = None


COLUMNS = tuple(alert.c)


_PROGRESS = msgspec.json.Decoder(_Progress)
_ENCODER = msgspec.json.Encoder()


@lru_cache(maxsize=64)
def _policy(written: str) -> Policy:
    """The policy; thousands of alerts have the same few."""
    return msgspec.json.decode(written, type=Policy)


def stored_from(row: AnyRow) -> StoredAlert:
    """The alert that this row of `COLUMNS` keeps."""
    progress = _PROGRESS.decode(row.progress)
    return StoredAlert(
        Alert(
            number=AlertNumber(row.number),
            unit=UnitCode(row.unit),
            urgency=Urgency(row.urgency),
            state=AlertState(row.state),
            policy=_policy(row.policy),
            version=row.version,
            leg=row.leg,
            round=row.round,
            step=row.step,
            opened_at=from_ms(row.opened_at),
            due_at=maybe_from_ms(row.due_at),
            acknowledged_by=row.acknowledged_by,
            acknowledged_at=maybe_from_ms(row.acknowledged_at),
            case_opened=bool(row.case_opened),
            reached=progress.reached,
            barred=progress.barred,
            passed=progress.passed,
            province_again_at=progress.province_again_at,
            rests_until=progress.rests_until,
            promised_at=progress.promised_at,
            offer=progress.offer,
            drill=bool(row.drill),
            taps_alone=bool(row.taps_alone),
            grouped=bool(row.grouped),
            lowered=progress.lowered,
        ),
        row.report_id,
        row.category,
        maybe_from_ms(row.closed_at),
        row.joint_of,
    )


def _progress(item: Alert) -> str:
    now = _Progress(
        *(item.reached, item.barred, item.passed, item.province_again_at, item.lowered),
        *(item.rests_until, item.promised_at, item.offer),
    )
    return _ENCODER.encode(now).decode()


def _values(item: Alert) -> dict[str, object]:
    return {
        "unit": item.unit,
        "urgency": item.urgency.value,
        "state": item.state.value,
        "policy": _ENCODER.encode(item.policy).decode(),
        "progress": _progress(item),
        "version": item.version,
        "leg": item.leg,
        "round": item.round,
        "step": item.step,
        "opened_at": to_ms(item.opened_at),
        "due_at": maybe_ms(item.due_at),
        "acknowledged_by": item.acknowledged_by,
        "acknowledged_at": maybe_ms(item.acknowledged_at),
        "case_opened": int(item.case_opened),
        "drill": int(item.drill),
        "taps_alone": int(item.taps_alone),
        "grouped": int(item.grouped),
    }


def add_all(tx: Tx, fresh: Sequence[tuple[Alert, ReportId, str | None]]) -> list[AlertNumber]:
    """Store new alerts; the numbers they were given (those in `fresh` are not looked at)."""
    statement = insert(alert).returning(alert.c.number, sort_by_parameter_order=True)
    values = [
        _values(item)
        | {"report_id": report_id, "category": category}
        | ({"number": canary.NUMBER} if item.unit == canary.UNIT else {})  # comes alone
        for item, report_id, category in fresh
    ]
    return [AlertNumber(row.number) for row in tx.connection.execute(statement, values)]


def add_joint(tx: Tx, first: StoredAlert, half: Alert) -> AlertNumber:
    """Store a second agency's half of an alert; the number it was given."""
    values = _values(half) | {
        "report_id": first.report_id,
        "category": first.category,
        "joint_of": first.alert.number,
    }
    return AlertNumber(tx.connection.execute(insert(alert).returning(alert.c.number), values).scalar_one())


def halves(tx: Tx, number: AlertNumber) -> list[StoredAlert]:
    """What further agencies have of this alert, in the order in which they were asked."""
    wanted = select(*COLUMNS).where(alert.c.joint_of == number).order_by(alert.c.number)
    return [stored_from(row) for row in rows(tx, wanted)]


def load(tx: Tx, number: AlertNumber) -> StoredAlert | None:
    """The alert of this number, its row locked; None if there is none."""
    found = tx.connection.execute(select(*COLUMNS).where(alert.c.number == number).with_for_update()).first()
    return None if found is None else stored_from(found)


def of_report(tx: Tx, report_id: ReportId) -> StoredAlert | None:
    """The alert that this report raised; not the halves of further agencies."""
    mine = (alert.c.report_id == report_id, alert.c.joint_of.is_(None))
    found = tx.connection.execute(select(*COLUMNS).where(*mine).with_for_update()).first()
    return None if found is None else stored_from(found)


_CHANGES_TO = [column.name for column in COLUMNS if column.name not in ("number", "report_id", "joint_of")]
_MOVES = (
    "state",
    "progress",
    "version",
    "leg",
    "round",
    "step",
    "due_at",
    "acknowledged_by",
    "acknowledged_at",
    "case_opened",
)
"""What changes when an alert climbs: never what it is about, nor the policy it climbs by (E9)."""


def _change(names: Sequence[str]) -> Update:
    row = (alert.c.number == bindparam("b_number"), alert.c.version == bindparam("b_version"))
    return update(alert).where(*row).values({name: bindparam(name) for name in names})


_CHANGE = _change(_CHANGES_TO)
_ALL_MOVES = Many(_change(_MOVES), *_MOVES, "b_number", "b_version")


def change(
    tx: Tx,
    before: StoredAlert,
    after: Alert,
    *,
    category: str | None = None,
    closed_at: datetime | None = None,
) -> bool:
    """Store the next state if nobody was faster (E2, E5); False if the version had moved on.

    `closed_at` has to be given if this closes the alert, and is forgotten if it opens it again.
    """
    over = after.state is AlertState.CLOSED
    values = _values(after) | {
        "category": category or before.category,
        "closed_at": maybe_ms(closed_at or before.closed_at) if over else None,
        "b_number": before.alert.number,
        "b_version": before.alert.version,
    }
    return tx.connection.execute(_CHANGE, values).rowcount == 1


def move_all(tx: Tx, moved: Sequence[tuple[StoredAlert, Alert]]) -> None:
    """Store where alerts have climbed to, whose rows this transaction holds locked."""
    _ALL_MOVES.run(
        tx, [(*_moves(after), before.alert.number, before.alert.version) for before, after in moved]
    )


def _moves(item: Alert) -> tuple[object, ...]:
    """In the order of `_MOVES`."""
    return (
        item.state.value,
        _progress(item),
        item.version,
        item.leg,
        item.round,
        item.step,
        maybe_ms(item.due_at),
        item.acknowledged_by,
        maybe_ms(item.acknowledged_at),
        int(item.case_opened),
    )


def due(tx: Tx, now: datetime, limit: int) -> list[StoredAlert]:
    """Alerts that are due, the longest waiting first; rows another process holds are passed over."""
    wanted = (
        select(*COLUMNS)
        .where(alert.c.due_at.is_not(None), alert.c.due_at <= to_ms(now))
        .order_by(alert.c.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [stored_from(row) for row in rows(tx, wanted)]


def waiting(tx: Tx) -> list[StoredAlert]:
    """Every alert that isn't closed, its row locked."""
    wanted = select(*COLUMNS).where(alert.c.due_at.is_not(None)).order_by(alert.c.number)
    return [stored_from(row) for row in rows(tx, wanted.with_for_update())]


def count(tx: Tx, state: AlertState) -> int:
    """How many alerts are in this state."""
    wanted = select(func.count()).select_from(alert).where(alert.c.state == state.value)
    return int(tx.connection.execute(wanted).scalar_one())


def hurry_late(tx: Tx, now: datetime) -> list[AlertNumber]:
    """Alerts that were due before `now` are due at `now`; which ones."""
    late = (
        update(alert)
        .where(alert.c.due_at.is_not(None), alert.c.due_at < to_ms(now))
        .values(due_at=to_ms(now), version=alert.c.version + 1)
        .returning(alert.c.number)
    )
    return sorted(AlertNumber(row.number) for row in rows(tx, late))


def next_due(tx: Tx) -> int | None:
    """When the next alert is due, in milliseconds since 1970; None if none is waiting."""
    found: int | None = tx.connection.execute(
        select(func.min(alert.c.due_at)).where(alert.c.due_at.is_not(None))
    ).scalar_one()
    return found
