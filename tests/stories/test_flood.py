"""A flood of taps: the emergency that has words isn't buried, and none of the others is closed."""

import re
from datetime import timedelta

import pytest

from hotline.alert.alert import AlertState
from hotline.ids import AlertNumber
from storage.tables import alert as alerts
from storage.tables import page
from tests.office import LAM_DONG, QUANG_TRUC
from tests.stories.cast import Colleague, Reporter
from tests.stories.house import House


async def taps(house: House) -> Reporter:
    """Somebody presses "in danger now", and nothing else."""
    who = house.parent()
    await who.writes("/start")
    await who.answers("q:role:citizen", "q:danger_now:now")
    return who


async def flooded(house: House, times: int = 3) -> Colleague:
    """The province's officer after so many emergencies of taps alone, each of which paged."""
    phuc, _ = await flooded_by(house, times)
    return phuc


async def flooded_by(house: House, times: int = 3) -> tuple[Colleague, list[Reporter]]:
    """The same, with those who pressed."""
    phuc = await house.officer("Phúc", LAM_DONG)
    await house.on_duty(phuc)
    who = []
    for number in range(1, times + 1):
        who.append(await taps(house))
        assert phuc.expects_page("emergency") == number
    return phuc, who


def listed(colleague: Colleague) -> list[int]:
    """The numbers in the grouped page that came."""
    return [int(number) for number in re.findall(r"#(\d+)", colleague.expects("page-grouped").text)]


async def test_three_page_by_themselves_and_further_ones_join_one_page_a_minute(house_on_both: House) -> None:
    house = house_on_both
    phuc = await flooded(house)

    await taps(house)
    assert listed(phuc) == [4]
    for _ in range(3):
        await taps(house)
    phuc.expects_nothing()
    await house.fast_forward(seconds=61)

    assert listed(phuc) == [5, 6, 7]
    await house.fast_forward(seconds=61)
    phuc.expects_nothing()


async def test_all_stay_open_and_each_has_a_page_that_arrived(house: House) -> None:
    phuc = await flooded(house)
    for _ in range(3):
        await taps(house)
    await house.fast_forward(seconds=61)
    assert [listed(phuc), listed(phuc)] == [[4], [5, 6]]

    for number in range(1, 7):
        assert (await house.alert(number)).alert.state is AlertState.OPEN
        assert [one.state for one in await house.reads(page.of_alert, AlertNumber(number))] == ["sent"]


async def test_one_is_taken_by_its_button(house: House) -> None:
    phuc = await flooded(house)
    await taps(house)
    listed(phuc)

    await phuc.takes(4)

    assert (await house.alert(4)).alert.state is AlertState.ACKNOWLEDGED


async def test_the_one_with_a_place_pages_by_itself(house: House) -> None:
    phuc, an = await flooded(house), await house.officer("An", QUANG_TRUC)
    await house.on_duty(an)
    lan = await taps(house)
    assert listed(phuc) == [4]

    await lan.answers("q:category:hit", "q:child_age:7_10", "Quảng Trực")

    assert an.expects_page("emergency") == 4


@pytest.mark.parametrize("aloud", [False, True])
async def test_the_one_with_words_or_a_voice_pages_by_itself(house: House, *, aloud: bool) -> None:
    phuc = await flooded(house)
    await taps(house)
    lan = await taps(house)
    assert listed(phuc) == [4]
    phuc.expects_nothing()

    if aloud:
        await lan.phone.sends_voice()
        await house.settle()
        lan.expects("voice-kept")
    else:
        await lan.writes("nó đang cầm dao ngoài cửa")

    assert phuc.expects_page("emergency") == 5
    await house.fast_forward(seconds=61)
    phuc.expects_nothing()


async def test_words_before_the_tap_page_by_themselves(house: House) -> None:
    phuc = await flooded(house)
    lan = house.parent()
    await lan.writes("nó đang cầm dao ngoài cửa")
    await lan.answers("q:role:citizen", "q:danger_now:now")

    assert phuc.expects_page("emergency") == 4


async def test_who_acknowledges_makes_room(house: House) -> None:
    phuc = await flooded(house)
    await phuc.takes(1)

    await taps(house)

    assert phuc.expects_page("emergency") == 4


async def test_they_count_for_ten_minutes_and_for_their_unit(house: House) -> None:
    phuc, before = await flooded_by(house)
    await house.fast_forward(minutes=10, seconds=30)
    for person in (phuc, *before):
        person.ignores_what_came()  # the three climb meanwhile, and their reporters are told so

    await taps(house)

    assert phuc.expects_page("emergency") == 4


async def test_grouped_ones_climb_like_others(house: House) -> None:
    (phuc, before), bich = await flooded_by(house), await house.officer("Bích", LAM_DONG)
    await house.backup(bich)
    lan = await taps(house)
    assert listed(phuc) == [4]

    await house.fast_forward(minutes=5, seconds=10)

    assert [bich.expects_page("emergency") for _ in range(3)] == [1, 2, 3]
    assert listed(bich) == [4]
    phuc.ignores_what_came()
    for reporter in (*before, lan):
        reporter.expects("honest-line")


async def test_a_clock_set_back_holds_up_a_shared_page_for_a_minute_at_the_most(house: House) -> None:
    phuc = await flooded(house)
    await taps(house)
    assert listed(phuc) == [4]
    house.clock.step_wall(-timedelta(hours=3))

    await taps(house)
    await house.fast_forward(seconds=61)

    assert listed(phuc) == [5]
    phuc.ignores_what_came()  # what was due by the other clock is made up for


async def test_the_honest_one_in_a_flood_of_false_ones_reaches_the_commune_at_once(house: House) -> None:
    """A hundred presses of a button cost the province's officer two pages more; the child's has one alone."""
    phuc, an = await flooded(house), await house.officer("An", QUANG_TRUC)
    await house.on_duty(an)
    lan = house.parent("Lan")
    await lan.begins(role="child")
    for _ in range(50):
        await taps(house)
    await lan.answers("q:child_age:7_10", "Quảng Trực")
    for _ in range(47):
        await taps(house)
    phuc.expects("page-grouped")
    phuc.expects_nothing()
    await lan.writes("cứu em với, bố đang cầm dao")

    number = an.expects_page("emergency")
    assert (await an.opens(number)).answers["place"] == (QUANG_TRUC,)
    await house.fast_forward(seconds=61)
    assert len(listed(phuc)) == 40  # by number; the message says how many more
    assert await house.reads(alerts.count, AlertState.OPEN) == 101
