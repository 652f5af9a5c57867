"""Presses and commands of people who may not: nothing changes, the answer is clear, the log has a line."""

from handlers import audit_log
from tests.office import TUY_DUC
from tests.stories.cast import Colleague
from tests.stories.house import House


async def paged(house: House) -> tuple[Colleague, int]:
    """An is on duty and was paged."""
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)
    await lan.tells("Bé bị đánh")
    return an, an.expects_page("normal")


async def unchanged(house: House, number: int) -> bool:
    alert = (await house.alert(number)).alert
    return (alert.state.value, alert.version, alert.acknowledged_by) == ("open", 2, None)


async def test_another_communes_officer_is_told_that_there_is_no_such_alert(house: House) -> None:
    an, number = await paged(house)
    chi = await house.officer("Chi", TUY_DUC)
    for deed in ("ack", "pass", "help"):
        await chi.forges(f"alert:{number}:{deed}")
        chi.expects("alert-unknown")
    await chi.writes(f"/ack {number}")
    chi.expects("alert-unknown")

    assert await unchanged(house, number)
    acts = [(entry.actor, entry.detail["act"]) for entry in await house.audited("refused")]
    assert acts == [(chi.username, act) for act in ("acknowledge", "pass_on", "ask_help", "acknowledge")]
    await an.takes(number)


async def test_an_alert_that_is_not_there_is_answered_alike(house: House) -> None:
    an, number = await paged(house)
    await an.forges("alert:999:ack")
    missing = an.expects("alert-unknown")
    chi = await house.officer("Chi", TUY_DUC)
    await chi.forges(f"alert:{number}:ack")
    foreign = chi.expects("alert-unknown")
    assert missing.text.replace("999", "N") == foreign.text.replace(str(number), "N")


async def test_a_strangers_press_and_command_change_nothing(house: House) -> None:
    an, number = await paged(house)
    stranger = house.stranger()
    for deed in (f"/ack {number}", "/alerts", "/duty", "/start", "/start 12345-67890", "xin chào"):
        await stranger.writes(deed)
        wanted = "link-refused" if deed.startswith("/start 1") else "officer-stranger"
        stranger.expects(wanted)
    await stranger.forges(f"alert:{number}:ack")
    stranger.expects("officer-stranger")

    assert await unchanged(house, number)
    entries = await house.audited("refused")
    assert {entry.actor for entry in entries} == {"stranger"}
    assert len(entries) == 7
    await an.takes(number)


async def test_a_reporters_chat_can_do_nothing_on_the_officers_side(house: House) -> None:
    an, number = await paged(house)
    lan = house.parent("Mai")
    await lan.writes("/start")
    answer = await lan.forges(f"alert:{number}:ack")
    assert "q:role:child" in answer.buttons
    assert await unchanged(house, number)
    await an.takes(number)


async def test_a_forged_button_is_answered_and_changes_nothing(house: House) -> None:
    an, number = await paged(house)
    for value in (f"alert:{number}:close", "alert:x:ack", "alert::", "q:role:child", "🙂"):
        await an.forges(value)
        an.expects("officer-not-understood")
    assert await unchanged(house, number)


async def test_a_reporters_forged_button_shows_the_question_again(house: House) -> None:
    lan = house.parent("Lan")
    await lan.writes("/start")
    await lan.presses("q:role:citizen")
    for value in ("q:danger_now:maybe", "q:place:24736", "review:submit", "msg:show", "q:::", "🙂" * 16):
        answer = await lan.forges(value)
        assert "q:danger_now:now" in answer.buttons
    assert await house.numbers() == []


async def test_a_second_press_tells_the_officer_that_it_is_theirs(house: House) -> None:
    an, number = await paged(house)
    await an.takes(number)
    version = (await house.alert(number)).alert.version
    await an.presses("ack", number)
    an.expects("ack-yours")
    assert (await house.alert(number)).alert.version == version


async def test_an_old_press_on_a_closed_alert_changes_nothing(house: House) -> None:
    an, number = await paged(house)
    binh = await house.officer("Bình")
    await house.closes_alert(number)
    for deed in ("ack", "pass", "help"):
        await an.presses(deed, number)
        an.expects("alert-closed")
    await binh.forges(f"alert:{number}:ack")
    binh.expects("alert-closed")

    alert = (await house.alert(number)).alert
    assert (alert.state.value, alert.due_at, alert.acknowledged_by) == ("closed", None, None)
    assert [entry.detail["why"] for entry in await house.audited("refused")] == ["closed"] * 4
    await house.fast_forward(days=1, sparsely=True)


async def test_an_old_reporters_button_changes_no_answer(house: House) -> None:
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)
    await lan.begins(danger="no")
    await lan.forges("q:danger_now:now")
    an.expects_nothing()
    await lan.answers("q:child_age:7_10", "Quảng Trực", "Bé bị đánh", "q:story:done", "q:follow_up:no")
    await lan.presses("review:submit")
    number = an.expects_page("normal")
    await lan.forges("review:submit")
    await lan.forges("q:category:missing")
    assert await house.numbers() == [number]
    assert (await an.opens(number)).answers["danger_now"] == ("no",)


async def test_the_audit_log_of_a_whole_day_is_whole(house: House) -> None:
    an, number = await paged(house)
    await an.takes(number)
    await an.opens(number)
    await house.stranger().phone.writes("/ack 1")
    await house.settle()
    house.everybody[-1].ignores_what_came()
    verdict = await audit_log.verify(house.office, None)
    assert verdict.first_broken is None
