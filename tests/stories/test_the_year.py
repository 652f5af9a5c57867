"""Nights on which much is asked: Tết with a gap in the roster, a machine that goes down at every step."""

from datetime import datetime, timedelta

from handlers import duty_watch
from tests.stories.house import House
from tests.stories.test_ladder import everybody_on_the_ladder


async def test_on_the_night_of_tet_the_lead_stands_in_for_a_gap_that_was_told(house: House) -> None:
    """An goes home at six, Bình comes in the morning; Chi, who leads, was warned and is paged at once."""
    lan, an, binh = house.parent("Lan"), await house.officer("An"), await house.officer("Bình")
    chi, dung = await house.lead("Chi"), await house.supervisor("Dung")
    eve, first = (datetime(2027, 2, day, tzinfo=house.office.settings.hotline.zone) for day in (5, 6))
    gap = eve + timedelta(hours=18)
    await house.on_duty(an, house.now(), gap)
    await house.on_duty(binh, first + timedelta(hours=6), first + timedelta(days=30))

    await house.fast_forward(sparsely=True, until=gap - timedelta(hours=23))
    await duty_watch.look(house.office)
    await house.settle()
    chi.expects("gap-ahead")
    await house.fast_forward(sparsely=True, until=gap - timedelta(hours=1))
    await duty_watch.look(house.office)
    await house.settle()
    chi.expects("gap-ahead")
    dung.expects("gap-ahead")

    await house.fast_forward(sparsely=True, until=eve + timedelta(hours=23, minutes=30))
    await lan.tells("Cháu đi xem pháo hoa chưa về", category="missing")
    number = chi.expects_page("emergency")
    await chi.takes(number)
    await chi.opens(number)
    for person in (an, binh, dung):
        person.expects_nothing()


async def test_a_restart_at_each_step_leaves_the_ladder_as_it_was(house_on_both: House) -> None:
    """The machine is down whenever a step is due, and pages when it is back; nobody is paged twice."""
    house = house_on_both
    lan, ladder = house.parent("Lan"), await everybody_on_the_ladder(house)
    await lan.tells("Cháu đi học chưa về", category="missing")
    number = ladder[0].expects_page("emergency")
    for officer in ladder[1:]:
        await house.fast_forward(minutes=4, seconds=50)
        await house.closes()
        await house.passes(timedelta(minutes=1))
        await house.opens()
        assert officer.expects_page("emergency") == number

    an, *others = ladder
    await an.takes(number)
    await house.restarts()
    await an.opens(number)
    await house.restarts()
    for officer in others:
        officer.expects("note-taken", "An", f"#{number}")
    first, *late = [event.late_ms for event in await house.timeline(number, "paged")]
    assert first == 0
    assert all(each is not None and 50_000 <= each < 60_000 for each in late)  # as long as it was away
