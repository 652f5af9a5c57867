"""What every test can ask for."""

import ssl
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import settings

from storage.keys import password
from storage.keys.password import Cost
from tests.browser import browser
from tests.network import Network, closed_network
from tests.postgres import Postgres, running_postgres

__all__ = ["browser"]

CHEAP = 0
LONG = {
    "test_kill.py",
    "test_web_accessible.py",
    "test_pages_accessible.py",
    "test_several_processes.py",
    "test_webhook_telegram.py",
    "test_further.py",
}
"""Files with tests that take some seconds."""

# A busy machine is slow, not wrong.
settings.register_profile("hotline", deadline=None)
settings.load_profile("hotline")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update`: golden conversations are written anew instead of compared."""
    parser.addoption("--update", action="store_true", help="write tests/transcripts/ anew")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever runs long begins: at the end all workers are done at about the same time."""
    items.sort(key=lambda item: item.path.name not in LONG)


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """A tenth of a second for each officer and log-in would be half of the run.

    What a password really costs, `tests/storage/test_keys_password.py` pays, and every `serve` of its own.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(password._COSTS, CHEAP, Cost(memory_kib=8, passes=1))
        patch.setattr(password, "_COST_NOW", CHEAP)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests of a run, started by the first that needs it."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """A fresh, empty database of this test's own; good for libpq and for SQLAlchemy."""
    with postgres.fresh_database() as url:
        yield url


@pytest.fixture(scope="session", autouse=True)
def _authorities_read_once() -> Iterator[None]:
    """Each client of each test would read the same list of 140 authorities: a tenth of the stories' time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session", autouse=True)
def _closed_network() -> Iterator[Network]:
    with closed_network() as network:
        yield network


@pytest.fixture(autouse=True)
def network(_closed_network: Network) -> Iterator[Network]:
    """Fails the test that tried to reach another machine. A test that means to clears `attempts`."""
    _closed_network.attempts.clear()
    yield _closed_network
    assert not _closed_network.attempts, "this test tried to leave the machine"
