"""The officers' Telegram: what arrives, what goes out, and how it fails."""

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channel import Message
from bot.introduction import officers_introductions
from bot.officer import connect_telegram
from bot.officer.intake import Asked
from bot.officer.telegram import OfficerTelegram
from handlers.officer_chat import OfficerReceived
from handlers.texts import read_locales
from hotline.catalog import Catalog
from hotline.errors import SendFailed
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_phone import Phone
from tests.fakes.telegram_webhook import Webhook

LOCALES = Path(__file__).resolve().parents[2] / "locales"
TOKEN = "8012345678:AAcanaryTokenOfTheDesk"
AN = 9001
PAGE = Message("#12 khẩn cấp", (("alert:12:ack", "Nhận"), ("alert:12:pass", "Chuyển")))


@pytest.fixture
async def messenger() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(TOKEN) as messenger:
        yield messenger


@pytest.fixture
async def telegram(messenger: FakeTelegram) -> AsyncIterator[OfficerTelegram]:
    telegram = await connect_telegram(TOKEN, messenger.api_base)
    yield telegram
    await telegram.close()


@pytest.fixture
def an(messenger: FakeTelegram) -> Phone:
    return messenger.phone(TOKEN, AN, name="An")


async def asked(telegram: OfficerTelegram) -> list[Asked]:
    return [u.content for u in await telegram.fetch(None) if u.content is not None]


async def test_commands_and_words(telegram: OfficerTelegram, an: Phone) -> None:
    for text in ("/start abc", "/duty", "/ack@fake_bot 12", "NHẬN 12", "xin chào"):
        await an.writes(text)

    wishes = [a.received for a in await asked(telegram)]

    assert [(w.verb, w.code, w.number) for w in wishes] == [
        ("start", "abc", None),
        ("duty", "", None),
        ("ack", "", 12),
        ("ack", "", 12),
        ("other", "", None),
    ]


@pytest.mark.parametrize(
    "message",
    [
        {"message_id": "no number"},
        {"message_id": 1, "date": 10**30, "chat": {"id": 5, "type": "private"}, "text": "x"},
        {"message_id": 1, "date": 1, "chat": 7, "text": "x"},
        {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "x", "entities": [{}]},
    ],
)
async def test_an_update_of_an_unknown_shape_silences_no_officer_behind_it(
    messenger: FakeTelegram, telegram: OfficerTelegram, an: Phone, message: dict[str, Any]
) -> None:
    """Polled with the library's models, the whole batch failed: nobody could acknowledge a page any more."""
    messenger.bot(TOKEN).updates.put("message", message)
    await an.writes("NHẬN 12")

    updates = await telegram.fetch(None)

    assert [u.content and u.content.received.verb for u in updates] == [None, "ack"]


async def test_a_page_its_press_and_the_answer(telegram: OfficerTelegram, an: Phone) -> None:
    await telegram.say(str(AN), PAGE)
    await an.expects("#12", "alert:12:ack", "alert:12:pass")
    press = await an.presses("alert:12:ack")

    [pressed] = await asked(telegram)
    assert pressed.press_id is not None
    await telegram.answer(pressed.press_id, "Bạn đã nhận #12")

    update_id = pressed.received.update_id
    assert pressed.received == OfficerReceived("telegram", str(AN), update_id, "ack", number=12)
    assert await an.is_answered(press) == "Bạn đã nhận #12"
    an.assert_no_more()


async def test_an_answer_that_comes_too_late_is_not_an_error(
    messenger: FakeTelegram, telegram: OfficerTelegram
) -> None:
    await telegram.answer("4000000000", "Bạn đã nhận #12")

    assert [c.status for c in messenger.calls_of("answerCallbackQuery")] == [400]


async def test_a_forged_button_is_told_as_unknown(telegram: OfficerTelegram, an: Phone) -> None:
    await telegram.say(str(AN), PAGE)
    await an.forges("alert:12:close")

    assert [a.received.verb for a in await asked(telegram)] == ["other"]


async def test_blocking_the_bot_is_told_and_logged(
    telegram: OfficerTelegram, an: Phone, lines: io.StringIO
) -> None:
    await an.blocks()
    await an.unblocks()

    assert [(a.received.verb, a.received.address) for a in await asked(telegram)] == [
        ("gone", str(AN)),
        ("back", str(AN)),
    ]
    assert lines.getvalue().count("officer_blocked_the_bot") == 1


async def test_a_page_is_quietened_by_changing_it(telegram: OfficerTelegram, an: Phone) -> None:
    """Changing it again to the same is no failure."""
    number = await telegram.say(str(AN), PAGE)
    assert number is not None

    for _ in range(2):
        await telegram.change(str(AN), number, Message("#12: An đã nhận"))

    assert (an.last.text, an.last.buttons) == ("#12: An đã nhận", {})


async def test_erasing(telegram: OfficerTelegram, an: Phone) -> None:
    number = await telegram.say(str(AN), Message("chữ " * 1500))
    assert number is not None

    await telegram.erase(str(AN), [number])

    assert an.messages == []


async def test_the_bot_introduces_itself(messenger: FakeTelegram, telegram: OfficerTelegram) -> None:
    catalog = Catalog.load(read_locales(LOCALES), {"emergency_numbers": "111", "hotline_name": "Lắng Nghe"})

    await telegram.introduce(officers_introductions(catalog), "vi")

    assert {language for _, language in messenger.bot(TOKEN).commands} == {"", "vi", "en"}


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"reset": True}, "network"),
        ({"html_502": True}, "network"),
        ({"status": 500}, "network"),
        ({"status": 400, "description": "Bad Request: BUTTON_DATA_INVALID"}, "refused"),
    ],
)
async def test_what_is_worth_another_try(
    messenger: FakeTelegram, telegram: OfficerTelegram, an: Phone, fault: dict[str, Any], kind: str
) -> None:
    messenger.fault("sendMessage", **fault)

    with pytest.raises(SendFailed) as failed:
        await telegram.say(str(an.chat_id), PAGE)

    assert (failed.value.kind, failed.value.permanent, failed.value.whole_bot) == (kind, False, False)


@pytest.mark.parametrize("state", ["blocked", "deactivated", "not_found", "migrated"])
async def test_who_can_never_be_reached_again(telegram: OfficerTelegram, an: Phone, state: str) -> None:
    an.chat.state = state
    an.chat.migrated_to = -100

    with pytest.raises(SendFailed) as failed:
        await telegram.say(str(AN), PAGE)

    assert (failed.value.kind, failed.value.permanent) == ("unreachable", True)


@pytest.mark.parametrize(("retry_after", "seconds"), [(7, 7), (None, 5)])
async def test_a_flood_tells_how_long_to_wait_and_holds_up_nobody_else(
    messenger: FakeTelegram, telegram: OfficerTelegram, an: Phone, retry_after: int | None, seconds: int
) -> None:
    binh = messenger.phone(TOKEN, 9002, name="Bình")
    messenger.fault(
        "sendMessage", chat=AN, retry_after=retry_after, status=429, description="Too Many Requests"
    )

    with pytest.raises(SendFailed) as failed:
        await telegram.say(str(an.chat_id), PAGE)
    await asyncio.wait_for(telegram.say(str(binh.chat_id), PAGE), 1)

    assert failed.value.retry_after == timedelta(seconds=seconds)


async def test_a_token_that_is_refused_stops_the_whole_bot(
    messenger: FakeTelegram, telegram: OfficerTelegram
) -> None:
    messenger.revoke(TOKEN)

    for doing in (telegram.fetch(None), telegram.say(str(AN), PAGE)):
        with pytest.raises(SendFailed) as failed:
            await doing
        assert failed.value.whole_bot


async def test_a_second_poller_and_a_webhook_are_told_apart(
    messenger: FakeTelegram, telegram: OfficerTelegram
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
