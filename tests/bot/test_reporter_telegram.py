"""The reporters' Telegram: what arrives, what goes out, and how it fails."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channel import Message
from bot.introduction import reporters_introductions
from bot.receiving import Update
from bot.reporter import connect_telegram
from bot.reporter.intake import Arrived
from bot.reporter.telegram import ReporterTelegram
from bot.reporter.telegram_updates import update_of
from handlers.texts import read_locales
from hotline.catalog import Catalog
from hotline.errors import SendFailed
from hotline.interview.conversation import Incoming, Kind
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_phone import Phone
from tests.fakes.telegram_webhook import Webhook

LOCALES = Path(__file__).resolve().parents[2] / "locales"
TOKEN = "7012345678:AAcanaryTokenOfTheBot"
LAN = 5001


@pytest.fixture
async def messenger() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(TOKEN) as messenger:
        yield messenger


@pytest.fixture
async def telegram(messenger: FakeTelegram) -> AsyncIterator[ReporterTelegram]:
    telegram = await connect_telegram(TOKEN, messenger.api_base)
    yield telegram
    await telegram.close()


@pytest.fixture
def lan(messenger: FakeTelegram) -> Phone:
    return messenger.phone(TOKEN, LAN, name="Lan")


def content(update: Update[Arrived]) -> Arrived:
    assert update.content is not None
    return update.content


def incoming(update: Update[Arrived]) -> Incoming:
    return content(update).received.incoming


def catalog() -> Catalog:
    return Catalog.load(read_locales(LOCALES), {"emergency_numbers": "111, 113", "hotline_name": "Lắng Nghe"})


# What arrives


async def test_words_and_commands(telegram: ReporterTelegram, lan: Phone) -> None:
    for text in ("/start", "/start@fake_bot poster-12", "hàng xóm đánh con", "/ 5 tuổi"):
        await lan.writes(text)

    updates = await telegram.fetch(None)

    assert [incoming(u) for u in updates] == [
        Incoming(Kind.COMMAND, "start"),
        Incoming(Kind.COMMAND, "start poster-12"),
        Incoming(Kind.TEXT, "hàng xóm đánh con"),
        Incoming(Kind.COMMAND, " 5 tuổi"),
    ]


async def test_a_message_is_told_with_its_chat_number_language_and_time(
    telegram: ReporterTelegram, lan: Phone
) -> None:
    written = await lan.writes("chào")

    [update] = await telegram.fetch(None)

    received = content(update).received
    assert (received.channel, received.sender, received.locale_hint) == ("telegram", str(LAN), "vi")
    assert received.message_id == str(written.message_id)
    assert received.update_id == str(update.update_id)
    assert received.sent_at is not None
    assert datetime.now(UTC) - received.sent_at < timedelta(seconds=5)
    assert update.chat == str(LAN)


async def test_what_cannot_be_taken_is_told_by_its_kind(telegram: ReporterTelegram, lan: Phone) -> None:
    await lan.sends_voice()
    await lan.sends_photo()
    await lan.sends_sticker()

    kinds = [incoming(u) for u in await telegram.fetch(None)]

    assert kinds == [Incoming(Kind.UNSUPPORTED, what) for what in ("voice", "picture", "other")]


def test_a_position_on_the_map_is_put_aside_unread() -> None:
    """What stands in it goes nowhere: the interview hears only that there was one."""
    raw = {
        "update_id": 1,
        "message": {
            "message_id": 1,
            "date": 0,
            "chat": {"id": LAN, "type": "private"},
            "location": {"latitude": 12.2048, "longitude": 107.4012},
        },
    }

    update = update_of(raw)

    assert incoming(update) == Incoming(Kind.UNSUPPORTED, "location")
    assert "12.2048" not in repr(update)


async def test_blocking_and_unreadable_updates_are_passed_over(
    messenger: FakeTelegram, telegram: ReporterTelegram, lan: Phone
) -> None:
    """One update of an unknown shape must not silence those behind it."""
    await lan.blocks()
    messenger.bot(TOKEN).updates.put("message", {"message_id": "not a number"})
    messenger.bot(TOKEN).updates.put(
        "message", {"message_id": 1, "chat": {"id": 5, "type": "group"}, "date": 1}
    )
    await lan.writes("chào")

    updates = await telegram.fetch(None)

    assert [u.content is None for u in updates] == [True, True, True, False]


async def test_a_press_is_told_and_answered(telegram: ReporterTelegram, lan: Phone) -> None:
    await telegram.say(str(LAN), Message("Ai?", (("q:role:child", "Tôi"),)))
    press = await lan.presses("Tôi")
    [update] = await telegram.fetch(None)

    telegram.answer([content(update)])

    assert incoming(update) == Incoming(Kind.BUTTON, "q:role:child")
    assert await lan.is_answered(press) == ""


async def test_a_press_that_is_answered_too_late_troubles_nobody(
    messenger: FakeTelegram, telegram: ReporterTelegram, lan: Phone
) -> None:
    await telegram.say(str(LAN), Message("Ai?", (("q:role:child", "Tôi"),)))
    await lan.presses("Tôi")
    [update] = await telegram.fetch(None)

    telegram.answer([content(update), content(update)])
    await telegram.close()

    assert sorted(str(c.status) for c in messenger.calls_of("answerCallbackQuery")) == ["200", "400"]


# What goes out


async def test_words_and_buttons_are_one_plain_message(
    messenger: FakeTelegram, telegram: ReporterTelegram, lan: Phone
) -> None:
    number = await telegram.say(str(LAN), Message("<b>*Ai?*</b>", (("a", "Có"), ("b", "Không"))))

    message = await lan.expects("<b>*Ai?*</b>", "a", "b")
    lan.assert_no_more()
    sent = messenger.calls_of("sendMessage")[0].params
    assert number == str(message.message_id)
    assert sent.keys() == {"chat_id", "text", "reply_markup", "link_preview_options"}


async def test_a_long_text_comes_in_parts_with_the_buttons_on_the_last(
    telegram: ReporterTelegram, lan: Phone
) -> None:
    numbers = await telegram.say(str(LAN), Message("chữ " * 1500, (("a", "Có"),)))

    assert [bool(m.buttons) for m in lan.messages] == [False, True]
    assert numbers == ",".join(str(m.message_id) for m in lan.messages)


async def test_erasing_takes_any_number_of_messages_of_both_sides(
    messenger: FakeTelegram, telegram: ReporterTelegram, lan: Phone
) -> None:
    written = [str((await lan.writes("x")).message_id) for _ in range(150)]
    said = await telegram.say(str(LAN), Message("chữ " * 1500))
    assert said is not None

    await telegram.erase(str(LAN), [*written, said])

    assert (lan.messages, lan.written) == ([], [])
    assert len(messenger.calls_of("deleteMessages")) == 2  # 152 numbers, a hundred at a time


async def test_the_bot_introduces_itself_with_the_emergency_numbers(
    messenger: FakeTelegram, telegram: ReporterTelegram
) -> None:
    catalog = Catalog.load(
        read_locales(LOCALES), {"emergency_numbers": "111, 113", "hotline_name": "Lắng Nghe"}
    )

    await telegram.introduce(reporters_introductions(catalog), "vi")

    bot = messenger.bot(TOKEN)
    assert {language for _, language in bot.commands} == {"", "vi", "en"}
    assert "111, 113" in bot.descriptions["description", ""]
    assert bot.descriptions["description", "en"] != bot.descriptions["description", "vi"]


async def test_an_introduction_that_fails_stops_nothing(
    messenger: FakeTelegram, telegram: ReporterTelegram
) -> None:
    messenger.fault(reset=True)

    await telegram.introduce(reporters_introductions(catalog()), "vi")

    assert len(messenger.calls) == 1


# How it fails


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"reset": True}, "network"),
        ({"drop_after": True}, "network"),
        ({"html_502": True}, "server"),
        ({"status": 500}, "server"),
        ({"status": 400, "description": "Bad Request: BUTTON_DATA_INVALID"}, "refused"),
        ({"status": 418, "description": "teapot"}, "server"),
    ],
)
async def test_what_is_worth_another_try(
    messenger: FakeTelegram, telegram: ReporterTelegram, lan: Phone, fault: dict[str, Any], kind: str
) -> None:
    messenger.fault("sendMessage", **fault)

    with pytest.raises(SendFailed) as failed:
        await telegram.say(str(lan.chat_id), Message("Ai?"))

    assert (failed.value.kind, failed.value.permanent, failed.value.whole_bot) == (kind, False, False)


@pytest.mark.parametrize("state", ["blocked", "deactivated", "not_found", "migrated"])
async def test_who_can_never_be_reached_again(telegram: ReporterTelegram, lan: Phone, state: str) -> None:
    lan.chat.state = state
    lan.chat.migrated_to = -100

    with pytest.raises(SendFailed) as failed:
        await telegram.say(str(LAN), Message("Ai?"))

    assert (failed.value.kind, failed.value.permanent) == ("unreachable", True)


@pytest.mark.parametrize(("retry_after", "seconds"), [(7, 7), (None, 5)])
async def test_a_flood_tells_how_long_to_wait(
    messenger: FakeTelegram, telegram: ReporterTelegram, lan: Phone, retry_after: int | None, seconds: int
) -> None:
    messenger.fault("sendMessage", retry_after=retry_after, status=429, description="Too Many Requests")

    with pytest.raises(SendFailed) as failed:
        await telegram.say(str(lan.chat_id), Message("Ai?"))

    assert failed.value.retry_after == timedelta(seconds=seconds)


@pytest.mark.parametrize("token", ["999:unknown", TOKEN])
async def test_a_token_that_is_refused_stops_the_whole_bot(messenger: FakeTelegram, token: str) -> None:
    messenger.revoke(TOKEN)
    telegram = await connect_telegram(token, messenger.api_base)

    with pytest.raises(SendFailed) as failed:
        await telegram.fetch(None)
    await telegram.close()

    assert failed.value.whole_bot


async def test_a_second_poller_and_a_webhook_are_told_apart(
    messenger: FakeTelegram, telegram: ReporterTelegram
) -> None:
    first = asyncio.create_task(telegram.fetch(None))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(telegram.fetch(1))

    with pytest.raises(SendFailed) as conflict:
        await first
    second.cancel()
    messenger.bot(TOKEN).updates.post_to(Webhook("https://example.org"))
    with pytest.raises(SendFailed) as webhook:
        await telegram.fetch(None)

    assert (conflict.value.kind, webhook.value.kind) == ("conflict", "webhook")


async def test_erasing_passes_over_numbers_of_other_chats(
    messenger: FakeTelegram, telegram: ReporterTelegram, lan: Phone
) -> None:
    mai = messenger.phone(TOKEN, 4712, "Mai")
    numbers = [str((await phone.writes("chuyện")).message_id) for phone in (mai, lan, mai, lan)]

    await telegram.erase(str(LAN), numbers)

    assert (len(lan.written), len(mai.written)) == (0, 2)


async def test_erasing_what_telegram_refuses_is_not_tried_forever(
    messenger: FakeTelegram, telegram: ReporterTelegram, lan: Phone
) -> None:
    messenger.fault("deleteMessages", status=400, description="Bad Request: message can't be deleted")

    await telegram.erase(str(lan.chat_id), ["1"])

    lan.chat.state = "not_found"
    messenger.faults.clear()
    messenger.fault("deleteMessages", status=400, description="Bad Request: chat not found")
    with pytest.raises(SendFailed):
        await telegram.erase(str(lan.chat_id), ["1"])


@pytest.mark.parametrize(
    "odd",
    [
        {"photo": []},
        {"photo": "no list"},
        {"photo": [{"width": 1}]},
        {"document": 7},
        {"document": {"file_id": 7}},
        {"photo": [], "caption": 7},
    ],
)
def test_an_odd_picture_is_declined_and_not_lost(odd: dict[str, object]) -> None:
    message = {"message_id": 1, "chat": {"id": 5, "type": "private"}, "date": 0} | odd

    arrived = update_of({"update_id": 1, "message": message}).content

    assert arrived is not None
    assert arrived.file is None
    assert arrived.received.incoming.kind is Kind.UNSUPPORTED
