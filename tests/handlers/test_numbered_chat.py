"""A channel without buttons: numbers mean lines, a notice is read by number or words, a child is sent on."""

import unicodedata
from collections.abc import AsyncIterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from cli import opening
from handlers import follow_up, hidden_messages
from handlers.access import Added
from handlers.case import open_case
from handlers.installation import Texts
from handlers.steps import people
from hotline.duty.roster import Officer
from hotline.interview.conversation import Incoming, Kind
from hotline.settings_reading import read_settings
from storage.schema import Tx
from tests.office import LAM_DONG, Office, open_office

LETTER = "Cháu còn ở nhà bà ngoại không?"
ANSWERS = ("Hàng xóm, người dân", "Không", "Bị bắt nạt ở trường", "Không biết", "Quảng Trực", "bỏ qua")
PUBLIC = '[web]\npublic_url = "https://nghe.example"\n'


@cache
def public_texts() -> Texts:
    return opening.read_texts(read_settings(PUBLIC, "test.toml", {}))


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "var", toml=PUBLIC) as one:
        one.installation.texts = public_texts()
        one.installation.sends |= {("reporter", "zalo")}
        yield one


async def tells(office: Office, chat: str, *more: str) -> str:
    said = ""
    for text in ("chào", *ANSWERS, *more):
        said = await office.says(chat, text, "zalo")
    return said


async def asked_by_an_officer(office: Office, chat: str = "z-lan") -> None:
    """Lan's report is sent, she agreed to be asked, and An has asked."""
    assert "Mã nhận tin" in await tells(office, chat, "Được", "1")
    await writes(office, await office.officer("An"), LETTER)


async def writes(office: Office, added: Added, text: str) -> None:
    officer = await person(office, added)
    assert (await follow_up.write(office.installation, officer, 1, text)).fault is None


async def person(office: Office, added: Added) -> Officer:
    inst = office.installation

    def found(tx: Tx) -> Officer:
        duty = people.duty_at(tx, inst, inst.now())
        return next(one for one in duty.officers if one.username == added.username)

    return await inst.reader.read(found)


def notice(office: Office) -> str:
    return office.words(office.parcels[-1].contents)


@pytest.mark.parametrize("typed", ["1", "Đọc tin nhắn", "doc tin nhan"])
async def test_an_officers_message_is_read_by_number_or_words(office: Office, typed: str) -> None:
    await asked_by_an_officer(office)

    shown = await office.says("z-lan", typed, "zalo")

    assert "[msg:show]" in notice_before(office)
    assert LETTER in shown


async def test_while_questions_are_asked_a_number_is_their_answer(office: Office) -> None:
    """The notice then has no number, else “1” might say that a child is in danger."""
    await asked_by_an_officer(office)
    for text in ("đọc tin nhắn", "/report", "4"):
        await office.says("z-lan", text, "zalo")
    await writes(office, await office.officer("Bình"), "Câu thứ hai?")
    told = notice(office)

    answered = await office.says("z-lan", "3", "zalo")
    shown = await office.says("z-lan", "đọc tin nhắn", "zalo")

    assert "[msg:show]" not in told
    assert "Đọc tin nhắn" in told
    assert LETTER not in answered
    assert "Câu thứ hai?" in shown


def notice_before(office: Office) -> str:
    """The last message before the answer that was just given."""
    return office.words(office.parcels[-2].contents)


async def test_the_buttons_of_one_turn_alone_have_numbers_too(office: Office) -> None:
    languages = await office.says("z-lan", "/language", "zalo")
    lines = [line for line in languages.splitlines() if line.startswith("[")]

    await office.says("z-lan", str(lines.index("[lang:en]") + 1), "zalo")

    assert "[lang:vi]" in await office.says("z-lan", "what?", "zalo")


async def test_a_hidden_message_is_answered_kindly_with_ways_that_work(office: Office) -> None:
    """Zalo hides what children write: no question may follow, because no answer would be seen either."""
    [reply] = await office.takes(office.received("z-em", Incoming(Kind.UNSUPPORTED, "hidden"), "zalo"))

    assert not isinstance(reply, Exception)
    said = notice(office)
    assert {"111", "https://nghe.example"} <= {word.strip(",.;") for word in said.split()}
    assert "[" not in said


async def test_a_file_among_answers_does_not_end_the_interview(office: Office) -> None:
    """It looks just like a child's message."""
    await office.says("z-lan", "4", "zalo")

    await office.takes(office.received("z-lan", Incoming(Kind.UNSUPPORTED, "hidden"), "zalo"))

    assert "https://nghe.example" in notice(office)
    assert "[q:danger_now:now]" in notice(office)


async def test_the_opening_names_the_web_page(office: Office) -> None:
    assert "Trang web kín hơn: https://nghe.example" in await office.says("z-lan", "chào", "zalo")


async def test_hidden_messages_are_counted_by_day_each_once_and_shown_to_who_leads(office: Office) -> None:
    inst = office.installation
    first = office.received("z-em", Incoming(Kind.UNSUPPORTED, "hidden"), "zalo")
    await office.takes(first)
    await office.takes(first, office.received("z-bạn", Incoming(Kind.UNSUPPORTED, "hidden"), "zalo"))
    await office.takes(office.received("z-lan", Incoming(Kind.UNSUPPORTED, "picture"), "zalo"))
    an, binh = await office.officer("An"), await office.officer("Bình", LAM_DONG, "supervisor")

    seen = [await hidden_messages.counted(inst, await person(office, one), inst.now()) for one in (an, binh)]

    assert seen == [{}, {date(2026, 11, 23): 2}]


async def test_the_same_road_files_the_same_report_on_every_channel(office: Office) -> None:
    """Pressed on Telegram and the web page, typed as numbers, words and bare words on Zalo."""
    an = await office.session(await office.officer("An"))
    for channel in ("telegram", "web"):
        for value in PRESSED:
            if ":" in value:
                await office.presses(f"{channel}-lan", value, channel)
            else:
                await office.says(f"{channel}-lan", value, channel)
    for channel in ("zalo", "zalo_oa"):
        for text in TYPED:
            await office.says("z-lan", unicodedata.normalize("NFD", text), channel)

    cases = [await open_case(office.installation, an.officer, an.seeds, number) for number in (1, 2, 3, 4)]

    assert cases[0].answers["story"] == STORY
    assert [case.answers for case in cases] == [cases[0].answers] * 4
    assert [(case.finished, case.contact) for case in cases] == [(True, "open")] * 4


STORY = "Nghe tiếng khóc mỗi tối"
PRESSED = (
    *("chào", "q:role:citizen", "q:danger_now:today", "q:category:neglect", "q:child_age:4_6"),
    *("Quảng Trực", STORY, "q:story:done", "q:follow_up:yes", "review:submit"),
)
TYPED = ("chào", "4", "có thể trong hôm nay", "bi bo doi", "2", "quang truc", STORY, "xong", "Được", "1")
