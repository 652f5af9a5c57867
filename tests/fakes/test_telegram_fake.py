"""The fake Telegram keeps the Bot API's rules, as the two real libraries meet them."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot as Aiogram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import BotCommand, BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup
from telegram import Bot as Ptb
from telegram import InlineKeyboardButton as PtbButton
from telegram import InlineKeyboardMarkup as PtbKeyboard
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter
from telegram.request import HTTPXRequest

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_phone import Phone

TOKEN = "100:reporter"
LAN = 5001
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 7, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


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


def aiogram(telegram: FakeTelegram, token: str) -> Aiogram:
    return Aiogram(token, session=AiohttpSession(api=TelegramAPIServer.from_base(telegram.api_base)))


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it python-telegram-bot warns, and here warnings are errors."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def ptb(telegram: FakeTelegram, token: str) -> Ptb:
    return Ptb(
        token,
        base_url=f"{telegram.api_base}/bot",
        base_file_url=f"{telegram.api_base}/file/bot",
        request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
        get_updates_request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
    )


def keyboard(*values: str, a_row: int = 1) -> InlineKeyboardMarkup:
    buttons = [InlineKeyboardButton(text=v[:20] or "?", callback_data=v) for v in values]
    rows = [buttons[i : i + a_row] for i in range(0, len(buttons), a_row)]
    return InlineKeyboardMarkup(inline_keyboard=rows)


# getUpdates


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


# Messages


async def test_a_message_with_buttons_is_on_the_phone_and_can_be_pressed(bot: Aiogram, lan: Phone) -> None:
    sent = await bot.send_message(LAN, "Ai?", reply_markup=keyboard("q:role:child", "q:role:family"))

    message = await lan.expects("ai?", "q:role:family")
    press = await lan.presses("q:role:family")
    [update] = await bot.get_updates()
    assert update.callback_query
    await bot.answer_callback_query(update.callback_query.id)

    assert message.message_id == sent.message_id
    assert update.callback_query.data == "q:role:family"
    assert await lan.is_answered(press) == ""
    lan.assert_no_more()


async def test_length_is_counted_in_utf16_units(bot: Aiogram, lan: Phone) -> None:
    await bot.send_message(LAN, "👧" * 2048)

    with pytest.raises(TelegramBadRequest, match="message is too long"):
        await bot.send_message(LAN, "👧" * 2048 + "a")
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await bot.send_message(LAN, "  ")


@pytest.mark.parametrize(
    "wrong",
    [
        keyboard("đ" * 33),
        keyboard(*"abcdefghi", a_row=9),
        keyboard(*(str(n) for n in range(101))),
    ],
    ids=["data of 66 bytes", "nine in a row", "101 buttons"],
)
async def test_keyboards_that_telegram_refuses(bot: Aiogram, lan: Phone, wrong: InlineKeyboardMarkup) -> None:
    with pytest.raises(TelegramBadRequest):
        await bot.send_message(lan.chat_id, "?", reply_markup=wrong)


async def test_an_edit_that_changes_nothing_is_refused(bot: Aiogram, lan: Phone) -> None:
    sent = await bot.send_message(LAN, "one", reply_markup=keyboard("a"))

    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text(
            "one", chat_id=LAN, message_id=sent.message_id, reply_markup=keyboard("a")
        )

    await bot.edit_message_text("two", chat_id=LAN, message_id=sent.message_id)
    assert (lan.last.text, lan.last.buttons) == ("two", {})


async def test_deleted_messages_vanish_from_the_phone(bot: Aiogram, lan: Phone) -> None:
    written = await lan.writes("my story")
    sent = [(await bot.send_message(LAN, text)).message_id for text in ("one", "two", "three")]

    await bot.delete_message(LAN, sent[0])
    await bot.delete_messages(LAN, [sent[1], written.message_id, 999_999])

    assert [m.text for m in lan.messages] == ["three"]
    assert lan.written == []


async def test_old_messages_cannot_be_deleted(bot: Aiogram, lan: Phone, clock: Clock) -> None:
    sent = await bot.send_message(LAN, "one")
    clock.forward(hours=48)

    with pytest.raises(TelegramBadRequest, match="can't be deleted"):
        await bot.delete_message(LAN, sent.message_id)
    await bot.delete_messages(LAN, [sent.message_id])

    assert [m.text for m in lan.messages] == ["one"]


async def test_a_press_can_be_answered_once_and_for_fifteen_seconds(
    bot: Aiogram, lan: Phone, clock: Clock
) -> None:
    await bot.send_message(LAN, "?", reply_markup=keyboard("a"))
    in_time, late = await lan.presses("a"), await lan.presses("a")

    await bot.answer_callback_query(in_time.query_id)
    with pytest.raises(TelegramBadRequest, match=TOO_OLD):
        await bot.answer_callback_query(in_time.query_id)
    clock.forward(seconds=15)
    with pytest.raises(TelegramBadRequest, match=TOO_OLD):
        await bot.answer_callback_query(late.query_id)


async def test_files_travel_both_ways(telegram: FakeTelegram, bot: Aiogram, lan: Phone) -> None:
    """A multipart form arrives too; an unknown method is 404."""
    await lan.sends_voice(b"OggS my voice")
    [update] = await bot.get_updates()
    assert update.message
    assert update.message.voice

    content = await bot.download(update.message.voice)

    assert content
    assert content.read() == b"OggS my voice"
    with pytest.raises(TelegramNotFound):
        await bot.send_photo(LAN, BufferedInputFile(b"jpeg", "a.jpg"), caption="chữ")
    assert telegram.calls[-1].params["caption"] == "chữ"


async def test_commands_are_kept_by_language(telegram: FakeTelegram, bot: Aiogram) -> None:
    await bot.set_my_commands([BotCommand(command="wipe", description="Xoá")], language_code="vi")
    await bot.set_my_description("111", language_code="vi")

    kept = telegram.bot(TOKEN)

    assert kept.commands["default", "vi"][0]["command"] == "wipe"
    assert kept.descriptions["description", "vi"] == "111"
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_INVALID"):
        await bot.set_my_commands([BotCommand(command="Wipe", description="x")])


# Who can't be reached


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


# Floods and faults


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


# The phone


async def test_an_unexpected_message_fails_the_story(bot: Aiogram, lan: Phone) -> None:
    await bot.send_message(LAN, "who expects this?")

    with pytest.raises(AssertionError, match="who expects this"):
        lan.assert_no_more()


async def test_waiting_for_nothing_fails(lan: Phone) -> None:
    with pytest.raises(AssertionError, match="no message within"):
        await lan.next_message(timeout=0.01)


# python-telegram-bot


async def test_python_telegram_bot_meets_the_same_rules(telegram: FakeTelegram, lan: Phone) -> None:
    telegram.fault("sendMessage", nth=2, times=1, retry_after=3)
    async with ptb(telegram, TOKEN) as bot:
        await lan.writes("/start abc")
        [update] = await bot.get_updates(timeout=1)
        await bot.send_message(LAN, "#7", reply_markup=PtbKeyboard([[PtbButton("OK", callback_data="a")]]))
        with pytest.raises(RetryAfter):
            await bot.send_message(LAN, "#8")
        with pytest.raises(BadRequest, match="not modified"):
            await bot.edit_message_text(
                "#7",
                LAN,
                lan.last.message_id,
                reply_markup=PtbKeyboard([[PtbButton("OK", callback_data="a")]]),
            )
        await lan.blocks()
        with pytest.raises(Forbidden):
            await bot.send_message(LAN, "#9")

    assert update.message
    assert update.message.entities[0].type == "bot_command"
    assert json.loads(telegram.calls_of("sendMessage")[0].params["reply_markup"])


async def test_python_telegram_bot_and_a_revoked_token(telegram: FakeTelegram) -> None:
    telegram.revoke(TOKEN)

    with pytest.raises(InvalidToken):
        async with ptb(telegram, TOKEN):
            pass
