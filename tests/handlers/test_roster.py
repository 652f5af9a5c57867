"""What is planned and changed about the roster counts for pages, previews and coverage."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from handlers import duty, roster, roster_view
from handlers.steps import people
from hotline.alert.alert import Rung, Urgency
from hotline.duty.change_words import RotationWords, SeatWords
from hotline.duty.working_days import DayKind, SpecialDay
from storage.tables import audit
from tests.faults import in_english
from tests.office import LAM_DONG, QUANG_TRUC, Office, open_office

HOUR = timedelta(hours=1)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "var") as office:
        await office.officer("An")
        await office.officer("Bình")
        yield office


def local(office: Office, hours: float = 0) -> str:
    zone = office.installation.settings.hotline.zone
    return f"{(office.clock.now() + hours * HOUR).astimezone(zone):%Y-%m-%dT%H:%M}"


def daily(office: Office, *crews: str) -> RotationWords:
    return RotationWords(QUANG_TRUC, "on_duty", local(office)[:10], "00:00", "00:00", crews)


async def on_duty(office: Office) -> list[str]:
    here = office.installation
    found = await here.reader.read(people.duty_at, here, office.clock.now())
    return [one.username for one in found.resolve(Rung.ON_DUTY, QUANG_TRUC, office.clock.now())]


async def test_a_rotation_puts_its_crews_on_duty_day_after_day(office: Office) -> None:
    number = await roster.add_rotation(office.installation, daily(office, "an", "binh"))

    assert await on_duty(office) == ["an"]
    office.clock.wind(24 * HOUR)
    assert await on_duty(office) == ["binh"]
    assert list(await roster.rotations(office.installation)) == [number]
    assert isinstance(number, int)
    assert await roster.remove_rotation(office.installation, number)
    assert await on_duty(office) == []
    assert not await roster.remove_rotation(office.installation, number)


async def test_changes_lie_over_the_rotation_and_can_be_undone(office: Office) -> None:
    here = office.installation
    await roster.add_rotation(here, daily(office, "an"))
    seat = SeatWords(QUANG_TRUC, "on_duty", local(office, -1), local(office, 1))

    cover = await roster.cover(here, seat, "an", "binh", by="lan")
    assert await on_duty(office) == ["binh"]
    over = await roster.override(here, seat, ["an", "binh"])
    assert await on_duty(office) == ["binh"]
    away = await roster.leave(here, "binh", local(office, -1), local(office, 1))
    assert await on_duty(office) == []

    assert [one.id for one in await roster.changes(here)] == [cover, over, away]
    assert isinstance(away, int)
    assert isinstance(over, int)
    assert await roster.undo(here, away)
    assert await roster.undo(here, over)
    assert not await roster.undo(here, over)
    assert await on_duty(office) == ["binh"]
    office.clock.wind(HOUR)
    assert await on_duty(office) == ["an"]
    assert await roster.changes(here) == []


async def test_what_is_wrong_is_named_and_nothing_is_stored(office: Office) -> None:
    here = office.installation

    for wrong in (
        await roster.add_rotation(here, daily(office, "nobody")),
        await roster.leave(here, "nobody", local(office), local(office, 1)),
    ):
        assert isinstance(wrong, list)
        assert in_english(wrong) == "unknown username 'nobody'"

    assert await roster.rotations(here) == {}
    assert await roster.changes(here) == []


async def test_every_change_is_in_the_audit_log_and_no_name_is(office: Office) -> None:
    here = office.installation
    await roster.add_rotation(here, daily(office, "an"))
    await roster.leave(here, "an", local(office), local(office, 1), by="lan")
    await roster.put_day(here, SpecialDay(date(2027, 2, 13), DayKind.WORKING, "Hoán đổi Tết"))

    entries = (await here.reader.read(audit.some, 0, 100))[-3:]
    assert [(one.actor, one.action) for one in entries] == [
        ("operator", "rotation_added"),
        ("lan", "roster_changed"),
        ("operator", "calendar_day_entered"),
    ]
    assert "Tết" not in repr(entries)


async def test_the_exported_roster_holds_what_rotations_say(office: Office) -> None:
    here = office.installation
    await roster.add_rotation(here, daily(office, "an", "binh"))

    people_, shifts = await duty.coming_shifts(here, 3 * 24 * HOUR)
    assert len(shifts) == 4
    assert len(people_.officers) == 3
    lines = (await duty.export_roster(here)).splitlines()
    assert lines[1].startswith(f"{QUANG_TRUC},{local(office)[:10]}T00:00,")


async def test_a_rotation_for_rest_days_follows_the_days_that_were_entered(office: Office) -> None:
    here = office.installation
    today = date.fromisoformat(local(office)[:10])
    words = RotationWords(QUANG_TRUC, "on_duty", str(today), "00:00", "00:00", ("an",), day_kind="rest")
    await roster.add_rotation(here, words)

    await roster.put_day(here, SpecialDay(today, DayKind.WORKING, "Làm bù"))
    assert await on_duty(office) == []
    await roster.put_day(here, SpecialDay(today, DayKind.REST, "Nghỉ bù"))
    assert await on_duty(office) == ["an"]
    assert SpecialDay(today, DayKind.REST, "Nghỉ bù") in await roster.named_days(here, today.year)
    assert await roster.remove_day(here, today)
    assert not await roster.remove_day(here, today)


async def test_the_years_list_has_tet_and_the_saturdays_worked_instead(office: Office) -> None:
    days = {one.on: one.kind for one in await roster.named_days(office.installation, 2026)}

    assert days[date(2026, 2, 17)] is DayKind.REST
    assert days[date(2026, 8, 22)] is DayKind.WORKING
    assert date(2026, 12, 31) not in days


async def test_a_preview_names_who_has_no_messenger_yet(office: Office) -> None:
    await roster.add_rotation(office.installation, daily(office, "an"))

    steps = await roster_view.foretell(office.installation, QUANG_TRUC, Urgency.EMERGENCY, office.clock.now())

    assert [one.username for one in steps[0].unreachable] == ["an"]
    assert not any(step.paged for step in steps)


async def test_a_month_knows_its_coverage(office: Office) -> None:
    await roster.add_rotation(office.installation, daily(office, "an"))
    next_month = (date.fromisoformat(local(office)[:10]).replace(day=1) + timedelta(days=31)).replace(day=1)

    month = await roster_view.month(office.installation, QUANG_TRUC, next_month)
    elsewhere = await roster_view.month(office.installation, LAM_DONG, next_month)

    assert (month.coverage.percent, month.coverage.gaps) == (100.0, ())
    assert month.coverage.loads[0].overloaded
    assert elsewhere.coverage.percent == 0.0
