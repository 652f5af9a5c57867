"""eSMS, SpeedSMS and Stringee as strict as they are said to be: what they take isn't delivered yet."""

import base64
import hmac
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx

KEY, SECRET = "provider-key-77", "provider-secret-88"
FIVE_MINUTES, MINUTE = timedelta(minutes=5), timedelta(minutes=1)
MOST_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Taken:
    """A message or a call that was taken; `callback`: where to tell what became of it."""

    phone: str
    text: str
    callback: str
    at: datetime
    id: str = ""


@dataclass(slots=True)
class FakeProviders(httpx.AsyncBaseTransport):
    """Three providers behind one transport; `template`: what eSMS has registered of our words."""

    now: Callable[[], datetime]
    template: str = ".*"
    balance: int = 1_000
    unknown_phones: set[str] = field(default_factory=set)
    taken: list[Taken] = field(default_factory=list)
    swallowed: list[Taken] = field(default_factory=list)
    asked: int = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        body = json.loads(await request.aread() or b"{}")
        match request.url.host:
            case "rest.esms.vn":
                return self._esms(body)
            case "voiceapi.esms.vn":
                return self._esms_voice(dict(request.url.params))
            case "api.speedsms.vn":
                return self._speedsms(request, body)
            case "api.stringee.com":
                return self._stringee(request, body)
        return httpx.Response(404)

    def _esms(self, body: dict[str, Any]) -> httpx.Response:
        one = Taken(body["Phone"], body["Content"], body["CallbackUrl"], self.now(), body["RequestId"])
        if (body["ApiKey"], body["SecretKey"]) != (KEY, SECRET):
            return _code("101")
        if not body["Brandname"]:
            return _code("104")
        if not re.fullmatch(self.template, one.text):
            return _code("146")
        if not re.fullmatch(r"0\d{9}", one.phone) or one.phone in self.unknown_phones:
            return _code("108")
        if any(other.id == one.id for other in self.taken):
            return _code("124")
        if not self.balance:
            return _code("103")
        same = [other for other in self.taken if (other.phone, other.text) == (one.phone, one.text)]
        if any(one.at - other.at < FIVE_MINUTES for other in same):
            self.swallowed.append(one)
            return _code("100")
        self._take(one)
        return httpx.Response(200, json={"CodeResult": "100", "SMSID": f"s{len(self.taken)}"})

    def _esms_voice(self, query: dict[str, str]) -> httpx.Response:
        if (query["ApiKey"], query["SecretKey"]) != (KEY, SECRET):
            return _code("101")
        self._take(Taken(query["Phone"], query["VariableListStr"], query["CallbackUrl"], self.now()))
        return _code("100")

    def _speedsms(self, request: httpx.Request, body: dict[str, Any]) -> httpx.Response:
        known = base64.b64encode(f"{KEY}:x".encode()).decode()
        if request.headers.get("authorization") != f"Basic {known}":
            return httpx.Response(200, json={"status": "error", "code": "101"})
        if sum(self.now() - one.at < MINUTE for one in self.taken) >= MOST_A_MINUTE:
            return httpx.Response(429, headers={"X-Rate-Limit-Reset": "17"})
        [phone] = body["to"]
        if not re.fullmatch(r"84\d{9}", phone) or phone in self.unknown_phones:
            return httpx.Response(200, json={"status": "error", "code": "105"})
        if not self.balance:
            return httpx.Response(200, json={"status": "error", "code": "300"})
        self._take(Taken(phone, body["content"], "", self.now()))
        return httpx.Response(200, json={"status": "success", "code": "00", "data": {"tranId": 1}})

    def _stringee(self, request: httpx.Request, body: dict[str, Any]) -> httpx.Response:
        signed, _, mac = request.headers.get("x-stringee-auth", "").rpartition(".")
        said = _decoded(signed.partition(".")[2]) if signed else {}
        good = base64.urlsafe_b64encode(hmac.digest(SECRET.encode(), signed.encode(), "sha256"))
        if mac != good.decode().rstrip("=") or said.get("iss") != KEY or not said.get("rest_api"):
            return httpx.Response(200, json={"r": 6, "message": "token"})
        talk, key = body["actions"]
        [to] = body["to"]
        if to["number"] in self.unknown_phones:
            return httpx.Response(200, json={"r": 7, "message": "callee"})
        self._take(Taken(to["number"], talk["text"], key["eventUrl"], self.now()))
        return httpx.Response(200, json={"r": 0, "call_id": "c"})

    def _take(self, one: Taken) -> None:
        self.balance -= 1
        self.taken.append(one)


def _code(code: str) -> httpx.Response:
    return httpx.Response(200, json={"CodeResult": code, "ErrorMessage": "said so"})


def _decoded(part: str) -> dict[str, Any]:
    found = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found if isinstance(found, dict) else {}
