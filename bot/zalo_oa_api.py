"""The Official Account's methods over HTTP, and how they fail.

Zalo answers 200 for its own errors: only `error` in the body decides. Tokens go in headers and forms, never
in addresses, and no failure carries the HTTP library's own words.
"""

import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import msgspec

from hotline.errors import SendFailed
from hotline.oa_token import Pair
from hotline.settings import ZaloOa

WITHIN = 15.0
REFRESHABLE_FOR = timedelta(days=90)
"""Zalo says three months, and the answer says nothing."""
_TO_PEOPLE, _TO_VISITORS = "/v3.0/oa/message/cs", "/v2.0/oa/message"

_TOKEN = frozenset({-216, -220})
_UNREACHABLE = frozenset({-213, -217, -227, -244})
_NOT_NOW = frozenset({-230, -232})
_REFUSED = frozenset({-201, -210, -233, -248})
_QUOTA = frozenset({-211, -224, -321})
_SET_UP = frozenset({-219, -221, -223, -242})
_MINUTE, _PERSON, _NIGHT = -32, -218, -234
_NIGHT_LASTS = timedelta(minutes=30)


class TokenRefused(Exception):
    """The access token has expired, or is worth nothing any more."""


class RenewalRefused(Exception):
    """Zalo takes the refresh token, or the code, no more: a person must authorise us."""


class OaApi:
    """One account's line to Zalo. Every method but those of tokens raises SendFailed and TokenRefused."""

    def __init__(self, settings: ZaloOa) -> None:
        self._settings = settings
        self._client = httpx.AsyncClient(trust_env=False, timeout=WITHIN)

    async def send(self, recipient: dict[str, str], message: dict[str, Any], token: str) -> None:
        """The message, which fits, is with Zalo."""
        body = {"recipient": recipient, "message": message}
        path = _TO_VISITORS if "anonymous_id" in recipient else _TO_PEOPLE
        url = f"{self._settings.api_base}{path}"
        answer = await self._answer("POST", url, json=body, headers=self._known_by(token))
        _heed(answer)

    async def account(self, token: str) -> str:
        """The account's number, which shows that the token is good."""
        url = f"{self._settings.api_base}/v2.0/oa/getoa"
        answer = await self._answer("GET", url, headers=self._known_by(token))
        _heed(answer)
        data = answer.get("data")
        return str(data.get("oa_id", "")) if isinstance(data, dict) else ""

    async def renewed(self, refresh: str, now: datetime) -> Pair:
        """The next pair; `refresh` is spent by this. Raises RenewalRefused, or SendFailed."""
        return await self._pair({"grant_type": "refresh_token", "refresh_token": refresh}, now)

    async def authorised(self, code: str, verifier: str, now: datetime) -> Pair:
        """The first pair, for the code that a person brought. Raises RenewalRefused, or SendFailed."""
        form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
        return await self._pair(form, now)

    async def close(self) -> None:
        """Give connections back."""
        await self._client.aclose()

    def _known_by(self, token: str) -> dict[str, str]:
        """The token and a proof that we hold the app's secret too: an app may be set to take none without."""
        secret = (self._settings.app_secret or "").encode()
        return {
            "access_token": token,
            "appsecret_proof": hmac.digest(secret, token.encode(), "sha256").hex(),
        }

    async def _pair(self, form: dict[str, str], now: datetime) -> Pair:
        url = f"{self._settings.oauth_base}/v4/oa/access_token"
        form = {**form, "app_id": self._settings.app_id or ""}
        headers = {"secret_key": self._settings.app_secret or ""}
        answer = await self._answer("POST", url, data=form, headers=headers)
        access, refresh = answer.get("access_token"), answer.get("refresh_token")
        if not (isinstance(access, str) and isinstance(refresh, str) and access and refresh):
            raise RenewalRefused
        try:
            lasts = timedelta(seconds=int(answer.get("expires_in", 0)))
        except (TypeError, ValueError, OverflowError):
            raise SendFailed("server") from None
        at = now.astimezone(UTC)
        return Pair(
            access, refresh, renewed_at=at, access_until=at + lasts, refresh_until=at + REFRESHABLE_FOR
        )

    async def _answer(self, verb: str, url: str, **request: Any) -> dict[str, Any]:  # noqa: ANN401 - httpx's own
        try:
            response = await self._client.request(verb, url, **request)
        except (httpx.HTTPError, RuntimeError, OSError):  # RuntimeError: closed meanwhile
            raise SendFailed("network") from None
        try:
            return msgspec.json.decode(response.content, type=dict[str, Any])
        except msgspec.MsgspecError:
            raise SendFailed("server") from None


def _heed(answer: dict[str, Any]) -> None:
    """Nothing, if Zalo did it. Raises TokenRefused and SendFailed."""
    code = answer.get("error")
    if code == 0:
        return
    if code in _TOKEN:
        raise TokenRefused
    raise _failure_of(code if isinstance(code, int) else -1)


def _failure_of(code: int) -> SendFailed:
    """In the words of the sender; what is unknown is worth another try."""
    if code in _UNREACHABLE:
        return SendFailed("unreachable", permanent=True)
    if code in _NOT_NOW:
        return SendFailed("window", permanent=True)
    if code in _REFUSED:
        return SendFailed("refused", permanent=True)
    if code in _QUOTA:
        return SendFailed("quota", whole_bot=True)
    if code in _SET_UP:
        return SendFailed("set_up", whole_bot=True)
    if code == _NIGHT:
        return SendFailed("night", retry_after=_NIGHT_LASTS)
    return SendFailed({_MINUTE: "flood", _PERSON: "quota_of_person"}.get(code, "server"))
