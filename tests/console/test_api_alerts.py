"""Alerts over the API: who sees them, who takes them."""

import asyncio

import pytest

from hotline.ids import UnitCode
from tests.desk import Desk
from tests.office import LAM_DONG, QUANG_TRUC, TUY_DUC


async def test_an_alert_of_the_unit_is_listed(desk: Desk) -> None:
    an = await desk.officer("An", QUANG_TRUC)
    await desk.report()

    listed = (await an.get("/alerts")).json()

    assert listed["next"] is None
    [item] = listed["items"]
    assert {"number": 1, "state": "open", "urgency": "normal", "category": "hit"}.items() <= item.items()
    assert item["unit"] == QUANG_TRUC
    assert item["opened_at"] == "2026-11-23T01:00:00Z"
    assert item["acknowledged_by"] is None


async def test_a_list_keeps_to_the_state_that_was_asked_for(desk: Desk) -> None:
    an = await desk.officer("An")
    for chat in ("1", "2"):
        await desk.report(chat)
    await an.post("/alerts/1/ack")

    for state, numbers in [("open", [2]), ("acknowledged", [1]), ("closed", [])]:
        listed = (await an.get("/alerts", state=state)).json()

        assert [item["number"] for item in listed["items"]] == numbers


async def test_a_long_list_goes_on_where_it_ended(desk: Desk) -> None:
    an = await desk.officer("An", LAM_DONG)
    await asyncio.gather(*(red(desk, str(chat)) for chat in range(51)))

    first = (await an.get("/alerts")).json()
    second = (await an.get("/alerts", cursor=first["next"])).json()

    numbers = [item["number"] for item in first["items"] + second["items"]]
    assert numbers == list(range(51, 0, -1))
    assert second["next"] is None


async def test_a_query_that_means_nothing_is_refused(desk: Desk) -> None:
    an = await desk.officer("An")

    for query in (
        "color=red",
        "state=new",
        "state=",
        "state=open&state=open",
        "cursor=x",
        "cursor=-1",
        "cursor=٣",
    ):
        response = await an.ask("GET", "/alerts", params=query)

        assert (response.status_code, response.json()["code"]) == (422, "unknown_query"), query
    assert (await an.get("/alerts/1", full="yes")).status_code == 422


async def test_there_is_no_such_alert(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report()

    for number in ("2", "0", "one", "٣", "999999999999999", "9" * 30):
        assert (await an.get(f"/alerts/{number}")).status_code == 404
        assert (await an.get(f"/cases/{number}")).status_code == 404
        assert (await an.post(f"/alerts/{number}/ack")).status_code == 404


async def test_another_communes_officer_sees_nothing_and_is_audited(desk: Desk) -> None:
    chi = await desk.officer("Chi", TUY_DUC)
    await desk.report()

    answers = [
        await chi.get("/alerts/1"),
        await chi.post("/alerts/1/ack"),
        await chi.get("/cases/1"),
        await chi.post("/cases/1/messages", {"text": "Chào bạn"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert (await chi.get("/alerts")).json()["items"] == []
    assert await desk.audited("refused") == [
        ("chi", "alert:1"),
        ("chi", "alert:1"),
        ("chi", "case:1"),
        ("chi", "case:1"),
    ]


@pytest.mark.parametrize(("unit", "role"), [(LAM_DONG, "supervisor"), (QUANG_TRUC, "unit_lead")])
async def test_those_above_see_and_may_acknowledge(desk: Desk, unit: UnitCode, role: str) -> None:
    binh = await desk.officer("Bình", unit, role)
    await desk.report()

    assert [item["number"] for item in (await binh.get("/alerts")).json()["items"]] == [1]
    assert (await binh.post("/alerts/1/ack")).status_code == 200


async def test_who_acknowledges_has_it(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report()

    response = await an.post("/alerts/1/ack")

    assert response.status_code == 200
    assert response.json()["state"] == "acknowledged"
    assert response.json()["acknowledged_by"] == "an"
    assert await desk.audited("acknowledged") == [("an", "alert:1")]


async def test_of_two_at_once_the_second_is_told_who_has_it(desk: Desk) -> None:
    officers = [await desk.officer(name) for name in ("An", "Dũng")]
    await desk.report()

    answers = await asyncio.gather(*(officer.post("/alerts/1/ack") for officer in officers))

    [won] = [answer.json() for answer in answers if answer.status_code == 200]
    [lost] = [answer.json() for answer in answers if answer.status_code == 409]
    assert lost["code"] == "taken"
    assert lost["acknowledged_by"] == won["acknowledged_by"]


async def test_acknowledging_again_changes_nothing(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report()
    before = (await an.post("/alerts/1/ack")).json()

    again = await an.post("/alerts/1/ack")

    assert again.status_code == 409
    assert again.json()["acknowledged_by"] == "an"
    assert (await an.get("/alerts/1")).json() == before


async def red(desk: Desk, chat: str) -> None:
    await desk.office.commands(chat, "start")
    await desk.office.presses(chat, "q:role:citizen")
    await desk.office.presses(chat, "q:danger_now:now")
