"""An officer's calendar program fetches the officer's shifts by a secret address."""

from urllib.parse import urlsplit

from handlers import access, duty
from tests.desk import Desk
from tests.office import QUANG_TRUC

ROSTER = (
    "unit,from,until,username,place\n"
    f"{QUANG_TRUC},2026-12-01T07:00,2026-12-02T07:00,an,on_duty\n"
    f"{QUANG_TRUC},2026-12-02T07:00,2026-12-03T07:00,binh,on_duty\n"
)


async def test_the_address_shows_the_officers_own_shifts_until_it_ends(desk: Desk) -> None:
    an, _ = await desk.officer("An"), await desk.officer("Binh")
    await duty.import_roster(desk.office.installation, ROSTER)
    first = (await an.ask("PUT", "/me/calendar")).json()["address"]

    shown = await desk.client.get(urlsplit(first).path)
    assert shown.headers["content-type"].startswith("text/calendar")
    assert shown.text.count("BEGIN:VEVENT") == 1
    assert "X-LANGNGHE-USERNAME:an" in shown.text

    second = (await an.ask("PUT", "/me/calendar")).json()["address"]
    assert (await desk.client.get(urlsplit(first).path)).status_code == 404
    assert (await desk.client.get(urlsplit(second).path)).status_code == 200
    assert (await an.ask("DELETE", "/me/calendar")).status_code == 204
    assert (await desk.client.get(urlsplit(second).path)).status_code == 404
    assert len(await desk.audited("calendar_address_made")) == 2
    assert len(await desk.audited("calendar_address_revoked")) == 1


async def test_who_was_disabled_has_no_calendar(desk: Desk) -> None:
    an = await desk.officer("An")
    address = (await an.ask("PUT", "/me/calendar")).json()["address"]
    await access.disable(desk.office.installation, "an")

    assert (await desk.client.get(urlsplit(address).path)).status_code == 404


async def test_a_guess_opens_nothing(desk: Desk) -> None:
    assert (await desk.client.get("/calendar/guess.ics")).status_code == 404
