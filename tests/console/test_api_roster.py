"""Rosters over the API: a month with its gaps, and whom an alert would page."""

import pytest

from handlers import roster
from hotline.duty.change_words import RotationWords
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
