"""The fake Telegram takes and refuses messages as the Bot API does, and the phone shows them."""

import json

import pytest
from aiogram import Bot as Aiogram
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramNotFound,
)
from aiogram.types import BotCommand, BufferedInputFile, InlineKeyboardMarkup
from telegram import InlineKeyboardButton as PtbButton
from telegram import InlineKeyboardMarkup as PtbKeyboard
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_clients import LAN, TOKEN, Clock, keyboard, ptb
from tests.fakes.telegram_phone import Phone

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


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


async def test_an_unexpected_message_fails_the_story(bot: Aiogram, lan: Phone) -> None:
    await bot.send_message(LAN, "who expects this?")

    with pytest.raises(AssertionError, match="who expects this"):
        lan.assert_no_more()


async def test_waiting_for_nothing_fails(lan: Phone) -> None:
    with pytest.raises(AssertionError, match="no message within"):
        await lan.next_message(timeout=0.01)


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
