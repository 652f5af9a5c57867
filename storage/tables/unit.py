"""Units that take duty: the province, its communes, wards and special zones, and desks of other agencies."""

from collections.abc import Iterable

from sqlalchemy import Column, ForeignKey, Text, insert, select

from hotline.alert import canary
from hotline.ids import UnitCode
from storage.schema import Tx, flag, rows, rule, table

unit = table(
    "unit",
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("parent", Text, ForeignKey("unit.code")),
    flag("agency"),
    rule("agency_flag", "agency IN (0, 1)"),
)


def add_all(tx: Tx, units: Iterable[tuple[UnitCode, str, UnitCode | None]]) -> None:
    """Write the units (code, name, parent); a parent must come before its children."""
    known = {row.code for row in rows(tx, select(unit.c.code))}
    fresh = [
        {"code": code, "name": name, "parent": parent} for code, name, parent in units if code not in known
    ]
    if fresh:
        tx.connection.execute(insert(unit), fresh)


def add_desk(tx: Tx, code: UnitCode, name: str, parent: UnitCode) -> None:
    """Another agency takes duty too: police, health; `parent` is the province."""
    tx.connection.execute(insert(unit).values(code=code, name=name, parent=parent, agency=1))


def desks(tx: Tx) -> dict[UnitCode, str]:
    """Every agency desk's name by its code."""
    wanted = select(unit.c.code, unit.c.name).where(unit.c.agency == 1).order_by(unit.c.code)
    return {UnitCode(row.code): row.name for row in rows(tx, wanted)}


def names(tx: Tx) -> dict[UnitCode, str]:
    """Every unit's name by its code; the canary's has none."""
    wanted = select(unit.c.code, unit.c.name).where(unit.c.code != canary.UNIT)
    return {UnitCode(row.code): row.name for row in rows(tx, wanted)}
