"""Tells other systems what became of an alert, as Standard Webhooks say: signed, repeated until it is taken.

Number, urgency, unit and what happened; nothing of the report. The id is the same each time it is sent, so
that whoever takes it twice can tell.
"""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

import httpx
import msgspec

from bot.channel import Message
from handlers.installation import Installation
from hotline.errors import SendFailed

NAME = "webhook"
SEND_SECONDS = 15.0
TRIED_FOR = timedelta(days=3)
_LONGEST_WAIT = 300.0
_GONE, _TOO_MANY = 410, 429


class _Told(msgspec.Struct):
    timestamp: datetime


class OutgoingWebhook:
    """The channel; an address is where it is posted."""

    name = NAME

    def __init__(self, office: Installation, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.state = "working"
        self._office = office
        self._secrets = {one.url: one.secret for one in office.settings.webhook.targets}
        self._client = httpx.AsyncClient(transport=transport, trust_env=False, timeout=SEND_SECONDS)

    async def say(self, address: str, message: Message) -> str | None:
        """The other system has it. Raises SendFailed."""
        now, body = self._office.now(), message.text.encode()
        if now - msgspec.json.decode(body, type=_Told).timestamp > TRIED_FOR:
            raise SendFailed("too_old", permanent=True)
        try:
            response = await self._client.post(
                address, content=body, headers=signed(body, self._secrets[address], now)
            )
        except (httpx.HTTPError, httpx.InvalidURL, RuntimeError, OSError):
            self.state = "failing"
            raise SendFailed("network") from None
        self.state = "working" if response.is_success else "failing"
        if not response.is_success:
            raise _failure_of(response)
        return None

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """What was told was told."""

    async def close(self) -> None:
        """Give connections back."""
        await self._client.aclose()


def signed(body: bytes, secret: str, now: datetime) -> dict[str, str]:
    """The headers that prove that it is from us, and when it was sent."""
    number, at = f"msg_{sha256(body).hexdigest()[:32]}", str(int(now.timestamp()))
    key = b64decode(secret.removeprefix("whsec_"))
    mac = hmac.digest(key, f"{number}.{at}.".encode() + body, "sha256")
    return {
        "Content-Type": "application/json",
        "Webhook-Id": number,
        "Webhook-Timestamp": at,
        "Webhook-Signature": f"v1,{b64encode(mac).decode()}",
    }


def _failure_of(response: httpx.Response) -> SendFailed:
    if response.status_code == _GONE:
        return SendFailed("gone", permanent=True)
    given = response.headers.get("retry-after", "")
    if response.status_code == _TOO_MANY and given.isascii() and given.isdigit():
        return SendFailed("flood", retry_after=timedelta(seconds=min(float(given), _LONGEST_WAIT)))
    return SendFailed("refused")
