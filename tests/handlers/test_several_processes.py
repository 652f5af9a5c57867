"""Several processes on one PostgreSQL: what only one may do is done by one, whoever dies is followed."""

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest

from handlers import access, alert, delivery, due, duty, leading
from handlers.auditing import Auditor, Findings
from handlers.installation import Installation
from hotline.alert.acknowledgement import Hurried, escalate_now, standing
from hotline.ids import AlertNumber, OfficerId
from hotline.interview.conversation import Incoming, Kind
from hotline.settings import Settings
from storage.tables import alert as alerts
from storage.tables import installation, outbox, shift_start
from tests.office import LAM_DONG, QUANG_TRUC, Office, open_office, reopened
from tests.phones import Phones

POLLING = "telegram.reporter"
RACES = 1_000


@dataclass(slots=True)
class Pair:
    """Two processes of one installation, their hearts beating."""

    one: Office
    other: Office

    async def beat(self) -> None:
        for office in (self.one, self.other):
            await delivery.beat(office.installation)

    @property
    def both(self) -> tuple[Installation, Installation]:
        return self.one.installation, self.other.installation

    def wind(self, by: timedelta) -> None:
        self.one.clock.wind(by)

    async def officers_get(self) -> int:
        """How many messages to officers wait, whoever holds them."""
        queues = await self.one.installation.reader.read(outbox.queues)
        return queues.get(outbox.OFFICER, (0, 0))[0]

    async def on_duty(self, username: str, begins: int) -> None:
        """For a hundred hours, beginning so many hours from now."""
        zone = self.one.installation.settings.hotline.zone
        first, last = (
            f"{(self.one.clock.now() + timedelta(hours=hours)).astimezone(zone):%Y-%m-%dT%H:%M:%S}"
            for hours in (begins, begins + 100)
        )
        row = f"{QUANG_TRUC},{first},{last},{username},on_duty"
        await duty.import_roster(self.one.installation, f"unit,from,until,username,place\n{row}\n")


@pytest.fixture
async def pair(tmp_path: Path, postgres_url: str) -> AsyncIterator[Pair]:
    async with (
        open_office(tmp_path / "var", url=postgres_url) as one,
        reopened(one.paths, one.founded, one.clock, Settings()) as other,
    ):
        both = Pair(one, other)
        await both.beat()
        yield both


async def test_one_of_two_polls(pair: Pair) -> None:
    one, other = pair.one.installation, pair.other.installation

    assert [await leading.leads(office, POLLING) for office in (one, other, one)] == [True, False, True]
    assert await leading.leads(other, "telegram.officer")


async def test_who_is_not_heard_of_is_followed_and_does_not_come_back(pair: Pair) -> None:
    """A process that was suspended, and wakes: another polls by now."""
    one, other = pair.one.installation, pair.other.installation
    assert await leading.leads(one, POLLING)
    pair.wind(timedelta(seconds=3.1))
    await delivery.beat(other)

    assert await leading.leads(other, POLLING)
    await delivery.beat(one)
    assert not await leading.leads(one, POLLING)


async def test_who_leaves_is_followed_at_once(pair: Pair) -> None:
    one, other = pair.one.installation, pair.other.installation
    assert await leading.leads(one, POLLING)

    await leading.leave(other, POLLING)  # it has nothing to leave
    assert not await leading.leads(other, POLLING)
    await leading.leave(one, POLLING)
    assert await leading.leads(other, POLLING)


async def test_a_shift_that_begins_is_asked_about_by_one(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both processes look at the same moment, before either has stored anything."""
    phones = Phones(pair.one)
    an = await phones.link(await pair.one.officer("An"))
    await pair.on_duty(an.username, begins=1)
    pair.wind(timedelta(hours=1))
    meeting(monkeypatch, shift_start, "due", after=True)

    await asyncio.gather(*(due.step(office) for office in pair.both))

    assert await pair.officers_get() == 1


@pytest.mark.parametrize("time", ["first", "second"])
async def test_a_finding_is_told_by_one(pair: Pair, monkeypatch: pytest.MonkeyPatch, time: str) -> None:
    """An is on duty and no page reaches her; two auditors see it at once and tell each thing once."""
    phones = Phones(pair.one)
    code = await access.new_link_code_for(pair.one.installation, pair.one.founded.username)
    await phones.link(access.Added(OfficerId(1), pair.one.founded.username, "", code))
    await pair.on_duty((await pair.one.officer("An")).username, begins=-1)
    if time == "second":
        await Auditor(pair.one.installation).look()
        pair.wind(timedelta(hours=13))
        await pair.beat()
    await phones.read()
    meeting(monkeypatch, installation, "get_locked", after=False)

    found, also_found = await asyncio.gather(*(Auditor(office).look() for office in pair.both))

    # Nobody now is nobody soon: one sentence says both.
    kinds = [name for name in Findings.__slots__ if getattr(found, name) and name != "nobody_soon"]
    assert found == also_found != Findings()
    assert await pair.officers_get() == len(kinds)


def meeting(monkeypatch: pytest.MonkeyPatch, where: ModuleType, name: str, *, after: bool) -> None:
    """The first call of `name` by each of two processes waits there for the other's."""
    real, barrier, met = getattr(where, name), threading.Barrier(2), threading.local()

    def called(*args: object) -> object:
        if after:
            found = real(*args)
        if not hasattr(met, "once"):  # a writer's thread is its process's own
            met.once = True
            barrier.wait(timeout=10)
        return found if after else real(*args)

    monkeypatch.setattr(where, name, called)


async def test_what_a_dead_process_had_in_hand_is_sent_by_another(pair: Pair) -> None:
    """Rule E4: once it was not heard of for three seconds, and not before."""
    await pair.one.takes(pair.one.received("Lan", Incoming(Kind.COMMAND, "start")))
    other = pair.other.installation

    pair.wind(timedelta(seconds=2))
    await delivery.beat(other)
    too_early = await delivery.claim(other, "reporter", ["telegram"], 10)
    pair.wind(timedelta(seconds=2))
    await delivery.beat(other)
    in_time = await delivery.claim(other, "reporter", ["telegram"], 10)

    assert [len(claimed) for claimed in (too_early, in_time)] == [0, 1]


async def test_whoever_comes_second_changes_nothing(pair: Pair) -> None:
    """Rule E2: both have read the alert before either stored what became of it."""
    for press in ("q:role:citizen", "q:danger_now:now"):
        await pair.one.presses("Lan", press)
    seen = await pair.one.installation.reader.read(alerts.load, AlertNumber(1))
    assert seen is not None
    moved = escalate_now(seen.alert, standing(seen.alert), pair.one.clock.now())
    assert isinstance(moved, Hurried)

    stored = [await office.writer.do(alerts.change, seen, moved.alert) for office in pair.both]

    assert stored == [True, False]


async def test_a_thousand_races_of_two_officers_have_one_winner_each(pair: Pair) -> None:
    """The other is told who has it, every time."""
    an, binh = [
        await pair.one.session(await pair.one.officer(name, LAM_DONG, "supervisor"))
        for name in ("An", "Bình")
    ]
    for press in ("q:role:citizen", "q:danger_now:now"):
        chats = [pair.one.received(f"chat {place}", Incoming(Kind.BUTTON, press)) for place in range(RACES)]
        await pair.one.takes(*chats)
    waiting = await alert.listed(pair.one.installation, an.officer, "open", None, RACES)
    numbers = [view.number for view in waiting.items]

    outcomes = await asyncio.gather(
        *(
            alert.acknowledge(office.installation, caller.officer, number)
            for number in numbers
            for office, caller in ((pair.one, an), (pair.other, binh))
        )
    )

    assert len(numbers) == RACES
    for first, second in zip(outcomes[::2], outcomes[1::2], strict=True):
        assert {first.done, second.done} == {True, False}
        winner = an if first.done else binh
        assert first.owner == second.owner == winner.officer.username
