"""What the tests of the edges share."""

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.logged import logged_to
from tests.office import Office, open_office
from tests.web_page import Visitor, visiting


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged at the lowest level; the process is as before afterwards."""
    stream = io.StringIO()
    with logged_to(stream):
        yield stream


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "var") as one:
        yield one


@pytest.fixture
async def lan(office: Office) -> AsyncIterator[Visitor]:
    """A neighbour with a browser."""
    async with visiting(office.installation) as one:
        yield one
