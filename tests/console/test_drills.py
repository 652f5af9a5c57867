"""What came of a unit's drills, on the console's page and over the API."""

from datetime import timedelta

from handlers import drill, due
from hotline.alert.alert import Urgency
from tests.desk import Desk
from tests.office import QUANG_TRUC, TUY_DUC
from tests.phones import Phones
from tests.window import logged_in, window


async def test_an_officer_sees_how_the_units_officers_fared_and_no_other_units(desk: Desk) -> None:
    an = await desk.officer("An", role="unit_lead")
    begun = await drill.begin(desk.office.installation, QUANG_TRUC, Urgency.URGENT)
    await drill.end(desk.office.installation, begun.number)

    seen = (await an.get("/drills")).json()

    assert [(one["number"], one["unit"], one["running"]) for one in seen["items"]] == [
        (begun.number, QUANG_TRUC, False)
    ]
    assert (await an.get("/drills", unit=TUY_DUC)).status_code == 404
    assert (await an.get("/drills", unit="99999")).status_code == 404


async def test_the_page_shows_them_too(desk: Desk) -> None:
    added = await desk.office.officer("An")
    async with window(desk) as visitor:
        await logged_in(desk, visitor, added)
        assert "Chưa có buổi" in (await visitor.opens("/drills")).text
        begun = await drill.begin(desk.office.installation, QUANG_TRUC, Urgency.URGENT)
        await due.step(desk.office.installation)
        page = await visitor.opens("/drills")
        await visitor.opens(f"/drills?unit={TUY_DUC}")

    assert f"#{begun.number}" in page.text
    assert "Đang diễn ra" in page.text
    assert visitor.seen[-1].status_code == 404


async def test_an_officer_sees_on_the_account_page_that_a_drill_failed(desk: Desk) -> None:
    here = desk.office.installation
    added = await desk.office.officer("An", role="unit_lead")
    phones = Phones(desk.office)
    await phones.link(added)
    await drill.begin(here, QUANG_TRUC, Urgency.EMERGENCY)
    await phones.read()
    desk.office.clock.wind(timedelta(minutes=21))
    await due.step(here)
    async with window(desk) as visitor:
        await logged_in(desk, visitor, added)
        page = await visitor.opens("/account")

    assert "diễn tập gần nhất không đạt" in page.text
