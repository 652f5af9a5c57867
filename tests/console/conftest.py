"""An installation with its console, for every test here."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.desk import Desk, open_desk
from tests.office import open_office


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_office(tmp_path / "var") as office, open_desk(office) as one:
        yield one
