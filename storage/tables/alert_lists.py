"""Lists of alerts, as people ask for them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, case, literal_column, select

from hotline.alert import canary
from hotline.alert.alert import AlertState, Urgency
from hotline.ids import AlertNumber, OfficerId, UnitCode
from storage.schema import AnyRow, Tx, rows, to_ms
from storage.tables.alert import COLUMNS, StoredAlert, alert, stored_from

# In the words of the partial indexes: a few alerts that wait are found at once among a million closed ones.
_IN_STATE = {
    AlertState.OPEN: alert.c.state == literal_column("'open'"),
    AlertState.ACKNOWLEDGED: (alert.c.state == "acknowledged") & alert.c.due_at.is_not(None),
    AlertState.CLOSED: alert.c.state == "closed",
}


def listed(
    tx: Tx, units: Sequence[UnitCode] | None, state: AlertState | None, before: AlertNumber | None, limit: int
) -> list[StoredAlert]:
    """Alerts of these units (None: of all), newest first, with numbers below `before`."""
    wanted = select(*COLUMNS).order_by(alert.c.number.desc()).limit(limit)
    wanted = wanted.where(alert.c.number != canary.NUMBER)
    if units is not None:
        wanted = wanted.where(alert.c.unit.in_(units))
    if state is not None:
        wanted = wanted.where(_IN_STATE[state])
    if before is not None:
        wanted = wanted.where(alert.c.number < before)
    return [stored_from(row) for row in rows(tx, wanted)]


def most_pressing(tx: Tx, units: Sequence[UnitCode] | None, limit: int) -> list[StoredAlert]:
    """Alerts of these units (None: of all) that nobody has, in the order in which they should be taken."""
    wanted = _pressing_first(limit).where(_IN_STATE[AlertState.OPEN])
    if units is not None:
        wanted = wanted.where(alert.c.unit.in_(units))
    return [stored_from(row) for row in rows(tx, wanted)]


def in_hand(tx: Tx, officer: OfficerId, limit: int) -> list[StoredAlert]:
    """The alerts that this officer has and must do something about, the most pressing first."""
    mine = (alert.c.acknowledged_by == officer) & alert.c.due_at.is_not(None)
    return [stored_from(row) for row in rows(tx, _pressing_first(limit).where(mine))]


def _pressing_first(limit: int) -> Select[AnyRow]:
    """Real ones before drills, the most urgent first, of these whoever has waited longest."""
    rank = case({urgency.value: place for place, urgency in enumerate(Urgency)}, value=alert.c.urgency)
    wanted = select(*COLUMNS).where(alert.c.number != canary.NUMBER)
    return wanted.order_by(alert.c.drill, rank, alert.c.number).limit(limit)


def like(tx: Tx, stored: StoredAlert, since: datetime, limit: int) -> list[StoredAlert]:
    """Other alerts of the same unit since then, the newest first; neither drills nor agencies' halves."""
    wanted = (
        select(*COLUMNS)
        .where(
            alert.c.unit == stored.alert.unit,
            alert.c.number != stored.alert.number,
            alert.c.opened_at >= to_ms(since),
            alert.c.drill == 0,
            alert.c.joint_of.is_(None),
        )
        .order_by(alert.c.number.desc())
        .limit(limit)
    )
    return [stored_from(row) for row in rows(tx, wanted)]
