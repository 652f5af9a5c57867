"""The writer: who waits together commits together, and nobody suffers from another's fault."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage.database import InstallationLock, Reader, sync_engine
from storage.keys.keyring import Keyring
from storage.migrate import migrate
from storage.schema import Tx
from storage.tables import installation
from storage.writer import Writer


class Refused(Exception):
    """A fault of one call."""


class Held:
    """A writer whose thread is busy until `release`, so that what is asked meanwhile waits together."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self._free = threading.Event()
        self._busy = threading.Event()
        self._first = asyncio.ensure_future(writer.do(self._hold))

    async def until_busy(self) -> None:
        await asyncio.to_thread(self._busy.wait)

    async def release(self) -> None:
        await asyncio.sleep(0)  # what was asked is in the queue
        self._free.set()
        await self._first

    def _hold(self, _: Tx) -> None:
        self._busy.set()
        self._free.wait()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    found = f"sqlite:///{tmp_path}/writer.sqlite3"
    if request.param == "postgresql":
        found = request.getfixturevalue("postgres_url")
    engine = sync_engine(found)
    migrate(engine)
    engine.dispose()
    return found


@pytest.fixture
def keys(tmp_path: Path) -> Keyring:
    return Keyring.create(tmp_path / "keys")


@pytest.fixture
async def writer(url: str, keys: Keyring) -> AsyncIterator[Writer]:
    one = Writer(url, keys)
    yield one
    await one.close()


@pytest.fixture
async def reader(url: str, keys: Keyring) -> AsyncIterator[Reader]:
    one = Reader(url, keys)
    yield one
    await one.close()


async def held(writer: Writer) -> Held:
    one = Held(writer)
    await one.until_busy()
    return one


def transaction_of(tx: Tx) -> int:
    return id(tx.connection.get_transaction())


def put(tx: Tx, name: str) -> str:
    installation.put(tx, name, "here")
    return name


def fails(tx: Tx, name: str) -> None:
    installation.put(tx, name, "must not stay")
    raise Refused


async def stays(reader: Reader, *names: str) -> list[str]:
    return [name for name in names if await reader.read(installation.get, name) is not None]


async def test_calls_that_wait_together_share_one_commit(writer: Writer) -> None:
    holding = await held(writer)
    waiting = [asyncio.ensure_future(writer.do(transaction_of)) for _ in range(5)]
    await holding.release()
    together = await asyncio.gather(*waiting)
    assert len(set(together)) == 1


async def test_a_call_is_answered_after_its_commit(writer: Writer, reader: Reader) -> None:
    await writer.do(put, "a")
    assert await stays(reader, "a") == ["a"]


async def test_a_call_that_fails_hurts_no_other_and_leaves_nothing(writer: Writer, reader: Reader) -> None:
    holding = await held(writer)
    waiting = [
        asyncio.ensure_future(call)
        for call in (writer.do(put, "a"), writer.do(fails, "b"), writer.do(put, "c"))
    ]
    await holding.release()
    first, second, third = await asyncio.gather(*waiting, return_exceptions=True)
    assert (first, type(second), third) == ("a", Refused, "c")
    assert await stays(reader, "a", "b", "c") == ["a", "c"]


async def test_a_batch_handler_gets_all_that_waits_at_once(writer: Writer) -> None:
    def count(tx: Tx, items: Sequence[int]) -> list[int]:
        del tx
        return [len(items)] * len(items)

    holding = await held(writer)
    waiting = [asyncio.ensure_future(writer.do_batch(count, [1, 2])) for _ in range(3)]
    await holding.release()
    assert await asyncio.gather(*waiting) == [[6, 6]] * 3


async def test_an_item_that_fails_alone_is_told_and_the_others_are_stored(
    writer: Writer, reader: Reader
) -> None:
    def store(tx: Tx, items: Sequence[str]) -> list[str]:
        for item in items:
            put(tx, item)
        if "poison" in items:
            raise Refused
        return list(items)

    answers = await writer.do_batch(store, ["a", "poison", "b"])
    assert [type(answer) if isinstance(answer, Exception) else answer for answer in answers] == [
        "a",
        Refused,
        "b",
    ]
    assert await stays(reader, "a", "poison", "b") == ["a", "b"]


async def test_what_was_asked_before_closing_is_done(url: str, keys: Keyring, reader: Reader) -> None:
    one = Writer(url, keys)
    asked = asyncio.ensure_future(one.do(put, "last"))
    await asyncio.sleep(0)
    await one.close()
    assert await asked == "last"
    assert await stays(reader, "last") == ["last"]


async def test_who_stops_waiting_does_not_undo_the_work(writer: Writer, reader: Reader) -> None:
    holding = await held(writer)
    waiting = asyncio.ensure_future(writer.do(put, "a"))
    await asyncio.sleep(0)
    waiting.cancel()
    await holding.release()
    await writer.do(put, "b")
    assert await stays(reader, "a", "b") == ["a", "b"]


async def test_a_reader_changes_nothing(reader: Reader, writer: Writer) -> None:
    with suppress(OperationalError):  # SQLite refuses at once, PostgreSQL takes it back at the end
        await reader.read(put, "written by a reader")
    assert await stays(reader, "written by a reader") == []
    await writer.do(put, "a")


async def test_a_constraint_that_is_broken_breaks_only_its_own_call(writer: Writer, reader: Reader) -> None:
    def twice(tx: Tx) -> None:
        for _ in range(2):
            tx.connection.execute(text("INSERT INTO installation (name, value) VALUES ('x', 'y')"))

    holding = await held(writer)
    waiting = [asyncio.ensure_future(call) for call in (writer.do(twice), writer.do(put, "a"))]
    await holding.release()
    broken, fine = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(broken, Exception)
    assert fine == "a"
    assert await stays(reader, "x", "a") == ["a"]


def test_one_installation_has_one_serve(tmp_path: Path) -> None:
    first, second = InstallationLock(tmp_path), InstallationLock(tmp_path)
    first.take()
    with pytest.raises(Exception, match="another `langnghe serve` runs"):
        second.take()
    first.release()
    second.take()
    second.release()
