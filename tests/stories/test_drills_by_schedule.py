"""Drills by a schedule: never before a real report, ended by themselves, and remembered of each officer."""

from datetime import time, timedelta

from handlers import drill
from hotline.alert.alert import Urgency
from hotline.alert.drilled import Outcome
from hotline.duty.drill_times import WEEK, DrillTimes
from hotline.ids import AlertNumber
from storage.tables import alert_lists
from tests.office import QUANG_TRUC
from tests.stories.cast import number_in
from tests.stories.house import House


async def scheduled(house: House, **ahead: float) -> None:
    """A weekly schedule whose next drill is so far ahead."""
    zone = house.office.settings.hotline.zone
    at = (house.now() + timedelta(**ahead)).astimezone(zone)
    times = DrillTimes(QUANG_TRUC, Urgency.EMERGENCY, WEEK, at.weekday(), time(at.hour, at.minute))
    await drill.schedule(house.office, times)


async def waiting(house: House) -> dict[AlertNumber, bool]:
    """Every alert that isn't closed, and whether it is a drill."""
    found = await house.reads(alert_lists.listed, None, None, None, 100)
    return {one.alert.number: one.alert.drill for one in found if one.alert.due_at is not None}


async def test_a_drill_waits_for_a_real_emergency_and_holds_none_up(house: House) -> None:
    an, binh, lan, mai = (
        await house.officer("An"),
        await house.officer("Bình"),
        house.parent("Lan"),
        house.parent("Mai"),
    )
    await house.on_duty(an)
    await house.backup(binh)
    await scheduled(house, minutes=2)
    await lan.tells("Cháu đang bị đánh", danger="now")
    real = an.expects_page("emergency")
    await house.fast_forward(minutes=4)
    assert await waiting(house) == {AlertNumber(real): False}
    await an.takes(real)
    await house.closes_alert(real)

    await house.fast_forward(minutes=30)
    begun = number_in(an.expects("page-drill", "drill-emergency"))
    await mai.tells("Cháu đang bị đánh", danger="now")
    second = an.expects_page("emergency")
    await house.fast_forward(minutes=5)

    assert {begun: True, second: False}.items() <= (await waiting(house)).items()
    assert {number_in(binh.expects("#")), number_in(binh.expects("#"))} == {begun, second}
    an.ignores_what_came()


async def test_a_drill_ends_by_itself_and_the_lead_hears_who_failed(house: House) -> None:
    an, lead = await house.officer("An"), await house.lead("Lan")
    await house.on_duty(an)
    await scheduled(house, minutes=2)
    await house.fast_forward(minutes=12)
    number = number_in(lead.expects("page-drill"))
    await lead.takes(number)

    await lead.opens(number)
    await house.fast_forward(seconds=2)

    lead.expects("drill-told-failed", "An")
    [past] = await drill.results(house.office, QUANG_TRUC)
    outcomes = {one.username: one.outcome for one in past.results}
    assert outcomes == {an.username: Outcome.UNANSWERED, lead.username: Outcome.PASSED}
    [schedule] = await drill.schedules(house.office)
    assert timedelta(days=6) < schedule.due_at - house.now() < timedelta(days=7)
    an.ignores_what_came()


async def test_a_drill_that_nobody_takes_ends_when_its_term_is_over(house: House) -> None:
    an = await house.officer("An")
    await house.on_duty(an)
    await drill.begin(house.office, QUANG_TRUC, Urgency.EMERGENCY)

    await house.fast_forward(minutes=21)

    assert await waiting(house) == {}
    [past] = await drill.results(house.office)
    assert [one.outcome for one in past.results] == [Outcome.UNANSWERED]
    an.ignores_what_came()


async def test_who_failed_a_drill_and_is_alone_at_night_is_told_to_the_lead(house: House) -> None:
    an, binh, lead = await house.officer("An"), await house.officer("Bình"), await house.lead("Lan")
    now, hour = house.now(), timedelta(hours=1)
    await house.on_duty(an, now - hour, now + hour)
    await house.on_duty(binh, now + hour, now + 9 * hour)
    await house.on_duty(an, now + 9 * hour, now + 17 * hour)
    await house.on_duty(binh, now + 17 * hour, now + 500 * hour)
    begun = await drill.begin(house.office, QUANG_TRUC, Urgency.EMERGENCY)
    await house.fast_forward(minutes=11)
    lead.expects("page-drill")
    await lead.takes(begun.number)
    await lead.opens(begun.number)

    await house.fast_forward(minutes=3)

    lead.expects("drill-told-failed", "An")
    lead.expects("thin-ahead", "An")
    an.ignores_what_came()
