"""Bringing the messengers up beside a hotline that already works, officers' first.

A messenger that can't be reached, or whose library takes its time, is tried again and holds nobody up.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from itertools import chain, repeat
from typing import Any, Protocol

from bot import officer as officers
from bot import reporter as reporters
from bot.channel import Channel
from bot.hooks import hook_url
from bot.introduction import Introduction, officers_introductions, reporters_introductions
from bot.logs import log
from bot.officer.intake import OfficerBot, officers_polling, officers_webhook
from bot.receiving import State
from bot.registration import Hooked, Registration
from bot.reporter.intake import ReporterBot, reporters_polling, reporters_webhook
from bot.webhook import Webhook
from bot.zalo_oa_keeping import Keeping
from cli import opening
from cli.running import Running
from handlers.installation import Installation
from hotline.settings import Bot

_STOP_WITHIN = 3.0
_TRIES_AGAIN_AFTER = (2.0, 10.0, 60.0)
"""Seconds; the last goes on for ever."""


class _Introduced(Channel, Protocol):
    """A channel that can say who it is."""

    async def introduce(self, introductions: Mapping[str, Introduction], default: str) -> None: ...


class _Messenger(_Introduced, Hooked, Protocol):
    """One that can be told where to post what it brings."""


class _OfficersMessenger(_Messenger, OfficerBot, Protocol):
    """One that officers are paged on."""


class _ReportersMessenger(_Messenger, ReporterBot, Protocol):
    """One that reporters write on."""


class OneWay(Channel, Protocol):
    """A channel that pages go out on and nothing comes back; how it fares."""

    @property
    def state(self) -> str:
        """What `/readyz` tells of it."""


class _Receiving(Protocol):
    """Polling, or the registration of a webhook."""

    state: State

    async def run(self) -> None: ...

    def stop(self) -> None: ...


Connect = Mapping[str, Callable[[Installation], Awaitable[OneWay]]]
"""By its name, what brings up a channel that only sends."""

CONNECT: Connect = {
    "email": officers.connect_email,
    "push": officers.connect_push,
    "sms": partial(officers.connect_paid, kind="sms"),
    "voice": partial(officers.connect_paid, kind="voice"),
    "webhook": officers.connect_webhook,
}


class Messengers:
    """The configured messengers of one process."""

    def __init__(self, office: Installation, running: Running, connect: Connect = CONNECT) -> None:
        self._office = office
        self._connect = connect
        self._running = running
        self._receiving: list[_Receiving] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending = asyncio.Event()
        self._stopped = False

    def begin(self) -> None:
        """Start bringing them up; returns at once."""
        settings = self._office.settings
        for channel, bot, configured in (
            ("telegram", "officer", settings.telegram.officer),
            ("zalo", "officer", settings.zalo.officer),
            ("zalo", "reporter", settings.zalo.reporter),
            ("telegram", "reporter", settings.telegram.reporter),  # last: its library takes seconds
        ):
            if configured.token is not None:
                serve = self._serve_officers if bot == "officer" else self._serve_reporters
                self._start(channel, bot, partial(serve, channel, configured))
        if settings.zalo_oa.app_id is not None:
            self._start("zalo_oa", "reporter", self._serve_account)
        one_way = settings.officer_channels | ({"webhook"} if settings.webhook.targets else set())
        for channel in sorted(one_way & set(self._connect)):
            self._start(channel, _side(channel), partial(self._serve_one_way, channel))

    async def end(self) -> None:
        """Stop receiving; the batch under way is finished. Its answers are still to be sent."""
        self._stopped = True
        self._ending.set()
        for receiving in self._receiving:
            receiving.stop()
        if self._tasks:
            _, unfinished = await asyncio.wait(self._tasks, timeout=_STOP_WITHIN)
            for task in unfinished:
                task.cancel()

    def _start(self, channel: str, bot: str, serve: Callable[[], Awaitable[None]]) -> None:
        self._running.channels[f"{channel}.{bot}"] = lambda: "starting"
        self._tasks.add(asyncio.get_running_loop().create_task(self._bring_up(channel, bot, serve)))

    async def _bring_up(self, channel: str, bot: str, serve: Callable[[], Awaitable[None]]) -> None:
        """As often as it takes: whatever failed, nobody is at the machine at night to start it again."""
        for wait in chain(_TRIES_AGAIN_AFTER, repeat(_TRIES_AGAIN_AFTER[-1])):
            try:
                return await serve()
            except Exception as error:  # noqa: BLE001 - the web chat goes on without this messenger
                self._running.channels[f"{channel}.{bot}"] = lambda: "failing"
                log.error("messenger_failed", bot=bot, channel=channel, error=error)
            await self._office.clock.wait(self._ending, wait)
            if self._stopped:
                return None
        return None

    async def _serve_one_way(self, name: str) -> None:
        channel, bot = await self._connect[name](self._office), _side(name)
        self._running.senders[bot].serve(channel)
        self._office.sends |= {(bot, name)}
        self._running.channels[f"{name}.{bot}"] = lambda: channel.state

    async def _serve_officers(self, name: str, configured: Bot) -> None:
        connect = officers.connect_telegram if name == "telegram" else officers.connect_zalo
        channel: _OfficersMessenger = await connect(configured.token or "", configured.api_base)
        receiving: _Receiving
        if configured.mode == "webhook":
            webhook = officers_webhook(self._office, channel)
            receiving = self._posted("officer", channel, webhook, configured)
        else:
            our_hook = hook_url(self._office.settings, channel.name, "officer")
            receiving = officers_polling(
                self._office, channel, our_hook, self._running.lead(f"{name}.officer")
            )
        await self._run("officer", channel, receiving, officers_introductions(self._office.texts.catalog))

    async def _serve_reporters(self, name: str, configured: Bot) -> None:
        connect = reporters.connect_telegram if name == "telegram" else reporters.connect_zalo
        channel: _ReportersMessenger = await connect(configured.token or "", configured.api_base)
        opening.keep_what_was_read()  # aiogram's models among it
        receiving: _Receiving
        if configured.mode == "webhook":
            webhook = reporters_webhook(self._office, channel)
            receiving = self._posted("reporter", channel, webhook, configured)
        else:
            our_hook = hook_url(self._office.settings, channel.name, "reporter")
            receiving = reporters_polling(
                self._office, channel, our_hook, self._running.lead(f"{name}.reporter")
            )
        await self._run("reporter", channel, receiving, reporters_introductions(self._office.texts.catalog))

    async def _serve_account(self) -> None:
        channel, tokens = await reporters.connect_zalo_oa(self._office)
        webhook = reporters_webhook(self._office, channel)
        self._running.hooks.serve(channel.name, "reporter", webhook)
        receiving = Keeping(tokens, webhook, self._sleep)
        await self._run("reporter", channel, receiving, {})

    def _posted(self, bot: str, channel: _Messenger, webhook: Webhook[Any], configured: Bot) -> Registration:
        """What is posted is taken from now on, and the messenger is told where to post."""
        settings = self._office.settings
        self._running.hooks.serve(channel.name, bot, webhook)
        return Registration(
            bot,
            channel,
            webhook,
            url=hook_url(settings, channel.name, bot) or "",
            secret=configured.webhook_secret or "",
            sleep=self._sleep,
        )

    async def _sleep(self, seconds: float) -> None:
        await self._office.clock.wait(asyncio.Event(), seconds)

    async def _run(
        self,
        bot: str,
        channel: _Introduced,
        receiving: _Receiving,
        introductions: Mapping[str, Introduction],
    ) -> None:
        self._receiving.append(receiving)
        self._running.senders[bot].serve(channel)
        self._office.sends |= {(bot, channel.name)}
        self._running.channels[f"{channel.name}.{bot}"] = lambda: receiving.state.value
        introducing = self._running.start(self._introduce(bot, channel, introductions))
        try:
            await receiving.run()
        finally:
            introducing.cancel()

    async def _introduce(
        self, bot: str, channel: _Introduced, introductions: Mapping[str, Introduction]
    ) -> None:
        """Commands and descriptions: best effort, because nothing depends on them."""
        try:
            await channel.introduce(introductions, self._office.settings.hotline.default_locale)
        except Exception as error:  # noqa: BLE001 - the bot works without
            log.warning("introduction_failed", bot=bot, error=error)


def _side(channel: str) -> str:
    """Whose sender serves it."""
    return "webhook" if channel == "webhook" else "officer"
