"""An event loop whose time stands still until a test winds it, for stories with real libraries in them.

Everything that waits for time waits for this loop's time: our own clock, the libraries' timeouts, the long
polls of the fake Telegram. Real threads and loopback sockets go on working, and `settle` waits (on the real
clock, but only as long as something moves) until all of them are through. A test that itself waits for a
time while nothing moves gets there at once: time jumps to the next timer.
"""

import asyncio
import contextvars
import selectors
import socket
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from weakref import WeakSet

from tests.clock import MONDAY_MORNING

T = TypeVar("T")

_LOOK_EVERY = 0.05
_TOO_SHORT = 1e-6
_LOOKS_AT_A_STUCK_WIRE = 20
_LOOKS_AT_NOTHING = 400


class _Wire(socket.socket):
    """One end of a loopback connection, counting what went in and what came out."""

    sent = 0
    received = 0
    ended = False
    met = False
    wires: "_Wires"

    def send(self, *args: Any) -> int:  # noqa: ANN401 - as the socket's own
        count = super().send(*args)
        self.sent += count
        return count

    def sendmsg(self, *args: Any) -> int:  # noqa: ANN401 - as the socket's own
        count = super().sendmsg(*args)
        self.sent += count
        return count

    def recv(self, *args: Any) -> bytes:  # noqa: ANN401 - as the socket's own
        data = super().recv(*args)
        self.received += len(data)
        self.ended = not data
        return data

    def recv_into(self, *args: Any) -> int:  # noqa: ANN401 - as the socket's own
        count = super().recv_into(*args)
        self.received += count
        self.ended = not count
        return count

    def close(self) -> None:
        self.wires.forget(self)
        super().close()


class _Wires:
    """Every open end. Both ends of each are in this process, so what is under way can be counted."""

    def __init__(self, is_read: Callable[[socket.socket], bool]) -> None:
        self._ends: dict[tuple[object, object], _Wire] = {}
        self._is_read = is_read

    def lay(self, sock: socket.socket) -> socket.socket:
        """The same connection, counted."""
        ends = (sock.getsockname(), sock.getpeername())
        wire = _Wire(fileno=sock.detach())
        wire.setblocking(False)
        wire.wires = self
        self._ends[ends] = wire
        peer = self._ends.get((ends[1], ends[0]))
        wire.met = peer is not None
        if peer is not None:
            peer.met = True
        return wire

    def forget(self, wire: _Wire) -> None:
        self._ends = {ends: each for ends, each in self._ends.items() if each is not wire}

    def busy(self) -> bool:
        """Whether bytes, a connection or its end are still on their way."""
        return any(not self._quiet(ends, wire) for ends, wire in self._ends.items())

    def _quiet(self, ends: tuple[object, object], wire: _Wire) -> bool:
        """Bytes and the end count once somebody reads them: libraries stop reading what lies in a pool."""
        peer = self._ends.get((ends[1], ends[0]))
        if peer is None:
            return wire.met and (wire.ended or not self._is_read(wire))
        return wire.sent == peer.received or not self._is_read(peer)


class _Selector(selectors.DefaultSelector):
    """Asks the loop what to do when nothing is ready, instead of letting real time pass."""

    nothing_ready: Callable[[], float] | None = None

    def reads(self, sock: socket.socket) -> bool:
        """Whether somebody waits for bytes from this socket."""
        key = self.get_map().get(sock.fileno())
        return key is not None and bool(key.events & selectors.EVENT_READ)

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        found = super().select(0)
        if found or self.nothing_ready is None or (timeout is not None and timeout <= 0):
            return found
        return super().select(self.nothing_ready())


@dataclass(eq=False, slots=True)
class _Wait:
    """Somebody waits on our clock. `tick`: a loop's regular look, which may come late."""

    at: float
    done: asyncio.Future[None]
    tick: bool


class WoundLoop(asyncio.SelectorEventLoop):
    """See the module. `wind_to` moves the time; nothing else does while a test settles."""

    def __init__(self) -> None:
        self._wound = 0.0
        self._waits: list[_Wait] = []
        self._regular: WeakSet[asyncio.Event] = WeakSet()
        self._settling: list[asyncio.Future[None]] = []
        self._working = 0
        self._looks = 0
        selector = _Selector()
        self._wires = _Wires(selector.reads)
        super().__init__(selector)
        selector.nothing_ready = self._nothing_ready

    # --- time ---

    def time(self) -> float:
        return self._wound

    def wind_to(self, at: float, *, ticks: bool = True) -> None:
        """It is `at` now; whoever waited for that goes on. Without `ticks`, regular looks stay asleep."""
        self._wound = max(self._wound, at)
        for wait in self._waits:
            if wait.at <= self._wound and (ticks or not wait.tick) and not wait.done.done():
                wait.done.set_result(None)

    def call_at(  # type: ignore[override]  # typeshed names it more narrowly
        self,
        when: float,
        callback: Callable[..., object],
        *args: Any,  # noqa: ANN401 - as asyncio's own
        context: contextvars.Context | None = None,
    ) -> asyncio.TimerHandle:
        """A moment too short for a float to tell is a longer one.

        The limiter of python-telegram-bot asks for such moments until time has gone on: here it wouldn't.
        """
        if when <= self._wound + _TOO_SHORT:
            when = self._wound + 2 * _TOO_SHORT
        return super().call_at(when, callback, *args, context=context)

    def next_timer(self, *, ticks: bool) -> float | None:
        """When somebody's time comes next."""
        timers: list[asyncio.TimerHandle] = self._scheduled  # type: ignore[attr-defined]  # asyncio's own heap
        found = [timer.when() for timer in timers if not timer.cancelled()]
        found += [wait.at for wait in self._waits if ticks or not wait.tick]
        return min(found, default=None)

    async def pause(self, event: asyncio.Event, seconds: float) -> None:
        """Until the event is set or the seconds have passed; the event is cleared."""
        tick = event in self._regular
        self._regular.add(event)
        wait = _Wait(self._wound + seconds, self.create_future(), tick)
        self._waits.append(wait)
        happened = asyncio.ensure_future(event.wait())
        try:
            await asyncio.wait((happened, wait.done), return_when=asyncio.FIRST_COMPLETED)
        finally:
            happened.cancel()
            self._waits.remove(wait)
        event.clear()

    # --- rest ---

    async def settle(self) -> None:
        """Nothing moves any more: no callback, no thread, no byte. Time has not gone on."""
        quiet: asyncio.Future[None] = self.create_future()
        self._settling.append(quiet)
        await quiet

    @contextmanager
    def working(self) -> Iterator[None]:
        """A thread is at work for somebody who awaits it."""
        self._working += 1
        try:
            yield
        finally:
            self._working -= 1

    def _nothing_ready(self) -> float:
        """How long to look at the real sockets; 0 if something was made ready instead."""
        self._looks += 1
        if self._working or (self._wires.busy() and self._looks < _LOOKS_AT_A_STUCK_WIRE):
            return _LOOK_EVERY
        if self._settling:
            for quiet in self._settling:
                if not quiet.done():
                    quiet.set_result(None)
            self._settling.clear()
        elif (at := self.next_timer(ticks=True)) is not None:
            self.wind_to(at)
        elif self._looks > _LOOKS_AT_NOTHING:
            raise RuntimeError("everybody waits, and nothing will ever happen")
        else:
            return _LOOK_EVERY
        return 0.0

    def _process_events(self, event_list: list[Any]) -> None:
        if event_list:
            self._looks = 0
        super()._process_events(event_list)  # type: ignore[misc]  # asyncio's own

    # --- what moves besides callbacks ---

    def run_in_executor(  # type: ignore[override]  # typeshed names it more narrowly
        self,
        executor: Executor | None,
        func: Callable[..., T],
        *args: Any,  # noqa: ANN401 - as asyncio's own
    ) -> asyncio.Future[T]:
        self._working += 1
        future: asyncio.Future[T] = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._worked)
        return future

    def _worked(self, _: asyncio.Future[Any]) -> None:
        self._working -= 1

    async def sock_connect(self, sock: socket.socket, address: Any) -> None:  # noqa: ANN401 - as asyncio's own
        with self.working():
            await super().sock_connect(sock, address)

    def _make_socket_transport(self, sock: socket.socket, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - asyncio's own
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            sock = self._wires.lay(sock)
        return super()._make_socket_transport(sock, *args, **kwargs)  # type: ignore[misc]


class LoopClock:
    """Our clock, on the loop's time. Built inside the loop."""

    def __init__(self, begins: datetime = MONDAY_MORNING) -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, WoundLoop)
        self.loop = loop
        self._begins = begins

    def now(self) -> datetime:
        return self._begins + timedelta(seconds=self.loop.time())

    def monotonic(self) -> float:
        return self.loop.time()

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        await self.loop.pause(event, seconds)

    def seconds_at(self, at: datetime) -> float:
        """The loop's time at this moment."""
        return (at - self._begins).total_seconds()

    def step_wall(self, by: timedelta) -> None:
        """Somebody set the wall clock; monotonic time knows nothing of it."""
        self._begins += by


def run(story: Coroutine[Any, Any, T]) -> T:
    """Run one coroutine on a loop of its own."""
    with asyncio.Runner(loop_factory=WoundLoop) as runner:
        return runner.run(story)
