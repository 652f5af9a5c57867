"""An alert that nobody takes climbs: on duty, backup, unit lead, supervisor, round after round (E5 to E9)."""

from tests.stories.cast import Colleague
from tests.stories.house import House


async def everybody_on_the_ladder(house: House) -> list[Colleague]:
    """An on duty, Bình behind, Chi leads the unit, Dung supervises."""
    an, binh = await house.officer("An"), await house.officer("Bình")
    await house.on_duty(an)
    await house.backup(binh)
    return [an, binh, await house.lead("Chi"), await house.supervisor("Dung")]


async def test_an_emergency_climbs_every_five_minutes_and_never_stops_at_the_top(
    house_on_both: House,
) -> None:
    house = house_on_both
    lan, ladder = house.parent("Lan"), await everybody_on_the_ladder(house)
    await lan.tells("Cháu đi học chưa về", category="missing")
    for round_ in range(3):
        for place, officer in enumerate(ladder):
            if (round_, place) != (0, 0):
                await house.fast_forward(minutes=5)
            officer.expects_page("emergency", again=round_ > 0)
    for _ in range(3):  # the rounds have gone by: the last step alone, for ever (E8)
        await house.fast_forward(minutes=5)
        ladder[-1].expects_page("emergency", again=True)


async def test_a_page_does_not_come_a_second_before_its_time(house: House) -> None:
    lan, [an, binh, _, _] = house.parent("Lan"), await everybody_on_the_ladder(house)
    await lan.tells("Cháu đi học chưa về", category="missing")
    number = an.expects_page("emergency")
    await house.fast_forward(minutes=4, seconds=59)
    binh.expects_nothing()
    await house.fast_forward(seconds=1)
    assert binh.expects_page("emergency") == number
    assert [event.late_ms for event in await house.timeline(number, "paged")] == [0, 0]


async def test_who_takes_it_is_named_to_everybody_paged_and_nobody_is_paged_any_more(house: House) -> None:
    lan, [an, binh, chi, dung] = house.parent("Lan"), await everybody_on_the_ladder(house)
    await lan.tells("Cháu đi học chưa về", category="missing")
    an.expects_page("emergency")
    await house.fast_forward(minutes=5)
    number = binh.expects_page("emergency")

    await binh.takes(number)
    an.expects("note-taken", "Bình", f"#{number}")
    await binh.opens(number)
    await house.fast_forward(minutes=29)
    for person in (an, binh, chi, dung):
        person.expects_nothing()


async def test_an_acknowledgement_without_opening_the_case_is_void_after_ten_minutes(house: House) -> None:
    """Whoever holds a stolen phone can't silence an emergency: that chat must open the console first."""
    lan, [an, binh, _, _] = house.parent("Lan"), await everybody_on_the_ladder(house)
    await lan.tells("Cháu đi học chưa về", category="missing")
    number = an.expects_page("emergency")
    await an.takes(number)

    await house.fast_forward(minutes=10)
    an.expects_page("emergency", again=True)
    await an.presses("ack", number)
    an.expects("ack-open-first")
    await house.fast_forward(minutes=5)
    binh.expects_page("emergency")

    await an.opens(number)
    assert (await an.acknowledges_at_the_desk(number)).done
    binh.expects("note-taken", "An")
    await house.fast_forward(minutes=29)


async def test_a_case_that_nobody_touches_climbs_again(house: House) -> None:
    lan, [an, binh, _, _] = house.parent("Lan"), await everybody_on_the_ladder(house)
    await lan.tells("Cháu đi học chưa về", category="missing")
    number = an.expects_page("emergency")
    await an.takes(number)
    await house.fast_forward(minutes=5)
    await an.opens(number)

    await house.fast_forward(minutes=30)
    an.expects_page("emergency", again=True)
    await an.takes(number)  # who had kept the promise to read may take it from the chat
    binh.expects_nothing()


async def test_whose_time_is_up_hears_that_it_is_open_again(house: House) -> None:
    """The first step pages whoever is on duty, who need not be the one who had it."""
    lan, [an, _, chi, _] = house.parent("Lan"), await everybody_on_the_ladder(house)
    await lan.tells("Cháu đi học chưa về", category="missing")
    number = an.expects_page("emergency")
    await chi.acknowledges_at_the_desk(number)
    an.expects("note-taken")

    await house.fast_forward(minutes=10)
    chi.expects("note-lapsed", f"#{number}")
    an.expects_page("emergency", again=True)


async def test_writing_to_the_reporter_keeps_a_case_from_being_idle(house: House) -> None:
    lan, [an, *_] = house.parent("Lan"), await everybody_on_the_ladder(house)
    await lan.tells("Cháu đi học chưa về", category="missing", follow_up="yes")
    number = an.expects_page("emergency")
    await an.takes(number)
    await an.opens(number)
    await house.fast_forward(minutes=25)
    await an.writes_to_reporter(number, "Cháu mặc áo màu gì?")
    lan.expects("notice-message")

    await house.fast_forward(minutes=25)
    an.expects_nothing()
    await house.fast_forward(minutes=5)
    an.expects_page("emergency", again=True)


async def test_passing_on_pages_the_next_one_at_once(house: House) -> None:
    lan, [an, binh, chi, _] = house.parent("Lan"), await everybody_on_the_ladder(house)
    await lan.tells("Cháu đi học chưa về", category="missing")
    number = an.expects_page("emergency")

    await an.presses("pass", number)
    an.expects("pass-done")
    binh.expects_page("emergency")
    await an.presses("pass", number)
    an.expects("pass-already")
    chi.expects_nothing()
    await binh.takes(number)
    an.expects("note-taken", "Bình")


async def test_giving_an_alert_back_tells_the_others_and_pages_the_next_one(house: House) -> None:
    lan, [an, binh, chi, _] = house.parent("Lan"), await everybody_on_the_ladder(house)
    await lan.tells("Cháu đi học chưa về", category="missing")
    number = an.expects_page("emergency")
    await house.fast_forward(minutes=5)
    binh.expects_page("emergency")
    await binh.takes(number)
    an.expects("note-taken")

    await binh.presses("pass", number)
    binh.expects("pass-done")
    an.expects("note-given-back", "Bình")
    chi.expects_page("emergency")


async def test_help_pages_the_backup_beside_the_owner_who_stays_it(house: House) -> None:
    lan, [an, binh, _, _] = house.parent("Lan"), await everybody_on_the_ladder(house)
    await lan.tells("Cháu đi học chưa về", category="missing")
    number = an.expects_page("emergency")
    await an.takes(number)

    await an.presses("help", number)
    an.expects("help-done", "Bình")
    binh.expects_page("emergency", for_help=True)
    await an.presses("help", number)  # asked twice, paged once (E3)
    an.expects("help-done")
    await binh.presses("ack", number)
    binh.expects("ack-taken", "An")
    assert (await house.alert(number)).alert.acknowledged_by == an.id
