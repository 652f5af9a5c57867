"""Looks at the Official Account's token now and then: renews it in time, and tells `/readyz` how it stands.

Where Zalo posts is written by a person in Zalo's own pages, so there is nothing to register.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from bot.logs import log
from bot.receiving import State
from bot.webhook import Webhook

LOOK_EVERY = 60.0
LOOK_SOON = 5.0
"""While a person may be authorising the account."""


class Tokens(Protocol):
    """What is to be kept good."""

    async def look(self) -> State: ...


class Keeping:
    """Keeps the account's token good and tells how it stands, for as long as it runs."""

    def __init__(
        self, tokens: Tokens, webhook: Webhook[Any], sleep: Callable[[float], Awaitable[object]]
    ) -> None:
        self.state = State.STARTING
        self._tokens = tokens
        self._webhook = webhook
        self._sleep = sleep
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`; what was posted by then is finished."""
        while not self._stopping.is_set():
            try:
                self.state = await self._tokens.look()
            except Exception as error:  # noqa: BLE001 - the loop goes on, whatever Zalo says
                self.state = State.FAILING
                log.warning("token_not_looked_at", bot="zalo_oa", error=error)
            await self._wait()
        await self._webhook.end()
        self.state = State.STOPPED

    def stop(self) -> None:
        """Take nothing more: what is posted meanwhile Zalo posts again after the next start."""
        self._stopping.set()

    async def _wait(self) -> None:
        sleeping = asyncio.ensure_future(
            self._sleep(LOOK_SOON if self.state is State.REFUSED else LOOK_EVERY)
        )
        stopped = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait((sleeping, stopped), return_when=asyncio.FIRST_COMPLETED)
        for task in (sleeping, stopped):
            task.cancel()
