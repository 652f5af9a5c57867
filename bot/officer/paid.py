"""Text messages and calls through a provider that a data file describes (`providers/`).

Only the code in the answer's body decides: providers answer 200 for many an error. Addresses, keys and
numbers appear in no message of ours, and no failure carries the HTTP library's own words.
"""

import hmac
import time
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlencode, urlsplit

import httpx
import msgspec

from bot.channel import Message
from bot.officer.provider import Provider, filled, found, provider_of
from handlers.installation import Installation
from hotline.errors import SendFailed
from hotline.settings import Paid

SEND_SECONDS = 15.0
REFUSED_FOR = 600.0
_TOO_MANY, _NO_ENTRY, _FORBIDDEN, _BROKEN = 429, 401, 403, 500
_LONGEST_WAIT = 60.0


class OfficerPaid:
    """The channel; `kind` "sms" or "voice"."""

    def __init__(
        self, office: Installation, kind: str, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self.name = kind
        self._clock = office.clock
        self._network = "working"
        self._refused_at: float | None = None
        self._settings: Paid = office.settings.paid(kind)
        self._provider: Provider = provider_of(office.settings, kind)
        self._public = office.settings.web.public_url
        self._client = httpx.AsyncClient(transport=transport, trust_env=False, timeout=SEND_SECONDS)

    @property
    def state(self) -> str:
        """As it was found lately: an account is topped up unseen, and nothing may go there for months."""
        if self._refused_at is None or self._clock.monotonic() - self._refused_at > REFUSED_FOR:
            return self._network
        return "refused"

    async def say(self, address: str, message: Message) -> str | None:
        """The provider has it. Raises SendFailed."""
        facts = self._facts(address, message)
        try:
            response = await self._client.send(self._request(facts))
        except (httpx.HTTPError, httpx.InvalidURL, RuntimeError, OSError):
            self._network = "failing"
            raise SendFailed("network") from None
        self._network = "working"
        try:
            self._judge(response)
        except SendFailed as failure:
            self._refused_at = self._clock.monotonic() if failure.whole_bot else self._refused_at
            raise
        self._refused_at = None
        return None

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """Nothing of it can be taken back."""

    async def close(self) -> None:
        """Give connections back."""
        await self._client.aclose()

    def _facts(self, address: str, message: Message) -> dict[str, str]:
        settings, text = self._settings, self._provider.words(message.text)
        # The same for one message sent again, so that the provider can tell; another for every other.
        number = sha256(f"{address}|{message.ack}|{text}".encode()).hexdigest()[:32]
        return {
            "key": settings.key or "",
            "secret": settings.secret or "",
            "sender": settings.sender or "",
            "template": settings.template or "",
            "phone": self._provider.phone(address),
            "text": text,
            "id": number,
            "callback": self._callback(message.ack),
        }

    def _callback(self, ack: str) -> str:
        if self._public is None or self._settings.callback_secret is None:
            return ""
        query = {"secret": self._settings.callback_secret} | ({"page": ack} if ack else {})
        return f"{self._public}{paid_hook(self.name, self._settings)}?{urlencode(query)}"

    def _request(self, facts: dict[str, str]) -> httpx.Request:
        provider, settings = self._provider, self._settings
        url = provider.url
        if settings.api_base is not None:
            url = settings.api_base + urlsplit(provider.url).path
        headers = filled(provider.headers, facts)
        if provider.log_in == "stringee":
            headers["X-STRINGEE-AUTH"] = stringee_token(facts["key"], facts["secret"], time.time())
        request = self._client.build_request(
            provider.method,
            url,
            params=filled(provider.query, facts) or None,
            headers=headers,
            json=None if provider.body is None else filled(provider.body, facts),
        )
        if provider.log_in == "basic":
            next(httpx.BasicAuth(facts["key"], "x").auth_flow(request))
        return request

    def _judge(self, response: httpx.Response) -> None:
        """Nothing if it was taken. Raises SendFailed."""
        match response.status_code:
            case 429:
                raise SendFailed("flood", retry_after=_advised(response))
            case 401 | 403:
                raise SendFailed("token_refused", whole_bot=True)
            case status if status >= _BROKEN:
                raise SendFailed("server")
        try:
            answer = msgspec.json.decode(response.content)
        except msgspec.MsgspecError:
            raise SendFailed("server") from None
        code = found(answer, self._provider.code)
        if code in self._provider.ok:
            return
        if code in self._provider.gone:
            raise SendFailed("unreachable", permanent=True)
        raise SendFailed("refused", whole_bot=code in self._provider.account)


def paid_hook(kind: str, settings: Paid) -> str:
    """Where the provider tells what became of a message."""
    return f"/hooks/{kind}/{settings.provider}"


def stringee_token(key: str, secret: str, now: float) -> str:
    """Proves for some minutes that we hold the secret: a JSON Web Token, HS256."""
    head = {"typ": "JWT", "alg": "HS256", "cty": "stringee-api;v=1"}
    said = {"jti": f"{key}-{now:.6f}", "iss": key, "exp": int(now) + 300, "rest_api": True}
    body = b".".join(_url_safe(msgspec.json.encode(part)) for part in (head, said))
    return (body + b"." + _url_safe(hmac.digest(secret.encode(), body, "sha256"))).decode()


def _url_safe(raw: bytes) -> bytes:
    return urlsafe_b64encode(raw).rstrip(b"=")


def _advised(response: httpx.Response) -> timedelta | None:
    for name in ("retry-after", "x-rate-limit-reset"):
        given = response.headers.get(name, "")
        if given.isascii() and given.isdigit():
            return timedelta(seconds=min(float(given), _LONGEST_WAIT))
    return None
