"""Administrative units that take duty: the province and its communes, wards and special zones."""

from collections.abc import Iterable

from sqlalchemy import Column, ForeignKey, Text, insert, select

from hotline.ids import UnitCode
from storage.schema import Tx, rows, table

unit = table(
    "unit",
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("parent", Text, ForeignKey("unit.code")),
)


def add_all(tx: Tx, units: Iterable[tuple[UnitCode, str, UnitCode | None]]) -> None:
    """Write the units (code, name, parent); a parent must come before its children."""
    known = {row.code for row in rows(tx, select(unit.c.code))}
    fresh = [
        {"code": code, "name": name, "parent": parent} for code, name, parent in units if code not in known
    ]
    if fresh:
        tx.connection.execute(insert(unit), fresh)


def names(tx: Tx) -> dict[UnitCode, str]:
    """Every unit's name by its code."""
    return {UnitCode(row.code): row.name for row in rows(tx, select(unit.c.code, unit.c.name))}
