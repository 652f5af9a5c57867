"""Sleeps until something is due, and fires it (rules E10 and E11).

Never longer than a second: another process's commit or a lost wake-up then costs a second at most. Where the
wall clock was set back, what waits moves back with it first. A pass that fails is counted, reported and tried
again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import metrics
from bot.logs import log
from handlers import delivery, due, set_back
from handlers.due import Passed
from handlers.installation import Installation

LONGEST_SLEEP = timedelta(seconds=1)
_CLOCKS_PART_AT = timedelta(seconds=2)
_PASS_WITHIN = 30.0
_AFTER_FAILURE = 1.0


@dataclass(slots=True)
class Beat:
    """When the loop was last seen at work, for `/readyz` and the auditor."""

    at: float | None = None
    failures: int = 0

    def is_fresh(self, now: float) -> bool:
        """Whether a pass succeeded within the last ten seconds (monotonic)."""
        return self.at is not None and now - self.at < 10


class DueLoop:
    """The one loop that moves timers."""

    def __init__(
        self, office: Installation, *, step: Callable[[Installation], Awaitable[Passed]] = due.step
    ) -> None:
        self.beat = Beat()
        self._office = office
        self._step = step
        self._wake = asyncio.Event()
        self._stopping = False
        self._clocks: tuple[datetime, float] | None = None
        self._set_back = timedelta()

    def wake(self) -> None:
        """A commit moved a timer."""
        self._wake.set()

    def stop(self) -> None:
        """End after the pass under way."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Until `stop`."""
        while not self._stopping:
            await self._office.clock.wait(self._wake, await self.turn())

    async def turn(self) -> float:
        """One pass; how many seconds to sleep after it."""
        self._compare_clocks()
        try:
            async with asyncio.timeout(_PASS_WITHIN):
                await self._move_with_the_clock()
                await delivery.beat(self._office)
                passed = await self._step(self._office)
        except Exception as error:  # noqa: BLE001 - the loop must go on
            self.beat.failures += 1
            metrics.LOOP_FAILURES.inc()
            log.error("due_pass_failed", error=error)
            return _AFTER_FAILURE
        self.beat.at = self._office.clock.monotonic()
        self._tell(passed)
        return self._pause(passed)

    def _pause(self, passed: Passed) -> float:
        if passed.next_due is None:
            return LONGEST_SLEEP.total_seconds()
        wait = passed.next_due - self._office.now()
        return max(timedelta(), min(wait, LONGEST_SLEEP)).total_seconds()

    def _tell(self, passed: Passed) -> None:
        for late in passed.lateness:
            metrics.LATENESS.observe(late.total_seconds())
        if passed.alerts:
            log("alerts_moved", count=passed.alerts, late_ms=round(passed.latest.total_seconds() * 1000))
        if passed.nobody:
            metrics.NOBODY.inc(passed.nobody)
            log.error("nobody_on_duty", count=passed.nobody)

    def _compare_clocks(self) -> None:
        now, monotonic = self._office.now(), self._office.clock.monotonic()
        if self._clocks is not None:
            wall = now - self._clocks[0]
            gap = wall - timedelta(seconds=monotonic - self._clocks[1])
            if abs(gap) > _CLOCKS_PART_AT:
                metrics.CLOCK_JUMPS.inc()
                log.warning("clock_jumped", took_ms=round(abs(gap).total_seconds() * 1000))
                self._set_back += max(-gap, timedelta())
        self._clocks = (now, monotonic)

    async def _move_with_the_clock(self) -> None:
        """A pass that failed tries again: what waits must not wait for an hour twice."""
        if self._set_back:
            await set_back.heed(self._office, self._set_back)
            self._set_back = timedelta()
