"""Reporters on Zalo: what it brings becomes what the interview knows, what is said arrives or fails."""

import io
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.channel import Message
from bot.receiving import Update
from bot.reporter.intake import Arrived, reporters_webhook
from bot.reporter.zalo_bot import ReporterZalo
from bot.webhook import Taken
from hotline.errors import SendFailed
from hotline.interview.conversation import Incoming, Kind
from storage.tables import tally
from tests.fakes.zalo import FakeZalo
from tests.fakes.zalo_phone import ZaloPhone
from tests.office import open_office

TOKEN = "300:AAreporters"
LAN = "z-lan"


@pytest.fixture
async def zalo() -> AsyncIterator[FakeZalo]:
    async with FakeZalo(TOKEN, longest_poll=0.02) as one:
        yield one


@pytest.fixture
async def bot(zalo: FakeZalo) -> AsyncIterator[ReporterZalo]:
    one = ReporterZalo(TOKEN, zalo.api_base)
    yield one
    await one.close()


@pytest.fixture
def lan(zalo: FakeZalo) -> ZaloPhone:
    return zalo.phone(TOKEN, LAN)


def incoming(update: Update[Arrived]) -> Incoming:
    assert update.content is not None
    return update.content.received.incoming


# What comes in


async def test_updates_stay_until_they_are_confirmed(bot: ReporterZalo, lan: ZaloPhone) -> None:
    """Zalo gives each once: what could not be stored yet must still be here."""
    await lan.writes("một")
    await lan.writes("hai")

    [first] = await bot.fetch(None)
    [again] = await bot.fetch(first.update_id)
    [second] = await bot.fetch(first.update_id + 1)

    assert again == first
    assert second.update_id > first.update_id
    assert [incoming(first).value, incoming(second).value] == ["một", "hai"]
    assert await bot.fetch(second.update_id + 1) == []


async def test_a_poll_answered_without_the_wrapper_loses_nothing(
    zalo: FakeZalo, bot: ReporterZalo, lan: ZaloPhone
) -> None:
    bare = msgspec.json.encode(await lan.writes("một"))
    await bot.fetch(None)
    zalo.fault("getUpdates", body=bare, times=1)

    [update] = await bot.fetch(None)

    assert incoming(update).value == "một"


async def test_an_update_whose_answer_got_lost_is_lost(
    zalo: FakeZalo, bot: ReporterZalo, lan: ZaloPhone
) -> None:
    """The gap that polling has on Zalo, and why service needs the webhook: nothing can close it."""
    fault = zalo.fault("getUpdates", drop_after=True, times=1)
    await lan.writes("một")
    with pytest.raises(SendFailed):
        await bot.fetch(None)

    assert (fault.hits, await bot.fetch(None)) == (1, [])


async def test_a_message_that_comes_again_has_the_same_key_which_tells_no_chat(
    zalo: FakeZalo, bot: ReporterZalo, lan: ZaloPhone
) -> None:
    await lan.writes("một")
    [first] = await bot.fetch(None)
    await zalo.bot(TOKEN).redeliver()
    [second] = await bot.fetch(first.update_id + 1)

    assert first.content is not None
    assert second.content is not None
    assert first.content.received.update_id == second.content.received.update_id
    assert LAN not in first.content.received.update_id


@pytest.mark.parametrize(
    ("event", "fields", "expected"),
    [
        ("message.text.received", {"text": "ba o\u0300\u031b"}, Incoming(Kind.TEXT, "ba o\u0300\u031b")),
        ("message.link.received", {"text": "https://a.example"}, Incoming(Kind.TEXT, "https://a.example")),
        ("message.text.received", {}, Incoming(Kind.UNSUPPORTED, "other")),
        ("message.image.received", {"photo": "https://z.example/1"}, Incoming(Kind.UNSUPPORTED, "picture")),
        ("message.image.received", {"photo_url": "https://z.ex/1"}, Incoming(Kind.UNSUPPORTED, "picture")),
        ("message.voice.received", {"voice_url": "https://z.ex/1"}, Incoming(Kind.UNSUPPORTED, "voice")),
        ("message.sticker.received", {"sticker": "abc"}, Incoming(Kind.UNSUPPORTED, "other")),
        ("message.unsupported.received", {}, Incoming(Kind.UNSUPPORTED, "hidden")),
        ("message.hologram.received", {}, Incoming(Kind.UNSUPPORTED, "other")),
    ],
)
async def test_everything_a_person_sends_is_told(
    bot: ReporterZalo, lan: ZaloPhone, event: str, fields: dict[str, Any], expected: Incoming
) -> None:
    await lan.sends(event, **fields)

    [update] = await bot.fetch(None)

    assert incoming(update) == expected
    assert update.content is not None
    assert update.content.received.sent_at is not None


@pytest.mark.parametrize(
    "raw",
    [
        {"event_name": "message.reaction.received", "message": {"chat": {"id": "1"}, "from": {"id": "1"}}},
        {"event_name": "bot.renamed", "message": {"chat": {"id": "1"}, "from": {"id": "1"}}},
        {"event_name": "message.text.received"},
        {"event_name": "message.text.received", "message": {"text": "ai?"}},
        {
            "event_name": "message.text.received",
            "message": {"chat": {"id": "g", "chat_type": "GROUP"}, "from": {"id": "1"}, "text": "chào"},
        },
        {
            "event_name": "message.text.received",
            "message": {"chat": {"id": "1"}, "from": {"id": "2", "is_bot": True}, "text": "chào"},
        },
    ],
)
async def test_what_concerns_nobody_is_passed_over(bot: ReporterZalo, raw: dict[str, Any]) -> None:
    assert bot.read(raw).content is None


async def test_what_zalo_keeps_back_with_its_sender_is_counted(tmp_path: Path, bot: ReporterZalo) -> None:
    """Nobody can be answered, but that somebody was there must show."""
    async with open_office(tmp_path / "var") as office:
        webhook = reporters_webhook(office.installation, bot)

        taken = await webhook.take(b'{"event_name": "message.unsupported.received"}')
        days = await office.installation.reader.read(tally.of_days, tally.HIDDEN, date(2026, 1, 1))

    assert (taken, list(days.values()), office.parcels) == (Taken.STORED, [1], [])


async def test_a_post_is_read_with_and_without_its_wrapper(bot: ReporterZalo, lan: ZaloPhone) -> None:
    update = await lan.writes("chào")

    assert bot.read({"ok": True, "result": update}) == bot.read(update)
    nothings: list[dict[str, Any]] = [{}, {"result": []}, {"ok": True, "result": None}]
    for nothing in nothings:
        with pytest.raises((KeyError, TypeError, ValueError)):
            bot.read(nothing)


async def test_seconds_and_milliseconds_are_told_apart(bot: ReporterZalo, lan: ZaloPhone) -> None:
    times = []
    for stamp in (1_764_000_000, 1_764_000_000_000, "1764000000000"):
        update = bot.read(await lan.sends("message.text.received", text="a", date=stamp))
        assert update.content is not None
        times.append(update.content.received.sent_at)

    assert len(set(times)) == 1


# What goes out


async def test_options_are_numbered_lines_of_the_same_message(bot: ReporterZalo, lan: ZaloPhone) -> None:
    await lan.writes("chào")

    await bot.say(LAN, Message("Bạn là ai?", (("a", "Trẻ em"), ("b", "Hàng xóm"))))

    assert lan.messages == ["Bạn là ai?\n\n1. Trẻ em\n2. Hàng xóm"]


async def test_a_text_beyond_the_limit_comes_in_parts(bot: ReporterZalo, lan: ZaloPhone) -> None:
    await lan.writes("chào")

    await bot.say(LAN, Message("a" * 1901))
    await bot.say(LAN, Message("👧🏽" * 950))

    assert [len(text) for text in lan.messages] == [1900, 1, 950, 950]


# How it fails


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"reset": True}, "network"),
        ({"drop_after": True}, "network"),
        ({"html_502": True}, "server"),
        ({"status": 500}, "server"),
        ({"status": 403, "description": "internal server error"}, "server"),
        ({"status": 400, "description": "Bad Request: text is bad"}, "refused"),
        ({"status": 429, "description": "quota exceeded"}, "flood"),
        ({"status": 200, "body": b'{"ok": false, "error_code": 429}'}, "flood"),
        ({"status": 200, "body": b"[]"}, "server"),
        ({"status": 429, "body": b"<html>"}, "flood"),
    ],
)
async def test_what_is_worth_another_try(
    zalo: FakeZalo, bot: ReporterZalo, lan: ZaloPhone, fault: dict[str, Any], kind: str
) -> None:
    await lan.writes("chào")
    zalo.fault("sendMessage", **fault)

    with pytest.raises(SendFailed) as failed:
        await bot.say(LAN, Message("Ai?"))

    assert (failed.value.kind, failed.value.permanent, failed.value.whole_bot) == (kind, False, False)


async def test_who_blocked_the_bot_is_never_reached(bot: ReporterZalo, lan: ZaloPhone) -> None:
    await lan.writes("chào")
    lan.blocks()

    with pytest.raises(SendFailed) as failed:
        await bot.say(LAN, Message("Ai?"))

    assert (failed.value.kind, failed.value.permanent) == ("unreachable", True)


async def test_a_token_that_is_refused_stops_the_whole_bot(zalo: FakeZalo, bot: ReporterZalo) -> None:
    zalo.revoke(TOKEN)
    for call in (bot.fetch(None), bot.say(LAN, Message("Ai?")), bot.hook()):
        with pytest.raises(SendFailed) as failed:
            await call

        assert failed.value.whole_bot


@pytest.mark.parametrize("status", [401, 404])
async def test_a_page_instead_of_an_answer_may_mean_the_token(
    zalo: FakeZalo, bot: ReporterZalo, status: int
) -> None:
    zalo.fault("getWebhookInfo", status=status, body=b"<html>")
    with pytest.raises(SendFailed) as failed:
        await bot.hook()

    assert failed.value.whole_bot


async def test_a_webhook_that_is_set_is_noticed_before_and_after_a_silence(
    zalo: FakeZalo, bot: ReporterZalo
) -> None:
    """With one set, Zalo answers polls as if nobody ever wrote."""
    assert await bot.fetch(None) == []
    zalo.bot(TOKEN).url = "https://example.org"

    with pytest.raises(SendFailed) as failed:
        await bot.fetch(None)
    assert failed.value.kind == "webhook"
    assert (await bot.hook()).url == "https://example.org"

    await bot.remove_hook()
    assert await bot.fetch(None) == []


async def test_no_line_shows_token_chat_or_words(
    zalo: FakeZalo, bot: ReporterZalo, lan: ZaloPhone, lines: io.StringIO
) -> None:
    await lan.writes("một câu bí mật")
    await lan.sends("message.text.received", text=["một câu bí mật"])
    [update] = await bot.fetch(None)
    await bot.fetch(update.update_id + 1)
    zalo.fault("sendMessage", html_502=True)
    with pytest.raises(SendFailed):
        await bot.say(LAN, Message("một câu bí mật"))

    for secret in ("AAreporters", LAN, "bí mật"):
        assert secret not in lines.getvalue()
