"""The canary comes through if everything on its way works, and not if any one thing on it doesn't."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.canary import RobotOfficer, RobotReporter
from bot.sending import Sender
from handlers import access, canary, delivery, due
from hotline.alert.canary import CHANNEL
from hotline.parcel import Parcel
from storage.schema import Tx
from storage.tables import alert, conversation, outbox, page, report, timeline
from tests.office import Office, open_office


@dataclass(slots=True)
class Cage:
    """An office with the canary's robots and the real senders; the due loop is stepped by hand."""

    office: Office
    robot: RobotReporter
    senders: dict[str, Sender]

    async def flies(self, *, loop: bool = True) -> bool:
        """Whether it comes through."""
        installation = self.office.installation
        await canary.watch(installation)
        await self.robot.look(installation)
        for _ in range(2):
            await self.settles()
            self.office.clock.wind(timedelta(seconds=1))
            if loop:
                await due.step(installation)
        await self.settles()
        return (await canary.standing(installation)).succeeded_at is not None

    async def settles(self) -> None:
        """Everything was sent, or waits for its time."""
        idle = asyncio.gather(*(sender.idle() for sender in self.senders.values()))
        while not idle.done() and not self.office.clock.waits:  # noqa: ASYNC110 - nothing else to wait for
            await asyncio.sleep(0)
        idle.cancel()

    async def sql(self, statement: str) -> None:
        def run(tx: Tx) -> None:
            tx.connection.execute(text(statement))

        await self.office.installation.writer.do(run)


@asynccontextmanager
async def caged(directory: Path, url: str | None = None) -> AsyncIterator[Cage]:
    async with open_office(directory, url=url) as office:
        installation = office.installation
        robot = RobotReporter(installation)
        senders = {bot: Sender(installation, bot, slots=4) for bot in ("reporter", "officer")}
        senders["reporter"].serve(robot)
        senders["officer"].serve(RobotOfficer(installation))
        installation.sends |= {("reporter", CHANNEL), ("officer", CHANNEL)}

        def post(parcels: Sequence[Parcel]) -> None:
            for one in parcels:
                senders[one.bot].post([one])

        installation.on_parcels = post
        await delivery.begin(installation, alone=True)
        yield Cage(office, robot, senders)
        stopping = asyncio.gather(*(sender.stop() for sender in senders.values()))
        while not stopping.done():
            await asyncio.sleep(0)
            if office.clock.waits:
                office.clock.wind(timedelta(minutes=2))


@pytest.fixture
async def cage(tmp_path: Path) -> AsyncIterator[Cage]:
    async with caged(tmp_path / "var") as one:
        yield one


async def test_it_comes_through_on_postgresql_too(tmp_path: Path, postgres_url: str) -> None:
    async with caged(tmp_path / "var", postgres_url) as cage:
        assert await cage.flies()


async def test_it_comes_through_and_leaves_nothing_behind(cage: Cage) -> None:
    assert await cage.flies()

    def left(tx: Tx) -> list[int]:
        reports = (alert.alert, report.report, page.page, timeline.alert_event)
        tables = (*reports, conversation.conversation, outbox.outbox)
        return [tx.connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables]

    assert await cage.office.installation.reader.read(left) == [0] * 6


async def test_nobody_sees_the_robot_and_real_alerts_keep_their_numbers(cage: Cage) -> None:
    await cage.flies()

    everybody = await access.everybody(cage.office.installation)

    assert [one.username for one in everybody] == [cage.office.founded.username]
    assert await access.log_in(cage.office.installation, "canary", "") is None


async def test_not_without_the_due_loop(cage: Cage) -> None:
    assert not await cage.flies(loop=False)


@pytest.mark.parametrize("bot", ["reporter", "officer"])
async def test_not_without_either_sender(cage: Cage, bot: str) -> None:
    await cage.senders[bot].stop()

    assert not await cage.flies()


async def test_not_without_the_writer(cage: Cage) -> None:
    await canary.watch(cage.office.installation)
    await cage.sql("PRAGMA query_only = ON")

    with pytest.raises(Exception, match="readonly"):
        await cage.flies()


async def test_not_if_messages_are_not_taken_in(cage: Cage) -> None:
    await cage.sql(
        "CREATE TRIGGER broken BEFORE INSERT ON conversation BEGIN SELECT RAISE(ABORT, 'broken'); END"
    )

    with pytest.raises(Exception, match="broken"):
        await cage.flies()


async def test_not_if_the_button_does_nothing(cage: Cage) -> None:
    await cage.sql(
        "CREATE TRIGGER broken BEFORE UPDATE ON alert WHEN NEW.state = 'acknowledged' "
        "BEGIN SELECT RAISE(ABORT, 'broken'); END"
    )

    assert not await cage.flies()


async def test_the_next_one_flies_after_one_that_was_lost(cage: Cage) -> None:
    assert not await cage.flies(loop=False)

    assert await cage.flies()
    cage.office.clock.wind(timedelta(minutes=59))
    assert await canary.begin_if_due(cage.office.installation) is None
    cage.office.clock.wind(timedelta(minutes=1))
    assert await canary.begin_if_due(cage.office.installation) is not None
