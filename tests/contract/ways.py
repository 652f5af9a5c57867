"""Each officers' channel as the contract uses it: an officer who is paged there, and how it fails."""

import re
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import httpx

from bot.officer.paid import OfficerPaid
from bot.officer.push import OfficerPush
from cli.messengers import CONNECT, OneWay
from console.app import make_app
from handlers import contacts, push
from handlers.installation import Installation
from hotline.ids import UnitCode
from tests.fakes.providers import KEY, SECRET, FakeProviders
from tests.fakes.smtp import PASSWORD, FakeSmtp, smtp_server
from tests.fakes.zalo import FakeZalo
from tests.office import QUANG_TRUC
from tests.stories.cast import Colleague
from tests.stories.house import OFFICERS, House, Template, open_house
from tests.winding import LoopClock

ZALO_TOKEN = "4012345678:AAofficersOfTheContract"
DESK = "https://desk.example"
_CONSOLE = f'[console]\npublic_url = "{DESK}"\n'


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


class Way(ABC):
    """One channel."""

    name: str
    wordless: bool = False
    """Whether what comes says nothing at all."""

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

    async def comes_again(self, deputy: Deputy, number: int) -> None:
        """The acknowledgement that wasn't stored."""
        del deputy, number
        await self.house.fast_forward(minutes=1)

    @abstractmethod
    def floods(self, times: int) -> None:
        """So many sends are too much."""

    @abstractmethod
    def revokes(self) -> None:
        """What we show to be let in isn't worth anything any more."""

    @abstractmethod
    def mends(self) -> None:
        """It is again."""


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


class ByTelegram(Way):
    name = "telegram"

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

    def revokes(self) -> None:
        self.house.telegram.revoke(OFFICERS)

    def mends(self) -> None:
        self.house.telegram.bot(OFFICERS).revoked = False


class ZaloDeputy(Deputy):
    def __init__(self, house: House, colleague: Colleague, zalo: FakeZalo) -> None:
        super().__init__(house, colleague)
        self.phone = zalo.phone(ZALO_TOKEN, f"z-{colleague.username}", colleague.name)

    @property
    def heard(self) -> list[str]:
        return self.phone.messages

    async def takes(self, number: int) -> str:
        before = len(self.heard)
        await self.phone.writes(f"nhan {number}")
        await self.house.fast_forward(seconds=2)
        return "\n".join(self.heard[before:])

    def blocks(self) -> None:
        self.phone.blocks()


class ByZalo(Way):
    name = "zalo"

    def __init__(self, house: House, zalo: FakeZalo) -> None:
        super().__init__(house)
        self.zalo = zalo

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Way]:
        async with FakeZalo(ZALO_TOKEN, clock=LoopClock().now) as zalo:
            bot = f'[zalo.officer]\ntoken = "{ZALO_TOKEN}"\napi_base = "{zalo.api_base}"\n'
            async with open_house(template, directory, toml=_CONSOLE + bot, level=level) as house:
                yield cls(house, zalo)

    async def deputy(self, name: str, unit: UnitCode = QUANG_TRUC) -> Deputy:
        colleague = await self.house.officer(name, unit, linked=False)
        deputy = ZaloDeputy(self.house, colleague, self.zalo)
        await deputy.phone.writes(f"/start {await self.house.new_link_code(colleague)}")
        await self.house.fast_forward(seconds=2)
        return deputy

    @property
    def secrets(self) -> tuple[str, ...]:
        return (ZALO_TOKEN, *self.zalo.bot(ZALO_TOKEN).chats)

    async def repeats(self) -> None:
        await self.zalo.bot(ZALO_TOKEN).redeliver()

    def floods(self, times: int) -> None:
        self.zalo.fault("sendMessage", status=429, description="quota exceeded", times=times)

    def revokes(self) -> None:
        self.zalo.revoke(ZALO_TOKEN)

    def mends(self) -> None:
        self.zalo.bot(ZALO_TOKEN).revoked = False


class LinkDeputy(Deputy):
    """One who opens the newest page's link and presses the button there."""

    async def takes(self, number: int) -> str:
        links = re.findall(rf"{DESK}(/ack/[\w-]+)", "\n".join(self.heard))
        return await pressed(self.house, links[-1])


async def pressed(house: House, link: str) -> str:
    transport = httpx.ASGITransport(make_app(house.office), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=DESK) as browser:
        assert (await browser.get(link)).status_code == 200
        words = (await browser.post(link)).text
    await house.fast_forward(seconds=2)
    return words


class MailDeputy(LinkDeputy):
    def __init__(self, house: House, colleague: Colleague, mail: FakeSmtp) -> None:
        super().__init__(house, colleague)
        self.mail = mail
        self.address = f"{colleague.username}@langnghe.example"

    @property
    def heard(self) -> list[str]:
        mine = [one for one in self.mail.mails if one["To"] == self.address]
        return [f"{one['Subject']}\n{one.get_content()}" for one in mine]

    def blocks(self) -> None:
        self.mail.answers[self.address] = [f"550 5.1.1 no such user {self.address}"]


class ByMail(Way):
    name = "email"

    def __init__(self, house: House, mail: FakeSmtp) -> None:
        super().__init__(house)
        self.mail = mail
        self.deputies: list[LinkDeputy] = []

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Way]:
        async with smtp_server(directory / "mail") as mail:
            toml = _CONSOLE + mail.toml()
            async with open_house(template, directory, toml=toml, level=level) as house:
                yield cls(house, mail)

    async def deputy(self, name: str, unit: UnitCode = QUANG_TRUC) -> Deputy:
        deputy = MailDeputy(self.house, await self.house.officer(name, unit, linked=False), self.mail)
        await proven(deputy, "email", deputy.address)
        self.deputies.append(deputy)
        return deputy

    @property
    def secrets(self) -> tuple[str, ...]:
        return (PASSWORD, "@langnghe.example", "/ack/")

    async def repeats(self) -> None:
        await self.deputies[0].takes(0)

    async def comes_again(self, deputy: Deputy, number: int) -> None:
        """The officer sees that it didn't work, and presses again."""
        await deputy.takes(number)

    def floods(self, times: int) -> None:
        for deputy in self.deputies:
            assert isinstance(deputy, MailDeputy)
            self.mail.answers[deputy.address] = [*["451 4.7.1 later"] * times, "250 ok"]

    def revokes(self) -> None:
        self.mail.password = "another"

    def mends(self) -> None:
        self.mail.password = PASSWORD


async def proven(deputy: Deputy, channel: str, address: str) -> None:
    """The code that came to the address was typed."""
    office, username = deputy.house.office, deputy.colleague.username
    assert (await contacts.add(office, username, channel, address, by=username)).id == "contact-code-sent"
    await deputy.house.fast_forward(seconds=2)
    [code] = re.findall(r"\b\d{6}\b", deputy.heard[-1])
    assert (await contacts.confirm(office, username, code, by=username)).id == "contact-confirmed"
    await deputy.house.fast_forward(seconds=2)


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


class TextDeputy(LinkDeputy):
    def __init__(self, house: House, colleague: Colleague, providers: FakeProviders, last: int) -> None:
        super().__init__(house, colleague)
        self.providers = providers
        self.number = f"091234567{last}"

    @property
    def heard(self) -> list[str]:
        return [one.text for one in self.providers.taken if one.phone == self.number]

    def blocks(self) -> None:
        self.providers.unknown_phones.add(self.number)


class ByText(ByMail):
    """A text message through a provider, whose link is pressed as a mail's is."""

    name = "sms"

    def __init__(self, house: House, providers: FakeProviders, line: Spoilt) -> None:
        Way.__init__(self, house)
        self.providers = providers
        self.line = line
        self.deputies = []

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Way]:
        toml = (
            f'{_CONSOLE}[sms]\nprovider = "esms"\nkey = "{KEY}"\nsecret = "{SECRET}"\nsender = "LangNghe"\n'
            'urgencies = ["emergency", "urgent", "normal"]\ncallback_secret = "told-by-esms"\n'
            '[web]\npublic_url = "https://hotline.example"\n'
        )
        providers = FakeProviders(LoopClock().now)
        line = Spoilt(providers)

        async def connect(office: Installation) -> OneWay:
            return OfficerPaid(office, "sms", line)

        async with open_house(
            template, directory, toml=toml, level=level, connect={**CONNECT, "sms": connect}
        ) as house:
            yield cls(house, providers, line)

    async def deputy(self, name: str, unit: UnitCode = QUANG_TRUC) -> Deputy:
        colleague = await self.house.officer(name, unit, linked=False)
        deputy = TextDeputy(self.house, colleague, self.providers, len(self.deputies))
        await proven(deputy, "sms", f"+84{deputy.number[1:]}")
        self.deputies.append(deputy)
        return deputy

    @property
    def secrets(self) -> tuple[str, ...]:
        return (KEY, SECRET, "912345", "/ack/", "told-by-esms")

    def floods(self, times: int) -> None:
        self.line.first = [httpx.Response(429)] * times

    def revokes(self) -> None:
        self.line.always = httpx.Response(200, json={"CodeResult": "101"})

    def mends(self) -> None:
        self.line.always = None


class Pushes(httpx.AsyncBaseTransport):
    """A push service: which subscriptions were woken, and which are gone."""

    def __init__(self) -> None:
        self.woken: list[str] = []
        self.gone: set[str] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if (endpoint := str(request.url)) in self.gone:
            return httpx.Response(410)
        assert await request.aread() == b""
        self.woken.append(endpoint)
        return httpx.Response(201)


class PushDeputy(Deputy):
    """Woken without a word; the rest is at the desk."""

    def __init__(self, house: House, colleague: Colleague, pushes: Pushes) -> None:
        super().__init__(house, colleague)
        self.pushes = pushes
        self.endpoint = f"https://fcm.googleapis.com/fcm/send/of-{colleague.username}"

    @property
    def heard(self) -> list[str]:
        return ["" for endpoint in self.pushes.woken if endpoint == self.endpoint]

    async def takes(self, number: int) -> str:
        return str(await self.colleague.acknowledges_at_the_desk(number))

    def blocks(self) -> None:
        self.pushes.gone.add(self.endpoint)


class ByPush(Way):
    name = "push"
    wordless = True

    def __init__(self, house: House, pushes: Pushes, line: Spoilt) -> None:
        super().__init__(house)
        self.pushes = pushes
        self.line = line

    @classmethod
    @asynccontextmanager
    async def opened(cls, template: Template, directory: Path, level: str) -> AsyncIterator[Way]:
        pushes = Pushes()
        line = Spoilt(pushes)

        async def connect(office: Installation) -> OneWay:
            return OfficerPush(office, line)

        async with open_house(
            template,
            directory,
            toml=f"{_CONSOLE}[push]\nenabled = true\n",
            level=level,
            connect={**CONNECT, "push": connect},
        ) as house:
            yield cls(house, pushes, line)

    async def deputy(self, name: str, unit: UnitCode = QUANG_TRUC) -> Deputy:
        colleague = await self.house.officer(name, unit, linked=False)
        deputy = PushDeputy(self.house, colleague, self.pushes)
        said = await push.subscribe(self.house.office, colleague.id, deputy.endpoint)
        assert said.id == "contact-confirmed"
        await self.house.fast_forward(seconds=2)
        return deputy

    @property
    def secrets(self) -> tuple[str, ...]:
        return ("fcm.googleapis", "vapid")

    async def repeats(self) -> None:
        """At the desk nothing comes by itself."""

    def floods(self, times: int) -> None:
        self.line.first = [httpx.Response(429)] * times

    def revokes(self) -> None:
        self.line.always = httpx.Response(401)

    def mends(self) -> None:
        self.line.always = None
