"""The two ways in that every messenger with a bot has: it is polled, or it posts."""

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from bot.receiving import Lead, Polling, Update
from bot.registration import PolledMessenger, fetching
from bot.webhook import Webhook
from handlers.installation import Installation

Content = TypeVar("Content")
Content_contra = TypeVar("Content_contra", contravariant=True)


class Posting(Protocol[Content]):
    """A messenger that posts. `repeats`: it is known to post again what wasn't answered 200."""

    name: str
    repeats: bool

    def read(self, raw: dict[str, Any]) -> Update[Content]: ...


class Taking(Protocol[Content_contra]):
    """Who takes what comes, as `Polling` wants it."""

    async def handle(self, contents: Sequence[Content_contra]) -> list[Exception | None]: ...

    async def set_aside(self, content: Content_contra) -> None: ...


def polling(
    office: Installation,
    name: str,
    bot: PolledMessenger[Content],
    taking: Taking[Content],
    *,
    our_hook: str | None = None,
    lead: Lead | None = None,
) -> Polling[Content]:
    """The loop that brings what people do to whoever takes it.

    `our_hook` is the address that webhook mode would have registered. `lead` None: no other process polls.
    """

    async def sleep(seconds: float) -> None:
        await office.clock.wait(asyncio.Event(), seconds)

    return Polling(
        name,
        fetching(name, bot, our_hook),
        taking.handle,
        taking.set_aside,
        lead=lead,
        sleep=sleep,
        monotonic=office.clock.monotonic,
    )


def webhook(
    office: Installation, name: str, bot: Posting[Content], taking: Taking[Content]
) -> Webhook[Content]:
    """The same for what the messenger posts."""
    return Webhook(
        name,
        bot.read,
        taking.handle,
        taking.set_aside,
        repeats=bot.repeats,
        monotonic=office.clock.monotonic,
    )


def log_name(messenger: str, side: str) -> str:
    """What log lines call a messenger's bot: `officer` is Telegram's, `zalo.officer` is Zalo's."""
    return side if messenger == "telegram" else f"{messenger}.{side}"
