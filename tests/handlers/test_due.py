"""What happens because time has passed, and what is forgotten for good."""

from datetime import timedelta
from pathlib import Path

from handlers import access, alert, due
from hotline.duty.roster import Officer
from hotline.ids import AlertNumber
from hotline.settings_reading import read_settings
from storage.tables import alert as alerts
from tests.office import LAM_DONG, Office, open_office, reopened
from tests.phones import Phones


async def test_tidying_leaves_nothing_in_the_write_ahead_log(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await office.commands("1", "start")
        log = tmp_path / "var" / "langnghe.sqlite3-wal"
        assert log.stat().st_size > 0

        await due.tidy(office.installation)

        assert log.stat().st_size == 0


async def test_a_draft_nobody_goes_on_with_is_erased(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await office.commands("1", "start")
        office.clock.wind(timedelta(days=2))

        passed = await due.step(office.installation)

        assert passed.chats_ended == 1


async def test_a_draft_with_something_in_it_goes_to_an_officer_and_lives_to_its_term(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await office.commands("1", "start")
        for value in ("q:role:citizen", "q:danger_now:no", "q:category:hit"):
            await office.presses("1", value)
        office.clock.wind(timedelta(minutes=30))
        first = await due.step(office.installation)
        kept = await alert.listed(office.installation, await _administrator(office), None, None)

        office.clock.wind(timedelta(hours=47))
        before = await due.step(office.installation)
        office.clock.wind(timedelta(minutes=31))
        after = await due.step(office.installation)

        assert [item.unit for item in kept.items] == ["68"]
        assert [passed.chats_ended for passed in (first, before, after)] == [0, 0, 1]


async def test_a_draft_whose_key_was_thrown_away_is_erased_and_holds_up_nobody(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await office.says("1", "nhà bên có đứa nhỏ bị đánh suốt")
        office.clock.wind(timedelta(days=5))
        office.installation.keys.forget_old_drafts(office.clock.now().date())

        passed = await due.step(office.installation)

        assert passed.chats_ended == 1


async def _administrator(office: Office) -> Officer:
    """Until there is a supervisor, the first administrator sees everything."""
    return next(iter(await access.everybody(office.installation)))


async def test_an_alert_climbs_by_the_policy_that_it_began_with(tmp_path: Path) -> None:
    """Rule E9: by the policy of today nobody but officers on duty would be paged, and there are none."""
    async with open_office(tmp_path / "var") as office:
        await Phones(office).link(await office.officer("Sơn", LAM_DONG, "supervisor"))
        for press in ("q:role:citizen", "q:danger_now:now"):
            await office.presses("Lan", press)
    today = read_settings(ON_DUTY_ALONE, "changed.toml", {})

    async with reopened(office.paths, office.founded, office.clock, today) as office:
        office.clock.wind(timedelta(minutes=5))
        await due.step(office.installation)
        stored = await office.installation.reader.read(alerts.load, AlertNumber(1))

    assert stored is not None
    assert (stored.alert.round, stored.alert.due_at) == (2, office.clock.now() + timedelta(minutes=5))


ON_DUTY_ALONE = """
[escalation.policies.emergency]
open_within = "10m"
idle_after = "30m"
repeat_after = "7d"
repeat_rounds = 1
[[escalation.policies.emergency.steps]]
after = "0s"
notify = ["on_duty"]
"""
