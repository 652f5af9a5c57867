"""Reporters on Telegram, polled."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.contract.road import LAN, MAI, Person, Road
from tests.fakes.telegram_faults import Fault
from tests.fakes.telegram_phone import Phone
from tests.stories.house import open_house
from tests.stories.template import HOOK_SECRET, REPORTERS, Template


class TelegramPerson(Person):
    def __init__(self, phone: Phone) -> None:
        self.phone = phone

    @property
    def sender(self) -> str:
        return str(self.phone.chat_id)

    async def writes(self, text: str) -> None:
        await self.phone.writes(text)

    async def presses(self, label: str) -> None:
        await self.phone.presses(label)

    @property
    def heard(self) -> list[str]:
        return [message.text for message in self.phone.chat.arrived]

    def blocks(self) -> None:
        self.phone.chat.state = "blocked"

    async def presses_again(self, value: str) -> None:
        await self.phone.presses(value)

    async def sends_picture(self) -> None:
        await self.phone.sends_photo()

    async def sends_sticker(self) -> None:
        await self.phone.sends_sticker()


class OnTelegram(Road):
    name = "telegram"
    longest = 4096

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Road]:
        async with open_house(template, directory, level=level) as house:
            yield cls(house)

    def person(self, name: str) -> Person:
        number = {LAN: 5_001_883_741, MAI: 5_001_883_742}[name]
        return TelegramPerson(self.house.telegram.phone(REPORTERS, number, name))

    @property
    def secrets(self) -> tuple[str, ...]:
        return (REPORTERS, "5001883741", LAN)

    async def repeats(self) -> None:
        self.house.telegram.redeliver(REPORTERS)

    def spoils(self, **which: Any) -> Fault:  # noqa: ANN401 - as above
        return self.house.telegram.fault("sendMessage", token=REPORTERS, **which)

    def floods(self, times: int) -> Fault:
        return self.spoils(retry_after=20, times=times)

    def revokes(self) -> None:
        self.house.telegram.revoke(REPORTERS)

    async def mends(self) -> None:
        self.house.telegram.bot(REPORTERS).revoked = False

    def lets_another_in(self) -> None:
        self.house.telegram.fault("getUpdates", token=REPORTERS, status=409, description="Conflict")
        self.house.telegram.bot(REPORTERS).updates.end_poll(
            "Conflict: terminated by other getUpdates request"
        )

    def sends_the_other_away(self) -> None:
        self.house.telegram.faults.clear()


class OnTelegramPosted(OnTelegram):
    """By webhook."""

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Road]:
        async with open_house(template, directory, level=level, posted=["reporter"]) as house:
            yield cls(house)

    @property
    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets, HOOK_SECRET)
