"""The whole product in one process, on a clock that a story winds, with people who expect what they get.

    async def test_unanswered_report_reaches_the_supervisor(house):
        lan, an, binh = house.parent("Lan"), await house.officer("An"), await house.supervisor("Bình")
        await house.on_duty(an)
        await lan.tells("my neighbour hits his son")
        an.expects_page("normal")
        await house.fast_forward(hours=24)
        binh.expects_page("normal")

Messages travel the real way: fake Telegram, the two real libraries, polling, handlers, outbox, senders. At
its end a story fails on any message that nobody expected and on any error in the log.
"""

import io
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from starlette.types import ASGIApp

from bot.reporter.web import make_app
from cli import opening
from cli.messengers import CONNECT, Connect, Messengers
from cli.opening import Paths
from cli.running import Running
from handlers import access, duty
from handlers.installation import Installation
from handlers.steps import enrolling, people
from hotline.alert import closing
from hotline.duty.roster import Officer as Person
from hotline.duty.roster import Place
from hotline.ids import AlertNumber, UnitCode
from hotline.messages import Say
from hotline.settings import Settings
from hotline.settings_reading import read_settings
from storage.audit_chain import AuditEntry
from storage.keys import password as passwords
from storage.keys.recipient import new_seeds, public_of
from storage.schema import Tx
from storage.tables import alert as alerts
from storage.tables import (
    alert_lists,
    audit,
    conversation,
    deadline,
    digest,
    drill,
    officer,
    outbox,
    shift_start,
    timeline,
)
from tests.fakes.telegram import FakeTelegram
from tests.logged import logged_to
from tests.office import LAM_DONG, PASSWORD, QUANG_TRUC, texts
from tests.stories.cast import Colleague, Reporter
from tests.stories.counted import CountedReader, CountedWriter
from tests.stories.door import Door
from tests.stories.template import OFFICERS, REPORTERS, Template, configuration, unlocked
from tests.winding import LoopClock

P = ParamSpec("P")
T = TypeVar("T")
Item = TypeVar("Item")


@dataclass(slots=True, repr=False)
class House:
    """One installation, running, and everybody around it."""

    clock: LoopClock
    telegram: FakeTelegram
    settings: Settings
    paths: Paths
    template: Template
    lines: io.StringIO
    connect: Connect = field(default_factory=lambda: CONNECT)
    everybody: list[Reporter | Colleague] = field(default_factory=list)
    allowed_errors: set[str] = field(default_factory=set)
    _office: Installation | None = None
    _running: Running | None = None
    _messengers: Messengers | None = None
    _public: ASGIApp | None = None
    _chats: int = 5_001_234_567_000
    _due: tuple[int, list[int]] = (-1, [])

    # --- the process ---

    @property
    def reporters(self) -> str:
        """The reporters' bot's token."""
        return REPORTERS

    @property
    def officers(self) -> str:
        """The officers' bot's token."""
        return OFFICERS

    @property
    def office(self) -> Installation:
        assert self._office is not None, "the house is closed"
        return self._office

    @property
    def public(self) -> ASGIApp | None:
        """The public pages and the addresses that messengers post to; None while the house is closed."""
        return self._public

    @property
    def health(self) -> dict[str, str]:
        """How each channel fares, as `/readyz` tells it."""
        assert self._running is not None
        return dict(self._running.health()["channels"])

    async def opens(self) -> None:
        """`langnghe serve` begins, without its listeners."""
        office = opening.opened(self.settings, self.paths, texts(), self.clock, codes=2)
        await office.writer.close()
        await office.reader.close()
        office.writer = CountedWriter(self.clock.loop, self.paths.url, office.keys)
        office.reader = CountedReader(self.clock.loop, self.paths.url, office.keys)
        self._office = office
        self._running = Running(office, alone=self.paths.url.startswith("sqlite"))
        await self._running.begin_loops()
        self._public = make_app(office, self._running.health, hooks=self._running.hooks.routes())
        self._messengers = Messengers(office, self._running, self.connect)
        self._messengers.begin()
        await self.settle()

    async def closes(self) -> None:
        """SIGTERM: what was begun is finished."""
        assert self._messengers is not None
        assert self._running is not None
        self._public = None
        await self._messengers.end()
        await self._running.end()
        await opening.closed(self.office)
        self._office = self._running = self._messengers = None

    async def restarts(self) -> None:
        """The process ends and another begins on the same files."""
        await self.closes()
        await self.opens()

    # --- time ---

    async def settle(self) -> None:
        """Everything that can happen now has happened."""
        await self.clock.loop.settle()

    async def fast_forward(
        self,
        *,
        ticking: bool = False,
        sparsely: bool = False,
        until: datetime | None = None,
        **by: float,
    ) -> None:
        """Time goes on, from one due time to the next, each followed by all that it causes.

        `ticking`: every regular look of every loop is a stop of its own, also where nothing is due.
        `sparsely`, for days: only what is due is a stop; the messengers are away meanwhile.
        """
        if sparsely:
            await self._fast_forward_sparsely(until or self.now() + timedelta(**by))
            return
        end = self.clock.seconds_at(until or self.clock.now() + timedelta(**by))
        await self.settle()
        while True:
            due = await self._next_due()
            timer = self.clock.loop.next_timer(ticks=ticking)
            stop = min(at for at in (due, timer, end) if at is not None)
            if stop >= end:
                break
            self.clock.loop.wind_to(stop, ticks=ticking or stop == due)
            await self.settle()
        self.clock.loop.wind_to(end)
        await self.settle()

    async def passes(self, by: timedelta) -> None:
        """Time goes by while the house is closed."""
        self.clock.loop.wind_to(self.clock.loop.time() + by.total_seconds())
        await self.settle()

    def now(self) -> datetime:
        return self.clock.now()

    async def _fast_forward_sparsely(self, end: datetime) -> None:
        assert self._messengers is not None
        assert self._running is not None
        await self._messengers.end()
        at = self.clock.seconds_at(end)
        while (due := await self._next_due()) is not None and due < at:
            self.clock.loop.wind_to(due)
            await self.settle()
        self.clock.loop.wind_to(at)
        await self.settle()
        for sender in self._running.senders.values():
            await sender.let_go()
        self._messengers = Messengers(self.office, self._running, self.connect)
        self._messengers.begin()
        await self.settle()

    async def _next_due(self) -> float | None:
        writer = self.office.writer
        assert isinstance(writer, CountedWriter)
        if self._due[0] != writer.calls:
            self._due = (writer.calls, await self.reads(_next_due))
        found = self._due[1]
        at = [self.clock.seconds_at(datetime.fromtimestamp(ms / 1000, self.now().tzinfo)) for ms in found]
        return min((each for each in at if each > self.clock.loop.time()), default=None)

    # --- people ---

    def parent(self, name: str = "Lan", language: str = "vi") -> Reporter:
        """Somebody who writes to the reporters' bot."""
        phone = self.telegram.phone(REPORTERS, self._new_chat(), name, language)
        return self._met(Reporter(self, name, phone))

    def stranger(self, name: str = "Kẻ lạ") -> Colleague:
        """Somebody who found the officers' bot."""
        return self._met(Colleague(self, name, self.telegram.phone(OFFICERS, self._new_chat(), name)))

    async def officer(
        self,
        name: str,
        unit: UnitCode = QUANG_TRUC,
        role: str = "officer",
        *,
        linked: bool = True,
        can_log_in: bool = False,
    ) -> Colleague:
        """A new officer, the officers' bot on the phone; with a password only if the story types it.

        Hashing one takes a seventh of a second, on purpose.
        """
        seeds = new_seeds()
        protect = partial(passwords.protect, seeds, PASSWORD, self.office.keys.pepper)
        protected = protect() if can_log_in else passwords.nobody()
        credentials = enrolling.Credentials(PASSWORD, protected, public_of(seeds))
        stored = await self.writes(enrolling.enrol, name, unit, role, credentials, "operator", self.now())
        await self.writes(officer.change, stored.id, {"must_change_password": 0})
        colleague = self.stranger(name)
        colleague.is_officer(stored.id, stored.username, PASSWORD, seeds)
        if linked:
            await self.links(colleague)
        return colleague

    async def lead(self, name: str, unit: UnitCode = QUANG_TRUC) -> Colleague:
        return await self.officer(name, unit, "unit_lead")

    async def supervisor(self, name: str, unit: UnitCode = LAM_DONG) -> Colleague:
        return await self.officer(name, unit, "supervisor")

    async def administrator(self, *, linked: bool = True) -> Colleague:
        """The first administrator, whom the installation was born with."""
        founded = self.template.founded
        stored = await self.reads(officer.by_username, founded.username)
        assert stored is not None
        colleague = self.stranger("Quản trị")
        seeds = unlocked(self.office.keys, stored.password_salt, stored.seeds, founded.password)
        colleague.is_officer(stored.id, stored.username, founded.password, seeds)
        if linked:
            await self.links(colleague)
        return colleague

    async def links(self, colleague: Colleague) -> None:
        """The officer sends the bot a link code, and is welcomed."""
        await colleague.writes(f"/start {await self.new_link_code(colleague)}")
        colleague.expects("link-done")

    async def new_link_code(self, colleague: Colleague) -> str:
        """`langnghe officer link`."""
        return await access.new_link_code_for(self.office, colleague.username)

    async def adds_officer(self, name: str, unit: UnitCode = QUANG_TRUC) -> access.Added:
        """`langnghe officer add`, with everything that it tells others."""
        added = await access.add_officer(self.office, name, unit, "officer")
        await self.settle()
        return added

    async def disables(self, colleague: Colleague) -> None:
        """`langnghe officer disable`."""
        await access.disable(self.office, colleague.username)
        await self.settle()

    async def on_duty(
        self,
        colleague: Colleague,
        begins: datetime | None = None,
        ends: datetime | None = None,
        *,
        unit: UnitCode | None = None,
        place: Place = Place.ON_DUTY,
    ) -> None:
        """A shift on the roster, imported as an operator does; for a year from yesterday on, by default."""
        begins = begins or self.now() - timedelta(days=1)
        ends = ends or begins + timedelta(days=365)
        person = await colleague.person()
        row = (unit or person.unit, self._local(begins), self._local(ends), person.username, place.value)
        csv = "unit,from,until,username,place\n" + ",".join(row) + "\n"
        assert await duty.import_roster(self.office, csv) == 1
        await self.settle()

    async def backup(self, colleague: Colleague) -> None:
        await self.on_duty(colleague, place=Place.BACKUP)

    def _met(self, person: T) -> T:
        assert isinstance(person, Reporter | Colleague)
        self.everybody.append(person)
        return person

    def _new_chat(self) -> int:
        self._chats += 1
        return self._chats

    def _local(self, at: datetime) -> str:
        return f"{at.astimezone(ZoneInfo(self.settings.hotline.timezone)):%Y-%m-%dT%H:%M:%S}"

    # --- looking inside ---

    async def reads(self, query: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.office.reader.read(query, *args, **kwargs)

    async def writes(self, handler: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.office.writer.do(handler, *args, **kwargs)

    async def person(self, officer_id: int) -> Person:
        """The officer as the rules see one."""

        def found(tx: Tx) -> Person:
            return next(people.officer_of(tx, one) for one in officer.everybody(tx) if one.id == officer_id)

        return await self.reads(found)

    async def alert(self, number: int) -> alerts.StoredAlert:
        found = await self.reads(alerts.load, AlertNumber(number))
        assert found is not None
        return found

    async def numbers(self) -> list[int]:
        """Every alert there is, the newest first."""
        found = await self.reads(alert_lists.listed, None, None, None, 100)
        return [stored.alert.number for stored in found]

    async def closes_alert(self, number: int) -> None:
        """The end alone, without what an officer has to say for it."""

        def close(tx: Tx, now: datetime) -> None:
            stored = alerts.load(tx, AlertNumber(number))
            assert stored is not None
            assert alerts.change(tx, stored, closing.ended(stored.alert), closed_at=now)

        await self.writes(close, self.now())

    async def chats_of(self, reporter: Reporter) -> list[conversation.Stored]:
        """What the database holds of this chat."""
        chat_hash = self.office.keys.sender_hash("telegram", str(reporter.phone.chat_id))
        return await self.reads(conversation.of_chats, [chat_hash])

    async def timeline(self, number: int, kind: str) -> list[timeline.Event]:
        """The alert's timeline, as far as it is of this kind."""
        return [
            event for event in await self.reads(timeline.events, AlertNumber(number)) if event.kind == kind
        ]

    async def audited(self, action: str) -> list[AuditEntry]:
        """The audit log's entries of this kind, in order."""
        return [
            entry for entry in await self.reads(lambda tx: list(audit.entries(tx))) if entry.action == action
        ]

    def words(self, sentence: str, locale: str = "vi", **facts: str | int) -> str:
        return texts().catalog.text(locale, Say(sentence, facts))

    # --- the end ---

    async def ends(self) -> None:
        """The process ends; nobody got what nobody expected, and nothing went wrong unsaid."""
        await self.settle()
        if self._office is not None:
            await self.closes()
        for person in self.everybody:
            person.expects_nothing()
        errors = [line for line in self.lines.getvalue().splitlines() if " error " in line]
        unexpected = [line for line in errors if line.split()[2] not in self.allowed_errors]
        assert not unexpected, unexpected

    def allow_error(self, *events: str) -> None:
        """These errors are what the story is about."""
        self.allowed_errors |= set(events)

    def logged(self, event: str) -> list[str]:
        """The log's lines of this event."""
        return [line for line in self.lines.getvalue().splitlines() if line.split()[2] == event]


def _next_due(tx: Tx) -> list[int]:
    """When something is due, as the tables say it: alerts, chats, shifts, drills, parcels that wait."""
    found = [alerts.next_due(tx), conversation.next_due(tx), shift_start.next_due(tx), drill.next_due(tx)]
    found += [deadline.next_due(tx), digest.next_due(tx)]
    found += [outbox.next_claimable(tx, bot) for bot in (outbox.REPORTER, outbox.OFFICER)]
    return [at for at in found if at is not None]


@asynccontextmanager
async def open_house(
    template: Template,
    directory: Path,
    *,
    url: str | None = None,
    toml: str = "",
    level: str = "info",
    connect: Connect = CONNECT,
    bots: Sequence[str] = ("reporter", "officer"),
    posted: Sequence[str] = (),
) -> AsyncIterator[House]:
    """A copy of the founded installation, running; at the end nothing unexpected may have happened.

    `connect`: what brings up the channels that only send. `bots`: who is on Telegram; it posts what those of
    `posted` are sent, and is polled for the others.
    """
    data_dir = directory / "var"
    shutil.copytree(template.paths.data_dir, data_dir)
    lines = io.StringIO()
    clock = LoopClock()
    with logged_to(lines, level):
        door = Door()
        async with FakeTelegram(REPORTERS, OFFICERS, clock=clock.now, transport=door) as telegram:
            text = configuration(telegram.api_base, bots, posted) + toml
            settings = read_settings(text, "story.toml", {})
            paths = opening.paths_of(settings, data_dir)
            paths = paths if url is None else replace(paths, url=url)
            house = House(clock, telegram, settings, paths, template, lines, connect)
            door.house = house
            await house.opens()
            try:
                yield house
            except BaseException:
                await house.closes()
                raise
            await house.ends()
