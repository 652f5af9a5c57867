"""A database that fails at a moment of a test's choice."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Never

import pytest

from tests.stories.house import House


def away(house: House, patch: pytest.MonkeyPatch) -> None:
    """Nothing can be written."""
    patch.setattr(house.office.writer, "do_batch", _never)
    patch.setattr(house.office.writer, "do", _never)


async def _never(*_: object) -> Never:
    raise ConnectionError


def never_settles(do_batch: Callable[..., Awaitable[list[Any]]]) -> Callable[..., Awaitable[list[Any]]]:
    """What was sent is never marked so."""

    async def do(handler: Callable[..., Any], items: Sequence[Any]) -> list[Any]:
        if handler.__name__ == "_settle":
            raise ConnectionError
        return await do_batch(handler, items)

    return do
