"""An alert goes from hand to hand, and is never in none: promises, hand-overs (E5, E11)."""

from tests.stories.cast import Colleague
from tests.stories.house import House


async def taken_and_read(house: House) -> tuple[Colleague, Colleague, int]:
    """An has an emergency and has read it; Bình is behind; the alert's number."""
    lan, an, binh = house.parent("Lan"), await house.officer("An"), await house.officer("Bình")
    await house.on_duty(an)
    await house.backup(binh)
    await lan.tells("Cháu đi học chưa về", category="missing")
    number = an.expects_page("emergency")
    await an.takes(number)
    await an.opens(number)
    return an, binh, number


async def offers(an: Colleague, to: Colleague, number: int) -> None:
    await an.presses("more", number)
    an.expects("more-yours", f"alert:{number}:hand")
    await an.presses("hand", number)
    an.expects("hand-whom", f"alert:{number}:hand:{to.id}")
    await an.presses(f"hand:{to.id}", number)
    an.expects("hand-offered", to.name)
    to.expects("hand-asked", "An", "urgency-emergency", f"alert:{number}:accept", f"alert:{number}:refuse")


async def test_a_hand_over_that_is_accepted_changes_the_owner_and_everyone_hears_of_it(
    house_on_both: House,
) -> None:
    house = house_on_both
    an, binh, number = await taken_and_read(house)
    await offers(an, binh, number)
    assert (await house.alert(number)).alert.acknowledged_by == an.id

    await house.fast_forward(minutes=4)
    await binh.presses("accept", number)

    binh.expects("ack-done")
    an.expects("note-taken", "Bình")
    assert (await house.alert(number)).alert.acknowledged_by == binh.id
    await house.fast_forward(minutes=10)  # and whoever accepts promises to read
    binh.expects("note-lapsed", f"#{number}")
    an.expects_page("emergency", again=True)


async def test_a_hand_over_that_is_refused_stays_and_the_owner_is_told(house: House) -> None:
    an, binh, number = await taken_and_read(house)
    await offers(an, binh, number)

    await binh.presses("refuse", number)

    binh.expects("hand-refused")
    an.expects("note-hand-refused", "Bình")
    await binh.presses("accept", number)
    binh.expects("hand-settled")
    assert (await house.alert(number)).alert.acknowledged_by == an.id


async def test_a_hand_over_that_is_not_answered_returns_and_the_owners_clock_never_stopped(
    house: House,
) -> None:
    an, binh, number = await taken_and_read(house)
    await house.fast_forward(minutes=20)
    await offers(an, binh, number)
    await house.restarts()

    await house.fast_forward(minutes=5)

    an.expects("note-hand-unanswered", "Bình")
    [event] = await house.timeline(number, "hand_over_unanswered")
    assert event.late_ms == 0
    await house.fast_forward(minutes=5)
    an.expects_page("emergency", again=True)


async def test_saying_mine_to_a_hand_over_is_a_yes(house: House) -> None:
    """Where there are no buttons the answer is the word that officers know."""
    an, binh, number = await taken_and_read(house)
    await offers(an, binh, number)

    await binh.writes(f"NHẬN {number}")

    binh.expects("ack-done")
    an.expects("note-taken", "Bình")


async def test_a_promise_that_is_broken_climbs_again(house: House) -> None:
    an, binh, number = await taken_and_read(house)
    await an.presses("more", number)
    an.expects("more-yours")
    await an.presses("in:15", number)
    an.expects("promise-done")

    await house.fast_forward(minutes=15)

    an.expects_page("emergency", again=True)
    assert len(await house.timeline(number, "promise_broken")) == 1
    await house.fast_forward(minutes=5)
    binh.expects_page("emergency")


async def test_who_is_there_in_time_says_so_and_has_kept_the_promise(house: House) -> None:
    an, _, number = await taken_and_read(house)
    await an.presses("more", number)
    an.expects("more-yours")
    await an.presses("in:15", number)
    an.expects("promise-done")
    await house.fast_forward(minutes=14)

    await an.presses("there", number)

    an.expects("arrived")
    await house.fast_forward(minutes=29)


async def test_the_next_one_can_be_paged_at_once_but_an_old_button_does_it_only_once(house: House) -> None:
    an, binh, number = await taken_and_read(house)
    await an.presses("more", number)
    [now] = [value for value in an.expects("more-yours").buttons if ":now:" in value]

    await an.presses(now.removeprefix(f"alert:{number}:"), number)
    an.expects("now-done")
    binh.expects_page("emergency")
    await an.presses(now.removeprefix(f"alert:{number}:"), number)

    an.expects("now-already")
    await binh.takes(number)
    an.expects("note-taken", "Bình")


async def test_somebody_who_was_paged_can_have_the_next_one_paged_though_another_has_it(
    house: House,
) -> None:
    lan, an, binh = house.parent("Lan"), await house.officer("An"), await house.officer("Bình")
    chi = await house.lead("Chi")
    await house.on_duty(an)
    await house.backup(binh)
    await lan.tells("Cháu đi học chưa về", category="missing")
    number = an.expects_page("emergency")
    await house.fast_forward(minutes=5)
    binh.expects_page("emergency")
    await binh.takes(number)
    an.expects("note-taken", "Bình")

    await an.writes(f"thêm {number}")
    [now] = [value for value in an.expects("ack-taken", "Bình").buttons if ":now:" in value]
    await an.presses(now.removeprefix(f"alert:{number}:"), number)

    an.expects("now-done")
    binh.expects("note-escalated", "An")
    chi.expects_page("emergency")
    await binh.takes(number)
    an.expects("note-taken")
    chi.expects("note-taken")


async def test_who_helps_learns_who_asks(house: House) -> None:
    an, binh, number = await taken_and_read(house)

    await an.presses("help", number)

    an.expects("help-done")
    binh.expects("page-help", "An")
