"""An installation of a test's own: real keys, a real database, a clock that is wound, people."""

import asyncio
import atexit
import shutil
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from cli import opening
from cli.opening import Paths
from handlers import access, interview
from handlers.founding import Founded
from handlers.installation import Installation, Texts
from handlers.interview import Received, Reply
from hotline.ids import UnitCode
from hotline.interview.conversation import Incoming, Kind
from hotline.parcel import Contents, Parcel
from hotline.settings import Settings
from hotline.settings_reading import read_settings
from storage.database import is_sqlite
from tests.clock import WoundClock

QUANG_TRUC = UnitCode("24736")
TUY_DUC = UnitCode("24739")
LAM_DONG = UnitCode("68")
PASSWORD = "một câu dài dễ nhớ 1"


@cache
def texts() -> Texts:
    """The product's own words and script, read once."""
    return opening.read_texts(Settings())


@dataclass(slots=True)
class Office:
    """The installation, and what its acts handed over to be sent."""

    installation: Installation
    clock: WoundClock
    founded: Founded
    paths: Paths
    parcels: list[Parcel] = field(default_factory=list)
    _updates: int = 0

    async def officer(self, name: str, unit: UnitCode = QUANG_TRUC, role: str = "officer") -> access.Added:
        """A new officer with first credentials."""
        return await access.add_officer(self.installation, name, unit, role)

    async def session(self, added: access.Added, password: str = PASSWORD) -> access.Caller:
        """The officer, logged in, with a password of one's own."""
        first = await access.log_in(self.installation, added.username, added.password)
        assert first is not None
        caller = await access.caller_of(self.installation, first.token)
        assert caller is not None
        assert await access.change_password(self.installation, caller, added.password, password) is None
        again = await access.caller_of(self.installation, first.token)
        assert again is not None
        return again

    async def takes(self, *messages: Received) -> Sequence[Reply | Exception]:
        """Messages that came in together."""
        return await interview.receive(self.installation, messages)

    async def says(self, chat: str, text: str, channel: str = "telegram") -> str:
        """A reporter writes; what is answered, in words."""
        return await self._turn(chat, Incoming(Kind.TEXT, text), channel)

    async def presses(self, chat: str, value: str, channel: str = "telegram") -> str:
        """A reporter presses a button; what is answered, in words."""
        return await self._turn(chat, Incoming(Kind.BUTTON, value), channel)

    async def commands(self, chat: str, name: str, channel: str = "telegram") -> str:
        """A reporter gives a command; what is answered, in words."""
        return await self._turn(chat, Incoming(Kind.COMMAND, name), channel)

    def received(self, chat: str, incoming: Incoming, channel: str = "telegram") -> Received:
        """The message with an update number nobody has used."""
        self._updates += 1
        number = str(self._updates)
        return Received(channel, chat, number, incoming, message_id=number)

    def words(self, contents: Contents) -> str:
        """A screen in words, its buttons' values behind it in brackets."""
        screen = contents.screen
        if screen is None:
            return ""
        catalog = self.installation.texts.catalog
        lines = [catalog.text(contents.locale, say) for say in screen.lines]
        return "\n".join([*lines, *(f"[{button.value}]" for button in screen.buttons)])

    async def _turn(self, chat: str, incoming: Incoming, channel: str) -> str:
        [reply] = await self.takes(self.received(chat, incoming, channel))
        if isinstance(reply, Exception):
            raise reply
        assert reply.screen is not None
        return self.words(Contents(reply.locale, reply.screen))


@asynccontextmanager
async def open_office(
    directory: Path, *, url: str | None = None, toml: str = "", sends: bool = True
) -> AsyncIterator[Office]:
    """A new installation in `directory`; on PostgreSQL if `url` says so."""
    settings = read_settings(toml, "test.toml", {})
    clock = WoundClock()
    paths = opening.paths_of(settings, directory)
    if url is not None:
        paths = replace(paths, url=url)
    founded = await asyncio.to_thread(_found, settings, paths, clock)
    async with reopened(paths, founded, clock, settings, sends=sends) as office:
        yield office


@asynccontextmanager
async def reopened(
    paths: Paths, founded: Founded, clock: WoundClock, settings: Settings, *, sends: bool = True
) -> AsyncIterator[Office]:
    """The installation that lies there already."""
    installation = opening.opened(settings, paths, texts(), clock, codes=2)
    if sends:
        installation.sends = frozenset({("reporter", "telegram"), ("officer", "telegram")})
    office = Office(installation, clock, founded, paths)
    installation.on_parcels = office.parcels.extend
    try:
        yield office
    finally:
        await opening.closed(installation)


def _found(settings: Settings, paths: Paths, clock: WoundClock) -> Founded:
    """A founded installation; on SQLite a copy of one that was made before, because passwords cost time."""
    if not is_sqlite(paths.url) or settings.hotline.province != LAM_DONG:
        return opening.found(settings, paths, texts(), clock)
    made, where = _made_before()
    shutil.copytree(where, paths.data_dir)
    return replace(made, recovery_key_file=paths.data_dir / made.recovery_key_file.name)


@cache
def _made_before() -> tuple[Founded, Path]:
    home = Path(tempfile.mkdtemp(prefix="langnghe-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    settings = Settings()
    paths = opening.paths_of(settings, home / "var")
    return opening.found(settings, paths, texts(), WoundClock()), paths.data_dir
