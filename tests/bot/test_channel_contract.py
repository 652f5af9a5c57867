"""What every channel of the reporters must do, whatever its messenger is like: one table of faults.

A new channel is a new row of `tests/roads.py`.
"""

import asyncio
import io
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Iterator
from pathlib import Path

import pytest

from bot.channel import Message
from tests.failing import Failing, never_settles
from tests.logged import logged_to
from tests.roads import ROADS, Person, Road

STORY = "Nhà bên cạnh đánh con"
DANGER, CATEGORY, AGE = "nguy hiểm không?", "Chuyện gì", "Trẻ khoảng mấy tuổi?"


@pytest.fixture(params=ROADS, ids=lambda road: road.__name__)
async def road(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Road]:
    async with request.param.laid(tmp_path) as one:
        yield one


@pytest.fixture(autouse=True)
def _nothing_of_anybody_is_logged(road: Road) -> Iterator[None]:
    """At the finest level, in every scenario."""
    lines = io.StringIO()
    with logged_to(lines):
        yield
    logged = lines.getvalue()
    assert logged
    for secret in (*road.secrets, road.address(1), road.address(2), STORY, "đánh con"):
        assert secret not in logged


async def answers(road: Road, person: Person, *said: str) -> str:
    """Each once the one before is answered; what came last."""
    last = ""
    for one in said:
        await person.writes(one)
        last = await road.hears(person)
    return last


async def test_a_whole_report_by_words_alone(road: Road) -> None:
    """As one types in a hurry, on a phone that tears letters from their marks."""
    lan = road.person(1)
    async with road.serving():
        await answers(road, lan, "chào", "hang xom, nguoi dan", unicodedata.normalize("NFD", "Không"))
        await answers(road, lan, "bi bat nat", "7", "Quảng Trực", STORY, "xong", "khong")
        receipt = await answers(road, lan, "gui")

    assert "Mã nhận tin" in receipt
    lan.assert_no_more()


async def test_a_message_that_comes_twice_is_answered_once(road: Road) -> None:
    lan = road.person(1)
    async with road.serving():
        await answers(road, lan, "chào")
        await road.redelivers()
        asked = await answers(road, lan, "Hàng xóm, người dân")

    assert DANGER in asked
    lan.assert_no_more()


async def test_what_was_not_stored_is_brought_again(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash between receiving and the commit: the messenger keeps what it was not told to be stored."""
    lan = road.person(1)
    async with road.serving() as office:
        await answers(road, lan, "chào")
        with monkeypatch.context() as broken:
            failing = Failing()
            broken.setattr(office.writer, "do_batch", failing)
            broken.setattr(office.writer, "do", failing)
            await lan.writes("Hàng xóm, người dân")
            await failing.failed()
            lan.assert_no_more()
        asked = await road.hears(lan)

    assert DANGER in asked
    lan.assert_no_more()


async def test_what_was_sent_and_not_noted_comes_once_more(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash between sending and the mark: at most this one message is repeated."""
    lan = road.person(1)
    async with road.serving() as office:
        monkeypatch.setattr(office.writer, "do_batch", never_settles(office))
        opened = await answers(road, lan, "chào")
    async with road.serving():
        again = await road.hears(lan)
        asked = await answers(road, lan, "Hàng xóm, người dân")

    assert (again, DANGER in asked) == (opened, True)
    lan.assert_no_more()


async def test_a_flood_delays_and_loses_nothing(road: Road) -> None:
    lan = road.person(1)
    async with road.serving():
        await answers(road, lan, "chào")
        fault = road.flood()
        asked = await answers(road, lan, "Hàng xóm, người dân")

    assert (fault.hits, DANGER in asked) == (1, True)
    lan.assert_no_more()


async def test_after_an_outage_everybody_is_answered_in_order(road: Road) -> None:
    both = road.person(1), road.person(2)
    async with road.serving():
        for person in both:
            await answers(road, person, "chào")
        outage = road.outage()
        for person in both:
            for said in ("Hàng xóm, người dân", "Không", "bi bat nat"):
                await person.writes(said)
        while not outage.hits:  # noqa: ASYNC110 - nobody tells a test
            await asyncio.sleep(0.01)
        outage.end()
        asked = [[await road.hears(person) for _ in range(3)] for person in both]

    for first, second, third in asked:
        assert DANGER in first
        assert CATEGORY in second
        assert AGE in third
    for person in both:
        person.assert_no_more()


async def test_what_cannot_be_read_is_answered_kindly(road: Road) -> None:
    """Zalo hides children's messages: whoever it was is asked on, and told of another way."""
    lan = road.person(1)
    async with road.serving():
        await answers(road, lan, "chào")
        await road.sends_what_cannot_be_read(lan)
        kind = await road.hears(lan)
        asked = await answers(road, lan, "Hàng xóm, người dân")

    assert "Bạn là ai?" in kind or "111" in kind
    assert DANGER in asked
    lan.assert_no_more()


async def test_who_blocked_us_holds_nobody_up(road: Road) -> None:
    lan, huong = road.person(1), road.person(2)
    async with road.serving():
        await answers(road, lan, "chào")
        await answers(road, huong, "chào")
        blocked = lan.blocks()
        if isinstance(blocked, Awaitable):
            await blocked
        await lan.writes("Hàng xóm, người dân")
        asked = await answers(road, huong, "Hàng xóm, người dân")

    assert DANGER in asked
    lan.assert_no_more()


async def test_a_text_that_is_too_long_goes_in_parts(road: Road) -> None:
    lan = road.person(1)
    text = "ă" * 4097
    async with road.serving() as office:
        await answers(road, lan, "chào")
        channel = await road.channel(office)
        await channel.say(road.address(1), Message(text, heard=road.heard(1)))
        await channel.close()
        said = ""
        while len(said) < len(text):
            said += await road.hears(lan)

    assert said == text
    lan.assert_no_more()
