"""What went wrong in xã Tân Hải in September 2025, and how it goes here.

A child of 15 told; the commune answered on paper the same day; eight days later the child was beaten again,
told again, and only then the police came.
"""

from datetime import timedelta

from handlers import closing, deeds, desks, likeness
from handlers.closing import Decided
from hotline.alert.closing import CloseReason, Closing, ReopenReason, Safe
from hotline.ids import UnitCode
from tests.stories.cast import Colleague
from tests.stories.house import House

POLICE = UnitCode("cong-an")


async def closes(an: Colleague, number: int, said: Closing) -> Decided:
    result = await closing.close(an.house.office, await an.person(), number, said)
    await an.house.settle()
    return result


async def test_a_child_that_tells_again_is_not_alone_with_a_closed_case(house_on_both: House) -> None:
    house = house_on_both
    mai, an, binh = house.parent("Mai"), await house.officer("An"), await house.supervisor("Bình")
    hung = await police(house)
    await house.on_duty(an)
    code = await mai.tells("Bố đánh cháu bằng roi", role="child", danger="today", age="14_15")
    number = an.expects_page("urgent")
    await an.takes(number)
    await an.opens(number)

    # The commune writes back the same day, having seen nobody: that closes nothing.
    on_paper = Closing(CloseReason.NO_HARM_FOUND, Safe.YES)
    assert (await closes(an, number, on_paper)).say.id == "close-seen-when"
    unsafe = Closing(CloseReason.AGENCY_HAS_IT, Safe.NO)
    assert (await closes(an, number, unsafe)).say.id == "close-not-safe"
    await house.fast_forward(hours=3)
    visited = Closing(CloseReason.CHILD_SAFE, Safe.YES, house.now(), "Đã gặp cháu tại nhà")
    assert (await closes(an, number, visited)).done

    # Eight days later the child is beaten again, and comes back with the receipt code.
    await house.fast_forward(days=8, sparsely=True)
    mai.ignores_what_came()
    await mai.writes("/status")
    await mai.writes(code)
    await mai.writes("Hôm qua bố lại đánh cháu")
    await house.settle()
    mai.ignores_what_came()
    assert an.expects_page("urgent", again=True) == number
    await house.fast_forward(seconds=2)  # one message a second to one chat
    an.expects("note-reopened")
    [event] = await house.timeline(number, "reopened")
    assert event.detail == "reporter_wrote"

    # This time the police are asked beside the commune, and are paged until they have it.
    await an.takes(number)
    await an.opens(number)
    asked = await deeds.ask_agency(house.office, await an.person(), an.seeds, number, POLICE)
    assert asked.done
    await house.settle()
    half = hung.expects_page("urgent")
    assert (await closes(an, number, visited)).say.id == "close-joint"
    await house.fast_forward(minutes=20)
    binh.expects_page("urgent")  # nobody took the police's half: it climbs though the commune has its own
    await hung.takes(half)
    an.expects("note-joined", "Hùng", f"#{half}", f"#{number}")
    binh.expects("note-taken", "Hùng")
    assert (await hung.opens(half)).story == "Bố đánh cháu bằng roi"
    assert (await house.alert(number)).alert.acknowledged_by == an.id


async def test_a_second_report_of_the_same_child_pages_whoever_had_the_first(house: House) -> None:
    """Somebody else tells, without the code: an officer recognises the child."""
    lan, teacher = house.parent("Lan"), house.parent("Thầy Hòa")
    an, binh = await house.officer("An"), await house.officer("Bình")
    await house.on_duty(an)
    await lan.tells("Bé Hoa nhà bên bị bố đánh bằng roi")
    first = an.expects_page("normal")
    await an.takes(first)
    await an.opens(first)
    await closes(an, first, Closing(CloseReason.CHILD_SAFE, Safe.YES, house.now()))
    await house.on_duty(binh)
    await teacher.tells("Hoa lại bị bố đánh bằng roi, tay bầm tím", role="school")
    second = an.expects_page("normal")
    binh.expects_page("normal")

    person = await binh.person()
    [likely] = await likeness.alike(house.office, person, binh.seeds, second)
    assert (likely.number, likely.state) == (first, "closed")
    await binh.takes(second)
    an.expects("note-taken", "Bình")
    await binh.opens(second)
    assert (await deeds.link(house.office, person, binh.seeds, second, first)).done
    await house.settle()

    an.expects("page-repeat", f"#{second}", f"#{first}")
    assert (await house.alert(second)).alert.acknowledged_by == binh.id
    assert [event.detail for event in await house.timeline(first, "linked")] == [f"#{second}"]
    again = await closing.reopen(house.office, person, first, ReopenReason.TOLD_AGAIN, "")
    assert again.done
    await house.settle()
    an.expects_page("normal", again=True)
    binh.expects_page("normal")
    await house.fast_forward(seconds=2)
    an.expects("note-reopened")


async def test_what_the_reporter_adds_has_to_be_read_in_time_or_it_climbs(house: House) -> None:
    lan, an, binh = house.parent("Lan"), await house.officer("An"), await house.officer("Bình")
    await house.on_duty(an)
    await house.backup(binh)
    code = await lan.tells("Cháu đi học chưa về", category="missing")
    number = an.expects_page("emergency")
    await an.takes(number)
    await an.opens(number)
    await house.fast_forward(minutes=5)
    await lan.writes("/status")
    await lan.writes(code)
    await lan.writes("Có người thấy cháu ở bến xe")
    await house.settle()
    lan.ignores_what_came()
    an.expects("note-reporter-wrote")

    await house.fast_forward(minutes=10)

    an.expects_page("emergency", again=True)
    await house.fast_forward(minutes=5)
    binh.expects_page("emergency")


async def police(house: House) -> Colleague:
    """The province's police take duty for emergencies that need them; Hùng is on duty there."""
    await desks.add(house.office, POLICE, "Công an tỉnh")
    hung = await house.officer("Hùng", POLICE)
    begins = house.now() - timedelta(days=1)
    await house.on_duty(hung, begins, begins + timedelta(days=60))
    return hung
