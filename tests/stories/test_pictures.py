"""A picture, where the operator takes them: sealed, taken out of the chat, seen by two officers together."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from handlers import attachments
from storage.schema import Tx
from storage.tables.attachment import attachment, attachment_content
from tests.pictures import CAMERA, photo
from tests.stories.cast import Colleague, Reporter
from tests.stories.house import House, open_house
from tests.stories.template import Template
from tests.stories.test_voice import at_the_story

SWITCHES = "[media]\npictures = true\nfiles = true\nmax_mb = 1\n"
NAME = "lop-5A-be-Canary.pdf"


@pytest.fixture
async def taking(tmp_path: Path, template: Template) -> AsyncIterator[House]:
    """A house that takes pictures and files of up to a megabyte."""
    async with open_house(template, tmp_path, toml=SWITCHES) as house:
        yield house


def kept(tx: Tx) -> tuple[int, int, int]:
    """How many attachments lie with chats, how many with reports, how many contents there are."""
    counts = (
        select(func.count()).where(attachment.c.conversation_id.is_not(None)),
        select(func.count()).where(attachment.c.part_id.is_not(None)),
        select(func.count()).select_from(attachment_content),
    )
    return tuple(tx.connection.execute(one).scalar_one() for one in counts)  # type: ignore[return-value]  # three


async def shows(house: House, who: Reporter, content: bytes = b"", *, caption: str = "") -> str:
    who.expects_nothing()
    await who.phone.sends_photo(content or photo(), caption=caption)
    await house.settle()
    return who.expects().text


async def sends_file(house: House, who: Reporter, content: bytes) -> str:
    await who.phone.sends_document(content, NAME, "application/pdf")
    await house.settle()
    return who.expects().text


async def opens(house: House, asks: Colleague, agrees: Colleague, number: int) -> attachments.Opened:
    """One asks, another agrees, the first looks."""
    one, other = await asks.person(), await agrees.person()
    asked = await attachments.ask(house.office, one, asks.seeds, number, 1, "cần xem nơi chụp")
    await attachments.agree(house.office, other, agrees.seeds, number, asked.id)
    return await attachments.open_one(house.office, one, asks.seeds, number, 1, cleaned=True)


async def test_two_officers_see_what_the_reporter_sent_without_where_it_was_taken(taking: House) -> None:
    an, binh = await taking.officer("An"), await taking.officer("Bình")
    await taking.on_duty(an)
    lan = await at_the_story(taking)

    assert "đang được xóa" in await shows(taking, lan, caption="roi để ở đây")
    assert await taking.reads(kept) == (1, 0, 1)
    review = await lan.answers("q:story:done", "q:follow_up:no")
    assert "Hình, tệp gửi kèm: 1" in review.text
    await lan.presses("review:submit")
    number = an.expects_page("normal")

    view = await an.opens(number)
    assert view.story == "roi để ở đây"
    assert [(one.sort, one.has_copy, one.questions) for one in view.attached] == [("picture", True, ())]
    assert await taking.reads(kept) == (0, 1, 1)
    seen = await opens(taking, binh, an, number)
    await taking.settle()
    an.expects("note-second-person")
    assert seen.cleaned is not None
    assert CAMERA.encode() not in seen.cleaned.content


async def test_the_messengers_copy_is_taken_out_of_the_chat(taking: House) -> None:
    lan = await at_the_story(taking)

    await shows(taking, lan)

    assert [message.extra for message in lan.phone.written if "photo" in message.extra] == []


async def test_neither_picture_nor_name_lies_anywhere_in_clear(taking: House) -> None:
    lan = await at_the_story(taking)
    await shows(taking, lan)
    await sends_file(taking, lan, b"%PDF a page of the Canary" * 100)
    await lan.answers("q:story:skip", "q:follow_up:no", "review:submit")

    files = [file for file in taking.paths.data_dir.rglob("*") if file.is_file()]
    written = b"".join(file.read_bytes() for file in files) + taking.lines.getvalue().encode()

    assert [
        word
        for word in (CAMERA, NAME, "page of the Canary", "\xff\xd8\xff")
        if word.encode("latin-1") in written
    ] == []


async def test_after_a_red_answer_one_is_in_the_case_at_once(taking: House) -> None:
    an = await taking.officer("An")
    await taking.on_duty(an)
    lan = taking.parent("Lan")
    await lan.writes("/start")
    await shows(taking, lan)
    await lan.answers(
        "q:role:citizen", "q:danger_now:now", "q:category:hit", "q:child_age:7_10", "Quảng Trực"
    )
    number = an.expects_page("emergency")
    await shows(taking, lan)

    assert [one.place for one in (await an.opens(number)).attached] == [1, 2]


async def test_after_the_report_one_goes_to_its_case(taking: House) -> None:
    an = await taking.officer("An")
    await taking.on_duty(an)
    lan = taking.parent("Lan")
    await lan.tells("bị đánh", follow_up="yes")
    number = an.expects_page("normal")
    await an.takes(number)
    await an.writes_to_reporter(number, "Cháu đang ở đâu?")
    await taking.fast_forward(hours=1)
    lan.expects("notice-message")
    await lan.presses("msg:show")

    await shows(taking, lan)

    an.expects("note-reporter-wrote")
    assert [one.sort for one in (await an.opens(number)).attached] == ["picture"]


async def test_what_cannot_be_taken_is_answered_and_nothing_else_is_lost(taking: House) -> None:
    lan = await at_the_story(taking)
    await lan.writes("bị đánh")

    assert "quá lớn" in await sends_file(taking, lan, bytes(1_000_001))
    assert "trống" in await sends_file(taking, lan, b"")
    taking.telegram.fault("getFile", status=500, times=1)
    assert "gửi lại" in await shows(taking, lan)

    assert await taking.reads(kept) == (0, 0, 0)
    review = await lan.answers("q:story:done", "q:follow_up:no")
    assert "Lời kể: 2 chữ" in review.text


async def test_a_wiped_chat_leaves_none(taking: House) -> None:
    lan = await at_the_story(taking)
    await shows(taking, lan)

    await lan.phone.writes("/wipe")
    await taking.settle()
    lan.expects("wiped")

    assert await taking.reads(kept) == (0, 0, 0)


async def test_switched_off_it_is_declined_and_never_fetched(house: House) -> None:
    lan = await at_the_story(house)

    assert "không nhận hình" in await shows(house, lan)
    assert "chưa nhận được tệp" in await sends_file(house, lan, b"%PDF")

    assert house.telegram.calls_of("getFile") == []
    assert await house.reads(kept) == (0, 0, 0)
