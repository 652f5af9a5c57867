"""Many rows at once on PostgreSQL: COPY for new ones, one UPDATE for changed ones.

A statement for each row costs the server and us twice as much and more, even when they travel together.
Both run in the transaction that SQLAlchemy has open, on the driver's own connection.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Table

if TYPE_CHECKING:
    import psycopg  # who keeps a SQLite file needs none of its 8 MB

Rows = Sequence[tuple[object, ...]]
KEY = "b_"
"""Stands before the name of a column that says which row an UPDATE means."""


def types_of(table: Table, names: Sequence[str]) -> list[str]:
    """The types of these columns in PostgreSQL's words."""
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - 4 MB that nobody needs on SQLite

    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's dialects have no types
    return [table.c[name.removeprefix(KEY)].type.compile(dialect).lower() for name in names]


def copying(table: Table, names: Sequence[str]) -> str:
    """The statement that takes new rows with a value for each of these columns."""
    return f"COPY {table.name} ({', '.join(names)}) FROM STDIN (FORMAT BINARY)"


def changing(table: Table, names: Sequence[str]) -> str:
    """The statement that changes rows: it takes a list of values for each name."""
    lists = ", ".join(f"%b::{kind}[]" for kind in types_of(table, names))
    columns = ", ".join(f"{name} = changed.{name}" for name in names if not name.startswith(KEY))
    which = " AND ".join(
        f"{table.name}.{name.removeprefix(KEY)} = changed.{name}" for name in names if name.startswith(KEY)
    )
    return (
        f"UPDATE {table.name} SET {columns} FROM unnest({lists}) AS changed({', '.join(names)})"  # noqa: S608 - our own names only
        f" WHERE {which}"
    )


def copy_in(connection: Connection, statement: str, types: Sequence[str], rows: Rows) -> None:
    """Put new rows in."""
    with _driver(connection).cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


def change(connection: Connection, statement: str, rows: Rows) -> None:
    """Change rows."""
    with _driver(connection).cursor() as cursor:
        cursor.execute(statement, [list(column) for column in zip(*rows, strict=True)])


def _driver(connection: Connection) -> "psycopg.Connection[Any]":
    return cast("psycopg.Connection[Any]", connection.connection.driver_connection)
