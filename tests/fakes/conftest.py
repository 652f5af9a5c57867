"""What the tests of the fake Telegram share."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot as Aiogram

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_clients import LAN, TOKEN, Clock, aiogram
from tests.fakes.telegram_phone import Phone


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def telegram(clock: Clock) -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(TOKEN, clock=clock) as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Aiogram]:
    bot = aiogram(telegram, TOKEN)
    yield bot
    await bot.session.close()


@pytest.fixture
def lan(telegram: FakeTelegram) -> Phone:
    return telegram.phone(TOKEN, LAN, name="Lan")


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it python-telegram-bot warns, and here warnings are errors."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
