"""Each reporters' channel as the contract uses it: somebody who writes there, and how the messenger fails."""

import re
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from handlers import oa_token
from tests.fakes.telegram_faults import Fault
from tests.fakes.zalo import FakeZalo
from tests.fakes.zalo_oa import APP_SECRET, OA_SECRET, FakeOa
from tests.oa_hotline import account_toml, pair_of
from tests.stories.house import REPORTERS, House, Template, open_house
from tests.web_page import HERE, Visitor
from tests.winding import LoopClock

ZALO_TOKEN = "3012345678:AAreportersOfTheContract"
HOOK_SECRET = "secret-of-the-hook-83741"
LAN, MAI = "z-lan-83741", "z-mai-83742"


class Person(ABC):
    """Somebody who writes to the hotline, and what came."""

    @abstractmethod
    async def writes(self, text: str) -> None: ...

    @abstractmethod
    async def presses(self, label: str) -> None:
        """The newest button or numbered line of this label."""

    @property
    @abstractmethod
    def heard(self) -> list[str]:
        """Everything that the hotline said, oldest first."""

    def blocks(self) -> None:
        """Nothing reaches this person any more."""
        raise NotImplementedError

    async def sends_sticker(self) -> None:
        raise NotImplementedError

    async def sends_hidden(self) -> None:
        """Something whose content the messenger keeps to itself."""
        raise NotImplementedError


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
        raise NotImplementedError

    def floods(self, times: int) -> Fault:
        """So many sends are too much for the messenger."""
        raise NotImplementedError

    def revokes(self) -> None:
        """The token isn't worth anything any more."""
        raise NotImplementedError

    async def mends(self) -> None:
        """It is again."""
        raise NotImplementedError

    def lets_another_in(self) -> None:
        """Somebody else takes what people send."""
        raise NotImplementedError

    def sends_the_other_away(self) -> None:
        raise NotImplementedError


class TelegramPerson(Person):
    def __init__(self, house: House, name: str) -> None:
        self.phone = house.telegram.phone(REPORTERS, {LAN: 5_001_883_741, MAI: 5_001_883_742}[name], name)

    async def writes(self, text: str) -> None:
        await self.phone.writes(text)

    async def presses(self, label: str) -> None:
        await self.phone.presses(label)

    @property
    def heard(self) -> list[str]:
        return [message.text for message in self.phone.chat.arrived]

    def blocks(self) -> None:
        self.phone.chat.state = "blocked"

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
        return TelegramPerson(self.house, name)

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


class ZaloPerson(Person):
    def __init__(self, zalo: FakeZalo, name: str) -> None:
        self.phone = zalo.phone(ZALO_TOKEN, name)

    async def writes(self, text: str) -> None:
        await self.phone.writes(text)

    async def presses(self, label: str) -> None:
        await self.phone.picks(label)

    @property
    def heard(self) -> list[str]:
        return self.phone.messages

    def blocks(self) -> None:
        self.phone.blocks()

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
            FakeZalo(ZALO_TOKEN, clock=LoopClock().now) as zalo,
            open_house(template, directory, toml=_zalo_toml(zalo), level=level) as house,
        ):
            yield cls(house, zalo)

    def person(self, name: str) -> Person:
        return ZaloPerson(self.zalo, name)

    @property
    def secrets(self) -> tuple[str, ...]:
        return (ZALO_TOKEN, LAN)

    async def repeats(self) -> None:
        await self.zalo.bot(ZALO_TOKEN).redeliver()

    def spoils(self, **which: Any) -> Fault:  # noqa: ANN401 - as above
        return self.zalo.fault("sendMessage", **which)

    def floods(self, times: int) -> Fault:
        return self.spoils(status=429, description="quota exceeded", times=times)

    def revokes(self) -> None:
        self.zalo.revoke(ZALO_TOKEN)

    async def mends(self) -> None:
        self.zalo.bot(ZALO_TOKEN).revoked = False

    def lets_another_in(self) -> None:
        """A forgotten webhook: Zalo answers polls as if nobody ever wrote."""
        self.zalo.bot(ZALO_TOKEN).url = "https://elsewhere.example/hook"

    def sends_the_other_away(self) -> None:
        self.zalo.bot(ZALO_TOKEN).url = ""


class OnZaloPosted(OnZalo):
    """By webhook, as in service."""

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Road]:
        door = _Door()
        async with FakeZalo(
            ZALO_TOKEN, clock=LoopClock().now, transport=door, ladder=(30.0, 300.0, 900.0)
        ) as zalo:
            toml = f'[web]\npublic_url = "https://nghe.example"\n{_zalo_toml(zalo)}mode = "webhook"\n'
            toml += f'webhook_secret = "{HOOK_SECRET}"\n'
            async with open_house(template, directory, toml=toml, level=level) as house:
                door.house = house
                yield cls(house, zalo)

    @property
    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets, HOOK_SECRET)


def _zalo_toml(zalo: FakeZalo) -> str:
    return f'[zalo.reporter]\ntoken = "{ZALO_TOKEN}"\napi_base = "{zalo.api_base}"\n'


class OaPerson(Person):
    def __init__(self, oa: FakeOa, name: str) -> None:
        self.phone = oa.phone(name)

    async def writes(self, text: str) -> None:
        await self.phone.writes(text)

    async def presses(self, label: str) -> None:
        await self.phone.presses(label)

    @property
    def heard(self) -> list[str]:
        return [str(message["text"]) for message in self.phone.messages]

    def blocks(self) -> None:
        self.phone.blocks()

    async def sends_sticker(self) -> None:
        await self.phone.sends("sticker", {"url": "https://zalo.example/1"})


class _Door(httpx.AsyncBaseTransport):
    """The public pages of the house, whichever process serves it; a closed one can't be reached."""

    def __init__(self, house: House | None = None) -> None:
        self.house = house

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        public = None if self.house is None else self.house.public
        if public is None:
            raise httpx.ConnectError("closed")
        return await httpx.ASGITransport(public, raise_app_exceptions=False).handle_async_request(request)


class OnZaloOa(Road):
    name = "zalo_oa"
    longest = 1900

    def __init__(self, house: House, oa: FakeOa) -> None:
        self.oa = oa
        super().__init__(house)

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Road]:
        door = _Door()
        async with FakeOa(clock=LoopClock().now, pace=1.0, transport=door) as oa:
            account = account_toml(oa.base)
            async with open_house(template, directory, toml=account, level=level) as house:
                door.house, oa.hook = house, "http://hotline.test/hooks/zalo_oa"
                await oa_token.authorised(house.office, pair_of(oa, house.now()))
                yield cls(house, oa)

    def person(self, name: str) -> Person:
        return OaPerson(self.oa, name)

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


class WebPerson(Person):
    """A browser; each page is what was heard."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    async def writes(self, text: str) -> None:
        if text == "/start":
            await self.visitor.opens()
        else:
            await self.visitor.writes(text)

    async def presses(self, label: str) -> None:
        [value] = [value for value, words in self.visitor.page.buttons.items() if words == label]
        await self.visitor.presses(value)

    @property
    def heard(self) -> list[str]:
        pages = [response for response in self.visitor.seen if response.status_code != 303]
        return [re.sub(r"<[^>]+>|\s+", " ", page.text) for page in pages]


class OnTheWeb(Road):
    name = "web"
    longest = 20_000
    sends = False

    def __init__(self, house: House, visitor: Visitor) -> None:
        self.visitor = visitor
        super().__init__(house)

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Road]:
        async with open_house(template, directory, level=level) as house:
            browser = httpx.AsyncClient(
                transport=_Door(house), base_url=HERE, headers={"Accept-Language": "vi"}
            )
            async with browser:
                yield cls(house, Visitor(browser))

    def person(self, name: str) -> Person:
        del name
        return WebPerson(self.visitor)

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.visitor.session,)

    async def repeats(self) -> None:
        """The browser sends the same form again: a double press, a reload."""
        [newest] = [one.request for one in self.visitor.seen if one.request.method == "POST"][-1:]
        form = dict(httpx.QueryParams(newest.content.decode()))
        await self.visitor.sends(form)

    async def comes_again(self) -> None:
        """The page that says it didn't work has all of it, and a button to try again."""
        await self.visitor.presses("send", text=self.visitor.page.box)

    async def reads_letters(self) -> None:
        """With the receipt code, which is the only thread."""
        [*_, code] = re.findall(r"\d{4} \d{4} \d{4} \d{4}", " ".join(self.lan.heard))
        await self.visitor.opens("/status")
        await self.visitor.sends(self.visitor.form("/status", code=code), to="/status")
        await self.visitor.presses("msg:show")
