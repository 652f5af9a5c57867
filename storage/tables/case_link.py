"""Cases that are about the same child: linked by an officer, never merged."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, insert, or_, select

from hotline.ids import AlertNumber, OfficerId
from storage.schema import Tx, Whole, rows, rule, table, to_ms

case_link = table(
    "case_link",
    Column("earlier", Whole, ForeignKey("alert.number"), primary_key=True, autoincrement=False),
    Column("later", Whole, ForeignKey("alert.number"), primary_key=True, autoincrement=False, index=True),
    Column("officer_id", Whole, ForeignKey("officer.id"), nullable=False),
    Column("at", Whole, nullable=False),
    rule("earlier_first", "earlier < later"),
)


def add(tx: Tx, one: AlertNumber, other: AlertNumber, officer: OfficerId, at: datetime) -> bool:
    """Link the two; False if they are linked already."""
    if other in linked(tx, one):
        return False
    earlier, later = sorted((one, other))
    values = {"earlier": earlier, "later": later, "officer_id": officer, "at": to_ms(at)}
    tx.connection.execute(insert(case_link).values(values))
    return True


def linked(tx: Tx, number: AlertNumber) -> list[AlertNumber]:
    """The cases that this one is linked to, in order."""
    mine = or_(case_link.c.earlier == number, case_link.c.later == number)
    found = rows(tx, select(case_link.c.earlier, case_link.c.later).where(mine))
    return sorted(AlertNumber(row.later if row.earlier == number else row.earlier) for row in found)
