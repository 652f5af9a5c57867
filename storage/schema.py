"""What every table shares: types that both databases have, names for constraints, and `Tx`.

One schema serves SQLite (STRICT tables) and PostgreSQL, so only whole numbers, text and bytes occur; times
are milliseconds since 1970 in UTC. Every constraint has a name, because Alembic's batch mode drops a
nameless CHECK without a word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Dialect,
    Executable,
    Index,
    Insert,
    Integer,
    MetaData,
    Row,
    Table,
    Update,
    text,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.sql.type_api import TypeEngine

from storage import postgres_rows
from storage.ids import IdSource
from storage.keys.keyring import Keyring

_WORTH_IT = 4
"""Fewer rows than this go to PostgreSQL one by one."""

AnyRow = Row[*tuple[Any, ...]]
"""A row of whatever columns were asked for."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_partial: list[tuple[Index, str]] = []

Whole: TypeEngine[int] = Integer().with_variant(BigInteger(), "postgresql")


@dataclass(frozen=True, slots=True)
class Tx:
    """An open transaction: the connection, and what a handler may use inside it without waiting."""

    connection: Connection
    keys: Keyring
    ids: IdSource


def table(name: str, *items: SchemaItem, numbers_once: bool = False) -> Table:
    """A table of the hotline's; strict about types on SQLite, as PostgreSQL always is.

    `numbers_once`: SQLite too remembers the greatest number that it gave, in a table that a restore sets.
    """
    return Table(name, metadata, *items, sqlite_strict=True, sqlite_autoincrement=numbers_once)


def flag(name: str, *, default: int = 0) -> Column[int]:
    """A yes-or-no column; `one_of_flags` adds its CHECK."""
    return Column(name, Whole, nullable=False, server_default=str(default))


def one_of(column: str, values: Sequence[str]) -> CheckConstraint:
    """The column holds one of these words."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")


def rule(name: str, condition: str) -> CheckConstraint:
    """A CHECK that makes a state impossible; its name says which rule."""
    return CheckConstraint(condition, name=name)


def partial_index(name: str, *columns: Column[Any], where: str, unique: bool = False) -> None:
    """An index of the rows for which `where` holds, on both databases."""
    made = Index(name, *columns, unique=unique, sqlite_where=text(where))
    _partial.append((made, where))


def complete_for_postgresql() -> None:
    """Say to PostgreSQL too which rows partial indexes hold; before a table is made, or compared.

    Not at once: SQLAlchemy loads 4 MB of dialects to take the option, for nothing on SQLite.
    """
    for made, where in _partial:
        made.dialect_options["postgresql"]["where"] = text(where)


def to_ms(at: datetime) -> int:
    """Milliseconds since 1970 of an aware time."""
    return round(at.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """The aware UTC time of milliseconds since 1970."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def maybe_ms(at: datetime | None) -> int | None:
    return None if at is None else to_ms(at)


def maybe_from_ms(ms: int | None) -> datetime | None:
    return None if ms is None else from_ms(ms)


def rows(tx: Tx, statement: Executable, **values: object) -> Sequence[AnyRow]:
    """All rows of a statement; `values` for its `bindparam`s, lists for `among`."""
    return tx.connection.execute(statement, values or None).all()


class Many:
    """A statement for many rows, worked out once: SQLAlchemy would prepare every row's values anew.

    A row is a tuple of plain values in the order of `names`, the statement's parameters: an INSERT's are
    its columns, an UPDATE's those that change, then `b_` and the name for each that says which row.
    """

    def __init__(self, statement: Insert | Update, *names: str) -> None:
        self._statement = statement
        self._names = names
        self._written: dict[str, str] = {}

    def run(self, tx: Tx, values: Sequence[tuple[object, ...]]) -> None:
        """Do it for all these rows; nothing if there are none."""
        if not values:
            return
        dialect = tx.connection.dialect
        if dialect.name == "postgresql" and len(values) >= _WORTH_IT:
            self._on_postgresql(tx.connection, values)
        else:
            tx.connection.exec_driver_sql(self._written.get(dialect.name) or self._write(dialect), [*values])

    def _on_postgresql(self, connection: Connection, values: Sequence[tuple[object, ...]]) -> None:
        if isinstance(self._statement, Insert):
            postgres_rows.copy_in(connection, *self._copying, values)
        else:
            postgres_rows.change(connection, self._changing, values)

    @cached_property
    def _copying(self) -> tuple[str, list[str]]:
        table = self._table
        return postgres_rows.copying(table, self._names), postgres_rows.types_of(table, self._names)

    @cached_property
    def _changing(self) -> str:
        return postgres_rows.changing(self._table, self._names)

    @property
    def _table(self) -> Table:
        return cast("Table", self._statement.table)

    def _write(self, dialect: Dialect) -> str:
        style = "qmark" if dialect.name == "sqlite" else "format"
        positional: Dialect = type(dialect)(paramstyle=style)  # type: ignore[call-arg]  # both of ours take it
        compiled = self._statement.compile(dialect=positional)
        if compiled.positiontup != [*self._names]:
            raise ValueError(f"the statement takes {compiled.positiontup}")
        return self._written.setdefault(dialect.name, str(compiled))


def many_inserts(into: Table) -> Many:
    """Inserting rows that have a value for each column."""
    return Many(into.insert(), *into.columns.keys())
