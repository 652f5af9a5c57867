"""An INSERT that gives way to a row that stands there already, in the words of either database."""

from typing import TYPE_CHECKING

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from storage.schema import Tx

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

    GivingWay = sqlite.Insert | postgresql.Insert


def into(tx: Tx, table: Table) -> "GivingWay":
    """An insert that has `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if tx.connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - 4 MB that nobody needs on SQLite

    return postgresql.insert(table)
