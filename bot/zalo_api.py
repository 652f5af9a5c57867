"""The Zalo Bot Platform's methods over HTTP, and how they fail. There is no library of Zalo's worth using.

Zalo answers 200 for many an error, so only `ok` in the body decides. Addresses hold the bot's token: they
appear in no message of ours, and no failure carries the HTTP library's own words.
"""

from typing import Any

import httpx
import msgspec

from bot.registration import Hook
from hotline.errors import SendFailed

SEND_SECONDS = 20.0
POLL_SECONDS = 25
LONGEST_PART = 1900
"""UTF-16 units; Zalo takes 2,000 characters and doesn't say what it counts."""
_NOTHING_NEW = 408
_NOT_FOUND = 404


class _Refused(Exception):
    """Zalo said no, and why."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(code)
        self.code = code
        self.words = words.lower()


class ZaloApi:
    """One bot's line to Zalo. Each method raises SendFailed."""

    def __init__(self, token: str, api_base: str) -> None:
        self._client = httpx.AsyncClient(base_url=f"{api_base}/bot{token}/", trust_env=False)

    async def poll(self, seconds: int = POLL_SECONDS) -> dict[str, Any] | None:
        """The next update, which Zalo forgets by answering; None if there was none for so long."""
        try:
            found = await self._call("getUpdates", {"timeout": seconds}, seconds + SEND_SECONDS)
        except _Refused as refused:
            if refused.code == _NOTHING_NEW:
                return None
            raise _failure_of(refused) from None
        return found if isinstance(found, dict) and found else None

    async def send(self, chat: str, text: str) -> None:
        """The text, which fits, is with Zalo."""
        await self._told("sendMessage", {"chat_id": chat, "text": text})

    async def hook(self) -> Hook:
        """Where Zalo posts; with none set it answers that there is no such thing."""
        try:
            info = await self._call("getWebhookInfo", {}, SEND_SECONDS)
        except _Refused as refused:
            if refused.code == _NOT_FOUND:
                return Hook("")
            raise _failure_of(refused) from None
        return Hook(str(info.get("url", "")) if isinstance(info, dict) else "")

    async def set_hook(self, url: str, secret: str) -> None:
        """Zalo posts there from now on, and answers no poll."""
        await self._told("setWebhook", {"url": url, "secret_token": secret})

    async def remove_hook(self) -> None:
        """Zalo waits to be polled."""
        await self._told("deleteWebhook", {})

    async def close(self) -> None:
        """Give connections back."""
        await self._client.aclose()

    async def _told(self, method: str, body: dict[str, Any]) -> None:
        try:
            await self._call(method, body, SEND_SECONDS)
        except _Refused as refused:
            raise _failure_of(refused) from None

    async def _call(self, method: str, body: dict[str, Any], within: float) -> Any:  # noqa: ANN401 - what the method returns
        try:
            response = await self._client.post(method, json=body, timeout=within)
        except (httpx.HTTPError, RuntimeError, OSError):  # RuntimeError: closed meanwhile
            raise SendFailed("network") from None
        try:
            answer = msgspec.json.decode(response.content, type=dict[str, Any])
        except msgspec.MsgspecError:
            raise _unreadable(response.status_code) from None
        if "event_name" in answer:  # an update without its wrapper, as is met too; it won't come again
            return answer
        if answer.get("ok") is True:
            return answer.get("result")
        code = answer.get("error_code")
        code = code if isinstance(code, int) else response.status_code
        raise _Refused(code, str(answer.get("description", "")))


def _unreadable(status: int) -> SendFailed:
    """A page of HTML: from a gateway, or for a token that Zalo doesn't know."""
    match status:
        case 401 | 404:  # the token is part of the address
            return SendFailed("token_refused", whole_bot=True)
        case 429:
            return SendFailed("flood")
    return SendFailed("server")


def _failure_of(refused: _Refused) -> SendFailed:
    """In the words of the sender; unknown failures are worth another try.

    Zalo gives no advice how long to wait after 429: the sender's own pauses double.
    """
    match refused.code:
        case 401:
            return SendFailed("token_refused", whole_bot=True)
        case 429:
            return SendFailed("flood")
        case 400 | 404 if "chat" in refused.words or "user" in refused.words:
            return SendFailed("unreachable", permanent=True)
        case 400:
            return SendFailed("refused")
    return SendFailed("server")
