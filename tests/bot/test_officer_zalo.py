"""Officers on Zalo: typed words become wishes, pages arrive with the lines that can be typed."""

from collections.abc import AsyncIterator

import pytest

from bot.channel import Message
from bot.officer.zalo_bot import OfficerZalo
from hotline.errors import SendFailed
from tests.fakes.zalo import FakeZalo
from tests.fakes.zalo_phone import ZaloPhone

TOKEN = "400:AAofficers"
AN = "z-an"


@pytest.fixture
async def zalo() -> AsyncIterator[FakeZalo]:
    async with FakeZalo(TOKEN, longest_poll=0.02) as one:
        yield one


@pytest.fixture
async def bot(zalo: FakeZalo) -> AsyncIterator[OfficerZalo]:
    one = OfficerZalo(TOKEN, zalo.api_base)
    yield one
    await one.close()


@pytest.fixture
def an(zalo: FakeZalo) -> ZaloPhone:
    return zalo.phone(TOKEN, AN, "An")


async def test_what_zalo_keeps_back_with_its_sender_concerns_nobody(bot: OfficerZalo) -> None:
    assert bot.read({"event_name": "message.unsupported.received"}).content is None


async def test_what_is_typed_is_what_the_officer_wants(bot: OfficerZalo, an: ZaloPhone) -> None:
    for text in ("NHẬN 12", "/start abc-D", "gì đó"):
        await an.writes(text)
    await an.sends_picture()

    wishes, offset = [], None
    for _ in range(4):
        [update] = await bot.fetch(offset)
        assert update.content is not None
        received = update.content.received
        wishes.append((received.channel, received.address, received.verb, received.number, received.code))
        offset = update.update_id + 1

    assert wishes == [
        ("zalo", AN, "ack", 12, ""),
        ("zalo", AN, "start", None, "abc-D"),
        ("zalo", AN, "other", None, ""),
        ("zalo", AN, "other", None, ""),
    ]


async def test_the_lines_that_can_be_typed_stand_below_the_page(bot: OfficerZalo, an: ZaloPhone) -> None:
    await an.writes("/duty")

    await bot.say(AN, Message("GẤP · #12", (("alert:12:ack", "NHẬN 12 – tôi nhận"), ("x", "GIÚP 12"))))

    assert an.messages == ["GẤP · #12\nNHẬN 12 – tôi nhận\nGIÚP 12"]


async def test_an_officer_who_blocked_the_bot_is_never_reached(bot: OfficerZalo, an: ZaloPhone) -> None:
    await an.writes("/duty")
    an.blocks()

    with pytest.raises(SendFailed) as failed:
        await bot.say(AN, Message("GẤP · #12"))

    assert failed.value.permanent
