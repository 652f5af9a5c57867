"""The fake Telegram fails as the real one does, and as it is told."""

import asyncio
from datetime import timedelta

import pytest
from aiogram import Bot as Aiogram
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_clients import LAN, TOKEN, Clock, aiogram
from tests.fakes.telegram_phone import Phone


@pytest.mark.parametrize(
    ("state", "error", "words"),
    [
        ("blocked", TelegramForbiddenError, "bot was blocked by the user"),
        ("deactivated", TelegramForbiddenError, "user is deactivated"),
        ("not_found", TelegramBadRequest, "chat not found"),
    ],
)
async def test_unreachable_chats(
    bot: Aiogram, lan: Phone, state: str, error: type[Exception], words: str
) -> None:
    lan.chat.state = state

    with pytest.raises(error, match=words):
        await bot.send_message(LAN, "hello")


async def test_whoever_never_wrote_is_not_found(bot: Aiogram) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(6666, "hello")


async def test_blocking_is_told_as_an_update(bot: Aiogram, lan: Phone) -> None:
    await lan.blocks()
    await lan.unblocks()

    members = [u.my_chat_member for u in await bot.get_updates()]

    assert [m.new_chat_member.status for m in members if m] == ["kicked", "member"]


async def test_wrong_tokens(telegram: FakeTelegram) -> None:
    stranger = aiogram(telegram, "999:unknown")
    telegram.revoke(TOKEN)
    revoked = aiogram(telegram, TOKEN)

    for each in (stranger, revoked):
        with pytest.raises(TelegramUnauthorizedError):
            await each.get_me()
        await each.session.close()


async def test_a_flooded_chat_is_told_how_long_to_wait(clock: Clock) -> None:
    async with FakeTelegram(TOKEN, clock=clock, flood=True) as telegram:
        telegram.phone(TOKEN, LAN)
        bot = aiogram(telegram, TOKEN)
        for _ in range(3):
            await bot.send_message(LAN, "hello")

        with pytest.raises(TelegramRetryAfter) as flooded:
            await bot.send_message(LAN, "hello")
        clock.forward(seconds=flooded.value.retry_after)
        await bot.send_message(LAN, "hello")

        await bot.session.close()


async def test_the_whole_bot_has_a_limit(clock: Clock) -> None:
    async with FakeTelegram(TOKEN, clock=clock, flood=True) as telegram:
        bot = aiogram(telegram, TOKEN)
        for chat in range(31):
            telegram.phone(TOKEN, chat)

        for chat in range(30):
            await bot.send_message(chat, "hello")
        with pytest.raises(TelegramRetryAfter):
            await bot.send_message(30, "hello")

        await bot.session.close()


async def test_faults_strike_the_calls_they_name(telegram: FakeTelegram, bot: Aiogram, lan: Phone) -> None:
    telegram.fault("sendMessage", nth=2, times=1, status=500)
    await bot.send_message(LAN, "one")

    with pytest.raises(TelegramServerError):
        await bot.send_message(LAN, "two")
    await bot.send_message(LAN, "three")

    assert [m.text for m in lan.messages] == ["one", "three"]
    assert [c.params["text"] for c in telegram.calls_of("sendMessage", LAN)] == ["one", "two", "three"]


async def test_a_fault_lasts_as_long_as_the_clock_says(
    telegram: FakeTelegram, bot: Aiogram, lan: Phone, clock: Clock
) -> None:
    telegram.fault("sendMessage", chat=lan.chat_id, retry_after=7, lasting=timedelta(seconds=60))

    with pytest.raises(TelegramRetryAfter) as told:
        await bot.send_message(LAN, "one")
    clock.forward(seconds=61)
    await bot.send_message(LAN, "two")

    assert told.value.retry_after == 7


@pytest.mark.parametrize(("how", "done"), [("drop_before", 0), ("drop_after", 1), ("reset", 0)])
async def test_broken_lines(telegram: FakeTelegram, bot: Aiogram, lan: Phone, how: str, done: int) -> None:
    """The bot can't tell whether the message was sent; the phone can."""
    await bot.get_me()
    setattr(telegram.fault("sendMessage", times=1), how, True)

    with pytest.raises(TelegramNetworkError):
        await bot.send_message(LAN, "one")

    assert len(lan.messages) == done


async def test_an_html_page_from_a_proxy(telegram: FakeTelegram, bot: Aiogram, lan: Phone) -> None:
    telegram.fault("sendMessage", html_502=True)

    with pytest.raises(Exception, match="decode"):
        await bot.send_message(lan.chat_id, "one")


async def test_an_outage_breaks_the_poll_that_waits(telegram: FakeTelegram, bot: Aiogram, lan: Phone) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    outage = telegram.outage()

    with pytest.raises(TelegramNetworkError):
        await poll
    with pytest.raises(TelegramNetworkError):
        await bot.get_me()
    outage.end()
    await lan.writes("hello")

    assert len(await bot.get_updates(offset=1)) == 1
