"""An officer makes less of an emergency: whoever was paged is told, and the supervisor too."""

from handlers import regrading
from hotline.alert.alert import Urgency
from tests.stories.house import House

REASON = "Đã gọi cô giáo: cháu an toàn ở nhà bà."


async def test_an_emergency_made_less_of_is_told_to_its_officers_and_the_supervisor(house: House) -> None:
    an, binh, phuc = await house.officer("An"), await house.officer("Bình"), await house.supervisor("Phúc")
    await house.on_duty(an)
    await house.backup(binh)
    lan = house.parent("Lan")
    await lan.tells("Cháu đi học chưa về", category="missing")
    number = an.expects_page("emergency")
    await house.fast_forward(minutes=5)
    binh.expects_page("emergency")
    await an.takes(number)
    binh.expects("note-taken", "An")
    await an.opens(number)

    caller = await an.caller()
    done = await regrading.regrade(house.office, caller.officer, number, Urgency.NORMAL, REASON)

    assert done.fault is None
    await house.fast_forward(seconds=2)
    binh.expects("note-regraded", "An", f"#{number}")
    phuc.expects("note-regraded", "An", f"#{number}")
    alert = (await house.alert(number)).alert
    assert (alert.urgency, alert.acknowledged_by) == (Urgency.NORMAL, caller.officer.id)


async def test_an_open_alert_made_more_of_pages_anew_at_once(house: House) -> None:
    an = await house.officer("An")
    await house.on_duty(an)
    lan = house.parent("Lan")
    await lan.tells("Nghe khóc nhiều đêm")
    number = an.expects_page("normal")
    await an.opens(number)

    caller = await an.caller()
    await regrading.regrade(house.office, caller.officer, number, Urgency.EMERGENCY, REASON)

    await house.fast_forward(seconds=2)
    assert an.expects_page("emergency", again=True) == number
