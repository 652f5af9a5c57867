"""A messenger that fails while it is brought up is tried again, for as long as the hotline runs."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot import officer as officers
from cli.messengers import Messengers
from cli.running import Running
from tests.office import Office, open_office

CONFIGURED = '[telegram.officer]\ntoken = "200:officer"\n'


class Library:
    """A messenger's library that can't be used; it counts how often somebody tried."""

    def __init__(self) -> None:
        self.tries = 0
        self.tried = asyncio.Event()

    async def connect(self, _token: str, _api_base: str) -> object:
        self.tries += 1
        self.tried.set()
        raise RuntimeError("broken")

    async def until_tried(self) -> None:
        await self.tried.wait()
        self.tried.clear()


async def until_waiting(office: Office) -> None:
    while not office.clock.waits:  # noqa: ASYNC110 - the clock is ours and tells nobody
        await asyncio.sleep(0)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    broken = Library()
    monkeypatch.setattr(officers, "connect_telegram", broken.connect)
    return broken


async def test_a_messenger_that_failed_is_tried_again(tmp_path: Path, library: Library) -> None:
    async with open_office(tmp_path / "var", toml=CONFIGURED) as office:
        running = Running(office.installation, alone=True)
        messengers = Messengers(office.installation, running)

        messengers.begin()
        for seconds in (2, 10, 60, 60):
            await library.until_tried()
            await until_waiting(office)
            assert running.channels["telegram.officer"]() == "failing"
            office.clock.wind(timedelta(seconds=seconds))
        await library.until_tried()

        assert library.tries == 5
        await until_waiting(office)
        await messengers.end()


async def test_the_end_does_not_wait_for_the_next_try(tmp_path: Path, library: Library) -> None:
    async with open_office(tmp_path / "var", toml=CONFIGURED) as office:
        messengers = Messengers(office.installation, Running(office.installation, alone=True))
        messengers.begin()
        await library.until_tried()
        await until_waiting(office)

        await messengers.end()
        office.clock.wind(timedelta(minutes=5))
        await asyncio.sleep(0)

        assert library.tries == 1
