"""An officer sets another urgency: who may, what is kept of the reason, who is told."""

from datetime import timedelta
from pathlib import Path

from tests.desk import Desk
from tests.office import LAM_DONG
from tests.traces import files_of, found_in

REASON = "Đã gọi cho cô giáo: cháu đang ở nhà bà, an toàn."


async def test_an_officer_who_has_read_the_case_lowers_it_with_a_reason(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report()
    await an.get("/cases/1")

    response = await an.post("/alerts/1/urgency", {"urgency": "low", "reason": REASON})

    assert response.status_code == 200
    assert response.json()["urgency"] == "low"
    case = (await an.get("/cases/1")).json()
    (one,) = case["regradings"]
    assert (one["by"], one["before"], one["urgency"], one["reason"]) == ("an", "normal", "low", REASON)
    assert await desk.audited("regraded") == [("an", "alert:1")]


async def test_whoever_has_not_read_the_case_cannot(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report()

    response = await an.post("/alerts/1/urgency", {"urgency": "low", "reason": REASON})

    assert (response.status_code, response.json()["code"]) == (409, "regrade_read_first")
    assert (await an.get("/alerts/1")).json()["urgency"] == "normal"


async def test_what_the_reporter_told_meanwhile_has_to_be_read_first(desk: Desk) -> None:
    an = await desk.officer("An")
    await desk.report(follow_up="yes")
    await an.get("/cases/1")
    await an.post("/cases/1/messages", {"text": "Cháu có ổn không?"})
    await desk.office.presses("4711", "msg:show")
    desk.office.clock.wind(timedelta(minutes=1))
    await desk.office.says("4711", "nó vừa cầm dao")

    early = await an.post("/alerts/1/urgency", {"urgency": "low", "reason": REASON})
    await an.get("/cases/1")
    after = await an.post("/alerts/1/urgency", {"urgency": "low", "reason": REASON})

    assert (early.status_code, after.status_code) == (409, 200)


async def test_refusals_say_why(desk: Desk) -> None:
    an, far = await desk.officer("An"), await desk.officer("Xa", unit=LAM_DONG, role="administrator")
    await desk.report()
    await an.get("/cases/1")

    asked = [
        await an.post("/alerts/1/urgency", {"urgency": "low", "reason": "  "}),
        await an.post("/alerts/1/urgency", {"urgency": "normal", "reason": REASON}),
        await an.post("/alerts/1/urgency", {"urgency": "green", "reason": REASON}),
        await an.post("/alerts/9/urgency", {"urgency": "low", "reason": REASON}),
        await far.post("/alerts/1/urgency", {"urgency": "low", "reason": REASON}),
    ]

    assert [(one.status_code, one.json()["code"]) for one in asked] == [
        (422, "regrade_no_reason"),
        (409, "regrade_same"),
        (422, "wrong_shape"),
        (404, "not_found"),
        (404, "not_found"),
    ]


async def test_a_red_answer_that_was_lowered_stays_so_until_something_new_comes(desk: Desk) -> None:
    binh = await desk.officer("Bình", LAM_DONG, "supervisor")
    await desk.office.commands("1", "start")
    for value in ("q:role:citizen", "q:danger_now:now"):
        await desk.office.presses("1", value)
    await binh.get("/cases/1")
    await binh.post("/alerts/1/urgency", {"urgency": "normal", "reason": REASON})

    levels = []
    for value in ("q:category:hit", "q:child_age:4_6"):
        await desk.office.presses("1", value)
        levels.append((await binh.get("/alerts/1")).json()["urgency"])

    assert levels == ["normal", "urgent"]
    await desk.office.says("1", "SOS")
    assert (await binh.get("/alerts/1")).json()["urgency"] == "emergency"


async def test_the_reason_is_sealed(desk: Desk, tmp_path: Path) -> None:
    an = await desk.officer("An")
    await desk.report()
    await an.get("/cases/1")

    await an.post("/alerts/1/urgency", {"urgency": "low", "reason": REASON})

    assert found_in(files_of(tmp_path / "var"), {"reason": "đang ở nhà bà"}) == []
