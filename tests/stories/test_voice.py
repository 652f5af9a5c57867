"""A voice message: fetched at once, sealed, counted on the review, heard by the officer alone."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from handlers import case
from hotline.errors import NotFound
from hotline.recording import Recording
from storage.schema import Tx
from storage.tables.recording import draft_recording, recording
from tests.office import TUY_DUC
from tests.stories.cast import Colleague, Reporter
from tests.stories.house import House
from tests.stories.template import REPORTERS

SOUND = b"OggS" + b"a child's voice " * 5000


async def speaks(house: House, who: Reporter, *, seconds: int = 42, content: bytes = SOUND) -> str:
    who.expects_nothing()
    await who.phone.sends_voice(content, seconds=seconds)
    await house.settle()
    return who.expects().text


async def hears(house: House, who: Colleague, number: int, place: int = 1) -> Recording:
    return await case.open_recording(house.office, await who.person(), who.seeds, number, place)


def kept(tx: Tx) -> tuple[int, int]:
    """How many recordings lie with chats, and how many with reports."""
    return tuple(  # type: ignore[return-value]  # two counts
        tx.connection.execute(select(func.count()).select_from(of)).scalar_one()
        for of in (draft_recording, recording)
    )


async def at_the_story(house: House) -> Reporter:
    lan = house.parent("Lan")
    await lan.begins()
    asked = await lan.answers("q:child_age:7_10", "Quảng Trực")
    assert "giọng nói" in asked.text
    return lan


async def test_the_officer_hears_what_the_reporter_said(house_on_both: House) -> None:
    house = house_on_both
    an = await house.officer("An")
    await house.on_duty(an)
    lan = await at_the_story(house)

    assert "0:42" in await speaks(house, lan)
    assert await house.reads(kept) == (1, 0)
    review = await lan.answers("q:story:done", "q:follow_up:no")
    assert "tin thoại, 0:42" in review.text
    await lan.presses("review:submit")
    number = an.expects_page("normal")

    view = await an.opens(number)
    assert [(one.place, one.seconds, one.question) for one in view.spoken] == [(1, 42, "story")]
    assert (await hears(house, an, number)).content == SOUND
    assert await house.reads(kept) == (0, 1)
    assert [entry.actor for entry in await house.audited("recording_opened")] == [an.username]


async def test_it_lies_nowhere_in_clear_and_its_address_nowhere_at_all(house: House) -> None:
    """The address of a file holds the bot's token."""
    lan = await at_the_story(house)
    await speaks(house, lan)
    await lan.answers("q:story:done", "q:follow_up:no", "review:submit")

    written = b"".join(file.read_bytes() for file in _files(house.paths.data_dir))

    assert b"a child's voice" not in written
    assert REPORTERS.encode() not in written
    assert b"file_0.oga" not in written
    assert REPORTERS not in house.lines.getvalue()


async def test_what_is_said_after_a_red_answer_can_be_heard_at_once(house: House) -> None:
    an = await house.officer("An")
    await house.on_duty(an)
    lan = house.parent("Lan")
    await lan.writes("/start")
    assert "0:07" in await speaks(house, lan, seconds=7, content=b"before")
    await lan.answers(
        "q:role:citizen", "q:danger_now:now", "q:category:hit", "q:child_age:7_10", "Quảng Trực"
    )
    number = an.expects_page("emergency")
    await speaks(house, lan, seconds=9, content=b"after")

    view = await an.opens(number)

    assert not view.finished
    assert [(one.seconds, one.question) for one in view.spoken] == [(7, "remarks"), (9, "story")]
    assert [(await hears(house, an, number, place)).content for place in (1, 2)] == [b"before", b"after"]


async def test_a_voice_message_after_the_report_goes_to_the_case(house: House) -> None:
    an = await house.officer("An")
    await house.on_duty(an)
    lan = house.parent("Lan")
    await lan.tells("bị đánh", follow_up="yes")
    number = an.expects_page("normal")
    await an.takes(number)
    await an.writes_to_reporter(number, "Cháu đang ở đâu?")
    await lan_reads(house, lan)

    await speaks(house, lan, content=b"at my aunt's")

    an.expects("note-reporter-wrote")
    assert [one.question for one in (await an.opens(number)).spoken] == [None]
    assert (await hears(house, an, number)).content == b"at my aunt's"


async def lan_reads(house: House, lan: Reporter) -> None:
    await house.fast_forward(hours=1)
    lan.expects("notice-message")
    await lan.presses("msg:show")


async def test_one_that_cannot_be_fetched_is_answered_and_the_interview_goes_on(house: House) -> None:
    lan = await at_the_story(house)
    house.telegram.fault("getFile", status=500, times=1)

    assert "viết bằng chữ" in await speaks(house, lan)

    assert await house.reads(kept) == (0, 0)
    await lan.writes("bị đánh bằng roi")


async def test_a_slow_download_holds_up_its_own_chat_and_nobody_else(house: House) -> None:
    lan, minh = await at_the_story(house), house.parent("Minh")
    house.telegram.fault("getFile", delay=60)
    await lan.phone.sends_voice(SOUND)
    await minh.phone.writes("/start")
    await house.settle()

    minh.expects("opening-who")
    lan.expects_nothing()
    await house.fast_forward(seconds=11)
    lan.expects("cannot-take-voice-failed")


async def test_too_long_or_too_large_is_said_so(house: House) -> None:
    lan = await at_the_story(house)

    assert "tối đa 5 phút" in await speaks(house, lan, seconds=301)
    assert house.telegram.calls_of("getFile") == []
    assert "tối đa 5 phút" in await speaks(house, lan, content=bytes(20_000_001))
    assert await house.reads(kept) == (0, 0)


async def test_a_deleted_recording_and_a_wiped_chat_leave_none(house: House) -> None:
    lan = await at_the_story(house)
    await speaks(house, lan)
    await lan.presses("voice:drop")
    assert await house.reads(kept) == (0, 0)

    await speaks(house, lan)
    await lan.phone.writes("/wipe")
    await house.settle()
    lan.expects("wiped")

    assert await house.reads(kept) == (0, 0)


async def test_a_stranger_to_the_case_hears_nothing(house: House) -> None:
    an, chi = await house.officer("An"), await house.officer("Chi", unit=TUY_DUC)
    await house.on_duty(an)
    lan = await at_the_story(house)
    await speaks(house, lan)
    await lan.answers("q:story:done", "q:follow_up:no", "review:submit")
    number = an.expects_page("normal")

    for who, place in ((chi, 1), (an, 0), (an, 2)):
        with pytest.raises(NotFound):
            await hears(house, who, number, place)

    assert [entry.actor for entry in await house.audited("refused")] == [chi.username]


def _files(directory: Path) -> list[Path]:
    return [file for file in directory.rglob("*") if file.is_file()]
