"""The store of a story: the loop is told while a thread of it is at work, so that time stands still."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from storage.database import Reader
from storage.keys.keyring import Keyring
from storage.schema import Tx
from storage.writer import BatchHandler, Writer
from tests.winding import WoundLoop

P = ParamSpec("P")
T = TypeVar("T")
Item = TypeVar("Item")


class CountedWriter(Writer):
    """Tells the loop while the thread is at work."""

    def __init__(self, loop: WoundLoop, url: str, keys: Keyring) -> None:
        super().__init__(url, keys)
        self.calls = 0
        self._loop = loop

    async def do(self, handler: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        self.calls += 1
        with self._loop.working():
            return await super().do(handler, *args, **kwargs)

    async def do_batch(self, handler: BatchHandler[Item, T], items: "list[Item]") -> list[T | Exception]:  # type: ignore[override]
        self.calls += 1
        with self._loop.working():
            return await super().do_batch(handler, items)

    async def upkeep(self, work: Callable[[Connection], T]) -> T:
        with self._loop.working():
            return await super().upkeep(work)

    async def close(self) -> None:
        with self._loop.working():
            await super().close()


class CountedReader(Reader):
    """Tells the loop while a query runs."""

    def __init__(self, loop: WoundLoop, url: str, keys: Keyring) -> None:
        super().__init__(url, keys)
        self._loop = loop

    async def read(self, query: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with self._loop.working():
            return await super().read(query, *args, **kwargs)

    async def close(self) -> None:
        with self._loop.working():
            await super().close()
