"""How many of something there were on a day: a number for each day, and nothing else."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Column, Text, select

from storage import upsert
from storage.schema import Tx, Whole, rows, table

tally = table(
    "tally",
    Column("name", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("count", Whole, nullable=False),
)

HIDDEN = "hidden"
"""Messages whose contents the messenger kept from us."""


def add(tx: Tx, name: str, day: date, count: int = 1) -> None:
    """So many more on this day."""
    more = upsert.into(tx, tally).values(name=name, day=day.isoformat(), count=count)
    kept = more.on_conflict_do_update(
        index_elements=[tally.c.name, tally.c.day], set_={"count": tally.c.count + more.excluded.count}
    )
    tx.connection.execute(kept)


def of_days(tx: Tx, name: str, since: date) -> Mapping[date, int]:
    """The numbers from this day on, the latest first; days with none are left out."""
    wanted = (
        select(tally.c.day, tally.c.count)
        .where(tally.c.name == name, tally.c.day >= since.isoformat())
        .order_by(tally.c.day.desc())
    )
    return {date.fromisoformat(row.day): int(row[1]) for row in rows(tx, wanted)}
