"""Officers who are called: a pressed key takes the alert."""

import httpx
from starlette.applications import Starlette

from bot.officer.paid_hooks import paid_routes
from tests.contract.by_provider import ByProvider, ProviderDeputy
from tests.fakes.providers import KEY, SECRET


class CalledDeputy(ProviderDeputy):
    async def takes(self, number: int) -> str:
        """The key is pressed while the newest call about an alert goes on."""
        calls = [one.callback for one in self.providers.taken if one.phone == self.number]
        callback = [one for one in calls if "page=" in one][-1]
        transport = httpx.ASGITransport(
            Starlette(routes=paid_routes(self.house.office)), raise_app_exceptions=False
        )
        async with httpx.AsyncClient(transport=transport) as provider:
            await provider.post(callback, json={"dtmf": "1"})
        await self.house.fast_forward(seconds=2)
        return ""


class ByCall(ByProvider):
    """A call through a provider."""

    name = "voice"
    section = 'provider = "stringee"\nsender = "842471234567"\ncallback_secret = "told-by-stringee"\n'
    refusal = httpx.Response(200, json={"r": 6, "message": "token"})
    deputies_are = CalledDeputy

    def written(self, address: str) -> str:
        return address.removeprefix("+")

    @property
    def secrets(self) -> tuple[str, ...]:
        return (KEY, SECRET, "912345", "told-by-stringee")
