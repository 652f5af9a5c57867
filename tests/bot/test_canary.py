"""A token, a chat and a story go through every failing path of a messenger: no log line holds them."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from typing import Any, Never

import pytest

from bot import officer, reporter
from bot.channel import Message
from bot.logs import log, set_up_logging
from bot.receiving import Polling, Update
from bot.reporter.intake import Arrived
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_phone import Phone
from tests.fakes.zalo import FakeZalo
from tests.fakes.zalo_phone import ZaloPhone

Fetch = Callable[[int | None], Awaitable[Sequence[Update[Arrived]]]]
REPORTERS = "7012345678:AAcanaryTokenOfTheBot"
OFFICERS = "8012345678:AAcanaryTokenOfTheDesk"
CHAT = 5001234567
STORY = "chim-hoàng-yến bị nhốt"
NAME = "Nguyễn Thị Canary"
FAULTS: list[dict[str, Any]] = [
    {"reset": True},
    {"drop_after": True},
    {"html_502": True},
    {"body": b"{"},
    {"body": b'{"ok": true, "result": 7}'},
    {"status": 400, "description": f"Bad Request: {STORY}"},
    {"status": 403, "description": "Forbidden: bot was blocked by the user"},
    {"status": 500, "description": STORY},
    {"retry_after": 3},
]


@pytest.fixture
async def messenger() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(REPORTERS, OFFICERS) as messenger:
        yield messenger


async def _say_and_poll(bot: Any, messenger: FakeTelegram | FakeZalo, phone: Phone | ZaloPhone) -> None:  # noqa: ANN401 - any bot
    """Every fault, on sending, polling, erasing; each failure is logged."""
    for fault in [{}, *FAULTS]:
        messenger.faults.clear()
        await phone.writes(STORY)
        messenger.fault(**fault)
        for doing in (
            bot.say(str(CHAT), Message(STORY, (("q:role:child", STORY),))),
            bot.fetch(None),
            bot.erase(str(CHAT), ["1"]),
        ):
            try:
                await asyncio.wait_for(doing, 5)
            except Exception as error:
                log.error("send_failed", error=error)
                logging.getLogger("somewhere.else").exception("oh no: %s", error)  # noqa: TRY401 - a careless library
    messenger.faults.clear()


async def _poll_until_set_aside(fetch: Fetch) -> None:
    tried = asyncio.Event()

    async def handle(batch: Sequence[Arrived]) -> Never:
        raise ValueError(batch[0].received.incoming.value)

    async def set_aside(arrived: Arrived) -> Never:
        tried.set()
        raise ValueError(arrived.received.incoming.value)

    polling = Polling("reporter", fetch, handle, set_aside, sleep=lambda _: asyncio.sleep(0))
    running = asyncio.create_task(polling.run())
    await tried.wait()
    polling.stop()
    await running


@pytest.mark.parametrize("as_json", [False, True])
async def test_no_line_holds_a_token_a_chat_a_name_or_a_word(
    messenger: FakeTelegram, lines: io.StringIO, *, as_json: bool
) -> None:
    set_up_logging("debug", as_json=as_json, stream=lines)
    reporters = await reporter.connect_telegram(REPORTERS, messenger.api_base)
    officers = await officer.connect_telegram(OFFICERS, messenger.api_base)

    async with AsyncExitStack() as stack:
        stack.push_async_callback(reporters.close)
        stack.push_async_callback(officers.close)
        await _say_and_poll(reporters, messenger, messenger.phone(REPORTERS, CHAT, NAME))
        await _say_and_poll(officers, messenger, messenger.phone(OFFICERS, CHAT, NAME))
        messenger.bot(REPORTERS).updates.put("message", {"message_id": STORY})
        await _poll_until_set_aside(reporters.fetch)

    said = lines.getvalue()
    leaked = [s for s in (REPORTERS, OFFICERS, "AAcanary", str(CHAT), STORY, "hoàng", NAME) if s in said]
    assert leaked == []
    for event in ("send_failed", "update_unreadable", "batch_failed", "setting_aside_failed", "library"):
        assert event in said


async def test_no_line_holds_what_passes_through_zalo(lines: io.StringIO) -> None:
    set_up_logging("debug", stream=lines)
    async with FakeZalo(REPORTERS, OFFICERS, longest_poll=0.02) as zalo, AsyncExitStack() as stack:
        reporters = await reporter.connect_zalo(REPORTERS, zalo.api_base)
        officers = await officer.connect_zalo(OFFICERS, zalo.api_base)
        stack.push_async_callback(reporters.close)
        stack.push_async_callback(officers.close)
        phone = zalo.phone(REPORTERS, str(CHAT), NAME)
        await _say_and_poll(reporters, zalo, phone)
        await _say_and_poll(officers, zalo, zalo.phone(OFFICERS, str(CHAT), NAME))
        await phone.sends("message.text.received", text=[STORY])
        await phone.writes(STORY)
        await _poll_until_set_aside(reporters.fetch)

    said = lines.getvalue()
    assert [s for s in (REPORTERS, OFFICERS, "AAcanary", str(CHAT), STORY, "hoàng", NAME) if s in said] == []
    for event in ("send_failed", "batch_failed", "setting_aside_failed"):
        assert event in said
