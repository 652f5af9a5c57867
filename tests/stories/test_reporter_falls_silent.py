"""A reporter falls silent: what was told reaches an officer, nobody is nudged, and coming back works."""

from tests.stories.cast import code_in
from tests.stories.house import House


async def test_after_half_an_hour_an_officer_has_what_was_told(house_on_both: House) -> None:
    house = house_on_both
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)
    await lan.begins(category="neglect")
    await lan.answers("q:child_age:7_10", "Quảng Trực", "nhịn đói mấy hôm nay")

    await house.fast_forward(minutes=29)
    an.expects_nothing()
    await house.fast_forward(minutes=1)

    number = an.expects_page("normal")
    view = await an.opens(number)
    assert (view.story, view.finished, view.incomplete) == ("nhịn đói mấy hôm nay", False, True)
    lan.expects_nothing()
    seen = await an.sees(number)
    assert seen is not None
    assert "abandoned" in [event.kind for event in seen.events]


async def test_who_comes_back_goes_on_and_the_report_becomes_whole(house: House) -> None:
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)
    await lan.begins()
    await lan.answers("q:child_age:7_10", "Quảng Trực")
    await house.fast_forward(minutes=30)
    number = an.expects_page("normal")
    await an.takes(number)

    assert "đã được chuyển" in (await lan.writes("bị đánh bằng roi")).text
    assert (await an.opens(number)).story == "bị đánh bằng roi"
    code = code_in(await lan.answers("q:story:done", "q:follow_up:no", "review:submit"))

    view = await an.opens(number)
    assert (view.finished, view.incomplete) == (True, False)
    await lan.writes("/status")
    assert "đang xử lý" in (await lan.writes(code)).text


async def test_a_red_interview_is_only_marked(house: House) -> None:
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)
    await lan.begins(danger="now")
    await lan.answers("q:child_age:7_10", "Quảng Trực")
    number = an.expects_page("emergency")
    await an.takes(number)
    assert not (await an.opens(number)).incomplete

    await house.fast_forward(minutes=29)
    an.expects_nothing()
    await house.fast_forward(minutes=1)

    assert (await an.opens(number)).incomplete
    an.expects("page-again")  # idle for half an hour: not because of the mark


async def test_an_officer_writes_to_nobody_who_agreed_to_nothing(house: House) -> None:
    """Coming back to go on is no consent to be asked."""
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)
    await lan.begins()
    await lan.answers("q:child_age:7_10", "Quảng Trực")
    await house.fast_forward(minutes=30)
    number = an.expects_page("normal")
    await an.takes(number)
    await lan.writes("bị đánh bằng roi")

    await an.writes_to_reporter(number, "Cháu đang ở đâu?")
    await house.fast_forward(hours=2)

    lan.expects_nothing()
