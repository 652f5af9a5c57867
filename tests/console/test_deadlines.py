"""Deadlines at the officers' desk: shown with the case, met by a press or by a program, late for ever."""

from datetime import timedelta

from handlers import due
from tests.desk import Desk
from tests.office import TUY_DUC

KIND = "emergency_measures"
MET = f"/cases/1/deadlines/{KIND}/met"


async def red(desk: Desk) -> None:
    await desk.office.commands("4711", "start")
    for value in ("q:role:citizen", "q:danger_now:now", "q:category:hit", "q:child_age:7_10"):
        await desk.office.presses("4711", value)
    await desk.office.says("4711", "Quảng Trực")


async def test_a_case_shows_its_deadline_and_an_officer_meets_it_once(desk: Desk) -> None:
    an, binh = await desk.officer("An"), await desk.officer("Bình")
    await red(desk)

    [before] = (await an.get("/cases/1")).json()["deadlines"]
    first, second = await an.post(MET), await binh.post(MET)

    assert (before["kind"], before["state"], before["due_at"]) == (KIND, "running", "2026-11-23T13:00:00Z")
    assert "26.3" in before["name"]
    assert (first.status_code, first.json()["state"], first.json()["met_by"]) == (200, "met", "an")
    assert (second.status_code, second.json()["met_by"]) == (409, "an")
    assert await desk.audited("deadline_met") == [("an", "case:1")]


async def test_met_too_late_is_shown_as_late(desk: Desk) -> None:
    await red(desk)
    desk.office.clock.wind(timedelta(hours=13))
    await due.step(desk.office.installation)
    an = await desk.officer("An")

    late = (await an.post(MET)).json()

    assert (late["state"], late["breached_at"], late["met_at"]) == (
        "met",
        "2026-11-23T14:00:00Z",
        "2026-11-23T14:00:00Z",
    )
    assert await desk.audited("deadline_missed") == [("system", "case:1")]


async def test_no_deadline_is_met_that_an_officer_cannot_see(desk: Desk) -> None:
    an, chi = await desk.officer("An"), await desk.officer("Chi", TUY_DUC)
    await red(desk)

    assert (await chi.post(MET)).status_code == 404
    assert (await an.post("/cases/1/deadlines/no_such/met")).status_code == 404
    assert (await an.get("/cases/1")).json()["deadlines"][0]["state"] == "running"
