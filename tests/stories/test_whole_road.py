"""From a chat to an officer's acknowledgement, on both of the reporters' channels."""

import re
from datetime import timedelta

from tests.stories.house import House
from tests.stories.test_voice import SOUND, hears, speaks
from tests.web_page import visiting


async def test_a_neighbours_report_reaches_the_officer_on_duty_who_takes_it(house_on_both: House) -> None:
    house = house_on_both
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)

    code = await lan.tells("Bé trai nhà bên bị đánh bằng roi mây")
    number = an.expects_page("normal")
    await an.takes(number)
    view = await an.opens(number)

    assert view.story == "Bé trai nhà bên bị đánh bằng roi mây"
    assert view.answers["category"] == ("hit",)
    await lan.writes("/status")
    assert "đang xử lý" in (await lan.writes(code)).text


async def test_a_report_on_the_web_page_reaches_the_officer_and_the_answer_comes_back(house: House) -> None:
    an = await house.officer("An")
    await house.on_duty(an)
    async with visiting(house.office) as mai:
        await mai.opens()
        for value in ("q:role:school", "q:danger_now:no", "q:category:bullying", "q:child_age:11_13"):
            await mai.presses(value)
        await mai.writes("Quảng Trực")
        await mai.writes("Em bị bạn đánh ở trường")
        for value in ("q:story:done", "q:follow_up:yes"):
            await mai.presses(value)
        code = re.search(r"\d{4} \d{4} \d{4} \d{4}", (await mai.presses("review:submit")).text)
        await house.settle()
        number = an.expects_page("normal")
        await an.takes(number)
        assert (await an.opens(number)).story == "Em bị bạn đánh ở trường"
        await an.writes_to_reporter(number, "Lớp mấy ạ?")

    assert code is not None
    async with visiting(house.office) as later:  # another browser: the code is the only thread
        await later.opens("/status")
        page = await later.sends({**later.form("/status"), "code": code[0]}, to="/status")
        assert "Lớp mấy ạ?" not in page.text
        assert "Lớp mấy ạ?" in (await later.presses("msg:show")).text
        await later.writes("Lớp sáu ạ")
    await house.settle()
    an.expects("note-reporter-wrote", f"#{number}")
    assert [words.text for words in (await an.opens(number)).messages] == ["Lớp mấy ạ?", "Lớp sáu ạ"]


async def test_the_same_inputs_by_telegram_and_by_the_page_file_the_same_report(house: House) -> None:
    """Through both edges: a messenger's updates, and a browser's forms."""
    lan, an = house.parent("Lan"), await house.officer("An")
    await house.on_duty(an)
    presses = ("q:role:family", "q:danger_now:no", "q:category:hit", "q:child_age:11_13")
    further = (
        *(
            "review:more",
            "q:setting:home",
            "q:sex:girl",
            "q:daily_access:sometimes",
            "q:relationship:relative",
        ),
        *("q:repeated:many", "q:carer:grandparents", "q:reported:line_111", "q:reported:done"),
    )
    await lan.writes("/start")
    await lan.answers(*presses, "Quảng Trực, Tuy Đức", "Cháu bị đánh, em nhìn thấy")
    await speaks(house, lan)
    await lan.answers("q:story:done")
    await lan.answers("q:follow_up:no", *further, "Bé Na, lớp 6", "review:submit")
    async with visiting(house.office) as mai:
        await mai.opens()
        for value in presses:
            await mai.presses(value)
        for text in ("Quảng Trực, Tuy Đức", "Cháu bị đánh, em nhìn thấy"):
            await mai.writes(text)
        await mai.chooses("voice", ("a.m4a", SOUND, "audio/x-m4a"), answer="speak")
        for value in ("q:story:done", "q:follow_up:no", *further):
            await mai.presses(value)
        await mai.writes("Bé Na, lớp 6")
        await mai.presses("review:submit")
    await house.fast_forward(seconds=2)

    numbers = [an.expects_page("urgent"), an.expects_page("urgent")]
    by_chat, by_page = [await an.opens(number) for number in numbers]
    assert by_chat.answers == by_page.answers
    assert (by_chat.story, by_chat.reasons, by_chat.notes) == (by_page.story, by_page.reasons, by_page.notes)
    assert [one.question for one in by_chat.spoken] == [one.question for one in by_page.spoken] == ["story"]
    assert [(await hears(house, an, number)).content for number in numbers] == [SOUND, SOUND]


async def test_the_web_page_notices_nothing_of_telegrams_troubles(house: House) -> None:
    an = await house.officer("An")
    await house.on_duty(an)
    house.telegram.outage(lasting=timedelta(minutes=1))
    async with visiting(house.office) as mai:
        await mai.opens()
        await mai.presses("q:role:child")
        page = await mai.presses("q:danger_now:today")
        assert "q:category:hit" in page.buttons
    await house.fast_forward(minutes=2)
    await an.writes("/alerts")
    an.expects("alerts-none")
