"""Officers on Telegram."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from hotline.ids import UnitCode
from tests.contract.way import Deputy, Way
from tests.office import QUANG_TRUC
from tests.stories.house import open_house
from tests.stories.template import HOOK_SECRET, OFFICERS, Template


class TelegramDeputy(Deputy):
    @property
    def heard(self) -> list[str]:
        return [message.text for message in self.colleague.phone.chat.arrived]

    async def takes(self, number: int) -> str:
        press = await self.colleague.phone.forges(f"alert:{number}:ack")
        await self.house.settle()
        return press.answer or ""

    def blocks(self) -> None:
        self.colleague.phone.chat.state = "blocked"

    async def takes_unheard(self, number: int) -> None:
        await self.colleague.phone.forges(f"alert:{number}:ack")

    async def types(self, text: str) -> None:
        await self.colleague.phone.writes(text)
        await self.house.settle()

    async def sends_no_words(self) -> None:
        await self.colleague.phone.sends_sticker()
        await self.house.settle()


class ByTelegram(Way):
    name = "telegram"
    longest = 4096

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Way]:
        async with open_house(template, directory, level=level) as house:
            yield cls(house)

    async def deputy(self, name: str, unit: UnitCode = QUANG_TRUC) -> Deputy:
        return TelegramDeputy(self.house, await self.house.officer(name, unit))

    @property
    def secrets(self) -> tuple[str, ...]:
        return (OFFICERS,)

    async def repeats(self) -> None:
        self.house.telegram.redeliver(OFFICERS)

    def floods(self, times: int) -> None:
        self.house.telegram.fault("sendMessage", token=OFFICERS, retry_after=5, times=times)

    def goes_away(self) -> None:
        self._outage = self.house.telegram.outage(OFFICERS)

    def comes_back(self) -> None:
        self._outage.end()

    def lets_another_in(self) -> None:
        self.house.telegram.fault("getUpdates", token=OFFICERS, status=409, description="Conflict")
        self.house.telegram.bot(OFFICERS).updates.end_poll("Conflict: terminated by other getUpdates request")

    def sends_the_other_away(self) -> None:
        self.house.telegram.faults.clear()

    def revokes(self) -> None:
        self.house.telegram.revoke(OFFICERS)

    def mends(self) -> None:
        self.house.telegram.bot(OFFICERS).revoked = False


class ByTelegramPosted(ByTelegram):
    """By webhook."""

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Way]:
        async with open_house(template, directory, level=level, posted=["officer"]) as house:
            yield cls(house)

    @property
    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets, HOOK_SECRET)
