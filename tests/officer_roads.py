"""Each channel on which officers write back, as their contract sees it: a row of `OFFICERS`.

A road brings up the fake of its messenger with a hotline on it, and says how people do there what people do.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

from bot.clock import SystemClock
from cli import opening
from cli.opening import Paths
from handlers.installation import Installation
from hotline.settings import Settings
from hotline.settings_reading import read_settings
from tests.fakes.telegram import FakeTelegram
from tests.fakes.zalo import FakeZalo
from tests.office import texts
from tests.one_process import free_port, one_process

TOKEN = "7012345678:AAofficersBot"


class Person(Protocol):
    """Somebody with the chat open."""

    async def writes(self, text: str) -> object: ...

    def assert_no_more(self) -> None: ...

    def blocks(self) -> object: ...


@dataclass(slots=True)
class Road(ABC):
    """One channel. `secrets` must stand in no line of the log."""

    paths: Paths
    port: int = field(default_factory=free_port)
    secrets: tuple[str, ...] = (TOKEN, TOKEN.partition(":")[2])

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
        web = f'[web]\nport = {self.port}\npublic_url = "http://127.0.0.1:{self.port}"\n[console]\nport = 0\n'
        async with one_process(read_settings(web + self.toml(), "test.toml", {}), self.paths) as office:
            yield office

    async def hears(self, person: Person) -> str:
        """What the hotline says next to this person."""
        said = await person.next_message()  # type: ignore[attr-defined]  # each phone has one, of its own kind
        return str(getattr(said, "text", said))

    @abstractmethod
    def messenger(self) -> AbstractAsyncContextManager[object]: ...

    @abstractmethod
    def toml(self) -> str: ...

    @abstractmethod
    def person(self, number: int) -> Person: ...

    @abstractmethod
    def address(self, number: int) -> str: ...

    @abstractmethod
    async def redelivers(self) -> None:
        """The last message that the messenger brought comes again."""


@dataclass(slots=True)
class TelegramRoad(Road):
    fake: FakeTelegram = field(default_factory=lambda: FakeTelegram(TOKEN))

    def messenger(self) -> AbstractAsyncContextManager[object]:
        return self.fake

    def toml(self) -> str:
        return f'[telegram.officer]\ntoken = "{TOKEN}"\napi_base = "{self.fake.api_base}"\n'

    def person(self, number: int) -> Person:
        return self.fake.phone(TOKEN, int(self.address(number)))

    def address(self, number: int) -> str:
        return str(900_000_000 + number)

    async def redelivers(self) -> None:
        self.fake.redeliver(TOKEN)


@dataclass(slots=True)
class ZaloRoad(Road):
    fake: FakeZalo = field(default_factory=lambda: FakeZalo(TOKEN, any_webhook=True))

    def messenger(self) -> AbstractAsyncContextManager[object]:
        return self.fake

    def toml(self) -> str:
        return (
            f'[zalo.officer]\ntoken = "{TOKEN}"\napi_base = "{self.fake.api_base}"\n'
            'mode = "webhook"\nwebhook_secret = "secret-of-the-webhook"\n'
        )

    def person(self, number: int) -> Person:
        return self.fake.phone(TOKEN, self.address(number))

    def address(self, number: int) -> str:
        return f"zalo-person-{number}"

    async def redelivers(self) -> None:
        await self.fake.bot(TOKEN).redeliver()


OFFICERS: Sequence[type[Road]] = (TelegramRoad, ZaloRoad)
