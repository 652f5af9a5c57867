"""Sends what the outbox holds, each recipient's in order, several recipients at once (rules E4 and E6).

One sender per bot, so that a dead messenger never blocks the other side. Parcels of a transaction that has
just committed come straight from it, already leased; the claim query brings what a crash or a failure left.
A parcel that fails stays here, at the head of its recipient's queue, until it may be tried again; a slot is
freed only after the mark has committed, so a crash repeats at most as many messages as there are slots.
A page goes before whatever else waits for its officer.
"""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from msgspec.structs import replace

from bot import metrics
from bot.channel import Channel, Message, Proof
from bot.logs import log
from bot.recipient import Recipient
from handlers import delivery
from handlers.installation import Installation
from hotline.catalog import Catalog
from hotline.errors import SendFailed
from hotline.messages import Screen
from hotline.parcel import Contents, Delivered, Parcel, Undelivered

SEND_WITHIN = 20.0
_CLAIM_EVERY = 1.0
# A messenger takes thirty a second from one bot, and a claim brings one for each chat.
_CLAIMED_AT_ONCE = 32
_HOLD_EVERY = 15.0
_LONGEST_PAUSE = timedelta(seconds=60)
_WHOLE_BOT_PAUSE = timedelta(seconds=30)
_STOP_WITHIN = 5.0
_STUBBORN_AFTER = 6
"""Refusals, of half a minute in sum, after which a message lets those behind it go first."""


@dataclass(frozen=True, slots=True)
class _Pause:
    """Before the next message. `ends_for_page`: what failed says nothing about a page that comes.

    `stubborn`: it says nothing about any other message.
    """

    seconds: float
    ends_for_page: bool = False
    stubborn: bool = False


class Sender:
    """One side's sender: on each channel `slots` messages in flight at the most, `per_chat` apart in a chat.

    Slots and pauses are each channel's own: one that is dead doesn't hold up the others.
    """

    def __init__(
        self,
        office: Installation,
        bot: str,
        *,
        slots: int,
        per_chat: float = 0.0,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.bot = bot
        self._office = office
        self._slots_each = slots
        self._slots: dict[str, asyncio.Semaphore] = {}
        self._claim_limit = max(slots * 2, _CLAIMED_AT_ONCE)
        self._per_chat = per_chat
        self._jitter = jitter
        self._channels: dict[str, Channel] = {}
        self._queues: dict[str, Recipient] = {}
        self._held: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._settling: list[tuple[Delivered | Undelivered, asyncio.Future[None]]] = []
        self._settler: asyncio.Task[None] | None = None
        self._resume_at: dict[str, float] = {}
        self._wake = asyncio.Event()
        self._stopping = False

    def serve(self, channel: Channel) -> None:
        """This channel is ready: its parcels are sent from now on."""
        self._channels[channel.name] = channel
        self._slots.setdefault(channel.name, asyncio.Semaphore(self._slots_each))
        self._wake.set()

    def post(self, parcels: Sequence[Parcel]) -> None:
        """Parcels leased to this process by the transaction that has just committed."""
        for parcel in parcels:
            self._enqueue(parcel)

    async def run(self) -> None:
        """Claims what others left, until `stop`."""
        last_hold = self._office.clock.monotonic()
        while not self._stopping:
            try:
                await self._claim()
                now = self._office.clock.monotonic()
                if self._held and now - last_hold > _HOLD_EVERY:
                    await delivery.hold(self._office, sorted(self._held))
                    last_hold = now
            except Exception as error:  # noqa: BLE001 - the loop must go on
                metrics.LOOP_FAILURES.inc()
                log.error("claim_failed", bot=self.bot, error=error)
            await self._office.clock.wait(self._wake, _CLAIM_EVERY)

    async def stop(self) -> None:
        """Finish what is in flight, then close the channels; what waits is left for the next process."""
        self._stopping = True
        self._wake.set()
        if self._tasks:
            _, unfinished = await asyncio.wait(self._tasks, timeout=_STOP_WITHIN)
            for task in unfinished:
                task.cancel()
        await self.let_go()

    async def let_go(self) -> None:
        """Close the channels; what is posted waits until one serves again."""
        channels, self._channels = self._channels, {}
        for channel in channels.values():
            await channel.close()

    async def idle(self) -> None:
        """Everything that was handed over has been sent or waits for its time (for tests and stopping)."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def _claim(self) -> None:
        # A channel that isn't up yet: what is leased and not sent would be overtaken by what comes after.
        channels = sorted(name for name in self._channels if self._paused(name) <= 0)
        if not channels:
            return
        for parcel in await delivery.claim(self._office, self.bot, channels, self._claim_limit):
            self._enqueue(parcel)

    def _enqueue(self, parcel: Parcel) -> None:
        if parcel.id in self._held or parcel.channel not in self._channels:
            return
        self._held.add(parcel.id)
        queue = self._queues.setdefault(parcel.recipient, Recipient())
        queue.put(parcel)
        if not queue.busy:
            queue.busy = True
            task = asyncio.get_running_loop().create_task(self._drain(parcel.recipient, queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _drain(self, recipient: str, queue: Recipient) -> None:
        """Send one recipient's parcels, one after the other."""
        while queue.waiting and not self._stopping:
            parcel = queue.waiting[0]
            queue.sending = True
            pause = await self._attempt(parcel)
            queue.sending = False
            if pause is None:
                queue.done()
                self._held.discard(parcel.id)
                pause = _Pause(self._per_chat if queue.waiting else 0.0)
            else:
                queue.again(replace(parcel, attempts=parcel.attempts + 1), stubborn=pause.stubborn)
            await self._rest(queue, pause)
        queue.busy = False
        if not queue.waiting:
            self._queues.pop(recipient, None)

    async def _rest(self, queue: Recipient, pause: _Pause) -> None:
        """Before the next message; a shorter pause where the last one says nothing about it."""
        woken, seconds = asyncio.Event(), pause.seconds
        if pause.stubborn and not queue.only_stubborn:
            seconds = self._per_chat
        elif pause.stubborn:
            woken = queue.came
            woken.clear()
        elif pause.ends_for_page:
            woken = queue.page_came
        if seconds > 0:
            await self._office.clock.wait(woken, seconds)

    async def _attempt(self, parcel: Parcel) -> _Pause | None:
        """None: the parcel is done with. Else how long to wait before the next try."""
        while (paused := self._paused(parcel.channel)) > 0 and not self._stopping:
            await self._sleep(paused)
        async with self._slots[parcel.channel]:
            if self._stopping:
                return _Pause(0.0)
            if self.bot == "officer" and not await self._wanted(parcel):
                return None
            if parcel.is_page and parcel.attempts == 1:
                metrics.PAGE_HANDED.observe(self._age(parcel))
            try:
                outcome = await self._sent(parcel)
            except SendFailed as failure:
                return await self._after_failure(parcel, failure)
            self._note_accepted(parcel)
            await self._mark(outcome)
            return None

    def _note_accepted(self, parcel: Parcel) -> None:
        metrics.SENT.labels(self.bot, parcel.channel).inc()
        if not parcel.is_page:
            log.debug("message_delivered", bot=self.bot, channel=parcel.channel, attempt=parcel.attempts)
            return
        age = self._age(parcel)
        metrics.PAGES.labels("accepted").inc()
        metrics.PAGE_ACCEPTED.observe(age)
        log(
            "page_delivered",
            alert=parcel.alert,
            channel=parcel.channel,
            attempt=parcel.attempts,
            took_ms=round(age * 1000),
        )

    def _age(self, parcel: Parcel) -> float:
        """Seconds since it was decided, by the wall clock: another process may have decided it."""
        return max(self._office.now().timestamp() - parcel.made_at_ms / 1000, 0.0)

    async def _wanted(self, parcel: Parcel) -> bool:
        """Rule E6: the alert may have been acknowledged since."""
        if not parcel.is_page:
            return True
        try:
            return bool(await delivery.still_wanted(self._office, [parcel.id]))
        except Exception as error:  # noqa: BLE001 - when in doubt, page
            log.error("recheck_failed", bot=self.bot, error=error)
            return True

    async def _sent(self, parcel: Parcel) -> Delivered:
        channel = self._channels[parcel.channel]
        try:
            async with asyncio.timeout(SEND_WITHIN):
                if parcel.contents.erase:
                    await channel.erase(parcel.address, parcel.contents.erase)
                    return Delivered(parcel.id)
                title = self._office.settings.hotline.name
                message = rendered(self._office.texts.catalog, parcel.contents, title)
                return Delivered(parcel.id, await channel.say(parcel.address, message))
        except TimeoutError:
            raise SendFailed("timeout") from None
        except SendFailed:
            raise
        except Exception as error:  # noqa: BLE001 - a library may raise anything; the loop goes on
            log.error("send_crashed", bot=self.bot, channel=parcel.channel, error=error)
            raise SendFailed("crashed") from None

    async def _after_failure(self, parcel: Parcel, failure: SendFailed) -> _Pause | None:
        metrics.SEND_FAILURES.labels(self.bot, parcel.channel).inc()
        log.warning(
            "send_failed",
            alert=parcel.alert,
            bot=self.bot,
            channel=parcel.channel,
            attempt=parcel.attempts,
            reason=failure.kind,
        )
        if failure.permanent:
            if parcel.is_page:
                metrics.PAGES.labels("failed").inc()
            await self._mark(Undelivered(parcel.id, failure.kind, again_at=None))
            self._wake.set()  # the officer's next way is due now
            return None
        pause = min(timedelta(seconds=2 ** min(parcel.attempts - 1, 6)), _LONGEST_PAUSE)
        if failure.retry_after is not None:
            pause = failure.retry_after
        if failure.whole_bot:
            pause = max(pause, _WHOLE_BOT_PAUSE)
        seconds = pause.total_seconds() * (1 + 0.1 * self._jitter())
        if failure.whole_bot:
            until = self._office.clock.monotonic() + seconds
            self._resume_at[parcel.channel] = max(self._resume_at.get(parcel.channel, until), until)
        advised = failure.retry_after is not None or failure.whole_bot
        stubborn = failure.kind == "refused" and not advised and parcel.attempts >= _STUBBORN_AFTER
        return _Pause(seconds, ends_for_page=not advised and not parcel.is_page, stubborn=stubborn)

    async def _mark(self, outcome: Delivered | Undelivered) -> None:
        """Store the outcome, together with those of the moment; returns after the commit."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._settling.append((outcome, done))
        if self._settler is None or self._settler.done():
            self._settler = asyncio.get_running_loop().create_task(self._settle())
        await done

    async def _settle(self) -> None:
        while self._settling:
            batch, self._settling = self._settling, []
            try:
                await delivery.settle(self._office, [outcome for outcome, _ in batch])
            except Exception as error:  # noqa: BLE001 - it was sent: the row stays leased and comes again
                metrics.LOOP_FAILURES.inc()
                log.error("settling_failed", bot=self.bot, error=error)
            for _, done in batch:
                done.set_result(None)

    def _paused(self, channel: str) -> float:
        """Seconds until this channel may be tried again: its token was refused, and no other one's."""
        until = self._resume_at.get(channel)
        return 0.0 if until is None else until - self._office.clock.monotonic()

    async def _sleep(self, seconds: float) -> None:
        never = asyncio.Event()
        await self._office.clock.wait(never, seconds)


def rendered(catalog: Catalog, contents: Contents, title: str = "") -> Message:
    """The words of a screen: sentences apart by an empty line, each button's label. `title`: of a file."""
    screen = contents.screen or Screen(())
    locale = contents.locale
    return Message(
        "\n\n".join(catalog.text(locale, say) for say in screen.lines),
        tuple((button.value, catalog.text(locale, button.label)) for button in screen.buttons),
        _proof(catalog, contents, title) if contents.proof_file else None,
        contents.heard,
        contents.ack,
    )


def _proof(catalog: Catalog, contents: Contents, title: str) -> Proof | None:
    for say in contents.screen.lines if contents.screen else ():
        if say.id == "proof":
            day = "{year}-{month}-{day}".format_map(say.args)
            return Proof(title, catalog.text(contents.locale, say), day, contents.locale)
    return None
