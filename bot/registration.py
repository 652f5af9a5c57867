"""Which way a messenger's updates come: posted to our address, or kept until they are polled.

The messenger knows one address per bot, and remembers it when we are long gone. So in webhook mode it is
told ours, and asked every minute whether it still is; in polling mode an address of ours that was left set
is taken back, without dropping what waits, and somebody else's is reported and never touched.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from bot.logs import log
from bot.receiving import State, Update
from bot.webhook import Webhook
from hotline.errors import SendFailed

Content = TypeVar("Content")

LOOK_EVERY = 60.0
SHORTEST_PAUSE = 1.0
LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class Hook:
    """What a messenger says about where it posts. `url` "": nowhere, it is to be polled."""

    url: str
    waiting: int = 0
    failed_at: datetime | None = None


class Hooked(Protocol):
    """A messenger that can post. Each raises SendFailed."""

    async def hook(self) -> Hook: ...

    async def set_hook(self, url: str, secret: str) -> None:
        """It posts there from now on, beginning with what waits."""

    async def remove_hook(self) -> None:
        """It waits to be polled; what waits goes on waiting."""


class Registration:
    """Keeps `url` the address that the messenger posts to, for as long as it runs."""

    def __init__(
        self,
        name: str,
        messenger: Hooked,
        webhook: Webhook[Any],
        *,
        url: str,
        secret: str,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.state = State.STARTING
        self._name = name
        self._messenger = messenger
        self._webhook = webhook
        self._url = url
        self._secret = secret
        self._sleep = sleep
        self._jitter = jitter
        self._was_set = False
        self._failed_at: datetime | None = None
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`; what was posted by then is finished."""
        pause = 0.0
        while not self._stopping.is_set():
            if await self._is_set():
                pause = 0.0
                await self._wait(LOOK_EVERY)
            else:
                pause = min(max(SHORTEST_PAUSE, pause * 2), LONGEST_PAUSE)
                await self._wait(pause * (0.75 + 0.25 * self._jitter()))
        await self._webhook.end()
        self.state = State.STOPPED

    def stop(self) -> None:
        """Take nothing more. The address stays set: what is posted meanwhile waits for the next start."""
        self._stopping.set()

    async def _is_set(self) -> bool:
        try:
            hook = await self._messenger.hook()
            if not self._was_set or hook.url != self._url:
                await self._set(hook)
            self._judge(hook)
        except Exception as error:  # noqa: BLE001 - the loop goes on, whatever the messenger says
            self._note_failure(error)
            return False
        return True

    async def _set(self, hook: Hook) -> None:
        """At start even where it is ours already: the secret may be another now."""
        if self._was_set or hook.url not in ("", self._url):
            log.warning("webhook_was_changed", bot=self._name)
        await self._messenger.set_hook(self._url, self._secret)
        self._was_set = True
        log("webhook_set", bot=self._name)

    def _judge(self, hook: Hook) -> None:
        """Something waits, and a post failed since the last look: the messenger can't reach us."""
        failed = hook.waiting > 0 and hook.failed_at not in (None, self._failed_at)
        if failed and self.state is not State.STARTING:
            log.warning("webhook_not_reached", bot=self._name, count=hook.waiting)
            self.state = State.FAILING
        else:
            self.state = State.WORKING
        self._failed_at = hook.failed_at

    def _note_failure(self, error: Exception) -> None:
        failure = error if isinstance(error, SendFailed) else None
        self.state = State.REFUSED if failure is not None and failure.whole_bot else State.FAILING
        kind = failure.kind if failure else None
        log.warning("webhook_not_set", bot=self._name, state=self.state.value, kind=kind, error=error)

    async def _wait(self, seconds: float) -> None:
        sleeping = asyncio.ensure_future(self._sleep(seconds))
        stopped = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait((sleeping, stopped), return_when=asyncio.FIRST_COMPLETED)
        for task in (sleeping, stopped):
            task.cancel()


class PolledMessenger(Hooked, Protocol[Content]):
    """A messenger that can be polled and can post."""

    async def fetch(self, offset: int | None) -> Sequence[Update[Content]]: ...


def fetching(
    name: str, messenger: PolledMessenger[Content], our_url: str | None
) -> Callable[[int | None], Awaitable[Sequence[Update[Content]]]]:
    """`messenger.fetch`, which first takes back a webhook of ours that stands in its way.

    Raises SendFailed of kind "webhook" where it is somebody else's.
    """

    async def fetch(offset: int | None) -> Sequence[Update[Content]]:
        try:
            return await messenger.fetch(offset)
        except SendFailed as failure:
            if failure.kind != "webhook" or (await messenger.hook()).url not in ("", our_url):
                raise
            await messenger.remove_hook()
            log.warning("webhook_taken_back", bot=name)
        return await messenger.fetch(offset)

    return fetch
