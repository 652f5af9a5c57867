"""Pictures and files by the page: no script, no disk, and the words beside them are never lost."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.case import CaseView
from tests.office import Office, open_office
from tests.pictures import photo
from tests.web_page import Visitor, an_of, comes_to_the_story, the_case, visiting

SWITCHES = "[media]\npictures = true\nmax_mb = 1\n"
PICTURE = ("be-Canary.jpg", photo(), "image/jpeg")


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
    form = lan.form(answer=answer, text=text)
    form.pop("file", None)
    await lan.shown(await lan.client.post("/", data=form, files={"file": what}))
    return lan.page.text


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
    form = {**lan.form(answer="attach", text="")}
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


async def test_switched_off_there_is_no_field_and_no_such_form(tmp_path: Path) -> None:
    async with open_office(tmp_path / "off") as office, visiting(office.installation) as lan:
        await comes_to_the_story(lan)

        assert 'type="file"' not in lan.page.html
        assert (await lan.client.post("/", files={"file": PICTURE})).status_code == 415
