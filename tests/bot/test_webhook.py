"""What is posted is answered 200 after its commit and not before, in each chat's order."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import httpx
import msgspec
import pytest
from starlette.applications import Starlette

from bot.clock import SystemClock
from bot.hooks import Hooks
from bot.receiving import State, Update
from bot.registration import Hook, Registration, fetching
from bot.webhook import PATIENT_FOR, Taken, Webhook
from hotline.errors import SendFailed
from hotline.settings_reading import read_settings
from tests.fakes.zalo_oa import FakeOa
from tests.oa_hotline import account_toml

REPORTER = "/hooks/telegram/reporter"
SECRET = "s3cret"
CONFIGURED = f"""
[web]
public_url = "https://nghe.example"
[telegram.reporter]
token = "1:reporters"
mode = "webhook"
webhook_secret = "{SECRET}"
[telegram.officer]
token = "2:officers"
"""


def read(raw: dict[str, Any]) -> Update[str]:
    return Update(int(raw["update_id"]), raw["text"][:1], raw["text"] or None)


def posted(update_id: int, text: str) -> bytes:
    return msgspec.json.encode({"update_id": update_id, "text": text})


class Store:
    """Stores texts, unless `down` or poisoned; waits for `gate` before it does."""

    def __init__(self) -> None:
        self.stored: list[str] = []
        self.aside: list[str] = []
        self.poison: set[str] = set()
        self.down = False
        self.gate = asyncio.Event()
        self.gate.set()
        self.time = 1000.0
        self.webhook = Webhook("r", read, self.handle, self.set_aside, monotonic=lambda: self.time)

    async def handle(self, texts: Sequence[str]) -> list[Exception | None]:
        await self.gate.wait()
        if self.down:
            raise ConnectionError
        self.stored += [text for text in texts if text not in self.poison]
        return [ValueError() if text in self.poison else None for text in texts]

    async def set_aside(self, text: str) -> None:
        if self.down:
            raise ConnectionError
        self.aside.append(text)

    async def takes(self, update_id: int, text: str) -> Taken:
        return await self.webhook.take(posted(update_id, text))


@pytest.fixture
def store() -> Store:
    return Store()


# What becomes of a post


async def test_it_is_answered_after_the_commit(store: Store) -> None:
    store.gate.clear()
    taking = asyncio.create_task(store.takes(1, "a1"))
    await asyncio.sleep(0)
    assert not taking.done()

    store.gate.set()

    assert await taking is Taken.STORED
    assert store.stored == ["a1"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"1", b'{"text": "a"}', b'{"update_id": "x", "text": "a"}']
)
async def test_what_is_no_update_is_refused(store: Store, body: bytes) -> None:
    assert await store.webhook.take(body) is Taken.UNREADABLE


async def test_an_update_without_content_is_taken_and_ignored(store: Store) -> None:
    assert await store.takes(1, "") is Taken.STORED
    assert store.stored == []


async def test_while_the_database_is_down_it_stays_with_the_messenger(store: Store) -> None:
    store.down = True
    assert [await store.takes(1, "a1") for _ in range(5)] == [Taken.NOT_NOW] * 5

    store.down = False

    assert await store.takes(1, "a1") is Taken.STORED
    assert (store.stored, store.aside) == (["a1"], [])


async def test_what_fails_alone_three_times_is_set_aside(store: Store) -> None:
    store.poison = {"a-poison"}

    taken = [await store.takes(1, "a-poison") for _ in range(3)]

    assert taken == [Taken.NOT_NOW, Taken.NOT_NOW, Taken.STORED]
    assert store.aside == ["a-poison"]


async def test_nothing_overtakes_a_failed_one_of_the_same_chat(store: Store) -> None:
    store.poison = {"a-poison"}
    await store.takes(1, "a-poison")

    assert await store.takes(2, "a2") is Taken.NOT_NOW
    assert await store.takes(3, "b1") is Taken.STORED
    assert [await store.takes(1, "a-poison") for _ in range(2)][-1] is Taken.STORED
    assert await store.takes(2, "a2") is Taken.STORED


async def test_a_failed_one_that_never_comes_again_holds_its_chat_up_for_minutes_only(store: Store) -> None:
    store.poison = {"a-poison"}
    await store.takes(1, "a-poison")
    store.time += PATIENT_FOR

    assert await store.takes(2, "a2") is Taken.STORED


async def test_posts_of_one_chat_are_handled_one_by_one_in_their_order(store: Store) -> None:
    store.gate.clear()
    taking = [asyncio.create_task(store.takes(n, f"a{n}")) for n in range(20)]
    await asyncio.sleep(0)
    store.gate.set()
    await asyncio.gather(*taking)

    assert store.stored == [f"a{n}" for n in range(20)]


async def test_ending_finishes_what_is_in_hand_and_takes_nothing_more(store: Store) -> None:
    store.gate.clear()
    taking = asyncio.create_task(store.takes(1, "a1"))
    await asyncio.sleep(0)
    ending = asyncio.create_task(store.webhook.end())
    await asyncio.sleep(0)

    assert await store.takes(2, "b1") is Taken.NOT_NOW
    assert not ending.done()
    store.gate.set()
    await ending
    assert taking.result() is Taken.STORED


# The address


def client_of(hooks: Hooks) -> httpx.AsyncClient:
    app = Starlette(routes=hooks.routes())
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hotline.test")


@pytest.fixture
def hooks(store: Store) -> Hooks:
    hooks = Hooks(read_settings(CONFIGURED, "config.toml", {}), SystemClock().now)
    hooks.serve("telegram", "reporter", store.webhook)
    return hooks


async def status(hooks: Hooks, body: bytes, path: str = REPORTER, secret: str | None = SECRET) -> int:
    headers = [] if secret is None else [(b"X-Telegram-Bot-Api-Secret-Token", secret.encode("latin-1"))]
    async with client_of(hooks) as client:
        return (await client.post(path, content=body, headers=headers)).status_code


async def test_a_post_with_the_secret_is_stored(hooks: Hooks, store: Store) -> None:
    assert await status(hooks, posted(1, "a1")) == 200
    assert store.stored == ["a1"]


@pytest.mark.parametrize("secret", [None, "", "s3cret!", "S3CRET", "s3cre", "\xe9"])
async def test_without_it_nothing_is_read(hooks: Hooks, store: Store, secret: str | None) -> None:
    assert await status(hooks, posted(1, "a1"), secret=secret) == 403
    assert store.stored == []


async def test_a_body_that_cannot_be_read_is_400_and_one_too_large_413(hooks: Hooks) -> None:
    assert await status(hooks, b"<html>") == 400
    assert await status(hooks, b" " * 1_100_000) == 413


async def test_what_cannot_be_stored_is_503(hooks: Hooks, store: Store) -> None:
    store.down = True

    assert await status(hooks, posted(1, "a1")) == 503


@pytest.mark.parametrize("path", ["/hooks/telegram/officer", "/hooks/zalo/reporter", "/hooks"])
async def test_an_address_that_is_not_configured_is_404(hooks: Hooks, path: str) -> None:
    """The officers' bot of this installation polls."""
    assert await status(hooks, posted(1, "a1"), path) == 404


async def test_before_the_bot_is_ready_the_messenger_is_told_to_come_again() -> None:
    hooks = Hooks(read_settings(CONFIGURED, "config.toml", {}), SystemClock().now, ready_within=0.0)

    assert await status(hooks, posted(1, "a1")) == 503


async def test_what_is_posted_a_moment_before_the_bot_is_ready_waits_for_it(store: Store) -> None:
    """Zalo may never post it again."""
    hooks = Hooks(read_settings(CONFIGURED, "config.toml", {}), SystemClock().now)
    posting = asyncio.create_task(status(hooks, posted(1, "a1")))
    await asyncio.sleep(0)
    assert store.stored == []

    hooks.serve("telegram", "reporter", store.webhook)

    assert (await posting, store.stored) == (200, ["a1"])


async def test_an_official_account_is_answered_in_time_and_its_post_goes_on(store: Store) -> None:
    """Zalo ceases to post after a few late answers; what it posts again by then is stored already."""
    oa = FakeOa()
    hooks = Hooks(
        read_settings(account_toml("http://127.0.0.1:9"), "test.toml", {}), SystemClock().now, within=0.01
    )
    hooks.serve("zalo_oa", "reporter", store.webhook)
    body = oa.event("user_send_text", update_id=1, text="a1")

    store.gate.clear()
    async with client_of(hooks) as client:
        late = await client.post("/hooks/zalo_oa", content=body, headers=oa.headers(body))
        stored_before = list(store.stored)
        store.gate.set()
        await store.webhook.end()

    assert (late.status_code, stored_before, store.stored) == (503, [], ["a1"])


# Telling the messenger


class Messenger:
    """Knows one address, fails as often as it is told to."""

    def __init__(self, url: str = "") -> None:
        self.known = Hook(url)
        self.secret = ""
        self.removed = 0
        self.failing: list[Exception] = []

    async def hook(self) -> Hook:
        if self.failing:
            raise self.failing.pop(0)
        return self.known

    async def set_hook(self, url: str, secret: str) -> None:
        self.known, self.secret = Hook(url), secret

    async def remove_hook(self) -> None:
        self.known, self.removed = Hook(""), self.removed + 1

    async def fetch(self, offset: int | None) -> Sequence[Update[str]]:
        if self.known.url:
            raise SendFailed("webhook")
        return [Update(1, "a", "a1")]


OURS = "https://nghe.example/hooks/telegram/reporter"


class Rounds:
    """Runs a registration for so many rounds; notes its pauses and states."""

    def __init__(self, messenger: Messenger, rounds: int, after_first: Hook | None = None) -> None:
        self._messenger = messenger
        self._after_first = after_first
        self.pauses: list[float] = []
        self.states: list[State] = []
        self._rounds = rounds
        self.registration = Registration(
            "r", messenger, Store().webhook, url=OURS, secret=SECRET, sleep=self._sleep, jitter=lambda: 1.0
        )

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.states.append(self.registration.state)
        if len(self.pauses) == 1 and self._after_first is not None:
            self._messenger.known = self._after_first
        if len(self.pauses) == self._rounds:
            self.registration.stop()

    async def run(self) -> None:
        await asyncio.wait_for(self.registration.run(), 5)


@pytest.mark.parametrize("before", ["", OURS, "https://elsewhere.example/hook"])
async def test_it_is_told_our_address_and_secret_at_start(before: str) -> None:
    messenger = Messenger(before)

    await Rounds(messenger, 1).run()

    assert (messenger.known.url, messenger.secret) == (OURS, SECRET)


async def test_telling_is_tried_again_until_it_works() -> None:
    messenger = Messenger()
    messenger.failing = [SendFailed("network"), SendFailed("token_refused", whole_bot=True), KeyError("url")]
    rounds = Rounds(messenger, 4)

    await rounds.run()

    assert rounds.pauses == [1.0, 2.0, 4.0, 60.0]
    assert rounds.states == [State.FAILING, State.REFUSED, State.FAILING, State.WORKING]
    assert rounds.registration.state is State.STOPPED


async def test_an_address_that_somebody_took_away_is_told_again() -> None:
    messenger = Messenger()

    await Rounds(messenger, 2, after_first=Hook("")).run()

    assert messenger.known.url == OURS


async def test_a_messenger_that_cannot_reach_us_is_reported() -> None:
    failed = Hook(OURS, waiting=3, failed_at=datetime(2026, 11, 23, tzinfo=UTC))
    rounds = Rounds(Messenger(OURS), 3, after_first=failed)

    await rounds.run()

    assert rounds.states == [State.WORKING, State.FAILING, State.WORKING]


async def test_polling_takes_back_an_address_of_ours() -> None:
    messenger = Messenger(OURS)

    assert await fetching("r", messenger, OURS)(None) == [Update(1, "a", "a1")]
    assert messenger.removed == 1


@pytest.mark.parametrize("ours", [OURS, None])
async def test_polling_never_touches_somebody_elses(ours: str | None) -> None:
    messenger = Messenger("https://elsewhere.example/hook")

    with pytest.raises(SendFailed) as failed:
        await fetching("r", messenger, ours)(None)

    assert failed.value.kind == "webhook"
    assert messenger.removed == 0
