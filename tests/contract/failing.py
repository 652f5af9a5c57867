"""A database that fails at a moment of a test's choice."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Never

import pytest

from tests.stories.house import House

_SAID = (
    "batch_failed",
    "message_failed",
    "setting_aside_failed",
    "web_turn_failed",
    "claim_failed",
    "due_pass_failed",
    "upkeep_failed",
)


class CannotHappen(AssertionError):
    """A fault that this channel can't have was tried there: its row in the table must say so."""


def away(house: House, patch: pytest.MonkeyPatch) -> None:
    """Nothing can be written, and each loop says so."""
    house.allow_error(*_SAID)
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
