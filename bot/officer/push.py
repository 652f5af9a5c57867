"""Push to officers' browsers (RFC 8030, RFC 8292): no words at all, so nothing to encrypt or to read.

The browser shows one sentence of its own and opens the console. A push service that says that a
subscription is gone means it: the browser subscribes anew from the account page.
"""

from collections.abc import Sequence
from datetime import timedelta

import httpx

from bot.channel import Message
from handlers import push
from handlers.installation import Installation
from hotline.errors import SendFailed

NAME = "push"
SEND_SECONDS = 15.0
KEPT_SECONDS = 3_600
"""How long the service keeps it for a device that sleeps; not at all would be its default."""
_LONGEST_WAIT = 60.0


class OfficerPush:
    """The channel; an address is a subscription's endpoint."""

    name = NAME

    def __init__(self, office: Installation, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.state = "working"
        self._office = office
        self._client = httpx.AsyncClient(transport=transport, trust_env=False, timeout=SEND_SECONDS)

    async def say(self, address: str, message: Message) -> str | None:
        """The push service has it; of the message nothing is sent. Raises SendFailed."""
        del message
        headers = {
            "Authorization": push.authorization(self._office, address),
            "TTL": str(KEPT_SECONDS),
            "Urgency": "high",
            "Content-Length": "0",
        }
        try:
            response = await self._client.post(address, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL, RuntimeError, OSError):
            self.state = "failing"
            raise SendFailed("network") from None
        failure = failure_of(response)
        self.state = "failing" if failure is not None and failure.whole_bot else "working"
        if failure is not None:
            raise failure
        return None

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """There is nothing to erase."""

    async def close(self) -> None:
        """Give connections back."""
        await self._client.aclose()


def failure_of(response: httpx.Response) -> SendFailed | None:
    """In the words of the sender; None if it was taken."""
    match response.status_code:
        case status if status < 300:
            return None
        case 404 | 410 | 403:  # gone; or subscribed with another installation's key
            return SendFailed("unreachable", permanent=True)
        case 429:
            given = response.headers.get("retry-after", "")
            seconds = min(float(given), _LONGEST_WAIT) if given.isascii() and given.isdigit() else None
            return SendFailed("flood", retry_after=None if seconds is None else timedelta(seconds=seconds))
        case 401:
            return SendFailed("token_refused", whole_bot=True)
        case status if status >= 500:
            return SendFailed("server")
    return SendFailed("refused")
