"""A database filled from a backup: there as a whole at the end, or not at all.

SQLite: a file beside, moved into its place. PostgreSQL: one transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, make_url

from storage.database import is_sqlite, sync_engine
from storage.keys.files import sync_directory
from storage.migrate import migrate
from storage.tables import installation


def belongs_to_somebody(url: str) -> bool:
    """Whether an installation uses this database already. Nothing is made."""
    if is_sqlite(url) and not _file_of(url).exists():
        return False
    engine = sync_engine(url)
    try:
        with engine.connect() as connection:
            return inspect(connection).has_table("installation") and installation.any_fact(connection)
    finally:
        engine.dispose()


@contextmanager
def filled(url: str) -> Iterator[Connection]:
    """An empty database of the present schema; if the block fails, nothing has changed."""
    if is_sqlite(url):
        with _moved_into_place(_file_of(url)) as passing, _opened(f"sqlite:///{passing}") as connection:
            yield connection
        return
    with _opened(url) as connection:
        yield connection


@contextmanager
def _opened(url: str) -> Iterator[Connection]:
    engine = sync_engine(url)
    try:
        migrate(engine)
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _moved_into_place(target: Path) -> Iterator[Path]:
    passing = target.with_name(f".{target.name}.restoring")
    _remove(passing)  # a restore that was killed
    try:
        yield passing
        _remove(target)  # no installation's; its log must not be taken for the new file's
        passing.replace(target)
        sync_directory(target.parent)
    finally:
        _remove(passing)


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _file_of(url: str) -> Path:
    return Path(make_url(url).database or "")
