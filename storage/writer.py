"""The one way in which this process writes: a thread, a connection, and commits shared by all who wait.

Calls that wait while a commit is under way are run in one transaction and answered after its commit, so a
rush costs a handful of disk syncs and not one per message. If anything in it fails, the whole batch is
rolled back and each call runs again alone: a handler must therefore be safe to run again, and a fault in
one reporter's message never touches another's.

A *batch handler* takes all the items of all waiting calls at once (see `handlers/interview.py`); everything
else is one plain call after another.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from storage.database import sync_engine
from storage.ids import IdSource
from storage.keys.keyring import Keyring
from storage.schema import Tx

P = ParamSpec("P")
T = TypeVar("T")
Item = TypeVar("Item")
BatchHandler = Callable[[Tx, Sequence[Item]], Sequence[T]]

_MOST_ITEMS = 512


@dataclass(slots=True)
class _Call:
    """One plain call that waits."""

    run: Callable[[Tx], Any]
    answer: Future[Any]


@dataclass(slots=True)
class _Items:
    """Some items for a batch handler that wait; `answers` fills in their order."""

    handler: BatchHandler[Any, Any]
    items: Sequence[Any]
    answer: Future[list[Any]]


@dataclass(slots=True)
class _Upkeep:
    """Work on the database that no transaction allows."""

    run: Callable[[Connection], Any]
    answer: Future[Any]


class Writer:
    """Owns the writing connection; `close` finishes what was asked for before it."""

    def __init__(self, url: str, keys: Keyring) -> None:
        self._engine = sync_engine(url)
        self._keys = keys
        self._ids = IdSource()
        self._waiting: queue.SimpleQueue[_Call | _Items | _Upkeep | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    async def do(self, handler: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `handler` returned, after its commit; raises what it raised when run alone."""
        answer: Future[T] = Future()
        self._waiting.put(_Call(lambda tx: handler(tx, *args, **kwargs), answer))
        return await asyncio.shield(asyncio.wrap_future(answer))

    async def do_batch(self, handler: BatchHandler[Item, T], items: Sequence[Item]) -> list[T | Exception]:
        """An answer for each item, after the commit; an exception for an item that failed alone."""
        answer: Future[list[T | Exception]] = Future()
        self._waiting.put(_Items(handler, items, answer))
        return await asyncio.shield(asyncio.wrap_future(answer))

    async def upkeep(self, work: Callable[[Connection], T]) -> T:
        """Run maintenance outside any transaction, between two batches."""
        answer: Future[T] = Future()
        self._waiting.put(_Upkeep(work, answer))
        return await asyncio.shield(asyncio.wrap_future(answer))

    async def close(self) -> None:
        """Finish what waits, then end the thread."""
        self._waiting.put(None)
        await asyncio.to_thread(self._thread.join)
        self._engine.dispose()

    def _work(self) -> None:
        while (first := self._waiting.get()) is not None:
            if isinstance(first, _Upkeep):
                self._maintain(first)
                continue
            batch, after = self._gather(first)
            self._answer(batch)
            if isinstance(after, _Upkeep):
                self._maintain(after)
            elif after is _END:
                return

    def _gather(self, first: "_Call | _Items") -> "tuple[list[_Call | _Items], object]":
        """All that waits, up to a size that keeps one commit short; and what ended the gathering."""
        batch, size = [first], _size(first)
        while size < _MOST_ITEMS:
            try:
                following = self._waiting.get_nowait()
            except queue.Empty:
                return batch, None
            if following is None:
                return batch, _END
            if isinstance(following, _Upkeep):
                return batch, following
            batch.append(following)
            size += _size(following)
        return batch, None

    def _answer(self, batch: "list[_Call | _Items]") -> None:
        try:
            with self._engine.begin() as connection:
                tx = Tx(connection, self._keys, self._ids)
                answers = _run_together(tx, batch)
        except Exception:  # noqa: BLE001 - each call runs again alone and reports for itself
            for call in batch:
                self._answer_alone(call)
            return
        for call, answer in zip(batch, answers, strict=True):
            call.answer.set_result(answer)

    def _answer_alone(self, call: "_Call | _Items") -> None:
        if isinstance(call, _Call):
            _settle(call.answer, lambda: self._alone(call.run))
            return
        answers: list[Any] = []
        for item in call.items:
            try:
                answers.extend(self._alone(partial(_one, call.handler, item)))
            except Exception as error:  # noqa: BLE001 - the caller is told which item failed, and how
                answers.append(error)
        call.answer.set_result(answers)

    def _alone(self, run: Callable[[Tx], T]) -> T:
        with self._engine.begin() as connection:
            return run(Tx(connection, self._keys, self._ids))

    def _maintain(self, job: _Upkeep) -> None:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            _settle(job.answer, lambda: job.run(connection))


_END = object()


def _one(handler: BatchHandler[Any, Any], item: object, tx: Tx) -> Sequence[Any]:
    return handler(tx, [item])


def _size(call: _Call | _Items) -> int:
    return len(call.items) if isinstance(call, _Items) else 1


def _settle(answer: Future[Any], work: Callable[[], Any]) -> None:
    try:
        result = work()
    except Exception as error:  # noqa: BLE001 - handed to whoever asked
        answer.set_exception(error)
    else:
        answer.set_result(result)


def _run_together(tx: Tx, batch: Sequence[_Call | _Items]) -> list[Any]:
    """Run everything in one transaction; the items for one batch handler in one go."""
    joined: dict[BatchHandler[Any, Any], list[Any]] = {}
    for call in batch:
        if isinstance(call, _Items):
            joined.setdefault(call.handler, []).extend(call.items)
    results = {handler: iter(handler(tx, items)) for handler, items in joined.items()}
    answers: list[Any] = []
    for call in batch:
        if isinstance(call, _Items):
            mine = results[call.handler]
            answers.append([next(mine) for _ in call.items])
        else:
            answers.append(call.run(tx))
    return answers
