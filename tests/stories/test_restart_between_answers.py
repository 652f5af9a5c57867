"""The process may end between any two messages, in order or not; a conversation goes on as if it hadn't."""

from datetime import timedelta

import pytest

from tests.stories.cast import code_in
from tests.stories.house import House


async def test_a_restart_between_any_two_answers_changes_nothing(house: House) -> None:
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)
    told = ["/start", "q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10"]
    told += ["Quảng Trực", "Phần một.", "Phần hai.", "q:story:done", "q:follow_up:yes"]
    for deed in told:
        await lan.answers(deed)
        await house.restarts()

    code = code_in(await lan.presses("review:submit"))
    number = an.expects_page("normal")
    await house.restarts()
    assert (await an.opens(number)).story == "Phần một.\nPhần hai."
    await an.writes_to_reporter(number, "Cháu tên gì?")
    lan.expects("notice-message")
    await house.restarts()
    assert "Cháu tên gì?" in (await lan.presses("msg:show")).text
    await house.restarts()
    await lan.writes("Cháu tên Tí")
    an.expects("note-reporter-wrote")
    await lan.writes("/status")
    await house.restarts()
    assert "đã nhận" not in (await lan.writes(code)).text


async def test_what_was_written_while_the_hotline_was_away_is_answered_in_order(house: House) -> None:
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)
    await lan.begins()
    await house.closes()
    await lan.phone.presses("q:child_age:7_10")
    await lan.phone.writes("Quảng Trực")
    await lan.phone.writes("Bé bị đánh")

    await house.opens()
    lan.expects("ask-place")
    lan.expects("ask-story")
    lan.expects("more-story")
    await lan.answers("q:story:done", "q:follow_up:no", "review:submit")
    an.expects_page("normal")


async def test_a_draft_nobody_went_on_with_is_gone_after_two_days(house: House) -> None:
    """By then what she said is with an officer."""
    lan, phuc = house.parent("Lan"), await house.supervisor("Phúc")
    await lan.begins()
    await house.fast_forward(hours=1)
    await phuc.takes(phuc.expects_page("normal"))
    await house.fast_forward(days=2, sparsely=True)
    phuc.ignores_what_came()
    assert await house.chats_of(lan) == []
    opening = await lan.writes("Quảng Trực")
    assert "q:role:child" in opening.buttons


async def test_a_crash_after_the_commit_sends_once_more_at_the_most(house: House) -> None:
    """The line breaks after Telegram took the message: it is sent again, and nothing is lost."""
    lan = house.parent("Lan")
    await lan.writes("/start")
    house.telegram.fault("sendMessage", times=1, drop_after=True)
    await lan.phone.presses("q:role:citizen")
    await house.fast_forward(seconds=30)
    lan.expects("ask-danger_now")
    if lan.unexpected:
        lan.expects("ask-danger_now")
    await lan.presses("q:danger_now:no")


@pytest.mark.parametrize("times", [1, 2])
async def test_an_update_that_comes_again_is_handled_once(house_on_both: House, times: int) -> None:
    house = house_on_both
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)
    await lan.tells("Bé bị đánh")
    number = an.expects_page("normal")
    for _ in range(times):
        house.telegram.redeliver(house.reporters)  # the press on “send”, once more
        await house.settle()
    await an.takes(number)
    house.telegram.redeliver(house.officers)
    await house.settle()
    assert len(await house.numbers()) == 1
    assert len(await house.timeline(number, "acknowledged")) == 1


async def test_answers_keep_their_order_when_a_chat_writes_faster_than_it_is_answered(house: House) -> None:
    lan = house.parent("Lan")
    await lan.answers("/start", "q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10")
    await lan.answers("Quảng Trực", "phần không")
    house.telegram.fault("sendMessage", times=1, status=500)
    for part in ("một", "hai"):
        await lan.phone.writes(f"phần {part}")
    await lan.phone.presses("q:story:done")
    await lan.phone.writes("không")
    await house.fast_forward(seconds=30)

    for sentence in ("more-story", "more-story", "ask-follow_up", "review-intro"):
        lan.expects(sentence)


async def test_two_phones_do_not_wait_for_each_other(house: House) -> None:
    lan, mai = house.parent("Lan"), house.parent("Mai")
    house.telegram.fault("sendMessage", chat=lan.phone.chat_id, retry_after=60, lasting=timedelta(seconds=60))
    await lan.phone.writes("/start")
    await mai.writes("/start")
    await mai.presses("q:role:citizen")
    lan.expects_nothing()
    await house.fast_forward(seconds=70)
    lan.expects("opening-who")
