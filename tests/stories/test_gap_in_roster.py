"""Nobody on duty anywhere, or no officer at all: administrators know, nothing is lost, nothing spins (E7)."""

from datetime import timedelta
from itertools import pairwise

from storage.tables.alert_lists import listed
from tests.stories.house import House


async def test_administrators_are_warned_and_the_next_shift_is_paged_within_half_a_minute(
    house: House,
) -> None:
    lan, an, root = house.parent("Lan"), await house.officer("An"), await house.administrator()
    await house.officer("Dung", role="supervisor", linked=False)
    house.allow_error("nobody_on_duty")
    code = await lan.tells("Bé bị đánh")
    root.expects("warn-nobody")

    await house.fast_forward(minutes=29)
    root.expects_nothing()
    await house.fast_forward(minutes=1)
    root.expects("warn-nobody")
    await house.on_duty(an)
    await house.fast_forward(seconds=30)
    an.expects_page("normal")
    await lan.writes("/status")
    assert "đang chờ" in (await lan.writes(code)).text


async def test_the_loop_looks_for_somebody_at_most_every_half_minute(house: House) -> None:
    lan = house.parent("Lan")
    await house.officer("Dung", role="supervisor", linked=False)
    house.allow_error("nobody_on_duty")
    await lan.tells("Bé bị đánh")

    await house.fast_forward(minutes=10)
    passes = await house.timeline(1, "nobody_anywhere")
    assert 10 <= len(passes) <= 21
    apart = [after.at - before.at for before, after in pairwise(passes)]
    assert min(apart) >= timedelta(seconds=30)


async def test_with_no_officer_at_all_the_first_administrator_reads(house_on_both: House) -> None:
    house = house_on_both
    lan = house.parent("Lan")
    house.allow_error("nobody_on_duty")
    await lan.tells("Bé bị đánh")
    root = await house.administrator(linked=False)

    [waiting] = await house.reads(listed, None, None, None, 10)
    view = await root.opens(waiting.alert.number)
    assert view.story == "Bé bị đánh"
    await house.links(root)
    await house.fast_forward(seconds=30)
    number = root.expects_page("normal")
    await root.takes(number)


async def test_an_administrator_reads_nothing_once_there_is_a_supervisor(house: House) -> None:
    lan, dung = house.parent("Lan"), await house.supervisor("Dung")
    root = await house.administrator()
    await lan.tells("Bé bị đánh")
    number = dung.expects_page("normal")

    await root.forges(f"alert:{number}:ack")
    root.expects("alert-unknown")
    await dung.takes(number)
