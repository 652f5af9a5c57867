"""What the tests of the edges share."""

import io
from collections.abc import Iterator

import pytest

from tests.logged import logged_to


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged at the lowest level; the process is as before afterwards."""
    stream = io.StringIO()
    with logged_to(stream):
        yield stream
