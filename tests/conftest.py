"""What every test can ask for."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.browser import browser
from tests.network import Network, closed_network
from tests.postgres import Postgres, running_postgres

__all__ = ["browser"]

# A busy machine is slow, not wrong.
settings.register_profile("hotline", deadline=None)
settings.load_profile("hotline")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update`: golden conversations are written anew instead of compared."""
    parser.addoption("--update", action="store_true", help="write tests/transcripts/ anew")


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
def _closed_network() -> Iterator[Network]:
    with closed_network() as network:
        yield network


@pytest.fixture(autouse=True)
def network(_closed_network: Network) -> Iterator[Network]:
    """Fails the test that tried to reach another machine. A test that means to clears `attempts`."""
    _closed_network.attempts.clear()
    yield _closed_network
    assert not _closed_network.attempts, "this test tried to leave the machine"
