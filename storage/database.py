"""Opening the database: which one, with which settings, and who else may have it open.

SQLite: write-ahead log, `synchronous=FULL` (costs nothing once commits are shared), `secure_delete`, foreign
keys. PostgreSQL: psycopg 3. Reads for screens go through a few threads, writes through the writer.
"""

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError

from hotline.errors import BadConfiguration, InstallationInUse
from storage.ids import IdSource
from storage.keys.keyring import Keyring
from storage.schema import Tx, complete_for_postgresql

P = ParamSpec("P")
T = TypeVar("T")

BUSY_MS = 5000
READERS = 2
"""Threads that read, each with a connection; more only take the interpreter from each other."""


def database_url(configured: str | None, data_dir: Path) -> str:
    """The address of the database: the configured one, else a SQLite file in the data directory.

    Raises BadConfiguration if it is neither SQLite nor PostgreSQL.
    """
    try:
        url = make_url(configured or f"sqlite:///{data_dir / 'langnghe.sqlite3'}")
    except ArgumentError as error:
        raise BadConfiguration(
            "storage.url: not a database address; write postgresql://USER@HOST/NAME"
        ) from error
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise BadConfiguration("storage.url: only sqlite:///FILE and postgresql://… are supported")
    return url.render_as_string(hide_password=False)


def is_sqlite(url: str) -> bool:
    """Whether this address is a SQLite file."""
    return make_url(url).get_backend_name() == "sqlite"


def sync_engine(url: str) -> Engine:
    """The engine of the writer, the migrations and the command line."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        engine = create_engine(where, hide_parameters=True, connect_args={"check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
        return engine
    complete_for_postgresql()
    return create_engine(
        where.set(drivername="postgresql+psycopg"), hide_parameters=True, pool_pre_ping=True, pool_size=2
    )


def reading_engine(url: str) -> Engine:
    """The engine for reads; never more connections than threads that read."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        engine = create_engine(
            where,
            hide_parameters=True,
            pool_size=READERS,
            max_overflow=0,
            connect_args={"check_same_thread": False},
        )
        event.listen(engine, "connect", _prepare_sqlite_reader)
        return engine
    return create_engine(
        where.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=READERS,
        max_overflow=0,
    )


@contextmanager
def snapshot(url: str) -> Iterator[Connection]:
    """The database as it is at this moment, for as long as the block lasts; it holds no writer up."""
    engine = create_engine(
        make_url(url) if is_sqlite(url) else make_url(url).set(drivername="postgresql+psycopg"),
        hide_parameters=True,
    )
    if is_sqlite(url):
        event.listen(engine, "connect", _prepare_sqlite_reader)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    else:
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


class Reader:
    """Runs the tables' queries without blocking the event loop; whatever it changed is rolled back.

    A read is one hop to a thread and back. The async drivers hop for each statement, fifteen times a read,
    and under load the hops cost more than the reads.
    """

    def __init__(self, url: str, keys: Keyring) -> None:
        self._engine = reading_engine(url)
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._keys = keys
        self._ids = IdSource()

    async def read(self, query: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `query` finds."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: self._read(query, *args, **kwargs))

    async def close(self) -> None:
        """Give the connections back."""
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()

    def _read(self, query: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with self._engine.connect() as connection:
            return query(Tx(connection, self._keys, self._ids), *args, **kwargs)


class InstallationLock:
    """At most one `serve` on a data directory with SQLite; the kernel frees it however the process ends."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "serve.lock"
        self._file: int | None = None

    def take(self) -> None:
        """Hold the lock until `release` or the end of the process.

        Raises InstallationInUse if another process holds it.
        """
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._file)
            self._file = None
            raise InstallationInUse(
                f"{self._path.parent}: another `langnghe serve` runs on this installation; stop it first"
            ) from error

    def release(self) -> None:
        """Let another process in."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event says BEGIN IMMEDIATE itself
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_sqlite_reader(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("foreign_keys=ON", f"busy_timeout={BUSY_MS}", "query_only=ON", "temp_store=MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
