"""Reporters on Zalo's bot: polled, and by webhook as in service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.contract.road import LAN, Person, Road
from tests.fakes.telegram_faults import Fault
from tests.fakes.zalo import FakeZalo
from tests.fakes.zalo_phone import ZaloPhone
from tests.stories.door import Door
from tests.stories.house import House, open_house
from tests.stories.template import HOOK_SECRET, PUBLIC, Template, posting
from tests.winding import LoopClock

TOKEN = "3012345678:AAreportersOfTheContract"


class ZaloPerson(Person):
    def __init__(self, phone: ZaloPhone) -> None:
        self.phone = phone

    @property
    def sender(self) -> str:
        return self.phone.chat_id

    async def writes(self, text: str) -> None:
        await self.phone.writes(text)

    async def presses(self, label: str) -> None:
        await self.phone.picks(label)

    @property
    def heard(self) -> list[str]:
        return self.phone.messages

    def blocks(self) -> None:
        self.phone.blocks()

    async def sends_picture(self) -> None:
        await self.phone.sends_picture()

    async def sends_sticker(self) -> None:
        await self.phone.sends("message.sticker.received", sticker="abc")

    async def sends_hidden(self) -> None:
        await self.phone.sends_hidden()


class OnZalo(Road):
    name = "zalo"
    longest = 1900

    def __init__(self, house: House, zalo: FakeZalo) -> None:
        self.zalo = zalo
        super().__init__(house)

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Road]:
        async with (
            FakeZalo(TOKEN, clock=LoopClock().now) as zalo,
            open_house(template, directory, toml=zalo_toml(zalo), level=level, bots=["officer"]) as house,
        ):
            yield cls(house, zalo)

    def person(self, name: str) -> Person:
        return ZaloPerson(self.zalo.phone(TOKEN, name))

    @property
    def secrets(self) -> tuple[str, ...]:
        return (TOKEN, LAN)

    async def repeats(self) -> None:
        await self.zalo.bot(TOKEN).redeliver()

    def spoils(self, **which: Any) -> Fault:  # noqa: ANN401 - as above
        return self.zalo.fault("sendMessage", **which)

    def floods(self, times: int) -> Fault:
        return self.spoils(status=429, description="quota exceeded", times=times)

    def revokes(self) -> None:
        self.zalo.revoke(TOKEN)

    async def mends(self) -> None:
        self.zalo.bot(TOKEN).revoked = False

    def lets_another_in(self) -> None:
        """A forgotten webhook: Zalo answers polls as if nobody ever wrote."""
        self.zalo.bot(TOKEN).url = "https://elsewhere.example/hook"

    def sends_the_other_away(self) -> None:
        self.zalo.bot(TOKEN).url = ""


class OnZaloPosted(OnZalo):
    """By webhook, as in service."""

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Road]:
        door = Door()
        async with FakeZalo(
            TOKEN, clock=LoopClock().now, transport=door, ladder=(30.0, 300.0, 900.0)
        ) as zalo:
            toml = PUBLIC + zalo_toml(zalo) + posting()
            async with open_house(template, directory, toml=toml, level=level, bots=["officer"]) as house:
                door.house = house
                yield cls(house, zalo)

    @property
    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets, HOOK_SECRET)


def zalo_toml(zalo: FakeZalo) -> str:
    return f'[zalo.reporter]\ntoken = "{TOKEN}"\napi_base = "{zalo.api_base}"\n'
