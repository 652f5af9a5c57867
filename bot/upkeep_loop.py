"""What has to be done now and then: forgetting for good, the auditor's look, counting what waits.

Neither carries a page. Each run is bounded in time, counted and reported; a run that fails is tried again
at the next turn.
"""

import asyncio
from collections.abc import Awaitable, Callable

from bot import metrics
from bot.heartbeat import Heartbeat
from bot.logs import log
from handlers import counting, due, duty_watch, local_names
from handlers.auditing import Auditor, Findings
from handlers.installation import Installation

TIDY_EVERY = 20.0
LOOK_EVERY = 30.0
COUNT_EVERY = 15.0
ROSTERS_EVERY = 60.0
_RUN_WITHIN = 60.0


class UpkeepLoop:
    """Runs `work` every so many seconds until stopped."""

    def __init__(
        self,
        office: Installation,
        name: str,
        every: float,
        work: Callable[[Installation], Awaitable[object]],
    ) -> None:
        self._office = office
        self._name = name
        self._every = every
        self._work = work
        self._stop = asyncio.Event()
        self._stopping = False

    def stop(self) -> None:
        """End before the next run."""
        self._stopping = True
        self._stop.set()

    async def run(self) -> None:
        """Until `stop`."""
        while not self._stopping:
            try:
                async with asyncio.timeout(_RUN_WITHIN):
                    await self._work(self._office)
            except TimeoutError:  # a machine that slept in the middle of a run is no fault
                metrics.LOOP_FAILURES.inc()
                log.warning("upkeep_too_slow", job=self._name)
            except Exception as error:  # noqa: BLE001 - the loop must go on
                metrics.LOOP_FAILURES.inc()
                log.error("upkeep_failed", job=self._name, error=error)
            await self._office.clock.wait(self._stop, self._every)


def loops(office: Installation) -> list[UpkeepLoop]:
    """All of them."""
    return [
        UpkeepLoop(office, "tidy", TIDY_EVERY, due.tidy),
        UpkeepLoop(office, "look", LOOK_EVERY, Looking(office).look),
        UpkeepLoop(office, "places", LOOK_EVERY, local_names.refresh),
        UpkeepLoop(office, "count", COUNT_EVERY, count),
        UpkeepLoop(office, "rosters", ROSTERS_EVERY, duty_watch.look),
    ]


async def count(office: Installation) -> None:
    """How much waits, put into the metrics."""
    counted = await counting.count(office)
    for (state, urgency), alerts in counted.alerts.items():
        metrics.ALERTS.labels(state, urgency).set(alerts)
    for bot, waiting in counted.waiting.items():
        metrics.OUTBOX.labels(bot).set(waiting)
        metrics.OUTBOX_OLDEST.labels(bot).set(counted.oldest[bot].total_seconds())


class Looking:
    """The auditor's looks, put into the metrics; into the log goes what was not found the time before."""

    def __init__(self, office: Installation) -> None:
        self._auditor = Auditor(office)
        self._heartbeat = Heartbeat(office)
        self._known = Findings()

    async def look(self, _: Installation) -> None:
        """One look."""
        findings = await self._auditor.look()
        for name in Findings.__slots__:
            found: int = getattr(findings, name)
            if found and found != getattr(self._known, name):
                log.warning("audit_found", reason=name, found=found)
            metrics.AUDIT_FINDINGS.labels(name).set(found)
        self._known = findings
        await self._heartbeat.after_look(findings)
