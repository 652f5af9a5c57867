"""After three in a minute, what isn't urgent comes in one message; what is urgent comes at once."""

from handlers.alert import PageView
from tests.stories.cast import Colleague
from tests.stories.house import House


async def five_calm_reports(house: House) -> tuple[Colleague, list[int]]:
    """An on duty was paged for the first three; two more came within the minute."""
    an = await house.officer("An")
    await house.on_duty(an)
    for name in ("Lan", "Mai", "Nga", "Oanh", "Quý"):
        await house.parent(name).tells("Bé hay bị mắng", category="bullying")
    for _ in range(3):
        an.expects_page("normal")
    return an, sorted(await house.numbers())[3:]


async def test_pages_that_can_wait_are_one_message_a_minute_later(house: House) -> None:
    an, [fourth, fifth] = await five_calm_reports(house)
    an.expects_nothing()

    await house.fast_forward(seconds=61)

    message = an.expects("page-digest", f"#{fourth}", f"#{fifth}")
    assert list(message.buttons) == [f"alert:{fourth}:ack", f"alert:{fifth}:ack"]
    states = {one.state for number in (fourth, fifth) for one in (await _pages(an, number))}
    assert states == {"sent"}


async def test_an_emergency_does_not_wait_behind_them(house: House) -> None:
    an, _ = await five_calm_reports(house)

    await house.parent("Xuân").tells("Cháu đi học chưa về", category="missing")

    an.expects_page("emergency")


async def test_whoever_took_one_meanwhile_is_not_paged_for_it(house: House) -> None:
    an, [fourth, fifth] = await five_calm_reports(house)
    await an.acknowledges_at_the_desk(fourth)

    await house.fast_forward(seconds=61)

    assert an.expects_page("normal") == fifth


async def test_what_waits_outlives_a_restart(house_on_both: House) -> None:
    an, [fourth, fifth] = await five_calm_reports(house_on_both)
    await house_on_both.restarts()

    await house_on_both.fast_forward(seconds=61)

    an.expects("page-digest", f"#{fourth}", f"#{fifth}")


async def _pages(an: Colleague, number: int) -> tuple[PageView, ...]:
    view = await an.sees(number)
    assert view is not None
    return view.pages
