"""Voice, pictures and files by the page: no script, no disk, and the words beside them are never lost."""

from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.reporter.web_upload import Upload, Uploads
from handlers.case import open_recording
from hotline.case_view import CaseView
from hotline.interview.conversation import Incoming, Kind
from hotline.settings import Media
from storage.schema import Tx
from storage.tables.recording import draft_recording
from tests.office import Office, open_office
from tests.pictures import photo
from tests.web_page import Visitor, an_of, comes_to_the_story, the_case, visiting

SWITCHES = "[media]\npictures = true\nmax_mb = 1\n"
PICTURE = ("be-Canary.jpg", photo(), "image/jpeg")
SOUND = ("Giong be-Canary.m4a", b"\0\0\0\x1cftypM4A and a voice", "audio/x-m4a")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "var", toml=SWITCHES) as one:
        yield one


@pytest.fixture
async def lan(office: Office) -> AsyncIterator[Visitor]:
    async with visiting(office.installation) as one:
        await comes_to_the_story(one)
        yield one


async def sends(lan: Visitor, what: tuple[str, bytes, str], *, answer: str = "attach", text: str = "") -> str:
    """The form as a browser sends it with a file chosen; what the next page says."""
    return (await lan.chooses("file", what, answer=answer, text=text)).text


async def speaks(lan: Visitor, what: tuple[str, bytes, str], *, answer: str = "speak", text: str = "") -> str:
    """The form with a recording chosen; what the next page says."""
    return (await lan.chooses("voice", what, answer=answer, text=text)).text


async def the_end(office: Office, lan: Visitor) -> CaseView:
    an = await an_of(office)
    await lan.presses("q:story:done" if "q:story:done" in lan.page.buttons else "q:story:skip")
    await lan.presses("q:follow_up:no")
    await lan.presses("review:submit")
    return await the_case(office, an)


async def test_a_picture_and_the_words_beside_it_reach_the_officer(office: Office, lan: Visitor) -> None:
    said = await sends(lan, PICTURE, answer="send", text="bị đánh bằng roi")

    assert "Đã giữ và niêm phong" in said
    case = await the_end(office, lan)
    assert case.story == "bị đánh bằng roi"
    assert [(one.sort, one.has_copy) for one in case.attached] == [("picture", True)]


async def test_a_picture_alone_and_another_button_are_both_taken(office: Office, lan: Visitor) -> None:
    await sends(lan, PICTURE)
    await sends(lan, PICTURE, answer="q:story:done", text="hôm qua")

    assert "q:follow_up:no" in lan.page.buttons
    await lan.presses("q:follow_up:no")
    assert "Hình, tệp gửi kèm: 2" in lan.page.text


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (("a.jpg", bytes(1_000_001), "image/jpeg"), "quá lớn"),
        (("a.pdf", b"%PDF", "application/pdf"), "chưa nhận được loại này"),
        (("a.jpg", b"", "image/jpeg"), "trống"),
    ],
)
async def test_what_cannot_be_taken_is_said_and_the_words_stay(
    office: Office, lan: Visitor, what: tuple[str, bytes, str], said: str
) -> None:
    assert said in await sends(lan, what, answer="send", text="bị đánh")

    case = await the_end(office, lan)
    assert (case.story, case.attached) == ("bị đánh", ())


async def test_sent_twice_it_is_kept_once_and_a_field_left_empty_is_no_file(
    office: Office, lan: Visitor
) -> None:
    form = lan.form(answer="attach", text="")
    del form["file"], form["voice"]
    for _ in range(2):
        await lan.client.post("/", data=form, files={"file": PICTURE})
    await lan.opens()
    await sends(lan, ("", b"", "application/octet-stream"), answer="send", text="hôm qua")

    case = await the_end(office, lan)

    assert (case.story, len(case.attached)) == ("hôm qua", 1)


async def test_a_broken_body_and_a_foreign_one_are_refused(lan: Visitor) -> None:
    kind = {"Content-Type": "multipart/form-data; boundary=b"}

    assert (await lan.client.post("/", content=b"--c\r\n", headers=kind)).status_code == 400
    assert (await lan.client.post("/", files={"file": PICTURE}, data={"token": "x"})).status_code == 403


async def test_a_recording_and_the_words_beside_it_reach_the_officer(office: Office, lan: Visitor) -> None:
    """Whatever a phone calls what its recorder made."""
    said = await speaks(lan, SOUND, answer="send", text="bị đánh bằng roi")
    assert "Đã giữ lời nói này" in said
    await speaks(lan, ("a.3gp", b"\0\0\0\x18ftyp3gp4", "video/3gpp"))

    an = await an_of(office)
    case = await the_end(office, lan)

    assert case.story == "bị đánh bằng roi"
    assert [(one.seconds, one.question) for one in case.spoken] == [(None, "story")] * 2
    heard = [await open_recording(office.installation, an.officer, an.seeds, case.number, n) for n in (1, 2)]
    assert [(one.content, one.mime) for one in heard] == [
        (SOUND[1], "audio/mp4"),
        (b"\0\0\0\x18ftyp3gp4", "audio/3gpp"),
    ]


async def test_nobody_is_told_a_length_that_nobody_knows(office: Office, lan: Visitor) -> None:
    said = await speaks(lan, SOUND)
    await lan.presses("q:story:done")
    review = await lan.presses("q:follow_up:no")

    assert "Lời kể: 1 tin thoại" in review.text
    assert "0:0" not in said + review.text


async def test_a_recording_and_a_picture_chosen_together_are_both_taken(office: Office, lan: Visitor) -> None:
    await lan.chooses_all({"voice": SOUND, "file": PICTURE}, text="hôm qua")

    case = await the_end(office, lan)

    assert (case.story, len(case.spoken), len(case.attached)) == ("hôm qua", 1, 1)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (("a.m4a", bytes(1_000_001), "audio/mp4"), "ghi âm này dài quá"),
        (("a.mp4", b"\0\0\0\x18ftypisom", "video/mp4"), "không phải bản ghi âm"),
        (("a.html", b"OggS", "text/html"), "không phải bản ghi âm"),
        (("a.ogg", b"", "audio/ogg"), "chưa ai nghe được"),
    ],
)
async def test_a_recording_that_cannot_be_taken_loses_no_words(
    office: Office, lan: Visitor, what: tuple[str, bytes, str], said: str
) -> None:
    assert said in await speaks(lan, what, answer="send", text="bị đánh")
    assert "<details open>" in lan.page.html

    case = await the_end(office, lan)
    assert (case.story, case.spoken, case.attached) == ("bị đánh", (), ())


async def test_out_of_order_the_machine_gives_the_words_back_and_asks_for_the_recording_again(
    office: Office, lan: Visitor
) -> None:
    works = office.installation.receipts
    office.installation.receipts = None  # type: ignore[assignment]  # any fault will do
    said = await speaks(lan, SOUND, answer="send", text="bị đánh")
    office.installation.receipts = works

    assert (lan.page.box, "xin chọn lại" in said) == ("bị đánh", True)
    await lan.presses("send", lan.page.box)
    assert "Đã ghi lại" in lan.page.text


async def test_a_cry_for_help_beside_a_recording_is_heard_at_once(office: Office, lan: Visitor) -> None:
    an = await an_of(office)
    await speaks(lan, SOUND, answer="send", text="SOS")

    case = await the_case(office, an)

    assert (case.finished, len(case.spoken)) == (False, 1)


@pytest.mark.parametrize("way", ["leave", "wipe", "drop"])
async def test_who_leaves_or_thinks_better_of_it_leaves_no_recording(
    office: Office, lan: Visitor, way: str
) -> None:
    await speaks(lan, SOUND)
    assert await office.installation.reader.read(_drafts) == 1

    if way == "leave":
        await lan.client.post("/leave")
    else:
        await lan.presses({"wipe": "cmd:wipe", "drop": "voice:drop"}[way])

    assert await office.installation.reader.read(_drafts) == 0


async def test_many_speak_at_once_and_who_finds_no_room_is_asked_again(office: Office) -> None:
    """It is room that is short, not turns: slow telephones must not keep each other from being heard."""
    uploads = Uploads(Media(max_mb=1))
    with ExitStack() as stack:
        rooms = [stack.enter_context(uploads.reading(known=True)) for _ in range(50)]
        assert all(room is not None and room.take(50_000) for room in rooms)
        with uploads.reading(known=True) as late:
            assert late is not None
            assert [late.take(900_000), late.take(900_000), late.take(1)] == [True, False, False]
        with uploads.reading(known=True) as later:
            assert later is not None
            assert later.take(1_000_000)

    short = Upload("voice", "audio/mp4", b"", 900_000)
    declined = await uploads.held(office.received("1", Incoming(Kind.ATTACHMENT, "voice")), short)
    assert declined.incoming.value == "voice-failed"


async def test_where_nothing_was_chosen_it_is_said_so(lan: Visitor) -> None:
    assert "Chưa chọn được gì" in await speaks(lan, ("", b"", "application/octet-stream"))


async def test_where_files_are_taken_a_sound_among_them_needs_two_to_open_it(tmp_path: Path) -> None:
    """It may be what somebody else said, sent along as proof."""
    async with (
        open_office(tmp_path / "files", toml="[media]\nfiles = true\n") as office,
        visiting(office.installation) as lan,
    ):
        await comes_to_the_story(lan)
        await sends(lan, SOUND)

        case = await the_end(office, lan)

    assert ([one.sort for one in case.attached], case.spoken) == (["file"], ())


def _drafts(tx: Tx) -> int:
    return tx.connection.execute(select(func.count()).select_from(draft_recording)).scalar_one()


async def test_voice_is_taken_unless_it_is_switched_off(tmp_path: Path) -> None:
    async with open_office(tmp_path / "on") as office, visiting(office.installation) as lan:
        await comes_to_the_story(lan)

        assert 'accept="audio/*" capture ' in lan.page.html
        assert "Cán bộ trực sẽ nghe giọng của bạn. Bạn có thể viết thay cho nói." in lan.page.text
        assert 'id="file"' not in lan.page.html


async def test_switched_off_there_is_no_field_and_no_such_form(tmp_path: Path) -> None:
    off = "[media]\nvoice = false\n"
    async with open_office(tmp_path / "off", toml=off) as office, visiting(office.installation) as lan:
        await comes_to_the_story(lan)

        assert 'type="file"' not in lan.page.html
        assert (await lan.client.post("/", files={"file": PICTURE})).status_code == 415
