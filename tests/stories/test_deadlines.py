"""A time limit that nobody meets: the owner is reminded, then the lead hears of it, then the province."""

from datetime import timedelta

from handlers import deadline
from tests.stories.cast import Colleague
from tests.stories.house import House


async def everybody(house: House) -> tuple[Colleague, Colleague, Colleague]:
    """An on duty, Chi leads the unit, Dung supervises the province."""
    an, chi, dung = await house.officer("An"), await house.lead("Chi"), await house.supervisor("Dung")
    await house.on_duty(an)
    return an, chi, dung


async def keeps_at_it(house: House, officer: Colleague, number: int, **by: float) -> None:
    """Time goes by in which the owner looks at the case, so that it doesn't climb for being idle."""
    left = timedelta(**by)
    while left > timedelta():
        await house.fast_forward(sparsely=True, minutes=min(29, left / timedelta(minutes=1)))
        left -= timedelta(minutes=29)
        await officer.writes_to_reporter(number, "Cán bộ vẫn đang làm việc này.")


async def test_a_missed_deadline_climbs_from_owner_to_lead_to_province(house: House) -> None:
    lan, (an, chi, dung) = house.parent("Lan"), await everybody(house)
    await lan.tells("Cháu đi học chưa về", category="missing")
    number = an.expects_page("emergency")
    await an.takes(number)
    await an.opens(number)
    lan.ignores_what_came()

    await keeps_at_it(house, an, number, hours=6)
    an.expects("deadline-ahead", f"#{number}", "20:00 23/11")
    await keeps_at_it(house, an, number, hours=4)
    an.expects("deadline-ahead", f"#{number}")
    chi.expects_nothing()
    await keeps_at_it(house, an, number, hours=2)
    for person in (an, chi):
        person.expects("deadline-over", f"#{number}", "20:00 23/11")
    dung.expects_nothing()
    await keeps_at_it(house, an, number, hours=1)
    for person in (an, chi, dung):
        person.expects("deadline-over", f"#{number}")
    lan.ignores_what_came()

    view, done = await deadline.meet(house.office, await an.person(), number, "emergency_measures")

    assert done
    assert view.breached_at is not None
    assert [entry.actor for entry in await house.audited("deadline_missed")] == ["system"]
    await house.passes(timedelta())
    for person in (an, chi, dung):
        person.expects_nothing()
