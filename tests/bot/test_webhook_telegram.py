"""Updates come by webhook through the whole product, and the way in may change: none is lost, none twice."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.listener import Listener
from cli import opening
from cli.messengers import Messengers
from cli.opening import Paths
from cli.running import Running
from handlers import access
from handlers.access import Added
from handlers.installation import Installation
from hotline.settings import Settings
from hotline.settings_reading import read_settings
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_phone import Phone
from tests.fakes.telegram_webhook import Post
from tests.office import QUANG_TRUC, texts

REPORTERS = "7012345678:AAreportersBot"
OFFICERS = "8012345678:AAofficersBot"
SWITCHES = 10
ANSWERS = ("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10")


@dataclass(slots=True)
class Hotline:
    """An installation on real time, whose process can be begun and ended in either mode."""

    telegram: FakeTelegram
    paths: Paths
    port: int

    def settings(self, mode: str) -> Settings:
        text = (
            f'[web]\nport = {self.port}\npublic_url = "http://127.0.0.1:{self.port}"\n[console]\nport = 0\n'
        )
        for name, token in (("reporter", REPORTERS), ("officer", OFFICERS)):
            text += f'[telegram.{name}]\ntoken = "{token}"\napi_base = "{self.telegram.api_base}"\n'
            text += f'mode = "{mode}"\nwebhook_secret = "secret-of-{name}"\n'
        return read_settings(text, "test.toml", {})

    @asynccontextmanager
    async def serving(self, mode: str) -> AsyncIterator[Installation]:
        """One process, from start to a graceful end."""
        settings = self.settings(mode)
        public, console = Listener.bound(settings, "web"), Listener.bound(settings, "console")
        office = opening.opened(settings, self.paths, texts(), SystemClock(), codes=2)
        running = Running(office, alone=True)
        messengers = Messengers(office, running)
        await running.begin(public, console)
        messengers.begin()
        try:
            yield office
        finally:
            await messengers.end()
            await running.end()
            await opening.closed(office)
            public.release()
            console.release()

    def posts(self, token: str) -> list[Post]:
        postman = self.telegram.bot(token).updates.postman
        return [] if postman is None else postman.posts

    async def is_posted_to(self, *tokens: str) -> None:
        """The bots have said where to post."""
        await soon(lambda: all(self.telegram.bot(token).updates.webhook.url for token in tokens))


@pytest.fixture
async def hotline(tmp_path: Path) -> AsyncIterator[Hotline]:
    settings = Settings()
    paths = opening.paths_of(settings, tmp_path / "var")
    await asyncio.to_thread(opening.found, settings, paths, texts(), SystemClock())
    free = Listener.bound(replace(settings, web=replace(settings.web, port=0)), "web")
    port = free.port
    free.release()
    async with FakeTelegram(REPORTERS, OFFICERS) as telegram:
        yield Hotline(telegram, paths, port)


async def soon(happened: Callable[[], bool]) -> None:
    """Waits until it has happened; a machine under load may take its time."""
    async with asyncio.timeout(30):
        while not happened():  # noqa: ASYNC110 - nothing of the product tells a test
            await asyncio.sleep(0.01)


def answers(phones: Sequence[Phone]) -> int:
    """How many messages have come to them all."""
    return sum(len(phone.chat.arrived) for phone in phones)


def have_answers(phones: Sequence[Phone], count: int) -> bool:
    return answers(phones) >= count


async def added(office: Installation) -> Added:
    return await access.add_officer(office, "An", QUANG_TRUC, "officer")


async def test_both_bots_work_by_webhook(hotline: Hotline) -> None:
    lan, an = hotline.telegram.phone(REPORTERS, 5001), hotline.telegram.phone(OFFICERS, 6001, "An")

    async with hotline.serving("webhook") as office:
        await lan.writes("/start")
        await an.writes(f"/start {(await added(office)).link_code}")
        await lan.next_message(timeout=20)
        press = await lan.presses("q:role:citizen")
        await lan.next_message()
        await an.next_message(timeout=20)
        await lan.is_answered(press)

    lan.assert_no_more()
    assert {post.status for post in hotline.posts(REPORTERS)} <= {None, 503, 200}
    updates = hotline.telegram.bot(REPORTERS).updates
    assert updates.webhook.url == f"http://127.0.0.1:{hotline.port}/hooks/telegram/reporter"
    assert not updates.waiting


async def test_an_update_whose_answer_got_lost_is_taken_once(hotline: Hotline) -> None:
    lan = hotline.telegram.phone(REPORTERS, 5001)

    async with hotline.serving("webhook"):
        await lan.writes("/start")
        await lan.next_message(timeout=20)
        hotline.telegram.redeliver(REPORTERS)
        await soon(lambda: [post.status for post in hotline.posts(REPORTERS)].count(200) == 2)

    lan.assert_no_more()


async def test_what_was_received_but_not_committed_is_posted_again(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies between receiving and its commit: Telegram heard nothing, and posts again."""
    lan = hotline.telegram.phone(REPORTERS, 5001)
    async with hotline.serving("webhook") as office:
        await hotline.is_posted_to(REPORTERS, OFFICERS)
        monkeypatch.setattr(office.writer, "do_batch", _never_commits)
        await lan.writes("/start")
        await soon(lambda: bool(hotline.posts(REPORTERS)))
        lan.assert_no_more()

    async with hotline.serving("webhook"):
        await lan.next_message(timeout=20)

    lan.assert_no_more()


async def _never_commits(*_: object) -> list[object]:
    raise ConnectionError


async def test_the_way_in_may_change_under_load(hotline: Hotline) -> None:
    """Ten changes, with people in the middle of their interviews: every message is answered once."""
    phones = [hotline.telegram.phone(REPORTERS, 5001 + n, f"Lan {n}") for n in range(6)]
    busy = asyncio.Event()
    people = [asyncio.create_task(_keeps_answering(phone, busy)) for phone in phones]
    answered = []

    for n in range(SWITCHES):
        before = answers(phones)
        async with hotline.serving("webhook" if n % 2 == 0 else "polling"):
            await soon(partial(have_answers, phones, before + 20))
        answered.append(answers(phones) - before)
    busy.set()
    async with hotline.serving("polling"):
        turns = await asyncio.gather(*people)

    assert min(answered) >= 20
    assert sum(turns) == answers(phones)
    for phone in phones:
        phone.assert_no_more()


async def _keeps_answering(phone: Phone, enough: asyncio.Event) -> int:
    """Starts interviews and answers them, each message after the one before was answered; how many."""
    turns = 0
    while not enough.is_set():
        await phone.writes("/start")
        await phone.next_message(timeout=60)
        for answer in ANSWERS:
            await phone.presses(answer)
            await phone.next_message(timeout=60)
        await phone.writes("/wipe")
        await phone.next_message(timeout=60)
        turns += len(ANSWERS) + 2
    return turns
