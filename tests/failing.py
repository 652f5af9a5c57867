"""A database that fails at a moment of a test's choice, for a process on real time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from handlers.installation import Installation


class Failing:
    """Every transaction fails."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()

    async def __call__(self, *_: object) -> list[object]:
        self._asked.set()
        raise ConnectionError

    async def failed(self) -> None:
        """At least one has."""
        await self._asked.wait()


def never_settles(office: Installation) -> Callable[..., Awaitable[list[Any]]]:
    """In place of `office.writer.do_batch`: what was sent is never marked so."""
    do_batch = office.writer.do_batch

    async def do(handler: Callable[..., Any], items: Sequence[Any]) -> list[Any]:
        if handler.__name__ == "_settle":
            raise ConnectionError
        return await do_batch(handler, items)

    return do
