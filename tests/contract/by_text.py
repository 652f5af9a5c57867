"""Officers by text messages, who open the link in a browser that knows them."""

import httpx

from tests.contract.by_provider import ByProvider, ProviderDeputy
from tests.fakes.providers import KEY, SECRET


class ByText(ByProvider):
    """A text message through a provider."""

    name = "sms"
    section = 'provider = "esms"\nsender = "LangNghe"\ncallback_secret = "told-by-esms"\n'
    refusal = httpx.Response(200, json={"CodeResult": "101"})
    deputies_are = ProviderDeputy

    def written(self, address: str) -> str:
        return f"0{address.removeprefix('+84')}"

    @property
    def secrets(self) -> tuple[str, ...]:
        return (KEY, SECRET, "912345", "/ack/", "told-by-esms")
