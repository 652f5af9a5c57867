"""Each channel as the channel contracts see it: a row of `ROADS` (reporters) or `OFFICERS`.

A road brings up the fake of its messenger with a hotline on it, says how a person does what people do there,
and how what goes wrong goes wrong there.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

from bot.channel import Channel
from bot.clock import SystemClock
from bot.reporter.zalo_bot import ReporterZalo
from bot.reporter.zalo_oa import ReporterZaloOa
from bot.zalo_oa_api import OaApi
from bot.zalo_oa_tokens import OaTokens
from cli import opening
from cli.opening import Paths
from handlers import oa_token
from handlers.installation import Installation
from hotline.parcel import Heard
from hotline.settings import Settings
from hotline.settings_reading import read_settings
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_phone import Phone
from tests.fakes.zalo import FakeZalo
from tests.fakes.zalo_oa import APP_SECRET, OA_SECRET, FakeOa
from tests.fakes.zalo_oa_phone import OaPhone
from tests.fakes.zalo_phone import ZaloPhone
from tests.oa_hotline import account_toml, pair_of
from tests.office import texts
from tests.one_process import free_port, one_process

TOKEN = "7012345678:AAreportersBot"


class Person(Protocol):
    """Somebody with the chat open."""

    async def writes(self, text: str) -> object: ...

    def assert_no_more(self) -> None: ...

    def blocks(self) -> object: ...


class Fault(Protocol):
    """Something that goes wrong until it ends. `hits`: how often it did."""

    hits: int

    def end(self) -> None: ...


@dataclass(slots=True)
class Road(ABC):
    """One channel. `secrets` must stand in no line of the log."""

    paths: Paths
    port: int = field(default_factory=free_port)
    secrets: tuple[str, ...] = (TOKEN, TOKEN.partition(":")[2])
    side: str = "reporter"

    @classmethod
    @asynccontextmanager
    async def laid(cls, directory: Path) -> AsyncIterator[Self]:
        """The messenger runs, and an installation lies there."""
        paths = opening.paths_of(Settings(), directory / "var")
        await asyncio.to_thread(opening.found, Settings(), paths, texts(), SystemClock())
        road = cls(paths)
        async with road.messenger():
            yield road

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Installation]:
        """One process, from start to a graceful end."""
        settings = read_settings(self.toml(), "test.toml", {})
        async with one_process(settings, self.paths) as office:
            await self.ready(office)
            yield office

    async def ready(self, office: Installation) -> None:
        """A person has done what must be done before anything can be sent."""
        del office

    async def hears(self, person: Person) -> str:
        """What the hotline says next to this person."""
        said = await person.next_message()  # type: ignore[attr-defined]  # each phone has one, of its own kind
        return str(getattr(said, "text", said))

    def heard(self, number: int) -> Heard | None:
        """What this person said last, where one may only answer."""
        del number
        return None

    @abstractmethod
    def messenger(self) -> AbstractAsyncContextManager[object]: ...

    @abstractmethod
    def toml(self) -> str: ...

    @abstractmethod
    def person(self, number: int) -> Person: ...

    @abstractmethod
    async def sends_what_cannot_be_read(self, person: Person) -> None: ...

    @abstractmethod
    async def redelivers(self) -> None:
        """The last message that the messenger brought comes again."""

    @abstractmethod
    def flood(self) -> Fault:
        """The next message is refused because there were too many."""

    @abstractmethod
    def outage(self) -> Fault:
        """Nothing can be sent."""

    @abstractmethod
    async def channel(self, office: Installation) -> Channel:
        """A channel beside the hotline's own."""

    @abstractmethod
    def address(self, number: int) -> str: ...

    def web(self) -> str:
        return (
            f'[web]\nport = {self.port}\npublic_url = "http://127.0.0.1:{self.port}"\n[console]\nport = 0\n'
        )


@dataclass(slots=True)
class TelegramRoad(Road):
    fake: FakeTelegram = field(default_factory=lambda: FakeTelegram(TOKEN))

    def messenger(self) -> AbstractAsyncContextManager[object]:
        return self.fake

    def toml(self) -> str:
        return f'{self.web()}[telegram.{self.side}]\ntoken = "{TOKEN}"\napi_base = "{self.fake.api_base}"\n'

    def person(self, number: int) -> Phone:
        return self.fake.phone(TOKEN, 900_000_000 + number)

    async def sends_what_cannot_be_read(self, person: Person) -> None:
        assert isinstance(person, Phone)
        await person.sends_sticker()

    async def redelivers(self) -> None:
        self.fake.redeliver(TOKEN)

    def flood(self) -> Fault:
        return self.fake.fault("sendMessage", retry_after=1, times=1)

    def outage(self) -> Fault:
        return self.fake.outage(TOKEN)

    async def channel(self, office: Installation) -> Channel:
        from bot.reporter.telegram import ReporterTelegram

        return ReporterTelegram(TOKEN, self.fake.api_base)

    def address(self, number: int) -> str:
        return str(900_000_000 + number)


@dataclass(slots=True)
class ZaloRoad(Road):
    fake: FakeZalo = field(default_factory=lambda: FakeZalo(TOKEN, any_webhook=True))

    def messenger(self) -> AbstractAsyncContextManager[object]:
        return self.fake

    def toml(self) -> str:
        return (
            f'{self.web()}[zalo.{self.side}]\ntoken = "{TOKEN}"\napi_base = "{self.fake.api_base}"\n'
            'mode = "webhook"\nwebhook_secret = "secret-of-the-webhook"\n'
        )

    def person(self, number: int) -> ZaloPhone:
        return self.fake.phone(TOKEN, self.address(number))

    async def sends_what_cannot_be_read(self, person: Person) -> None:
        assert isinstance(person, ZaloPhone)
        await person.sends_hidden()

    async def redelivers(self) -> None:
        await self.fake.bot(TOKEN).redeliver()

    def flood(self) -> Fault:
        return self.fake.fault("sendMessage", status=429, description="quota exceeded", times=1)

    def outage(self) -> Fault:
        return self.fake.fault("sendMessage", reset=True)

    async def channel(self, office: Installation) -> Channel:
        return ReporterZalo(TOKEN, self.fake.api_base)

    def address(self, number: int) -> str:
        return f"zalo-person-{number}"


@dataclass(slots=True)
class OaRoad(Road):
    fake: FakeOa = field(default_factory=FakeOa)
    secrets: tuple[str, ...] = (APP_SECRET, OA_SECRET, "access-", "refresh-")

    def messenger(self) -> AbstractAsyncContextManager[object]:
        return self.fake

    def toml(self) -> str:
        text = account_toml(self.fake.base, f"http://127.0.0.1:{self.port}")
        return text.replace("port = 0", f"port = {self.port}", 1)

    async def ready(self, office: Installation) -> None:
        await oa_token.authorised(office, pair_of(self.fake))
        self.fake.hook = f"http://127.0.0.1:{self.port}/hooks/zalo_oa"

    def person(self, number: int) -> OaPhone:
        return self.fake.phone(self.address(number))

    async def sends_what_cannot_be_read(self, person: Person) -> None:
        assert isinstance(person, OaPhone)
        await person.sends("sticker")

    async def redelivers(self) -> None:
        body = next(one.body for one in reversed(self.fake.posts) if b'"user_send_' in one.body)
        await self.fake.put(body)

    def flood(self) -> Fault:
        return self.fake.fault("cs", body=b'{"error": -32}', times=1)

    def outage(self) -> Fault:
        return self.fake.fault("cs", reset=True)

    async def channel(self, office: Installation) -> Channel:
        account = office.settings.zalo_oa
        api = OaApi(account)
        return ReporterZaloOa(account, api, OaTokens(office, api), office.now)

    def address(self, number: int) -> str:
        return f"oa-person-{number}"

    def heard(self, number: int) -> Heard | None:
        person = self.fake.people[self.address(number)]
        assert person.wrote_at is not None
        return Heard(max(person.sent_ids), round(person.wrote_at.timestamp() * 1000))


ROADS: Sequence[type[Road]] = (TelegramRoad, ZaloRoad, OaRoad)


@dataclass(slots=True)
class TelegramOfficers(TelegramRoad):
    side: str = "officer"


@dataclass(slots=True)
class ZaloOfficers(ZaloRoad):
    side: str = "officer"


OFFICERS: Sequence[type[Road]] = (TelegramOfficers, ZaloOfficers)
