"""Names of places within communes that an administrator added: thôn, buôn, bon; one may be in several."""

from sqlalchemy import Column, ForeignKey, Text, delete, insert, select

from hotline.ids import UnitCode
from storage.schema import Tx, rows, table

place_alias = table(
    "place_alias",
    Column("name", Text, primary_key=True),
    Column("unit", Text, ForeignKey("unit.code"), primary_key=True),
)


def everything(tx: Tx) -> list[tuple[str, UnitCode]]:
    """Every name with its commune, in order."""
    wanted = select(*place_alias.c).order_by(place_alias.c.name, place_alias.c.unit)
    return [(row.name, UnitCode(row.unit)) for row in rows(tx, wanted)]


def add(tx: Tx, name: str, unit: UnitCode) -> None:
    """The name stands for this commune too; harmless if it does already."""
    remove(tx, name, unit)
    tx.connection.execute(insert(place_alias).values(name=name, unit=unit))


def remove(tx: Tx, name: str, unit: UnitCode) -> bool:
    """The name stands for this commune no more; whether it did."""
    gone = delete(place_alias).where(place_alias.c.name == name, place_alias.c.unit == unit)
    return bool(tx.connection.execute(gone).rowcount)
