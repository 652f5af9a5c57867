"""A house for every story."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.postgres import Postgres
from tests.stories.house import House, open_house
from tests.stories.template import Template, found_template
from tests.winding import WoundLoop


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Stories run on a loop whose time they wind."""
    del config, item
    return {"wound": WoundLoop}


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """An installation as founded, on SQLite."""
    return found_template(tmp_path_factory.mktemp("founded"))


@pytest.fixture(scope="session")
def postgres_template(
    postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Template, str]]:
    """An installation as founded, on PostgreSQL; and the name of its database, to be copied."""
    with postgres.fresh_database() as url:
        yield (
            found_template(tmp_path_factory.mktemp("founded"), url),
            url.partition("?")[0].rpartition("/")[2],
        )


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    with in_memory(tmp_path) as directory:
        yield directory


@contextmanager
def in_memory(on_disk: Path) -> Iterator[Path]:
    """In memory where the machine lets us: a story commits hundreds of times, and each waits for the disk."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield on_disk
        return
    with tempfile.TemporaryDirectory(prefix="langnghe-story-", dir=memory) as directory:
        yield Path(directory)


@pytest.fixture
async def house(tmp_path: Path, template: Template) -> AsyncIterator[House]:
    """A running installation on SQLite."""
    async with open_house(template, tmp_path) as one:
        yield one


@pytest.fixture(params=["sqlite", "postgresql"])
async def house_on_both(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[House]:
    """A running installation on SQLite, then one on PostgreSQL."""
    if request.param == "sqlite":
        async with open_house(request.getfixturevalue("template"), tmp_path) as one:
            yield one
        return
    template, name = request.getfixturevalue("postgres_template")
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.fresh_database(name) as url:
        async with open_house(template, tmp_path, url=url) as one:
            yield one
