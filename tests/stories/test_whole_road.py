"""From a chat to an officer's acknowledgement."""

from tests.stories.house import House


async def test_a_neighbours_report_reaches_the_officer_on_duty_who_takes_it(house_on_both: House) -> None:
    house = house_on_both
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)

    code = await lan.tells("Bé trai nhà bên bị đánh bằng roi mây")
    number = an.expects_page("normal")
    await an.takes(number)
    view = await an.opens(number)

    assert view.story == "Bé trai nhà bên bị đánh bằng roi mây"
    assert view.answers["category"] == ("hit",)
    await lan.writes("/status")
    assert "đang xử lý" in (await lan.writes(code)).text
