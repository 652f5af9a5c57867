"""Pictures and files at the desk: counted for everybody who may read the case, opened by two together."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hotline.attachment import Attachment, Cleaned
from hotline.interview.conversation import Incoming, Kind
from tests.desk import Api, Desk
from tests.office import TUY_DUC
from tests.window import logged_in, window

PICTURE = Attachment(b"original of the picture", "picture", "image/jpeg", Cleaned(b"copy", "image/png"))
FILE = Attachment(b"%PDF of a reporter", "file", "application/pdf")
REASON = {"reason": "xem biển số xe trong hình"}


async def reported(desk: Desk, *sent: Attachment) -> None:
    """Somebody told the story and sent these along."""
    office = desk.office
    await office.commands("1", "start")
    for value in ("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10"):
        await office.presses("1", value)
    await office.says("1", "Quảng Trực")
    for one in sent:
        message = office.received("1", Incoming(Kind.ATTACHMENT, one.sort))
        await office.takes(replace(message, attachment=one))
    for value in ("q:story:skip", "q:follow_up:no", "review:submit"):
        await office.presses("1", value)


async def two_agree(an: Api, binh: Api, place: int = 1) -> None:
    asked = await an.post(f"/cases/1/attachments/{place}/openings", REASON)
    assert asked.status_code == 201
    agreed = await binh.post(f"/cases/1/openings/{asked.json()['id']}/agreement")
    assert agreed.status_code == 201


@pytest.fixture
async def an(desk: Desk) -> Api:
    return await desk.officer("An")


@pytest.fixture
async def binh(desk: Desk) -> Api:
    return await desk.officer("Bình")


async def test_one_alone_sees_how_many_and_opens_nothing(desk: Desk, an: Api) -> None:
    await reported(desk, PICTURE, FILE)
    case = (await an.get("/cases/1")).json()
    shown = [(one["id"], one["kind"], one["cleaned"], one["openings"]) for one in case["attachments"]]
    assert shown == [(1, "picture", True, []), (2, "file", False, [])]
    assert (await an.post("/cases/1/attachments/1/openings", {"reason": "  x  "})).status_code == 422
    asked = await an.post("/cases/1/attachments/1/openings", REASON)

    agreed = await an.post(f"/cases/1/openings/{asked.json()['id']}/agreement")

    assert (agreed.status_code, agreed.json()["code"]) == (409, "same_person")
    for what in ("copy", "original"):
        refused = await an.get(f"/cases/1/attachments/1/{what}")
        assert (refused.status_code, refused.json()["code"]) == (403, "two_people")
    assert await desk.audited("attachment_opened") == []


async def test_two_together_open_the_copy_and_the_original(desk: Desk, an: Api, binh: Api) -> None:
    await reported(desk, PICTURE)
    await two_agree(an, binh)

    copy = await an.get("/cases/1/attachments/1/copy")
    original = await an.get("/cases/1/attachments/1/original")

    assert (copy.content, copy.headers["content-type"]) == (b"copy", "image/png")
    assert (original.content, original.headers["content-type"]) == (
        PICTURE.content,
        "application/octet-stream",
    )
    assert original.headers["content-disposition"] == 'attachment; filename="1-1.jpg"'
    for answer in (copy, original):
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
    for action, who in (("asked", "an"), ("agreed", "binh"), ("opened", "an")):
        assert (who, "case:1") in await desk.audited(f"attachment_{action}")
    [one] = (await binh.get("/cases/1")).json()["attachments"]
    [opening] = one["openings"]
    assert (opening["asked_by"], opening["agreed_by"], opening["reason"]) == ("an", "binh", REASON["reason"])
    assert (await binh.get("/cases/1/attachments/1/copy")).status_code == 403  # it was An who asked


async def test_after_half_an_hour_it_is_shut_and_has_to_be_asked_for_anew(
    desk: Desk, an: Api, binh: Api
) -> None:
    await reported(desk, PICTURE, FILE)
    await two_agree(an, binh)
    again = await binh.post("/cases/1/openings/1/agreement")
    assert (again.status_code, again.json()["code"]) == (409, "already_agreed")

    desk.office.clock.wind(timedelta(minutes=29, seconds=59))
    assert (await an.get("/cases/1/attachments/1/copy")).status_code == 200
    assert (await an.get("/cases/1/attachments/2/original")).status_code == 403  # that was the other one
    desk.office.clock.wind(timedelta(seconds=1))

    assert (await an.get("/cases/1/attachments/1/copy")).status_code == 403
    assert (await an.get("/cases/1")).json()["attachments"][0]["openings"] == []


async def test_a_file_has_no_copy_and_is_only_a_download(desk: Desk, an: Api, binh: Api) -> None:
    await reported(desk, FILE)
    await two_agree(an, binh)

    assert (await an.get("/cases/1/attachments/1/copy")).json()["code"] == "no_copy"
    original = await an.get("/cases/1/attachments/1/original")
    assert original.headers["content-type"] == "application/octet-stream"
    assert original.headers["content-disposition"] == 'attachment; filename="1-1.pdf"'


async def test_for_another_unit_there_is_nothing(desk: Desk, an: Api) -> None:
    chi = await desk.officer("Chi", TUY_DUC)
    await reported(desk, PICTURE)
    await an.post("/cases/1/attachments/1/openings", REASON)

    for method, path in (
        ("GET", "/cases/1/attachments/1/copy"),
        ("POST", "/cases/1/openings/1/agreement"),
    ):
        assert (await chi.ask(method, path)).status_code == 404
    assert (await chi.post("/cases/1/attachments/1/openings", REASON)).status_code == 404
    for path in ("attachments/2/openings", "attachments/0/openings"):
        assert (await an.post(f"/cases/1/{path}", REASON)).status_code == 404
    assert (await an.post("/cases/1/openings/9/agreement")).status_code == 404


async def test_two_people_agree_by_the_pages_forms(desk: Desk) -> None:
    people = [await desk.office.officer(name) for name in ("An", "Bình")]
    await reported(desk, PICTURE)
    async with window(desk) as an, window(desk) as binh:
        for visitor, added in zip((an, binh), people, strict=True):
            await logged_in(desk, visitor, added)
            await visitor.opens("/cases/1")
        ask = "/cases/1/attachments/1"
        await an.sends(an.form(ask, reason=REASON["reason"]), ask)
        assert "Đang chờ người thứ hai" in an.page.text
        alone = {"csrf": an.page.fields["/cases/1"]["csrf"]}
        assert "không thể tự đồng ý" in (await an.sends(alone, "/cases/1/openings/1")).text
        assert "Không ai mở được một mình" in (await an.opens(f"{ask}/copy")).text

        page = await binh.opens("/cases/1")
        assert REASON["reason"] in page.text
        await binh.sends(binh.form("/cases/1/openings/1"), "/cases/1/openings/1")

        assert f"{ask}/copy" in (await an.opens("/cases/1")).html
        await an.opens(f"{ask}/original")
        assert an.seen[-1].content == PICTURE.content
        assert f"{ask}/copy" not in (await binh.opens("/cases/1")).html
