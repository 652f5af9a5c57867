"""Maintenance that no transaction allows: making deleted bytes really go."""

from sqlalchemy import Connection, text

from storage.database import BUSY_MS

_PATIENCE_MS = 250


def overwrite_deleted(connection: Connection) -> None:
    """What was deleted is in no file of the database any more.

    SQLite: `secure_delete` zeroes pages, but the write-ahead log keeps their old images until it is
    truncated. PostgreSQL: dead rows stay in their pages until they are vacuumed.
    """
    if connection.dialect.name == "sqlite":
        # While a backup reads, the log can't be truncated: the writer tries again in a minute.
        connection.exec_driver_sql(f"PRAGMA busy_timeout={_PATIENCE_MS}")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_MS}")
        return
    for name in ("conversation", "chat_message", "outbox", "inbox", "session"):
        connection.execute(text(f"VACUUM {name}"))
