"""Facts about this installation, one a row: its province, the recovery key's public half, and the like."""

from sqlalchemy import Column, Connection, Text, insert, select, update

from storage.schema import Tx, table

installation = table(
    "installation",
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)


def any_fact(connection: Connection) -> bool:
    """Whether the database belongs to an installation."""
    return connection.execute(select(installation.c.name).limit(1)).first() is not None


def get(tx: Tx, name: str) -> str | None:
    """The fact's value, or None if it was never set."""
    found = tx.connection.execute(
        select(installation.c.value).where(installation.c.name == name)
    ).scalar_one_or_none()
    return None if found is None else str(found)


def get_locked(tx: Tx, name: str) -> str | None:
    """As `get`; nobody else changes the fact before this transaction ends."""
    wanted = select(installation.c.value).where(installation.c.name == name).with_for_update()
    found = tx.connection.execute(wanted).scalar_one_or_none()
    return None if found is None else str(found)


def put(tx: Tx, name: str, value: str) -> None:
    """Set the fact, replacing an older value."""
    changed = tx.connection.execute(
        update(installation).where(installation.c.name == name).values(value=value)
    )
    if changed.rowcount == 0:
        tx.connection.execute(insert(installation).values(name=name, value=value))
