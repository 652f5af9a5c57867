"""How many alerts there were and how fast they were taken, in numbers that may be published.

Drills are left out. Only what the suppression lets through leaves this file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from handlers.installation import Installation
from hotline.alert.alert import Urgency
from hotline.duty.deadlines import State
from hotline.suppression import Published, enough, publish
from storage.schema import Tx
from storage.tables import alert_figures, deadline, unit
from storage.tables.alert_figures import Counted

ALL = "all"
NONE, MISSED = "none", "missed"
"""Of deadlines: a case has no such one; it was not met in time, be it met by now or not."""
UNKNOWN = "unknown"
"""The category of a report whose reporter chose none."""
_CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Speed:
    """Medians from an alert's opening; None if too few alerts got that far."""

    acknowledged: timedelta | None
    opened: timedelta | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """Tables `unit`, `category`, `urgency`, one a kind of deadline; speeds by urgency, and of `all`."""

    published: Published
    speeds: Mapping[str, Speed]
    unit_names: Mapping[str, str]


async def count(office: Installation, from_at: datetime, until_at: datetime) -> Statistics:
    """The alerts that were opened from `from_at` up to and without `until_at`."""
    asked = office.texts.script.questions.get(_CATEGORY)
    categories = () if asked is None else tuple(asked.by_id)
    kinds = [rule.kind for rule in office.settings.deadlines.rules]
    return await office.reader.read(_count, categories, kinds, from_at, until_at)


def _count(
    tx: Tx, categories: Sequence[str], kinds: Sequence[str], from_at: datetime, until_at: datetime
) -> Statistics:
    counted = alert_figures.counted(tx, from_at, until_at)
    names = {str(code): name for code, name in unit.names(tx).items()}
    tables = {
        "unit": _table(names, (item.unit for item in counted)),
        _CATEGORY: _table((*categories, UNKNOWN), (item.category or UNKNOWN for item in counted)),
        "urgency": _table([one.value for one in Urgency], (item.urgency for item in counted)),
    }
    tables |= _deadlines(kinds, deadline.counted(tx, from_at, until_at), len(counted))
    speeds = {ALL: _speed(counted)} | {
        one.value: _speed([item for item in counted if item.urgency == one.value]) for one in Urgency
    }
    return Statistics(publish(tables), speeds, names)


def _deadlines(
    kinds: Iterable[str], found: Sequence[tuple[str, str, bool]], total: int
) -> dict[str, dict[str, int]]:
    """A table for each kind, in which every case has its cell: so they are hidden as the others are."""
    tables = {}
    for kind in sorted({*kinds, *(name for name, _, _ in found)}):
        cells = _table(
            (*State, MISSED), (MISSED if missed else state for name, state, missed in found if name == kind)
        )
        tables[f"deadline_{kind}"] = {str(cell): count for cell, count in cells.items()} | {
            NONE: total - sum(cells.values())
        }
    return tables


def _table(cells: Iterable[str], counted: Iterable[str]) -> dict[str, int]:
    return dict.fromkeys(cells, 0) | Counter(counted)


def _speed(counted: Sequence[Counted]) -> Speed:
    return Speed(
        _median(item.acknowledged_after for item in counted),
        _median(item.opened_after for item in counted),
    )


def _median(times: Iterable[timedelta | None]) -> timedelta | None:
    known = [time.total_seconds() for time in times if time is not None]
    return timedelta(seconds=round(median(known))) if enough(len(known)) else None
