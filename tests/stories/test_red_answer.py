"""A child is in danger now: officers know at that answer, and nothing that the chat does undoes it."""

import pytest

from hotline.errors import NotFound
from hotline.ids import UnitCode
from storage.tables import conversation
from tests.office import LAM_DONG, QUANG_TRUC
from tests.stories.cast import Colleague, code_in
from tests.stories.house import House
from tests.web_page import visiting

PLACE = "Quảng Trực"


async def province_and_commune(house: House) -> tuple[Colleague, Colleague]:
    """Phúc is on duty for the province, An for the commune."""
    phuc, an = await house.officer("Phúc", LAM_DONG), await house.officer("An", QUANG_TRUC)
    await house.on_duty(phuc)
    await house.on_duty(an)
    return phuc, an


async def test_the_province_is_paged_at_that_answer_and_reads_each_answer_as_it_comes(
    house_on_both: House,
) -> None:
    house = house_on_both
    lan, (phuc, _) = house.parent("Lan"), await province_and_commune(house)
    await lan.writes("/start")
    await lan.presses("q:role:child")
    said = await lan.presses("q:danger_now:now")
    assert "111" in said.text

    number = phuc.expects_page("emergency")
    view = await phuc.opens(number)
    assert (view.answers, view.finished) == ({"role": ("child",), "danger_now": ("now",)}, False)
    await lan.presses("q:category:hit")
    assert (await phuc.opens(number)).answers["category"] == ("hit",)


async def test_the_place_moves_it_to_the_commune_with_the_same_number_and_a_new_leg(house: House) -> None:
    lan, (phuc, an) = house.parent("Lan"), await province_and_commune(house)
    await lan.begins(danger="now")
    number = phuc.expects_page("emergency")
    await phuc.takes(number)
    opened_at = (await house.alert(number)).alert.opened_at
    await house.fast_forward(minutes=3)

    await lan.answers("q:child_age:7_10", PLACE)
    assert an.expects_page("emergency") == number
    phuc.expects("note-moved", f"#{number}")
    moved = (await house.alert(number)).alert
    assert (moved.unit, moved.leg, moved.opened_at) == (QUANG_TRUC, 1, opened_at)
    assert moved.acknowledged_by is None  # Phúc answered for something else
    seen = await phuc.sees(number)
    assert seen is not None
    assert (await phuc.opens(number)).answers["place"] == (QUANG_TRUC,)
    await an.takes(number)
    phuc.expects("note-taken", "An")
    await an.opens(number)


async def test_the_province_is_paged_again_if_the_commune_does_not_open_it(house: House) -> None:
    lan, (phuc, an) = house.parent("Lan"), await province_and_commune(house)
    await lan.begins(danger="now")
    number = phuc.expects_page("emergency")
    await lan.answers("q:child_age:7_10", PLACE)
    an.expects_page("emergency")
    await an.takes(number)
    phuc.expects("note-taken", "An")

    await house.fast_forward(minutes=10)
    an.expects_page("emergency", again=True)
    phuc.expects_page("emergency", again=True)


async def test_the_code_shown_early_is_the_code_at_the_end(house: House) -> None:
    lan, (phuc, an) = house.parent("Lan"), await province_and_commune(house)
    await lan.begins(danger="now")
    phuc.expects_page("emergency")
    early = code_in(await lan.presses("receipt:now"))

    await house.restarts()
    await lan.answers("q:child_age:7_10", PLACE)
    number = an.expects_page("emergency")
    again = code_in(await lan.presses("receipt:now"))
    await lan.answers("Em trốn trong phòng", "q:story:done", "q:follow_up:no")
    late = code_in(await lan.presses("review:submit"))
    assert early == again == late
    view = await an.opens(number)
    assert (view.story, view.finished) == ("Em trốn trong phòng", True)


async def test_no_code_is_shown_early_without_a_red_answer(house: House) -> None:
    lan = house.parent("Lan")
    await lan.begins(danger="no")
    answer = await lan.forges("receipt:now")
    assert "receipt:now" not in answer.buttons
    assert "Mã nhận tin" not in answer.text


@pytest.mark.parametrize("parting", ["HỦY", "/wipe", "THOÁT", "xoá hết", "Delete everything!"])
async def test_leaving_in_any_way_leaves_the_alert(house: House, parting: str) -> None:
    lan, (phuc, an) = house.parent("Lan"), await province_and_commune(house)
    await lan.begins(danger="now")
    phuc.expects_page("emergency")
    await lan.answers("q:child_age:7_10", PLACE)
    number = an.expects_page("emergency")

    said = await lan.writes(parting)
    assert "vẫn còn" in said.text
    await house.restarts()
    view = await an.opens(number)
    assert view.answers["place"] == (QUANG_TRUC,)
    await house.fast_forward(minutes=5)
    alert = (await house.alert(number)).alert
    assert (alert.state.value, alert.urgency.value) == ("open", "emergency")


async def test_the_quick_exit_of_the_page_leaves_the_alert_and_nothing_of_the_visit(house: House) -> None:
    phuc, _ = await province_and_commune(house)
    async with visiting(house.office) as mai:
        await mai.opens()
        await mai.presses("q:role:child")
        await mai.presses("q:danger_now:now")
        token = mai.session
        await mai.sends({}, to="/leave")
        assert (await mai.opens()).buttons.keys() >= {"q:role:child"}  # Back shows the empty start

    await house.settle()
    number = phuc.expects_page("emergency")
    assert (await phuc.opens(number)).answers["danger_now"] == ("now",)
    chat_hash = house.office.keys.sender_hash("web", token)
    assert await house.reads(conversation.of_chats, [chat_hash]) == []


async def test_a_discarded_review_leaves_the_alert(house: House) -> None:
    lan, (phuc, an) = house.parent("Lan"), await province_and_commune(house)
    await lan.begins(danger="now")
    phuc.expects_page("emergency")
    await lan.answers("q:child_age:7_10", PLACE)
    number = an.expects_page("emergency")
    await lan.answers("q:story:skip", "q:follow_up:no")
    await lan.presses("review:discard")
    await an.takes(number)
    phuc.expects("note-taken")
    assert (await an.opens(number)).answers["danger_now"] == ("now",)


async def test_a_draft_without_a_red_answer_leaves_nothing(house: House) -> None:
    lan, (phuc, an) = house.parent("Lan"), await province_and_commune(house)
    await lan.begins(danger="no")
    await lan.answers("q:child_age:7_10", PLACE, "Bí mật", "q:story:done")
    await lan.writes("HỦY")
    phuc.expects_nothing()
    an.expects_nothing()


async def test_a_cry_for_help_counts_in_the_middle_of_anything(house: House) -> None:
    lan, (phuc, _) = house.parent("Lan"), await province_and_commune(house)
    await lan.writes("/status")
    await lan.writes("cứu")
    number = phuc.expects_page("emergency")
    assert (await house.alert(number)).alert.unit == UnitCode(LAM_DONG)


async def test_an_emergency_sent_to_the_province_on_purpose_stays_there(house: House) -> None:
    lan, (phuc, an) = house.parent("Lan"), await province_and_commune(house)
    await lan.begins(danger="now")
    number = phuc.expects_page("emergency")
    await lan.answers("q:child_age:7_10", "q:place:province")
    an.expects_nothing()
    assert await an.sees(number) is None
    await phuc.takes(number)


async def test_self_harm_reaches_the_province_and_the_commune_once_there_is_danger_now(house: House) -> None:
    lan, (phuc, an) = house.parent("Lan"), await province_and_commune(house)
    await lan.begins(role="child", category="self_harm")
    await lan.answers("q:child_age:14_15", PLACE)
    await lan.presses("q:self_harm_today:yes")
    number = phuc.expects_page("emergency")
    an.expects_nothing()
    with pytest.raises(NotFound):
        await an.opens(number)

    await lan.writes("SOS")
    assert an.expects_page("emergency") == number
    assert (await an.opens(number)).answers["place"] == (QUANG_TRUC,)
    phuc.ignores_what_came()
