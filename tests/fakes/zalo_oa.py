"""A local Zalo Official Account that enforces what is known of Zalo's rules and can be told to fail.

    oa = FakeOa()
    await oa.start()                              # oa.base is `api_base` and `oauth_base`
    oa.hook = "http://127.0.0.1:8080/hooks/zalo_oa"
    lan = oa.phone("u-lan")
    await lan.writes("chào")                      # signed and posted, in order, on Zalo's ladder of retries

`pace` shortens the ladder, so that tests are fast; `transport` posts another way than over a socket.
"""

import asyncio
import base64
import hashlib
import hmac
import itertools
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx

from tests.fakes.telegram import wall_clock
from tests.fakes.telegram_faults import Fault, Faults
from tests.fakes.telegram_http import HttpServer, Request, Response
from tests.fakes.telegram_rules import Json
from tests.fakes.zalo_oa_phone import OaPhone

APP_ID, OA_ID = "1122334455", "9988776655"
APP_SECRET, OA_SECRET = "appSecretKey01", "oaSecretKey02"
LADDER = (30.0, 300.0, 900.0, 1800.0, 3600.0)
ANSWERED_WITHIN = 2.0
LASTS = timedelta(hours=25)
FREE_MESSAGES, FREE_FOR, OPEN_FOR = 8, timedelta(hours=48), timedelta(days=7)
LONGEST_TEXT, MOST_BUTTONS, LONGEST_PAYLOAD = 2000, 5, 1000
_TO = {"/v3.0/oa/message/cs": "user_id", "/v2.0/oa/message": "anonymous_id"}
_numbers = itertools.count(1)


class Refused(Exception):
    """Zalo says no: in the body alone."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Person:
    """What Zalo knows of one who wrote. `free`: messages left that cost nothing."""

    wrote_at: datetime | None = None
    free: int = 0
    blocked: bool = False
    said: list[Json] = field(default_factory=list)
    sent_ids: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Post:
    """One post of one event. `status` None: nobody answered in time."""

    body: bytes
    status: int | None
    num_retry: int


class FakeOa:
    """The server and the account."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime] = wall_clock,
        pace: float = 0.0005,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.clock = clock
        self.hook = ""
        self.subscribed = True
        self.people: dict[str, Person] = {}
        self.posts: list[Post] = []
        self.refreshes: list[str] = []
        self.files: dict[str, Response] = {}
        self.changed = asyncio.Event()
        self.faults = Faults(clock)
        self._access: dict[str, datetime] = {}
        self._refresh: set[str] = set()
        self._codes: dict[str, str] = {}
        self._pace = pace
        self._transport = transport
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue()
        self._http = HttpServer(self._answer)
        self._postman: asyncio.Task[None] | None = None

    async def start(self, port: int = 0) -> Self:
        await self._http.start(port)
        self._postman = asyncio.get_running_loop().create_task(self._post_all())
        return self

    async def stop(self) -> None:
        if self._postman is not None:
            self._postman.cancel()
        await self._http.stop()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._http.port}"

    def phone(self, user: str, *, visitor: bool = False) -> OaPhone:
        """A person who talks to the account; `visitor`: on the account's own web page, without a name."""
        return OaPhone(self, user, visitor=visitor)

    def fault(self, method: str, *, lasting: timedelta | None = None, **which: Any) -> Fault:  # noqa: ANN401 - the fields of Fault
        """From now on something goes wrong with `cs`, `access_token`, …; see `Fault`."""
        return self.faults.add(Fault(method, **which), lasting)

    # Tokens

    def give_pair(self) -> Json:
        """A pair that works, as the answer that brings it."""
        number = next(_numbers)
        access, refresh = f"access-{number}", f"refresh-{number}"
        self._access[access] = self.clock() + LASTS
        self._refresh.add(refresh)
        return {"access_token": access, "refresh_token": refresh, "expires_in": "90000"}

    def revoke_access(self) -> None:
        """No access token is worth anything any more; refresh tokens are."""
        self._access.clear()

    def agrees(self, address: str) -> str:
        """A person opens the address and agrees: where the browser is sent."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert urlsplit(address).path == "/v4/oa/permission"
        assert asked["app_id"] == APP_ID
        code = f"code-{next(_numbers)}"
        self._codes[code] = asked["code_challenge"]
        given = {"oa_id": OA_ID, "code": code, "state": asked["state"]}
        return f"{asked['redirect_uri']}?{urlencode(given)}"

    # What comes from people

    def event(self, name: str, **fields: object) -> bytes:
        """An event's bytes as Zalo writes them, spaces and all."""
        stamp = str(round(self.clock().timestamp() * 1000))
        told = {"app_id": APP_ID, "event_name": name, "timestamp": stamp, "recipient": {"id": OA_ID}}
        return json.dumps(told | fields, ensure_ascii=False, indent=1).encode()

    async def put(self, body: bytes) -> None:
        """It is posted, after everything before it."""
        await self._waiting.put(body)

    async def posted(self, count: int) -> list[Post]:
        """The posts, once there are so many."""
        async with asyncio.timeout(10):
            while len(self.posts) < count:
                self.changed.clear()
                await self.changed.wait()
        return self.posts

    def headers(self, body: bytes) -> dict[str, str]:
        """With Zalo's signature of these bytes."""
        stamp = json.loads(body)["timestamp"]
        mac = hashlib.sha256(APP_ID.encode() + body + stamp.encode() + OA_SECRET.encode()).hexdigest()
        return {"Content-Type": "application/json", "X-ZEvent-Signature": f"mac={mac}"}

    async def _post_all(self) -> None:
        async with httpx.AsyncClient(
            trust_env=False, timeout=ANSWERED_WITHIN, transport=self._transport
        ) as client:
            while True:
                body = await self._waiting.get()
                if not self.subscribed or not self.hook:
                    continue
                for retry, pause in enumerate((0.0, *LADDER)):
                    await asyncio.sleep(pause * self._pace)
                    if await self._post(client, body, retry):
                        break
                else:
                    self.subscribed = False

    async def _post(self, client: httpx.AsyncClient, body: bytes, retry: int) -> bool:
        headers = self.headers(body) | ({"num_retry": str(retry)} if retry else {})
        try:
            status: int | None = (await client.post(self.hook, content=body, headers=headers)).status_code
        except httpx.HTTPError:
            status = None
        self.posts.append(Post(body, status, retry))
        self.changed.set()
        return status == 200

    # What the account calls

    def _answer(self, request: Request) -> Response | Awaitable[Response]:
        method = request.target.partition("?")[0].rpartition("/")[2]
        chat = _recipient(request) if method == "cs" else None
        fault = self.faults.striking(method, chat, "")
        return self._do(request) if fault is None else fault.spoil(lambda: self._do(request))

    def _do(self, request: Request) -> Response:
        path = request.target.partition("?")[0]
        if path in self.files:
            return self.files[path]
        try:
            told = self._called(request, path)
        except Refused as refused:
            told = {"error": refused.code, "message": "refused"}
        return Response(200, json.dumps(told).encode())

    def _called(self, request: Request, path: str) -> Json:
        if path == "/v4/oa/access_token":
            return self._exchange(request)
        good_until = self._access.get(request.headers.get("access_token", ""))
        if good_until is None:
            raise Refused(-216)
        if good_until <= self.clock():
            raise Refused(-220)
        if request.headers.get("appsecret_proof") != proof_of(request.headers["access_token"]):
            raise Refused(-219)
        if path == "/v2.0/oa/getoa":
            return {"error": 0, "data": {"oa_id": OA_ID, "name": "Lắng Nghe"}}
        body = json.loads(request.body) if request.body else {}
        if path in _TO and _TO[path] in body["recipient"]:
            return self._send(body)
        raise Refused(-201)

    def _exchange(self, request: Request) -> Json:
        form = dict(parse_qsl(request.body.decode()))
        if request.headers.get("secret_key") != APP_SECRET or form.get("app_id") != APP_ID:
            raise Refused(-14003)
        if form["grant_type"] == "refresh_token":
            self.refreshes.append(form["refresh_token"])
            if form["refresh_token"] not in self._refresh:
                raise Refused(-14014)
            self._refresh.discard(form["refresh_token"])
            return self.give_pair()
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if self._codes.pop(form["code"], None) != challenge:
            raise Refused(-14019)
        return self.give_pair()

    def _send(self, body: Json) -> Json:
        to, message = body["recipient"], body["message"]
        user = to.get("user_id") or f"anonymous:{to['anonymous_id']}:{to['conversation_id']}"
        _check(message)
        person = self.people.get(user)
        if person is None or person.wrote_at is None:
            raise Refused(-232)
        if person.blocked:
            raise Refused(-213)
        silent = self.clock() - person.wrote_at
        if silent > OPEN_FOR:
            raise Refused(-230)
        quoted = message.get("quote_message_id")
        if "user_id" not in to:
            return self._said(user, person, message)
        if silent > FREE_FOR or person.free <= 0 or quoted not in person.sent_ids:
            raise Refused(-211)  # an account without paid messages
        person.free -= 1
        return self._said(user, person, message)

    def _said(self, user: str, person: Person, message: Json) -> Json:
        person.said.append(message)
        self.changed.set()
        number = f"m{next(_numbers)}"
        echo = {"sender": {"id": OA_ID}, "recipient": {"id": user}, "message": {"msg_id": number}}
        self._waiting.put_nowait(self.event("oa_send_text", **echo))
        return {"error": 0, "message": "Success", "data": {"message_id": number}}


def proof_of(access: str) -> str:
    """That whoever shows the token holds the app's secret."""
    return hmac.new(APP_SECRET.encode(), access.encode(), hashlib.sha256).hexdigest()


def _recipient(request: Request) -> str | None:
    return str(json.loads(request.body).get("recipient", {}).get("user_id"))


def _check(message: Json) -> None:
    text = message.get("text")
    if not isinstance(text, str) or not 1 <= len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        raise Refused(-210)
    buttons = message.get("attachment", {}).get("payload", {}).get("buttons", [])
    if len(buttons) > MOST_BUTTONS or any(len(one["payload"]) > LONGEST_PAYLOAD for one in buttons):
        raise Refused(-210)
    if any(len(one["title"]) > 100 or one["type"] != "oa.query.hide" for one in buttons):
        raise Refused(-201)


if __name__ == "__main__":
    from tests.fakes.zalo_oa_remote import main

    asyncio.run(main())
