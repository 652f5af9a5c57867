"""Officers on Zalo's bot, who type."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from hotline.ids import UnitCode
from tests.contract.way import CONSOLE, Deputy, Way
from tests.fakes.zalo import FakeZalo
from tests.office import QUANG_TRUC
from tests.stories.cast import Colleague
from tests.stories.door import Door
from tests.stories.house import House, open_house
from tests.stories.template import HOOK_SECRET, PUBLIC, Template, posting
from tests.winding import LoopClock

TOKEN = "4012345678:AAofficersOfTheContract"


class ZaloDeputy(Deputy):
    def __init__(self, house: House, colleague: Colleague, zalo: FakeZalo) -> None:
        super().__init__(house, colleague)
        self.phone = zalo.phone(TOKEN, f"z-{colleague.username}", colleague.name)

    @property
    def heard(self) -> list[str]:
        return self.phone.messages

    async def takes(self, number: int) -> str:
        before = len(self.heard)
        await self.types(f"nhan {number}")
        return "\n".join(self.heard[before:])

    def blocks(self) -> None:
        self.phone.blocks()

    async def takes_unheard(self, number: int) -> None:
        await self.phone.writes(f"nhan {number}")

    async def types(self, text: str) -> None:
        await self.phone.writes(text)
        await self.house.fast_forward(seconds=2)

    async def sends_no_words(self) -> None:
        await self.phone.sends_hidden()
        await self.house.fast_forward(seconds=2)


class ByZalo(Way):
    name = "zalo"
    longest = 1900

    def __init__(self, house: House, zalo: FakeZalo) -> None:
        super().__init__(house)
        self.zalo = zalo

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Way]:
        async with (
            FakeZalo(TOKEN, clock=LoopClock().now) as zalo,
            open_house(template, directory, toml=_zalo_toml(zalo), level=level) as house,
        ):
            yield cls(house, zalo)

    async def deputy(self, name: str, unit: UnitCode = QUANG_TRUC) -> Deputy:
        colleague = await self.house.officer(name, unit, linked=False)
        deputy = ZaloDeputy(self.house, colleague, self.zalo)
        await deputy.phone.writes(f"/start {await self.house.new_link_code(colleague)}")
        await self.house.fast_forward(seconds=2)
        return deputy

    @property
    def secrets(self) -> tuple[str, ...]:
        return (TOKEN, *self.zalo.bot(TOKEN).chats)

    async def repeats(self) -> None:
        await self.zalo.bot(TOKEN).redeliver()

    def floods(self, times: int) -> None:
        self.zalo.fault("sendMessage", status=429, description="quota exceeded", times=times)

    def goes_away(self) -> None:
        self._outage = self.zalo.outage(TOKEN)

    def comes_back(self) -> None:
        self._outage.end()

    def lets_another_in(self) -> None:
        """A forgotten webhook: Zalo answers polls as if nobody ever wrote."""
        self.zalo.bot(TOKEN).url = "https://elsewhere.example/hook"

    def sends_the_other_away(self) -> None:
        self.zalo.bot(TOKEN).url = ""

    def revokes(self) -> None:
        self.zalo.revoke(TOKEN)

    def mends(self) -> None:
        self.zalo.bot(TOKEN).revoked = False


class ByZaloPosted(ByZalo):
    """By webhook, as in service."""

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Way]:
        door = Door()
        async with FakeZalo(
            TOKEN, clock=LoopClock().now, transport=door, ladder=(30.0, 300.0, 900.0)
        ) as zalo:
            toml = _zalo_toml(zalo) + posting() + PUBLIC
            async with open_house(template, directory, toml=toml, level=level) as house:
                door.house = house
                yield cls(house, zalo)

    @property
    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets, HOOK_SECRET)


def _zalo_toml(zalo: FakeZalo) -> str:
    return f'{CONSOLE}[zalo.officer]\ntoken = "{TOKEN}"\napi_base = "{zalo.api_base}"\n'
