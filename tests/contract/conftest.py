"""Houses for the contract, on time that a test winds."""

import asyncio
from collections.abc import Callable, Mapping

import pytest

from tests.stories.conftest import template, tmp_path
from tests.winding import WoundLoop

__all__ = ["template", "tmp_path"]


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """As stories: nothing sleeps."""
    del config, item
    return {"wound": WoundLoop}
