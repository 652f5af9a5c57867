"""Telegram down, slow or answering 429 for a minute: nothing is lost, each chat's order holds, and the other
bot notices nothing."""

from datetime import timedelta
from itertools import pairwise

import pytest

from tests.fakes.telegram_chat import Message
from tests.stories.cast import Colleague, Reporter
from tests.stories.house import House

MINUTE = timedelta(minutes=1)


async def a_crowd(house: House) -> tuple[list[Reporter], Colleague]:
    """Four reporters who have just named a place, and An on duty."""
    crowd = [house.parent(name) for name in ("Lan", "Mai", "Hoa", "Sen")]
    an = await house.officer("An")
    await house.on_duty(an)
    for one in crowd:
        await one.begins()
        await one.answers("q:child_age:7_10", "Quảng Trực")
    return crowd, an


async def everybody_tells(crowd: list[Reporter]) -> None:
    for one in crowd:
        await one.phone.writes(f"{one.name} kể một")
    for one in crowd:
        await one.phone.writes(f"{one.name} kể hai")


def texts(messages: list[Message]) -> list[str]:
    return [message.text for message in messages]


async def finish(crowd: list[Reporter], an: Colleague) -> None:
    """Both answers came once each, in order, and every report is whole."""
    for one in crowd:
        one.expects("more-story")
        one.expects("more-story")
        await one.answers("q:story:done", "q:follow_up:no", "review:submit")
        number = an.expects_page("normal")
        assert (await an.opens(number)).story == f"{one.name} kể một\n{one.name} kể hai"
        await an.house.fast_forward(seconds=21)  # three a minute, so that each is a page of its own


async def test_reporters_side_down_for_a_minute_loses_nothing(house_on_both: House) -> None:
    house = house_on_both
    crowd, an = await a_crowd(house)
    outage = house.telegram.outage(house.reporters, lasting=MINUTE)
    await everybody_tells(crowd)
    await an.writes("/alerts")
    an.expects("alerts-none")  # the other bot notices nothing

    await house.fast_forward(minutes=2)
    assert outage.hits > 0
    await finish(crowd, an)


async def test_answers_wait_in_the_outbox_while_telegram_takes_none(house: House) -> None:
    crowd, an = await a_crowd(house)
    house.telegram.fault("sendMessage", token=house.reporters, html_502=True, lasting=MINUTE)
    await everybody_tells(crowd)
    await house.settle()
    await an.writes("/alerts")
    an.expects("alerts-none")
    for one in crowd:
        one.expects_nothing()

    await house.fast_forward(minutes=3)
    await finish(crowd, an)


async def test_retry_after_is_respected_in_each_chat(house: House) -> None:
    crowd, an = await a_crowd(house)
    flood = house.telegram.fault("sendMessage", token=house.reporters, retry_after=20, lasting=MINUTE)
    before = len(house.telegram.calls)
    await everybody_tells(crowd)
    await house.fast_forward(minutes=2)

    assert flood.hits > 0
    for one in crowd:
        tries = house.telegram.calls_of("sendMessage", one.phone.chat_id)
        refused = [call.at for call in tries if call in house.telegram.calls[before:]]
        apart = [later - earlier for earlier, later in pairwise(refused[: flood.hits // len(crowd) + 1])]
        assert min(apart) >= timedelta(seconds=20)
    await finish(crowd, an)


async def test_pages_wait_out_an_outage_of_the_officers_bot_and_reporters_notice_nothing(
    house: House,
) -> None:
    lan, an, binh = house.parent("Lan"), await house.officer("An"), await house.officer("Bình")
    await house.on_duty(an)
    await house.on_duty(binh)
    house.telegram.outage(house.officers, lasting=MINUTE)
    await lan.tells("Cháu đi học chưa về", category="missing")
    mai = house.parent("Mai")
    await mai.writes("/start")
    an.expects_nothing()

    await house.fast_forward(minutes=2)
    number = an.expects_page("emergency")
    binh.expects_page("emergency")
    await an.takes(number)
    binh.expects("note-taken")
    await an.opens(number)


async def test_a_press_during_an_outage_is_an_acknowledgement(house: House) -> None:
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)
    await lan.tells("Cháu đi học chưa về", category="missing")
    number = an.expects_page("emergency")
    house.telegram.outage(house.officers, lasting=MINUTE)
    await an.phone.presses(f"alert:{number}:ack")
    await house.fast_forward(minutes=2)
    an.expects("ack-done")
    await an.opens(number)


async def test_a_page_taken_elsewhere_meanwhile_is_not_sent(house: House) -> None:
    """The sender looks again before each send (E6)."""
    lan, an, binh = house.parent("Lan"), await house.officer("An"), await house.officer("Bình")
    await house.on_duty(an)
    await house.on_duty(binh)
    house.telegram.fault("sendMessage", chat=binh.phone.chat_id, status=500, lasting=MINUTE)
    await lan.tells("Bé bị đánh")
    number = an.expects_page("normal")
    await an.takes(number)
    await an.opens(number)

    await house.fast_forward(minutes=3)
    binh.expects("note-taken", "An")


@pytest.mark.parametrize("seconds", [5, 30])
async def test_a_slow_telegram_delays_and_doubles_nothing(house: House, seconds: int) -> None:
    """Beyond twenty seconds a send is given up and tried again: at least once, never lost."""
    crowd, an = await a_crowd(house)
    slow = house.telegram.fault("sendMessage", token=house.reporters, delay=seconds, lasting=MINUTE)
    await everybody_tells(crowd)
    await an.writes("/alerts")
    an.expects("alerts-none")
    await house.fast_forward(minutes=4)

    assert slow.hits > 0
    for one in crowd:
        came = texts(one.unexpected)
        assert len(came) == 2 if seconds < 20 else len(came) >= 2
        while len(one.unexpected) > 2:
            one.expects("more-story")  # once more, and recognisable
    await finish(crowd, an)
