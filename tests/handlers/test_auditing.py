"""What the rules forbid is found at the next look, put right, and told to the administrators."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from handlers import delivery, due
from handlers.auditing import A_MOMENT, Findings
from handlers.steps import acknowledging
from handlers.steps.posting import Post
from handlers.steps.scene import scene
from hotline.alert.alert import AlertState
from hotline.ids import AlertNumber
from storage.schema import Tx
from storage.tables import outbox
from tests.watch import ONE, Watch, watching


async def test_where_all_is_well_nothing_is_found(watch: Watch) -> None:
    await watch.red()

    assert [await watch.look() for _ in range(3)] == [Findings()] * 3
    assert watch.told() == []


async def test_all_this_holds_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    async with watching(tmp_path / "var", postgres_url) as watch:
        await watch.red()
        assert await watch.look() == Findings()
        await watch.sql("UPDATE alert SET due_at = :at", at=watch.ms(days=-30))
        await watch.sql("UPDATE alert_event SET seq = seq + 1 WHERE seq = (SELECT max(seq) FROM alert_event)")
        found = await watch.look()

    assert (found.astray, found.lines_missing) == (1, 1)


async def test_an_alert_that_is_due_and_did_not_move_is_moved(watch: Watch) -> None:
    """A2: the due loop hangs; the lead is paged by the auditor."""
    await watch.red()
    await watch.sql("UPDATE alert SET due_at = :at", at=watch.ms(minutes=1))

    found = await watch.look()

    assert found == Findings(late=1)
    assert await watch.steps() == [0, 2]
    assert any("#1" in words for words in watch.told())
    await watch.delivers()
    assert await watch.look() == Findings()


async def test_a_deadline_that_nobody_looked_at_in_time_is_looked_at(watch: Watch) -> None:
    await watch.red()
    await watch.sql("UPDATE deadline SET due_at = :at", at=watch.ms(minutes=1))

    assert await watch.look() == Findings(deadlines_late=1)

    assert "deadline_missed" not in await watch.kinds()
    await watch.delivers()
    assert await watch.look() == Findings()


async def test_a_limit_that_passed_unnoticed_is_a_breach_and_alarms(watch: Watch) -> None:
    await watch.red()
    await watch.sql("UPDATE deadline SET starts_at = 1, ends_at = :at, due_at = :at", at=watch.ms(minutes=1))

    assert (await watch.look()).deadlines_late == 1

    assert {"deadline_missed", "deadline_alarmed"} < set(await watch.kinds())
    assert (await watch.look()).deadlines_late == 0


async def test_a_deadline_that_cannot_be_read_holds_up_no_other(watch: Watch) -> None:
    await watch.red()
    await watch.red("4712")
    await watch.sql("UPDATE deadline SET due_at = :at", at=watch.ms(minutes=1))
    await watch.sql("UPDATE deadline SET watch = 'nothing' WHERE alert = 1")

    found = await watch.look()

    assert (found.deadlines_late, found.immovable) == (2, 1)
    await watch.delivers()
    assert (await watch.look()).deadlines_late == 1


async def test_an_alert_that_cannot_be_moved_holds_up_no_other(watch: Watch) -> None:
    await watch.red()
    await watch.red("4712")
    await watch.sql("UPDATE alert SET due_at = :at", at=watch.ms(minutes=1))
    await watch.sql("UPDATE alert SET policy = 'no policy' WHERE number = 1")
    with pytest.raises(Exception, match="malformed"):
        await due.step(watch.office.installation)

    found = await watch.look()

    assert (found.late, found.immovable) == (2, 1)
    assert (await watch.alert(AlertNumber(2))).alert.step > 1
    assert (await due.step(watch.office.installation)).alerts == 0
    assert any("#1" in words for words in watch.told())


async def test_a_time_further_off_than_the_policy_allows_is_now(watch: Watch) -> None:
    await watch.red()
    await watch.sql("UPDATE alert SET due_at = :at", at=watch.ms(days=-30))

    assert await watch.look() == Findings(astray=1)

    assert "rearmed" in await watch.kinds()
    assert await watch.steps() == [0, 2]


@pytest.mark.parametrize("opened", [False, True])
async def test_an_acknowledgement_past_its_time_climbs_again(watch: Watch, *, opened: bool) -> None:
    """A6: its due time was moved behind what open_within or idle_after allow."""
    await watch.red()
    await acknowledges(watch)
    await watch.sql(
        "UPDATE alert SET due_at = :at, case_opened = :opened", at=watch.ms(hours=-1), opened=int(opened)
    )

    assert (await watch.look()).astray == 1

    assert (await watch.alert()).alert.state is AlertState.OPEN
    assert (await watch.alert()).alert.leg > 0


async def test_a_step_whose_pages_are_gone_pages_again(watch: Watch) -> None:
    """A3."""
    await watch.red()
    before = (await watch.alert()).alert
    await watch.sql("DELETE FROM page")

    assert await watch.look() == Findings(unpaged=1)

    assert [(item.leg, item.round, item.step, item.officer_id) for item in await watch.pages()] == [
        (before.leg, 0, 0, watch.an.id)
    ]
    assert await watch.look() == Findings()


async def test_a_message_that_a_dead_process_holds_is_freed(watch: Watch) -> None:
    """A4: its lease says it will be held for a day."""
    await watch.office.commands("4711", "start")
    await watch.sql(
        "UPDATE outbox SET lease_owner = 'dead', lease_until = :until, due_at = :due",
        until=watch.ms(days=-1),
        due=watch.ms(minutes=2),
    )

    found = await watch.look(beating=False, after=5)

    assert (found.messages_held, found.messages_waiting) == (1, 1)
    [parcel] = await delivery.claim(watch.office.installation, outbox.REPORTER, ["telegram"], 10)
    assert parcel.address == "4711"


@pytest.mark.parametrize("broken", ["lease_until", "due_at"])
async def test_a_message_that_nobody_would_send_for_a_day_is_freed(watch: Watch, broken: str) -> None:
    await watch.office.commands("4711", "start")
    owner = watch.office.installation.owner
    if broken == "lease_until":
        until, at = watch.ms(days=-1), watch.ms(minutes=2)
    else:
        until, at = watch.ms(minutes=2), watch.ms(days=-1)
    await watch.sql(
        "UPDATE outbox SET lease_owner = :o, lease_until = :u, due_at = :d", o=owner, u=until, d=at
    )

    assert (await watch.look()).messages_held == 1

    assert len(await delivery.claim(watch.office.installation, outbox.REPORTER, ["telegram"], 10)) == 1


async def test_an_emergency_whose_pages_no_messenger_took_climbs_early(watch: Watch) -> None:
    """A5: sent to nobody. It climbs once in the urgency's time, and the administrator telephones."""
    await watch.red()
    await watch.sql("UPDATE page SET state = 'pending', settled_at = NULL")
    await watch.look()

    found = [await watch.look() for _ in range(2)]

    assert [one.never_accepted for one in found] == [1, 1]
    assert await watch.steps() == [0, 2]
    assert "hastened" in await watch.kinds()
    assert len([words for words in watch.told() if "#1" in words]) == 1


async def test_a_gap_in_the_roster_is_told_before_it_comes(watch: Watch) -> None:
    """A7."""
    await watch.sql("UPDATE shift SET until_at = :at", at=watch.ms(minutes=-45))

    assert await watch.look() == Findings(nobody_soon=1)
    [before] = watch.told()
    await watch.delivers()
    found = await watch.look(after=46 * 60)

    assert found == Findings(nobody_on_duty=1, nobody_soon=1)
    assert "Quảng Trực" in before
    assert len(watch.told()) == 1


async def test_an_officer_without_a_contact_that_works_is_named(watch: Watch) -> None:
    """A8; on duty alone, that is a unit without anybody too."""
    await watch.sql("UPDATE contact_method SET failed_at = 1 WHERE officer_id = :id", id=watch.an.id)

    found = await watch.look()

    assert found == Findings(without_contact=1, nobody_on_duty=1, nobody_soon=1)
    assert found.sound
    assert any("An" in words for words in watch.told())


async def test_a_province_that_reaches_nobody_is_not_sound(watch: Watch) -> None:
    await watch.sql("UPDATE contact_method SET failed_at = 1")

    found = await watch.look()

    assert found.nobody_reachable == 1
    assert not found.sound


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET actor = 'nobody' WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 2",
        "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
    ],
)
async def test_a_change_of_the_audit_log_is_found_and_left_as_it_is(watch: Watch, change: str) -> None:
    """A9."""
    await watch.look()
    await watch.sql(change)

    assert await watch.look() == Findings(chain_broken=1)

    assert len(watch.told()) == 1


async def test_a_line_missing_in_a_timeline_is_noted_in_it(watch: Watch) -> None:
    """A9."""
    await watch.red()
    await watch.sql("DELETE FROM alert_event WHERE seq = 1")

    assert await watch.look() == Findings(lines_missing=1)

    assert (await watch.kinds()).count("lines_missing") == 1
    await watch.look()
    assert (await watch.kinds()).count("lines_missing") == 1


async def test_a_due_loop_that_is_silent_is_told(watch: Watch) -> None:
    """A10."""
    woken: list[datetime] = []
    watch.office.installation.on_timers = lambda: woken.append(watch.office.clock.now())

    assert await watch.look(beating=False) == Findings(loop_silent=1)

    assert woken
    assert len(watch.told()) == 1


async def test_a_machine_that_was_asleep_is_given_a_moment(watch: Watch) -> None:
    """The loops wake together, and the auditor may be first."""
    watch.office.clock.wind(timedelta(hours=1))
    looking = asyncio.create_task(watch.auditor.look())
    async with asyncio.timeout(5):
        while not watch.office.clock.waits:  # noqa: ASYNC110 - the clock tells nobody
            await asyncio.sleep(0.001)
    await delivery.beat(watch.office.installation)
    watch.office.clock.wind(timedelta(seconds=A_MOMENT))

    assert await looking == Findings()


async def test_the_same_thing_is_told_again_after_half_an_hour(watch: Watch) -> None:
    told = []
    for _ in range(3):
        await watch.look(beating=False, after=16 * 60)
        told.append(len(watch.told()))
        await watch.delivers()

    assert told == [1, 0, 1]


async def acknowledges(watch: Watch) -> None:
    def take(tx: Tx) -> None:
        installation = watch.office.installation
        here = scene(tx, installation, watch.office.clock.now())
        officer = next(one for one in here.duty.officers if one.id == watch.an.id)
        post = Post(tx, installation, here.now)
        acknowledging.acknowledge(here, ONE, officer, post, from_console=False)
        post.flush()

    await watch.office.installation.writer.do(take)
    watch.office.parcels.clear()
