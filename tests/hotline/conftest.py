"""A reporter for every test of the interview."""

import pytest

from tests.reporter import Reporter


@pytest.fixture
def lan() -> Reporter:
    return Reporter()
