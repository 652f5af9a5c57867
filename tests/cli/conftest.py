"""The operator's command for tests, run inside this process in a directory of the test's own."""

import asyncio
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from cli.main import main
from hotline.catalog import Catalog
from tests.fakes.telegram import FakeTelegram
from tests.fakes.zalo import FakeZalo
from tests.fakes.zalo_oa import FakeOa

Run = Callable[..., tuple[int, str, str]]
"""Arguments in; exit code, what was printed, what was complained about."""

Messenger = TypeVar("Messenger", FakeTelegram, FakeZalo, FakeOa)
REPORTERS, OFFICERS = "100:reporter", "200:officer"


@pytest.fixture(scope="session", autouse=True)
def _owner_alone() -> Iterator[None]:
    """What a test founds without the command is as closed as what the command makes."""
    before = os.umask(0o077)
    yield
    os.umask(before)


_READ: dict[str, Catalog] = {}


@pytest.fixture(scope="module", autouse=True)
def _words_are_read_once() -> Iterator[None]:
    """Each command reads every sentence anew, which takes it half a second; here hundreds are run.

    By the module: other folders' tests have sentences of their own.
    """
    real = Catalog.load

    def load(files: Mapping[str, Mapping[str, str]], facts: Mapping[str, str] | None = None) -> Catalog:
        key = repr((files, facts))
        return _READ.get(key) or _READ.setdefault(key, real(files, facts))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Catalog, "load", load)
        yield


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def one(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return one


@pytest.fixture(scope="module")
def telegram() -> Iterator[FakeTelegram]:
    """A Telegram for commands."""
    with _beside(FakeTelegram(REPORTERS, OFFICERS)) as fake:
        yield fake


@pytest.fixture(scope="module")
def zalo() -> Iterator[FakeZalo]:
    """A Zalo for commands."""
    with _beside(FakeZalo(REPORTERS, OFFICERS)) as fake:
        yield fake


@pytest.fixture(scope="module")
def account() -> Iterator[FakeOa]:
    """An Official Account for commands."""
    with _beside(FakeOa()) as fake:
        yield fake


@contextmanager
def _beside(fake: Messenger) -> Iterator[Messenger]:
    """It answers from a thread of its own, because the commands own their event loop."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(fake.start(), loop).result()
    yield fake
    asyncio.run_coroutine_threadsafe(fake.stop(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
