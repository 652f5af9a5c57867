"""A channel of the officers as the contract uses it: an officer who is paged there, and how it fails."""

from abc import ABC, abstractmethod
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import ClassVar

import httpx

from hotline.ids import UnitCode
from tests.contract.failing import CannotHappen
from tests.office import QUANG_TRUC
from tests.stories.cast import Colleague
from tests.stories.house import House
from tests.stories.template import Template

DESK = "https://desk.example"
CONSOLE = f'[console]\npublic_url = "{DESK}"\n'


class Deputy(ABC):
    """An officer with this channel and no other."""

    def __init__(self, house: House, colleague: Colleague) -> None:
        self.house = house
        self.colleague = colleague

    @property
    @abstractmethod
    def heard(self) -> list[str]:
        """Everything that came, oldest first."""

    @abstractmethod
    async def takes(self, number: int) -> str:
        """Acknowledge as one does here; what that was answered."""

    @abstractmethod
    def blocks(self) -> None:
        """This address never works again."""

    async def takes_unheard(self, number: int) -> None:
        """As `takes`, while nobody serves."""
        raise CannotHappen

    async def types(self, text: str) -> None:
        """These words, where words can be typed."""
        raise CannotHappen

    async def sends_no_words(self) -> None:
        """A sticker, or whatever else comes without words."""
        raise CannotHappen


class Way(ABC):
    """One channel."""

    name: str
    wordless: bool = False
    """Whether what comes says nothing at all."""
    longest: int = 0
    """What goes as one message; 0: nothing but pages goes."""

    def __init__(self, house: House) -> None:
        self.house = house

    @classmethod
    @abstractmethod
    def opened(cls, template: Template, directory: Path, level: str) -> AbstractAsyncContextManager["Way"]:
        """A house that serves this channel; reporters are on Telegram."""

    @abstractmethod
    async def deputy(self, name: str, unit: UnitCode = QUANG_TRUC) -> Deputy: ...

    @property
    @abstractmethod
    def secrets(self) -> tuple[str, ...]:
        """What no log line may hold."""

    @abstractmethod
    async def repeats(self) -> None:
        """The newest acknowledgement comes once more."""

    async def also_writes_to(self, deputy: Deputy) -> None:
        """A channel that can't say anything back: from now on another one does."""
        del deputy

    async def comes_again(self, deputy: Deputy, number: int) -> None:
        """The acknowledgement that wasn't stored."""
        del deputy, number
        await self.house.fast_forward(minutes=1)

    @abstractmethod
    def floods(self, times: int) -> None:
        """So many sends are too much."""

    @abstractmethod
    def goes_away(self) -> None:
        """Nothing gets through, and nobody says why."""

    @abstractmethod
    def comes_back(self) -> None: ...

    def lets_another_in(self) -> None:
        """Somebody else takes what officers send."""
        raise CannotHappen

    def sends_the_other_away(self) -> None:
        raise CannotHappen

    @abstractmethod
    def revokes(self) -> None:
        """What we show to be let in isn't worth anything any more."""

    @abstractmethod
    def mends(self) -> None:
        """It is again."""


class Spoilt(httpx.AsyncBaseTransport):
    """A transport that answers something else first, or for as long as `always` is set."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self.inner = inner
        self.first: list[httpx.Response] = []
        self.always: httpx.Response | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.always is not None:
            return self.always
        return self.first.pop() if self.first else await self.inner.handle_async_request(request)


class OnALine:
    """A way whose service fails as its line is told to. `refusal`: what it says to a bad key."""

    line: Spoilt
    refusal: ClassVar[httpx.Response]

    def floods(self, times: int) -> None:
        self.line.first = [httpx.Response(429)] * times

    def goes_away(self) -> None:
        self.line.always = httpx.Response(503)

    def comes_back(self) -> None:
        self.line.always = None

    def revokes(self) -> None:
        self.line.always = self.refusal

    def mends(self) -> None:
        self.line.always = None
