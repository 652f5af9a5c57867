"""What an officer is told is waiting: the most pressing first, a drill last, and that there is more."""

from handlers import drill
from hotline.alert.alert import Urgency
from tests.office import QUANG_TRUC
from tests.stories.cast import number_in
from tests.stories.house import House


async def test_the_most_pressing_stands_first_and_a_drill_last(house: House) -> None:
    lan, mai, hoa = house.parent("Lan"), house.parent("Mai"), house.parent("Hoa")
    an = await house.officer("An")
    await house.on_duty(an)
    await drill.begin(house.office, QUANG_TRUC, Urgency.EMERGENCY)
    await house.settle()
    trial = number_in(an.expects("page-drill"))
    await lan.tells("Bé bị đánh")
    first = an.expects_page("normal")
    await mai.tells("Bé bị đánh")
    second = an.expects_page("normal")
    await hoa.tells("Bé đang bị đánh", danger="now")
    emergency = an.expects_page("emergency")

    await an.writes("/alerts")
    said = an.expects("alerts-waiting")
    assert [one.split(":")[1] for one in said.buttons] == [
        str(one) for one in (emergency, first, second, trial)
    ]
    for number in (trial, first, emergency):
        await an.takes(number)
    await an.writes("/alerts")
    said = an.expects("alerts-yours")
    assert list(said.buttons) == [
        f"alert:{second}:ack",
        *(f"alert:{number}:more" for number in (emergency, first, trial)),
    ]


async def test_an_emergency_is_seen_behind_ever_so_many_newer_ones(house: House) -> None:
    an = await house.officer("An")
    await house.on_duty(an)
    await house.parent("Lan").tells("Bé đang bị đánh", danger="now")
    emergency = an.expects_page("emergency")
    for _ in range(10):
        await house.parent().tells("Bé bị đánh")
    await house.fast_forward(minutes=1)  # what isn't urgent comes together
    an.ignores_what_came()

    await an.writes("/alerts")
    said = an.expects("alerts-waiting", "alerts-further")
    assert next(iter(said.buttons)) == f"alert:{emergency}:ack"
    assert len(said.buttons) == 10
