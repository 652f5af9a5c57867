"""Officers who are called: a pressed key takes the alert, and what came of it is said by a text message."""

import httpx
from starlette.applications import Starlette

from bot.officer.paid_hooks import paid_routes
from handlers import contacts
from hotline.alert.alert import Urgency
from tests.contract.by_link import proven
from tests.contract.by_provider import ByProvider, ProviderDeputy
from tests.contract.way import Deputy
from tests.fakes.providers import KEY, SECRET, FakeProviders
from tests.stories.cast import Colleague
from tests.stories.house import House


class CalledDeputy(ProviderDeputy):
    """`texts`: what is written to the same number, which the other provider spells in its own way."""

    def __init__(self, house: House, colleague: Colleague, providers: FakeProviders, number: str) -> None:
        super().__init__(house, colleague, providers, number)
        self.texts = ProviderDeputy(house, colleague, providers, f"0{number.removeprefix('84')}")

    async def takes(self, number: int) -> str:
        """The key is pressed while the newest call about an alert goes on; what is written because of it."""
        before = len(self.texts.heard)
        await self.presses_again()
        return "\n".join(self.texts.heard[before:])

    async def presses_again(self) -> None:
        calls = [one.callback for one in self.providers.taken if one.phone == self.number]
        callback = [one for one in calls if "page=" in one][-1]
        transport = httpx.ASGITransport(
            Starlette(routes=paid_routes(self.house.office)), raise_app_exceptions=False
        )
        async with httpx.AsyncClient(transport=transport) as provider:
            await provider.post(callback, json={"dtmf": "1"})
        await self.house.fast_forward(seconds=2)


class ByCall(ByProvider):
    """A call through a provider."""

    name = "voice"
    beside = "sms"
    section = (
        'provider = "stringee"\nsender = "842471234567"\ncallback_secret = "told-by-stringee"\n'
        f'[sms]\nprovider = "esms"\nkey = "{KEY}"\nsecret = "{SECRET}"\nsender = "LangNghe"\n'
        'urgencies = ["emergency", "urgent", "normal"]\n'
    )
    refusal = httpx.Response(200, json={"r": 6, "message": "token"})
    deputies_are = CalledDeputy

    def written(self, address: str) -> str:
        return address.removeprefix("+")

    async def also_writes_to(self, deputy: Deputy) -> None:
        """Texts come after the call, and so late that no page comes that way."""
        assert isinstance(deputy, CalledDeputy)
        await proven(deputy.texts, "sms", f"+{deputy.number}")
        username = deputy.colleague.username
        for urgency in Urgency:
            order = ["voice", "sms+10m"]
            assert await contacts.set_order(self.house.office, username, urgency, order, by=username) is None

    @property
    def secrets(self) -> tuple[str, ...]:
        return (KEY, SECRET, "912345", "told-by-stringee")
