"""What state a database is in, found out without changing anything in it."""

import sqlite3
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from storage.database import is_sqlite
from storage.migrate import HEAD, revision_of

_CONNECT_WITHIN = 5  # seconds


class DatabaseState(StrEnum):
    MISSING = "missing"  # there is no such file
    UNREACHABLE = "unreachable"  # no server, no such database, or a password that is refused
    DAMAGED = "damaged"
    EMPTY = "empty"  # nobody has made the tables yet
    BEHIND = "behind"  # made by an older program; `serve` brings it up to date
    AHEAD = "ahead"  # made by a newer program
    PRESENT = "present"


def state_of(url: str) -> DatabaseState:
    """The state of the database at this address."""
    sqlite = is_sqlite(url)
    if sqlite and not _file_of(url).exists():
        return DatabaseState.MISSING
    engine = _reading_sqlite(_file_of(url)) if sqlite else _reading_postgresql(url)
    try:
        with engine.connect() as connection:
            return _state(connection, whole=_is_whole if sqlite else _is_taken_as_whole)
    except DBAPIError:
        return DatabaseState.DAMAGED if sqlite else DatabaseState.UNREACHABLE
    finally:
        engine.dispose()


def files_of(url: str) -> list[Path]:
    """The files of a SQLite database, as many as there are; none for PostgreSQL."""
    if not is_sqlite(url):
        return []
    file = _file_of(url)
    return [one for one in (file, *(Path(f"{file}-{end}") for end in ("wal", "shm"))) if one.exists()]


def _file_of(url: str) -> Path:
    return Path(make_url(url).database or "")


def _reading_sqlite(file: Path) -> Engine:
    address = f"file:{quote(str(file.resolve()))}?mode=ro"
    return create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))


def _reading_postgresql(url: str) -> Engine:
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        connect_args={"connect_timeout": _CONNECT_WITHIN},
    )


def _state(connection: Connection, whole: Callable[[Connection], bool]) -> DatabaseState:
    if not whole(connection):
        return DatabaseState.DAMAGED
    revision = revision_of(connection)
    if revision is None:
        return DatabaseState.EMPTY
    if revision == HEAD:
        return DatabaseState.PRESENT
    return DatabaseState.BEHIND if revision < HEAD else DatabaseState.AHEAD


def _is_whole(connection: Connection) -> bool:
    return bool(connection.execute(text("PRAGMA quick_check(1)")).scalar_one() == "ok")


def _is_taken_as_whole(_connection: Connection) -> bool:
    """PostgreSQL has checks of its own."""
    return True
