"""The further answers, from the chat to the officers: who reads them, why they are urgent, what is true."""

import random
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers import alert, case, due, interview
from hotline.alert.alert import Urgency
from hotline.alert.urgency import highest
from hotline.errors import NotFound
from tests.office import LAM_DONG, QUANG_TRUC, Office, open_office

CORE = ("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10", "q:place:24736")
ROLES = ("child", "family", "school", "citizen")
NOT_ONWARD = (":back", "lang:en", "lang:vi", "review:discard", "call:language", "receipt:now")
OFFICER_REPORTED = (
    *("review:now", "review:more", "q:setting:home", "q:sex:girl", "q:daily_access:no"),
    "q:relationship:commune_officer",
)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "var") as one:
        yield one


async def presses_all(office: Office, chat: str, *values: str, channel: str = "telegram") -> str:
    last = ""
    for value in values:
        last = await office.presses(chat, value, channel)
    return last


async def test_an_officer_reported_before_filing_is_never_sent_the_report(office: Office) -> None:
    an = await office.session(await office.officer("An", QUANG_TRUC))
    binh = await office.session(await office.officer("Bình", LAM_DONG, "supervisor"))
    await presses_all(office, "1", *CORE, *OFFICER_REPORTED, "review:now", "review:submit")

    assert (await alert.listed(office.installation, an.officer, None, None)).items == ()
    [item] = (await alert.listed(office.installation, binh.officer, None, None)).items
    assert item.unit == LAM_DONG
    view = await case.open_case(office.installation, binh.officer, binh.seeds, item.number)
    assert "note-conflict" in view.notes


async def test_an_officer_reported_after_a_red_answer_can_open_it_no_more(office: Office) -> None:
    an = await office.session(await office.officer("An", QUANG_TRUC))
    binh = await office.session(await office.officer("Bình", LAM_DONG, "supervisor"))
    await presses_all(office, "1", CORE[0], "q:danger_now:now", *CORE[2:])
    [item] = (await alert.listed(office.installation, an.officer, None, None)).items
    await case.open_case(office.installation, an.officer, an.seeds, item.number)

    said = await presses_all(office, "1", *OFFICER_REPORTED[:2], "q:injured:no", *OFFICER_REPORTED[2:])

    assert "có thể họ đã đọc" in said
    with pytest.raises(NotFound):
        await case.open_case(office.installation, an.officer, an.seeds, item.number)
    view = await case.open_case(office.installation, binh.officer, binh.seeds, item.number)
    assert view.answers["relationship"] == ("commune_officer",)


async def test_the_officer_sees_why_it_is_urgent_even_after_the_answer_was_changed(office: Office) -> None:
    binh = await office.session(await office.officer("Bình", LAM_DONG, "supervisor"))
    await presses_all(office, "1", CORE[0], "q:danger_now:now", *CORE[2:], "review:now", "review:edit")
    await presses_all(office, "1", "review:edit:danger_now", "q:danger_now:no", "review:submit")

    [item] = (await alert.listed(office.installation, binh.officer, None, None)).items
    view = await case.open_case(office.installation, binh.officer, binh.seeds, item.number)

    assert item.urgency == "emergency"
    why = {reason.sentence: reason.holds for reason in view.reasons}
    assert why["reason-danger-now"] is False
    assert why["reason-harm"] is True


async def test_a_reporter_is_told_once_that_nobody_has_taken_the_emergency(office: Office) -> None:
    await presses_all(office, "1", "q:role:child", "q:danger_now:now")
    await presses_all(office, "w", "q:role:child", "q:danger_now:now", channel="web")
    office.parcels.clear()

    told = []
    for _ in range(3):
        office.clock.wind(timedelta(minutes=5))
        await due.step(office.installation)
        said = [office.words(parcel.contents) for parcel in office.parcels if parcel.bot == "reporter"]
        told.append(sum("Chưa có cán bộ nào nhận" in words for words in said))

    assert told == [1, 1, 1], "said after five minutes and never again"
    page = await interview.look(office.installation, "web", "w", "vi")
    assert page.screen.lines[0].id == "honest-line"


async def test_nobody_is_told_so_once_an_officer_has_taken_it(office: Office) -> None:
    binh = await office.session(await office.officer("Bình", LAM_DONG, "supervisor"))
    await presses_all(office, "1", "q:role:child", "q:danger_now:now")
    [item] = (await alert.listed(office.installation, binh.officer, None, None)).items
    await alert.acknowledge(office.installation, binh.officer, item.number)
    office.parcels.clear()

    office.clock.wind(timedelta(minutes=6))
    await due.step(office.installation)

    assert [parcel for parcel in office.parcels if parcel.bot == "reporter"] == []


async def test_telegram_and_the_web_page_file_the_same_report(office: Office) -> None:
    binh = await office.session(await office.officer("Bình", LAM_DONG, "supervisor"))
    road = (
        *("q:role:school", *CORE[1:], "q:story:skip", "q:follow_up:no", "review:more", "q:setting:school"),
        *("q:sex:boy", "q:daily_access:yes", "q:relationship:classmate", "q:repeated:many"),
        *("q:school_safety:safe", "q:signs:sleep", "q:signs:done", "q:reported:nobody", "q:child_name:skip"),
    )
    for channel in ("telegram", "web"):
        await presses_all(office, channel, *road, "review:submit", channel=channel)

    listed = (await alert.listed(office.installation, binh.officer, None, None)).items
    views = [
        await case.open_case(office.installation, binh.officer, binh.seeds, item.number) for item in listed
    ]

    assert len(views) == 2
    assert views[0].answers == views[1].answers
    assert views[0].reasons == views[1].reasons
    assert {(item.unit, item.urgency) for item in listed} == {(QUANG_TRUC, "urgent")}


@pytest.mark.parametrize("language", ["mnong", "ede", "mong", "ma", "koho", "tay_nung", "other"])
async def test_a_call_back_in_another_language_is_shown_to_the_officer(office: Office, language: str) -> None:
    an = await office.session(await office.officer("An", QUANG_TRUC))
    offered = await office.presses("1", "call:language")
    assert f"[q:call_language:{language}]" in offered
    await office.presses("1", f"q:call_language:{language}")
    await presses_all(office, "1", *CORE, "review:now", "review:submit")

    [item] = (await alert.listed(office.installation, an.officer, None, None)).items
    view = await case.open_case(office.installation, an.officer, an.seeds, item.number)

    assert view.answers["call_language"] == (language,)
    assert "note-language" in view.notes


async def test_no_press_ever_lowers_an_alert(office: Office) -> None:
    """Forty reporters press at random; seeded, so that a failure can be walked again."""
    binh = await office.session(await office.officer("Bình", LAM_DONG, "supervisor"))
    chance = random.Random(20261124)
    reached: dict[int, Urgency] = {}
    for chat in range(40):
        values = re.findall(r"\[(.+)\]", await office.presses(f"c{chat}", f"q:role:{chance.choice(ROLES)}"))
        for _ in range(14):
            onward = [value for value in values if not value.endswith(NOT_ONWARD)] or values
            values = re.findall(r"\[(.+)\]", await office.presses(f"c{chat}", chance.choice(onward)))
            for item in (await alert.listed(office.installation, binh.officer, None, None)).items:
                before = reached.get(item.number, Urgency.LOW)
                reached[item.number] = Urgency(item.urgency)
                assert highest(before, reached[item.number]) is reached[item.number]

    assert len(set(reached.values())) > 1
