"""A channel of the reporters as the contract uses it: somebody who writes there, and how it fails."""

from abc import ABC, abstractmethod
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from tests.contract.failing import CannotHappen
from tests.fakes.telegram_faults import Fault
from tests.stories.house import House
from tests.stories.template import Template

LAN, MAI = "z-lan-83741", "z-mai-83742"


class Person(ABC):
    """Somebody who writes to the hotline, and what came."""

    @property
    @abstractmethod
    def sender(self) -> str:
        """The chat's address."""

    async def does(self, deed: str) -> None:
        """`[label]`, `/command`, `(picture)`, or words."""
        if deed.startswith("["):
            await self.presses(deed[1:-1])
        elif deed.startswith("/"):
            await self.commands(deed[1:])
        elif deed == "(picture)":
            await self.sends_picture()
        else:
            await self.writes(deed)

    @abstractmethod
    async def writes(self, text: str) -> None: ...

    async def commands(self, name: str) -> None:
        await self.writes(f"/{name}")

    @abstractmethod
    async def presses(self, label: str) -> None:
        """The newest button or numbered line of this label."""

    @property
    @abstractmethod
    def heard(self) -> list[str]:
        """Everything that the hotline said, oldest first."""

    def blocks(self) -> None:
        """Nothing reaches this person any more."""
        raise CannotHappen

    async def presses_again(self, value: str) -> None:
        """The button of a question that was answered long ago."""
        raise CannotHappen

    async def sends_picture(self) -> None:
        raise CannotHappen

    async def sends_sticker(self) -> None:
        raise CannotHappen

    async def sends_hidden(self) -> None:
        """Something whose content the messenger keeps to itself."""
        raise CannotHappen


class Road(ABC):
    """One channel. A fault that it can't have is `NotApplicable` in the table, and raises here."""

    name: str
    longest: int
    """What the messenger takes as one message."""
    sends: bool = True
    """Whether messages go out; False: what was said is asked for."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.lan = self.person(LAN)

    @classmethod
    @abstractmethod
    def opened(cls, template: Template, directory: Path, level: str) -> AbstractAsyncContextManager["Road"]:
        """A house that serves this channel; officers are on Telegram."""

    @abstractmethod
    def person(self, name: str) -> Person: ...

    @property
    @abstractmethod
    def secrets(self) -> tuple[str, ...]:
        """What no log line may hold."""

    @abstractmethod
    async def repeats(self) -> None:
        """The newest message that somebody sent comes once more."""

    async def comes_again(self) -> None:
        """What wasn't stored is given once more, and time for that goes by."""
        await self.house.fast_forward(minutes=6)

    async def reads_letters(self) -> None:
        """Lan presses what shows an officer's words."""
        await self.lan.presses(self.house.words("button-show"))
        await self.house.settle()

    def spoils(self, **which: Any) -> Fault:  # noqa: ANN401 - the fields of Fault
        """Sending goes wrong; without a word of how, it is only counted."""
        raise CannotHappen

    def floods(self, times: int) -> Fault:
        """So many sends are too much for the messenger."""
        raise CannotHappen

    def revokes(self) -> None:
        """The token isn't worth anything any more."""
        raise CannotHappen

    async def mends(self) -> None:
        """It is again."""
        raise CannotHappen

    def lets_another_in(self) -> None:
        """Somebody else takes what people send."""
        raise CannotHappen

    def sends_the_other_away(self) -> None:
        raise CannotHappen
