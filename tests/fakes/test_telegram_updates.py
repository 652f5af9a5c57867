"""The fake Telegram gives updates by the rules of getUpdates."""

import asyncio

import pytest
from aiogram import Bot as Aiogram
from aiogram.exceptions import (
    TelegramConflictError,
)

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_clients import LAN, TOKEN, Clock, keyboard
from tests.fakes.telegram_phone import Phone


async def test_an_update_comes_again_until_a_later_offset_confirms_it(bot: Aiogram, lan: Phone) -> None:
    await lan.writes("/start")

    first = await bot.get_updates()
    again = await bot.get_updates()
    after = await bot.get_updates(offset=first[0].update_id + 1)

    assert [u.update_id for u in again] == [u.update_id for u in first]
    assert after == []


async def test_a_negative_offset_forgets_older_updates(bot: Aiogram, lan: Phone) -> None:
    for text in ("one", "two", "three"):
        await lan.writes(text)

    last = await bot.get_updates(offset=-1)

    assert [u.message.text for u in last if u.message] == ["three"]


async def test_a_bot_that_asks_again_at_once_gets_one_update(bot: Aiogram, lan: Phone) -> None:
    for text in ("one", "two", "three"):
        await lan.writes(text)
    first = await bot.get_updates()

    again = await bot.get_updates()

    assert (len(first), len(again)) == (3, 1)


async def test_a_long_poll_ends_when_something_comes(bot: Aiogram, lan: Phone) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.01)
    await lan.writes("hello")

    updates = await asyncio.wait_for(poll, 2)

    assert updates[0].message
    assert updates[0].message.text == "hello"


async def test_limit_is_kept(bot: Aiogram, lan: Phone) -> None:
    for number in range(150):
        await lan.writes(str(number))

    batch = await bot.get_updates()
    three = await bot.get_updates(offset=batch[-1].update_id + 1, limit=3)

    assert (len(batch), len(three)) == (100, 3)


async def test_updates_are_forgotten_after_a_day(bot: Aiogram, lan: Phone, clock: Clock) -> None:
    await lan.writes("hello")
    clock.forward(hours=25)

    assert await bot.get_updates() == []


async def test_a_second_poll_ends_the_first_with_a_conflict(bot: Aiogram, lan: Phone) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(bot.get_updates(offset=1, timeout=20))

    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await first

    await lan.writes("hello")
    assert len(await second) == 1


async def test_polling_is_refused_while_a_webhook_is_set(bot: Aiogram) -> None:
    await bot.set_webhook("https://example.org/hook", secret_token="secret")

    with pytest.raises(TelegramConflictError, match="webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == "https://example.org/hook"

    await bot.delete_webhook()
    assert await bot.get_updates() == []


async def test_only_wanted_kinds_are_queued_and_the_choice_sticks(bot: Aiogram, lan: Phone) -> None:
    await bot.get_updates(allowed_updates=["message"])
    await lan.writes("/start")
    await bot.send_message(LAN, "hi", reply_markup=keyboard("q:role:child"))
    await lan.presses("q:role:child")

    updates = await bot.get_updates(offset=2)

    assert [u.event_type for u in updates] == ["message"]


async def test_a_redelivered_update_comes_although_it_was_confirmed(
    telegram: FakeTelegram, bot: Aiogram, lan: Phone
) -> None:
    await lan.writes("hello")
    first = await bot.get_updates()
    await bot.get_updates(offset=first[0].update_id + 1)
    telegram.redeliver(TOKEN)

    again = await bot.get_updates(offset=first[0].update_id + 1)
    then = await bot.get_updates(offset=first[0].update_id + 2)

    assert [u.update_id for u in again] == [first[0].update_id]
    assert then == []


async def test_updates_can_come_out_of_order(telegram: FakeTelegram, bot: Aiogram, lan: Phone) -> None:
    await lan.writes("one")
    await lan.writes("two")
    telegram.reorder(TOKEN)

    assert [u.message.text for u in await bot.get_updates() if u.message] == ["two", "one"]
