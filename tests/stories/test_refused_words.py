"""A messenger that refuses one message for ever: the chat goes on, and the message comes once it may."""

from tests.stories.house import House


async def a_while(house: House) -> None:
    """Long enough for a message to be refused as often as it takes."""
    for _ in range(8):
        await house.fast_forward(seconds=20)


async def test_one_refused_message_does_not_end_a_conversation(house: House) -> None:
    lan = house.parent("Lan")
    await lan.begins(danger="no", category="hit")
    refusing = house.telegram.fault("sendMessage", token=house.reporters, words="/wipe", status=400)

    await lan.phone.writes("/help")
    await lan.phone.presses("q:child_age:7_10")
    await a_while(house)
    lan.expects("ask-place")

    await lan.phone.writes("Quảng Trực")
    await house.settle()
    lan.expects("ask-story")  # at once: what was refused waits behind it
    refusing.end()
    await a_while(house)
    lan.expects("/wipe")
    lan.expects_nothing()


async def test_a_page_goes_out_past_a_refused_note(house: House) -> None:
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)
    refusing = house.telegram.fault("sendMessage", token=house.officers, words="Đang trực", status=400)
    await an.phone.writes("/duty")
    await a_while(house)

    await lan.tells("Bé bị đánh", danger="now")
    an.expects_page("emergency")
    refusing.end()
    await a_while(house)
    an.expects("Đang trực")
    an.expects_nothing()
