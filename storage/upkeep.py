"""Maintenance that no transaction allows: making deleted bytes really go."""

from sqlalchemy import Connection, text


def overwrite_deleted(connection: Connection) -> None:
    """What was deleted is in no file of the database any more.

    SQLite: `secure_delete` zeroes pages, but the write-ahead log keeps their old images until it is
    truncated. PostgreSQL: dead rows stay in their pages until they are vacuumed.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    for name in ("conversation", "chat_message", "outbox", "inbox", "session"):
        connection.execute(text(f"VACUUM {name}"))
