"""Reporters on a Zalo Official Account."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from handlers import oa_token
from tests.contract.road import LAN, Person, Road
from tests.fakes.telegram_faults import Fault
from tests.fakes.zalo_oa import APP_SECRET, OA_SECRET, FakeOa
from tests.fakes.zalo_oa_phone import OaPhone
from tests.oa_hotline import account_toml, pair_of
from tests.stories.door import Door
from tests.stories.house import House, open_house
from tests.stories.template import Template
from tests.winding import LoopClock


class OaPerson(Person):
    def __init__(self, phone: OaPhone) -> None:
        self.phone = phone

    @property
    def sender(self) -> str:
        return self.phone.user

    async def writes(self, text: str) -> None:
        await self.phone.writes(text)

    async def presses(self, label: str) -> None:
        await self.phone.presses(label)

    @property
    def heard(self) -> list[str]:
        return [str(message["text"]) for message in self.phone.messages]

    def blocks(self) -> None:
        self.phone.blocks()

    async def sends_picture(self) -> None:
        await self.phone.sends("image", {"url": "https://zalo.example/1"})

    async def sends_sticker(self) -> None:
        await self.phone.sends("sticker", {"url": "https://zalo.example/1"})


class OnZaloOa(Road):
    name = "zalo_oa"
    longest = 1900

    def __init__(self, house: House, oa: FakeOa) -> None:
        self.oa = oa
        super().__init__(house)

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Road]:
        door = Door()
        async with FakeOa(clock=LoopClock().now, pace=1.0, transport=door) as oa:
            account = account_toml(oa.base)
            async with open_house(template, directory, toml=account, level=level, bots=["officer"]) as house:
                door.house, oa.hook = house, "http://hotline.test/hooks/zalo_oa"
                await oa_token.authorised(house.office, pair_of(oa, house.now()))
                yield cls(house, oa)

    def person(self, name: str) -> Person:
        return OaPerson(self.oa.phone(name))

    @property
    def secrets(self) -> tuple[str, ...]:
        return (APP_SECRET, OA_SECRET, "access-", "refresh-", LAN)

    async def repeats(self) -> None:
        await self.oa.put([post.body for post in self.oa.posts if b'"user_send' in post.body][-1])

    def spoils(self, **which: Any) -> Fault:  # noqa: ANN401 - as above
        return self.oa.fault("cs", **which)

    def floods(self, times: int) -> Fault:
        return self.spoils(body=b'{"error": -32}', times=times)

    def revokes(self) -> None:
        self.oa.revoke_access()
        self.oa.fault("access_token", body=b'{"error": -14014}')

    async def mends(self) -> None:
        """A person authorises the account anew."""
        self.oa.faults.clear()
        await oa_token.authorised(self.house.office, pair_of(self.oa, self.house.now()))
