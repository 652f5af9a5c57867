"""Plays a demonstration on an installation, by the acts that real people would cause.

If the demonstration has the installation to itself, the clock is put back and its past is played in order,
so that there are alerts of yesterday and of three minutes ago; else everything happens now.
"""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.clock import SystemClock
from bot.officer import invented
from cli.demo_story import (
    AN,
    ANSWERED,
    ASKED,
    ASKED_AGAIN,
    BULLIED,
    CUT_SHORT,
    HAZARD,
    HIT,
    HOA,
    IN_DANGER,
    MARK,
    MARRIED,
    NIE,
    PEOPLE,
    Person,
    Told,
)
from cli.faults import in_english
from handlers import access, alert, case, delivery, drill, due, duty, follow_up, interview, officer_chat
from handlers.installation import Installation
from handlers.interview import Received, Reply
from handlers.officer_chat import OfficerReceived
from hotline.alert.alert import Urgency
from hotline.duty.roster import Place, Shift
from hotline.duty.roster_file import format_roster
from hotline.errors import HotlineError
from hotline.ids import AlertNumber, UnitCode
from hotline.interview.conversation import Incoming, Kind
from hotline.parcel import Delivered, Parcel

BEGINS = timedelta(minutes=BULLIED.minutes_ago + 60)
_ROSTER_DAYS = 31
_ALERTS = 7
_COMMUNES = ("24736", "24739", "24748")


class StageClock(SystemClock):
    """The real clock, put back for as long as the past is played."""

    def __init__(self, *, past: bool) -> None:
        super().__init__()
        self.past = past
        self._end = super().now()
        self._now = self._end - BEGINS

    def now(self) -> datetime:
        return self._now if self.past else super().now()

    def ago(self, minutes: float) -> datetime:
        """That many minutes before the demonstration was asked for."""
        return self._end - timedelta(minutes=minutes)

    def put(self, at: datetime) -> None:
        """It is `at` now; never earlier than it was."""
        self._now = max(self._now, at)


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody the newcomer can be."""

    username: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class Played:
    """What is printed."""

    officers: int
    shifts: int
    alerts: int
    logins: tuple[Login, ...]
    receipt_code: str


class Stage:
    """One demonstration. `password` is every shown officer's."""

    def __init__(self, office: Installation, clock: StageClock, password: str) -> None:
        self._office = office
        self._clock = clock
        self._password = password
        self._units = _units(office)
        self._added: dict[Person, access.Added] = {}
        self._sessions: dict[Person, access.Caller] = {}
        self._parcels: list[Parcel] = []
        self._updates = 0
        office.sends = frozenset({("officer", invented.NAME)})
        office.on_parcels = self._parcels.extend

    async def play(self) -> Played:
        """Everybody is there, and everything has happened."""
        for person in PEOPLE:
            await self._employ(person)
        shifts = await self._make_roster()
        told = await self._tell_everything()
        await self._wind(self._clock.ago(0))
        for caller in self._sessions.values():
            await access.log_out(self._office, caller)
        logins = tuple(
            Login(self._added[one].username, one.role, self._names(one)) for one in PEOPLE if one.shown
        )
        return Played(len(PEOPLE), shifts, _ALERTS, logins, told)

    async def let_in(self, username: str, first: str) -> access.Caller:
        """A session, with the demonstration's password in place of the one-time one."""
        session = await access.log_in(self._office, username, first)
        caller = None if session is None else await access.caller_of(self._office, session.token)
        if session is None or caller is None:
            raise HotlineError(f"{username}: the one-time password does not open the door")
        await access.change_password(self._office, caller, first, self._password)
        return caller

    # --- people ---

    async def _employ(self, person: Person) -> None:
        """Added, linked to a messenger that delivers nowhere, and let in if the login is shown."""
        added = await access.add_officer(
            self._office, f"{MARK} {person.name}", self._units[person.place], person.role
        )
        self._added[person] = added
        await self._chat(person, "start", code=added.link_code)
        if person.shown:
            self._sessions[person] = await self.let_in(added.username, added.password)

    async def _chat(self, person: Person, verb: str, code: str = "", number: int | None = None) -> None:
        """What an officer does in the messenger."""
        self._updates += 1
        address = f"{invented.NAME}:{self._added[person].username}"
        received = OfficerReceived(invented.NAME, address, str(self._updates), verb, code, number)
        for reply in await officer_chat.receive(self._office, [received]):
            if isinstance(reply, Exception):
                raise reply
        await self._deliver()

    async def _make_roster(self) -> int:
        zone = self._office.settings.hotline.zone
        usernames = {added.id: added.username for added in self._added.values()}
        shifts = [
            shift
            for place, unit in self._units.items()
            for shift in self._shifts(unit, [one for one in PEOPLE if one.place == place])
        ]
        result = await duty.import_roster(self._office, format_roster(shifts, usernames, zone))
        if not isinstance(result, int):
            faults = in_english(self._office.texts, *result[0].faults)
            raise HotlineError(f"the roster of the demonstration: line {result[0].line}: {faults}")
        return result

    def _shifts(self, unit: UnitCode, people: Sequence[Person]) -> list[Shift]:
        """Days and nights from 7 to 7, in turn: one on duty, the other behind."""
        first, second = (self._added[one].id for one in people if one.role == "officer")
        zone = self._office.settings.hotline.zone
        local = self._clock.now().astimezone(zone)
        start = local.replace(hour=7, minute=0, second=0, microsecond=0) - timedelta(days=1)
        half = timedelta(hours=12)
        made = []
        for count in range(2 * (_ROSTER_DAYS + 3)):
            on_duty, backup = (first, second) if count % 2 == 0 else (second, first)
            begins = start + count * half
            made.append(Shift(unit, on_duty, Place.ON_DUTY, begins, begins + half))
            made.append(Shift(unit, backup, Place.BACKUP, begins, begins + half))
        return made

    def _names(self, person: Person) -> str:
        return self._office.texts.places.name(self._units[person.place])

    # --- what happens ---

    async def _tell_everything(self) -> str:
        """The reports and what officers do about them, in the order of time; a receipt code to try."""
        code = await self._tell(BULLIED)
        first = await self._newest()
        await self._at(1500, lambda: self._take_and_open(AN, first))
        await self._at(1495, lambda: self._write(AN, first, ASKED))
        await self._at(1440, lambda: self._read_and_answer(BULLIED))
        await self._at(1410, lambda: self._take_and_open(AN, first))  # what was answered is read too
        await self._at(600, self._drill)
        await self._tell(MARRIED)
        await self._at(170, lambda: self._newest_taken(NIE))
        await self._at(120, lambda: self._write(AN, first, ASKED_AGAIN))
        await self._tell(HAZARD)
        await self._tell(HIT)
        number = await self._newest()
        await self._at(20, lambda: self._chat(NIE, "ack", number=number))
        await self._tell(IN_DANGER)
        await self._tell(CUT_SHORT)
        return code

    async def _drill(self) -> None:
        """A drill that An took, opened, and so ended."""
        begun = await drill.begin(self._office, self._units[AN.place], Urgency.URGENT)
        await self._take_and_open(AN, begun.number)

    async def _newest_taken(self, person: Person) -> None:
        await self._take_and_open(person, await self._newest())

    async def _take_and_open(self, person: Person, number: int) -> None:
        caller = self._sessions[person]
        await alert.acknowledge(self._office, caller.officer, number)
        await case.open_case(self._office, caller.officer, caller.seeds, number)

    async def _write(self, person: Person, number: int, text: str) -> None:
        written = await follow_up.write(self._office, self._sessions[person].officer, number, text)
        if written.fault is not None:
            raise HotlineError(f"the demonstration's message was refused: {written.fault}")

    async def _newest(self) -> AlertNumber:
        """The alert that was raised last."""
        listing = await alert.listed(self._office, self._sessions[HOA].officer, None, None, 1)
        return listing.items[0].number

    async def _tell(self, told: Told) -> str:
        """A report from its first word to its receipt; the code, or "" if it was left unfinished."""
        await self._wind(self._clock.ago(told.minutes_ago))
        chat = _chat_of(told)
        await self._says(chat, Kind.COMMAND, "start")
        for question in ("role", "danger_now", "category"):
            await self._says(chat, Kind.BUTTON, f"q:{question}:{getattr(told, question)}")
        if told.story is None:
            return ""
        await self._says(chat, Kind.BUTTON, f"q:child_age:{told.child_age}")
        await self._says(chat, Kind.BUTTON, f"q:place:{self._units[told.place]}")
        await self._says(chat, Kind.TEXT, told.story)
        await self._says(chat, Kind.BUTTON, "q:story:done")
        await self._says(chat, Kind.BUTTON, f"q:follow_up:{told.follow_up}")
        return _code_in(await self._says(chat, Kind.BUTTON, "review:submit"))

    async def _read_and_answer(self, told: Told) -> None:
        await self._says(_chat_of(told), Kind.BUTTON, "msg:show")
        await self._says(_chat_of(told), Kind.TEXT, ANSWERED)

    async def _says(self, chat: str, kind: Kind, value: str) -> Reply:
        self._updates += 1
        received = Received("web", chat, str(self._updates), Incoming(kind, value))
        [reply] = await interview.receive(self._office, [received])
        if isinstance(reply, Exception):
            raise reply
        await self._deliver()
        return reply

    # --- time, and what it brings ---

    async def _at(self, minutes_ago: float, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        await self._wind(self._clock.ago(minutes_ago))
        await act()
        await self._deliver()

    async def _wind(self, until: datetime) -> None:
        """Time goes on, and alerts climb on the way."""
        passed = await due.step(self._office)
        while passed.next_due is not None and passed.next_due <= until and self._clock.past:
            self._clock.put(passed.next_due)
            passed = await due.step(self._office)
            await self._deliver()
        self._clock.put(until)
        await self._deliver()

    async def _deliver(self) -> None:
        """What was to be sent is taken by the messenger that delivers nowhere."""
        parcels, self._parcels[:] = [*self._parcels], []
        if parcels:
            await delivery.settle(self._office, [Delivered(parcel.id) for parcel in parcels])


def _units(office: Installation) -> Mapping[int, UnitCode]:
    """The province and three of its communes."""
    places = office.texts.places
    known = [code for code in _COMMUNES if code in places.units]
    communes = [*known, *(code for code in places.units if code not in known)][:3]
    return dict(enumerate(UnitCode(code) for code in (places.province, *communes)))


def _chat_of(told: Told) -> str:
    return f"{invented.NAME}:{told.minutes_ago}"


def _code_in(reply: Reply) -> str:
    lines = () if reply.screen is None else reply.screen.lines
    return next((str(say.args["code"]) for say in lines if say.id == "filed-code"), "")
