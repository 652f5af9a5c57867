"""Rosters over the API: a month with its gaps, and whom an alert would page."""

import json

import pytest

from handlers import desks, roster
from hotline.duty.change_words import RotationWords
from hotline.ids import UnitCode
from tests.console.test_api_deeds import chats
from tests.desk import Desk
from tests.office import LAM_DONG, QUANG_TRUC, TUY_DUC


async def planned(desk: Desk) -> None:
    words = RotationWords(
        QUANG_TRUC, "on_duty", "2026-12-01", "07:00", "07:00", ("an",), ends_on="2026-12-11"
    )
    assert isinstance(await roster.add_rotation(desk.office.installation, words), int)


async def test_a_month_has_its_shifts_its_gaps_and_its_loads(desk: Desk) -> None:
    an = await desk.officer("An")
    await planned(desk)

    month = (await an.get("/roster", month="2026-12")).json()

    assert (month["unit"], month["from"], month["until"]) == (
        QUANG_TRUC,
        "2026-11-30T17:00:00Z",
        "2026-12-31T17:00:00Z",
    )
    assert len(month["shifts"]) == 10
    assert month["shifts"][0] == {
        "officer": "an",
        "place": "on_duty",
        "from": "2026-12-01T00:00:00Z",
        "until": "2026-12-02T00:00:00Z",
    }
    assert month["percent"] == round(100 * 10 / 31, 3)
    assert [gap["until"] for gap in month["gaps"]] == ["2026-12-01T00:00:00Z", "2026-12-31T17:00:00Z"]
    assert month["loads"][0]["overloaded"] is True


async def test_a_preview_asks_about_any_moment(desk: Desk) -> None:
    an = await desk.officer("An")
    await planned(desk)

    now = (await an.get("/roster/preview")).json()
    later = (await an.get("/roster/preview", at="2026-12-05T22:00:00+07:00", urgency="normal")).json()

    assert now["steps"][0]["unreachable"] == []
    assert later["steps"][0]["unreachable"] == ["an"]
    assert later["steps"][0]["at"] == "2026-12-05T15:00:00Z"
    assert later["steps"][0]["rungs"] == ["on_duty"]


async def test_another_units_roster_is_none(desk: Desk) -> None:
    an, son = await desk.officer("An"), await desk.officer("Son", LAM_DONG, "supervisor")

    for path in ("/roster", "/roster/preview"):
        assert (await an.get(path, unit=TUY_DUC)).status_code == 404
        assert (await an.get(path, unit="99999")).status_code == 404
        assert (await son.get(path, unit="99999")).status_code == 404


@pytest.mark.parametrize("role", ["supervisor", "administrator", "officer"])
async def test_the_province_sees_every_roster(desk: Desk, role: str) -> None:
    son = await desk.officer("Son", LAM_DONG, role)

    assert (await son.get("/roster", unit=TUY_DUC)).status_code == 200
    assert (await son.get("/roster/preview", unit=TUY_DUC)).status_code == 200


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/roster", {"month": "2026-13"}),
        ("/roster", {"month": "soon"}),
        ("/roster", {"month": "0001-01"}),
        ("/roster/preview", {"urgency": "red"}),
        ("/roster/preview", {"at": "soon"}),
        ("/roster/preview", {"at": "2026-12-01T07:00"}),
        ("/roster/preview", {"at": "9999-12-31T23:59:59Z"}),
    ],
)
async def test_a_query_that_means_nothing_is_refused(desk: Desk, path: str, query: dict[str, str]) -> None:
    an = await desk.officer("An")

    assert (await an.get(path, **query)).status_code == 422


async def test_by_default_it_is_this_month(desk: Desk) -> None:
    an = await desk.officer("An")

    month = (await an.get("/roster")).json()

    assert month["percent"] == 0
    assert month["from"] == "2026-10-31T17:00:00Z"


SPAN = {"from": "2026-12-05T00:00:00Z", "until": "2026-12-05T12:00:00Z"}


async def test_a_lead_changes_the_own_units_roster_and_no_other(desk: Desk) -> None:
    await desk.officer("An")
    lan = await desk.officer("Lan", role="unit_lead")
    mai = await desk.officer("Mai", TUY_DUC, "unit_lead")
    await planned(desk)
    seat = {"unit": QUANG_TRUC, **SPAN}

    made = await lan.post("/roster/overrides", {**seat, "officers": ["lan"]})

    assert made.status_code == 201
    shifts = (await lan.get("/roster", month="2026-12")).json()["shifts"]
    assert [one["officer"] for one in shifts if one["from"] == SPAN["from"]] == ["lan"]
    number = made.json()["number"]
    assert (await mai.post("/roster/overrides", {**seat, "officers": ["an"]})).status_code == 404
    assert (await mai.ask("DELETE", f"/roster/changes/{number}")).status_code == 404
    assert (await lan.ask("DELETE", f"/roster/changes/{number}")).status_code == 204
    assert (await lan.ask("DELETE", f"/roster/changes/{number}")).status_code == 404


async def test_covers_and_leave_are_made_and_faults_are_named(desk: Desk) -> None:
    an = await desk.officer("An")
    son = await desk.officer("Son", LAM_DONG, "supervisor")
    await chats(desk, "son", "33")
    await planned(desk)
    cover = {"unit": QUANG_TRUC, **SPAN, "giver": "an", "taker": "son"}

    assert (await son.post("/roster/covers", cover)).status_code == 201
    assert (await son.post("/roster/leave", {"officer": "an", **SPAN})).status_code == 201
    assert (await an.post("/roster/leave", {"officer": "an", **SPAN})).status_code == 404
    [made, left] = (await son.get("/roster/changes", unit=QUANG_TRUC)).json()["items"]
    assert (made["kind"], made["giver"], made["taker"], made["place"]) == ("cover", "an", "son", "on_duty")
    assert (left["kind"], left["giver"], left["unit"], left["made_by"]) == ("leave", "an", None, "son")
    assert (await an.get("/roster/changes")).status_code == 404
    assert (await son.get("/roster/changes", unit="99999")).status_code == 404
    refused = await son.post("/roster/covers", {**cover, "taker": "nobody"})
    assert (refused.status_code, refused.json()["code"]) == (422, "wrong_roster")


@pytest.mark.parametrize(
    ("accepts", "words"),
    [
        ("vi", "Không thay được lịch trực: không có tên đăng nhập '@an'; không có tên đăng nhập 'x"),
        ("en", "The roster can't be changed so: unknown username '@an'; unknown username 'x"),
    ],
)
async def test_faults_are_in_the_callers_language(desk: Desk, accepts: str, words: str) -> None:
    """Whatever was written: what looks like a sentence's id, and what is longer than a sentence may be."""
    lan = await desk.officer("Lan", role="unit_lead")
    new = {"unit": QUANG_TRUC, **SPAN, "officers": ["@an", *("x" * 3000 + str(one) for one in range(19))]}

    refused = await lan.ask(
        "POST", "/roster/overrides", content=json.dumps(new).encode(), headers={"Accept-Language": accepts}
    )

    assert (refused.status_code, refused.json()["code"]) == (422, "wrong_roster")
    assert refused.json()["message"].startswith(words)


async def test_the_roster_of_another_agencys_desk_is_changed_too(desk: Desk) -> None:
    await desks.add(desk.office.installation, "cong-an", "Công an tỉnh")
    phu = await desk.officer("Phú", UnitCode("cong-an"), "unit_lead")

    made = await phu.post("/roster/overrides", {"unit": "cong-an", **SPAN, "officers": ["phu"]})

    assert made.status_code == 201


async def test_a_time_beyond_every_calendar_is_refused(desk: Desk) -> None:
    lan = await desk.officer("Lan", role="unit_lead")
    new = {"unit": QUANG_TRUC, **SPAN, "officers": ["lan"]}

    for until in ("9999-12-31T23:59:59Z", "2100-01-01T00:00:00Z"):
        refused = await lan.post("/roster/overrides", {**new, "until": until})
        assert (refused.status_code, refused.json()["code"]) == (422, "wrong_roster")


async def test_an_administrator_enters_a_swapped_day_and_takes_it_back(desk: Desk) -> None:
    root, son = await desk.officer("Root", LAM_DONG, "administrator"), await desk.officer("Son", LAM_DONG)
    path, swapped = (
        "/calendar/days/2027-02-13",
        '{"kind": "working", "name": " Làm bù  Tết "}'.encode(),
    )

    assert (await son.ask("PUT", path, content=swapped)).status_code == 404
    put = await root.ask("PUT", path, content=swapped)
    days = (await son.get("/calendar/days", year="2027")).json()["items"]

    assert put.json() == {"on": "2027-02-13", "kind": "working", "name": "Làm bù Tết"}
    assert put.json() in days
    assert (await son.ask("DELETE", path)).status_code == 404
    assert (await root.ask("DELETE", path)).status_code == 204
    assert (await root.ask("DELETE", path)).status_code == 404
    assert put.json() not in (await son.get("/calendar/days", year="2027")).json()["items"]
    assert (await root.ask("PUT", "/calendar/days/soon", content=swapped)).status_code == 422
    assert (await root.ask("PUT", path, content=b'{"kind": "x", "name": "x"}')).status_code == 422
    assert (await son.get("/calendar/days", year="27")).status_code == 422
    assert (await son.get("/calendar/days")).status_code == 200
