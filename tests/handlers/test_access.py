"""Who may come in, and who is told of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers import officer_chat
from handlers.officer_chat import OfficerReceived
from hotline.messages import Say
from tests.office import LAM_DONG, QUANG_TRUC, Office, open_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "var") as one:
        yield one


async def test_lead_and_supervisor_are_told_of_a_new_officer(office: Office) -> None:
    """Who may read a unit's reports must not grow unseen."""
    for address, role, unit in (("1", "supervisor", LAM_DONG), ("2", "unit_lead", QUANG_TRUC)):
        added = await office.officer(role, unit, role)
        linked = OfficerReceived("telegram", address, address, "start", code=added.link_code)
        await officer_chat.receive(office.installation, [linked])
    office.parcels.clear()

    await office.officer("Nguyễn Văn An", QUANG_TRUC)

    assert {parcel.address for parcel in office.parcels} == {"1", "2"}
    for parcel in office.parcels:
        assert "Nguyễn Văn An (cán bộ, Xã Quảng Trực)" in office.words(parcel.contents)


async def test_who_asked_for_what_fails_again_and_again_is_told_to_do_it_anew(office: Office) -> None:
    """It counts as handled, so that nobody behind it waits."""
    added = await office.officer("An")
    start = OfficerReceived("telegram", "1", "u1", "start", code=added.link_code)
    await officer_chat.receive(office.installation, [start])
    ack = OfficerReceived("telegram", "1", "u2", "ack", number=1)
    office.parcels.clear()

    await officer_chat.set_aside(office.installation, ack)
    [again] = await officer_chat.receive(office.installation, [ack])

    assert [office.words(parcel.contents) for parcel in office.parcels] == [
        office.installation.texts.catalog.text("vi", Say("officer-went-wrong"))
    ]
    assert not isinstance(again, Exception)
    assert again.duplicate
