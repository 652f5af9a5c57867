"""What a backup holds of each table, row by row, in a form that either database takes.

Only whole numbers, text and bytes occur in the tables, so a row is a list of its values. What belongs to a
chat under way, or opens one, stays out: a backup lies anywhere and for years, a draft dies within days.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Select, Table, func, insert, null, select, text

from hotline.errors import BadBackup
from storage import tables
from storage.schema import AnyRow, metadata

LEFT_OUT: Final[Mapping[str, str]] = {
    "conversation": "a chat under way, and its address",
    "chat_message": "what /wipe deletes from a chat",
    "draft_recording": "a voice message of a chat under way",
    "session": "an officer logs in again",
    "link_code": "lives fifteen minutes",
    "inbox": "numbers of updates, kept for a day",
    "process": "who is alive now",
    "ack_link_use": "links of pages live half an hour",
    "lead": "which of them polls a messenger",
    "oa_token": "worth nothing once it was renewed; a person authorises the account again",
}
"""Tables that a backup must not hold, or need not; a test asks about each new one."""

NUMBERS_SKIPPED: Final = 1000
"""Alerts raised after the backup are lost with their numbers, but buttons that carry those numbers are still
on the officers' phones: a new alert must never be quietened by an old button."""

_ROWS_AT_ONCE: Final = 16
_BYTES_AT_ONCE: Final = 262_144
# A letter's copy for a chat opens with a key that dies; a lease belongs to a process.
_EMPTIED: Final = {"letter": {"conversation_id", "for_chat"}, "outbox": {"lease_owner", "lease_until"}}


class Head(msgspec.Struct, frozen=True, tag="head"):
    """The first record."""

    schema: str
    made_at: int
    server_key: bytes


class Rows(msgspec.Struct, frozen=True, tag="rows"):
    """Some rows of one table, a list of values each."""

    table: str
    columns: list[str]
    rows: list[list[Any]]


class End(msgspec.Struct, frozen=True, tag="end"):
    """The last record: how many rows each table has."""

    counts: dict[str, int]


Record = Head | Rows | End
_ENCODER = msgspec.msgpack.Encoder()
_DECODER: msgspec.msgpack.Decoder[Record] = msgspec.msgpack.Decoder(Record)


def encode(record: Record) -> bytes:
    """The record's bytes."""
    return _ENCODER.encode(record)


def decode(raw: bytes) -> Record:
    """The record. Raises BadBackup."""
    try:
        return _DECODER.decode(raw)
    except msgspec.DecodeError:
        raise BadBackup("the backup holds what this version of the program doesn't know") from None


def kept() -> list[Table]:
    """The tables in a backup, each after those that it refers to."""
    return [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]


def counts(connection: Connection) -> dict[str, int]:
    """How many rows of each table a backup of this database holds."""
    return {
        str(table.name): connection.execute(
            select(func.count()).select_from(_wanted(table).subquery())
        ).scalar_one()
        for table in kept()
    }


def read(connection: Connection) -> Iterator[Rows]:
    """Every row that a backup holds, some at a time."""
    for table in kept():
        columns = [str(column.name) for column in table.columns]
        found = connection.execution_options(stream_results=True).execute(_wanted(table))
        for rows in _grouped(found.yield_per(_ROWS_AT_ONCE)):
            yield Rows(str(table.name), columns, rows)


def fill(connection: Connection, some: Rows) -> None:
    """Store these rows. Raises BadBackup if this version has no such table or column."""
    table = metadata.tables.get(some.table)
    if table is None or not {*some.columns} <= {*table.columns.keys()}:
        raise BadBackup("the backup holds tables that this version of the program doesn't know")
    values = [dict(zip(some.columns, row, strict=True)) for row in some.rows]
    connection.execute(insert(table), values)


def go_on_counting(connection: Connection) -> None:
    """New rows get numbers that were never given before; alerts also none that was given since the backup."""
    if connection.dialect.name == "postgresql":
        for table in kept():
            if (column := table.autoincrement_column) is not None:
                _set_sequence(connection, table.name, column.name)
        return
    last = connection.execute(select(func.max(tables.alert.alert.c.number))).scalar_one() or 0
    connection.execute(text("DELETE FROM sqlite_sequence WHERE name = 'alert'"))
    connection.execute(
        text("INSERT INTO sqlite_sequence (name, seq) VALUES ('alert', :seq)"),
        {"seq": last + NUMBERS_SKIPPED},
    )


def _wanted(table: Table) -> Select[Any]:
    emptied = _EMPTIED.get(table.name, set())
    columns = [null().label(column.name) if column.name in emptied else column for column in table.columns]
    wanted = select(*columns).order_by(*table.primary_key.columns)
    if table is tables.unit.unit:  # a province before its communes
        return wanted.order_by(None).order_by(table.c.parent.is_not(None), table.c.code)
    attached = tables.attachment.attachment
    if table is attached:  # the others belong to chats under way
        return wanted.where(table.c.part_id.is_not(None))
    if table is tables.attachment.attachment_content:
        ours = select(attached.c.id).where(attached.c.part_id.is_not(None))
        return wanted.where(table.c.attachment_id.in_(ours))
    if table is tables.outbox.outbox:
        return wanted.where(table.c.bot == tables.outbox.OFFICER)
    return wanted


def _grouped(found: Iterator[AnyRow]) -> Iterator[list[list[Any]]]:
    """Rows in lists of a size that memory bears, whatever a voice note weighs."""
    rows: list[list[Any]] = []
    size = 0
    for row in found:
        rows.append(list(row))
        size += sum(len(value) for value in row if isinstance(value, bytes))
        if len(rows) == _ROWS_AT_ONCE or size > _BYTES_AT_ONCE:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def _set_sequence(connection: Connection, table: str, column: str) -> None:
    skipped = NUMBERS_SKIPPED if table == "alert" else 0
    connection.execute(
        text(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), "  # noqa: S608 - our own names
            f"(SELECT coalesce(max({column}), 0) + 1 + {skipped} FROM {table}), false)"
        )
    )
