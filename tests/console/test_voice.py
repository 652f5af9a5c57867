"""Voice messages at the desk: listed with their length, played as a download that can do nothing else."""

from dataclasses import replace

import pytest

from hotline.interview.conversation import Incoming, Kind
from hotline.recording import Recording
from tests.desk import PREFIX, Api, Desk

SOUND = b"OggS and a child's voice"


async def a_spoken_report(desk: Desk, mime: str = "audio/ogg", seconds: int | None = 42) -> Api:
    """An officer of the unit in which somebody has told the story aloud."""
    an, office = await desk.officer("An"), desk.office
    await office.commands("1", "start")
    for value in ("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10"):
        await office.presses("1", value)
    await office.says("1", "Quảng Trực")
    spoken = office.received("1", Incoming(Kind.VOICE, ""))
    await office.takes(replace(spoken, recording=Recording(SOUND, seconds, mime)))
    for value in ("q:story:done", "q:follow_up:no", "review:submit"):
        await office.presses("1", value)
    return an


async def test_a_case_lists_them_with_their_length(desk: Desk) -> None:
    an = await a_spoken_report(desk)

    case = (await an.get("/cases/1")).json()

    assert case["story"] is None
    [one] = case["media"]
    assert (one["id"], one["kind"], one["seconds"], one["question"]) == (1, "voice", 42, "story")


async def test_one_that_came_by_the_page_is_listed_without_a_length(desk: Desk) -> None:
    an = await a_spoken_report(desk, "audio/3gpp", None)

    [one] = (await an.get("/cases/1")).json()["media"]
    answer = await an.get("/cases/1/media/1")

    assert one["seconds"] is None
    assert answer.headers["content-type"] == "audio/3gpp"
    assert answer.headers["content-disposition"] == 'attachment; filename="1-1.3gp"'
    page = await desk.client.get("/cases/1", headers={"Cookie": f"langnghe_console={an.token}"})
    assert 'aria-label="Tin thoại 1"' in page.text
    assert "none ·" not in page.text


async def test_one_is_played_and_the_playing_audited(desk: Desk) -> None:
    an = await a_spoken_report(desk)

    answer = await an.get("/cases/1/media/1")

    assert (answer.content, answer.headers["content-type"]) == (SOUND, "audio/ogg")
    assert await desk.audited("recording_opened") == [("an", "case:1")]


async def test_it_can_do_nothing_in_a_browser(desk: Desk) -> None:
    an = await a_spoken_report(desk)

    headers = (await an.get("/cases/1/media/1")).headers

    assert headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"] == 'attachment; filename="1-1.ogg"'
    assert headers["cache-control"] == "no-store"


async def test_a_sender_cannot_make_it_a_page(desk: Desk) -> None:
    an = await a_spoken_report(desk, mime="text/html")

    assert (await an.get("/cases/1/media/1")).headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("asked", "status", "piece"),
    [
        ("bytes=0-", 206, SOUND),
        ("bytes=5-7", 206, SOUND[5:8]),
        ("bytes=99-", 416, b""),
        ("bytes=-5", 200, SOUND),
        ("lines=1-2", 200, SOUND),
    ],
)
async def test_a_player_may_ask_for_a_piece(desk: Desk, asked: str, status: int, piece: bytes) -> None:
    an = await a_spoken_report(desk)

    answer = await an.ask("GET", "/cases/1/media/1", headers={"Range": asked})

    assert (answer.status_code, answer.content) == (status, piece)


async def test_there_is_none_without_a_number_a_right_or_a_session(desk: Desk) -> None:
    an, chi = await a_spoken_report(desk), await desk.officer("Chi")

    assert (await an.get("/cases/1/media/2")).status_code == 404
    assert (await an.get("/cases/2/media/1")).status_code == 404
    assert (await chi.get("/cases/1/media/1")).status_code == 404  # came after the report: no member
    assert (await desk.stranger().get("/cases/1/media/1")).status_code == 401


async def test_the_page_of_the_case_plays_it_without_a_script(desk: Desk) -> None:
    an = await a_spoken_report(desk)
    cookie = {"Cookie": f"langnghe_console={an.token}"}

    page = await desk.client.get("/cases/1", headers=cookie)
    played = await desk.client.get("/cases/1/media/1", headers=cookie)

    assert '<audio controls preload="none" src="/cases/1/media/1"' in page.text
    assert "0:42" in page.text
    assert "media-src 'self'" in page.headers["content-security-policy"]
    assert played.content == SOUND
    assert (await desk.client.get("/cases/1/media/9", headers=cookie)).status_code == 404
    assert PREFIX not in page.text
