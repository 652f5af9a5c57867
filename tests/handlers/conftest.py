"""What several tests here share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.watch import Watch, watching


@pytest.fixture
async def watch(tmp_path: Path) -> AsyncIterator[Watch]:
    async with watching(tmp_path / "var") as watch:
        yield watch
