"""The canary: when it flies next, and when it last came through. Its alert's rows go after each flight."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ForeignKey, Select, Table, Text, delete, insert, or_, select, update

from hotline.alert.canary import NUMBER
from hotline.ids import OfficerId
from storage.schema import Tx, Whole, from_ms, maybe_from_ms, maybe_ms, metadata, rule, table, to_ms
from storage.tables.alert import alert
from storage.tables.page import page
from storage.tables.report import report

canary = table(
    "canary",
    Column("id", Whole, primary_key=True, autoincrement=False),
    Column("robot_id", Whole, ForeignKey("officer.id"), nullable=False),
    Column("due_at", Whole, nullable=False),
    Column("watched_since", Whole, nullable=False),
    Column("run", Text),
    Column("begun_at", Whole),
    Column("succeeded_at", Whole),
    Column("took_ms", Whole),
    rule("there_is_one", "id = 1"),
)


@dataclass(frozen=True, slots=True)
class Canary:
    """How it stands. `run` names the flight under way; `watched_since`: it may be missed from then on."""

    robot: OfficerId
    due_at: datetime
    watched_since: datetime
    run: str | None = None
    begun_at: datetime | None = None
    succeeded_at: datetime | None = None
    took: timedelta | None = None


def load(tx: Tx) -> Canary | None:
    """How it stands, its row locked; None before the first."""
    return _found(tx, select(canary).with_for_update())


_SEEN = select(canary)


def seen(tx: Tx) -> Canary | None:
    """How it stands, for whoever only looks."""
    return _found(tx, _SEEN)


def _found(tx: Tx, wanted: Select[Any]) -> Canary | None:
    row = tx.connection.execute(wanted).first()
    if row is None:
        return None
    return Canary(
        OfficerId(row.robot_id),
        from_ms(row.due_at),
        from_ms(row.watched_since),
        row.run,
        maybe_from_ms(row.begun_at),
        maybe_from_ms(row.succeeded_at),
        None if row.took_ms is None else timedelta(milliseconds=row.took_ms),
    )


def store(tx: Tx, one: Canary) -> None:
    """How it stands from now on."""
    values = {
        "robot_id": one.robot,
        "due_at": to_ms(one.due_at),
        "watched_since": to_ms(one.watched_since),
        "run": one.run,
        "begun_at": maybe_ms(one.begun_at),
        "succeeded_at": maybe_ms(one.succeeded_at),
        "took_ms": None if one.took is None else round(one.took / timedelta(milliseconds=1)),
    }
    if tx.connection.execute(update(canary).values(values)).rowcount == 0:
        tx.connection.execute(insert(canary), values | {"id": 1})


def forget_alert(tx: Tx) -> None:
    """Every row that hangs on the canary's alert, and on its report, is deleted."""
    found = tx.connection.execute(select(alert.c.report_id).where(alert.c.number == NUMBER)).scalar()
    if found is None:
        return
    for each in reversed(metadata.sorted_tables):
        _forget_in(tx, each, found)


def _forget_in(tx: Tx, each: Table, report_id: int) -> None:
    pages = select(page.c.id).where(page.c.alert == NUMBER)
    hangs = [alert.c.number == NUMBER] if each is alert else []
    hangs += [report.c.id == report_id] if each is report else []
    for key in each.foreign_keys:
        if key.references(alert):
            hangs.append(key.parent == NUMBER)
        elif key.references(report):
            hangs.append(key.parent == report_id)
        elif key.references(page) and each is not page:
            hangs.append(key.parent.in_(pages))
    if hangs:
        tx.connection.execute(delete(each).where(or_(*hangs)))
