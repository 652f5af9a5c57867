"""What has to be done now and then: forgetting for good, the auditor's look, counting what waits.

Neither carries a page. Each run is bounded in time, counted and reported; a run that fails is tried again
at the next turn.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bot import metrics
from bot.alarms import Alarms
from bot.canary import RobotReporter
from bot.heartbeat import Heartbeat
from bot.logs import log
from handlers import counting, due, duty_watch, local_names
from handlers.auditing import Auditor, Findings
from handlers.counting import Counted
from handlers.installation import Installation

TIDY_EVERY = 20.0
LOOK_EVERY = 30.0
COUNT_EVERY = 15.0
ROSTERS_EVERY = 60.0
CANARY_EVERY = 15.0
"""How often it is asked whether the canary is due."""
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


def loops(office: Installation, counting: "Counting", robot: RobotReporter) -> list[UpkeepLoop]:
    """All of them."""
    return [
        UpkeepLoop(office, "tidy", TIDY_EVERY, due.tidy),
        UpkeepLoop(office, "look", LOOK_EVERY, Looking(office).look),
        UpkeepLoop(office, "places", LOOK_EVERY, local_names.refresh),
        UpkeepLoop(office, "count", COUNT_EVERY, counting.count),
        UpkeepLoop(office, "canary", CANARY_EVERY, robot.look),
        UpkeepLoop(office, "rosters", ROSTERS_EVERY, duty_watch.look),
    ]


class Counting:
    """How much waits, how canary and drills stand: put into the metrics, and kept for `/readyz`."""

    def __init__(self) -> None:
        self._latest: Counted | None = None

    async def count(self, office: Installation) -> None:
        """Count anew."""
        counted = self._latest = await counting.count(office)
        for (state, urgency), alerts in counted.alerts.items():
            metrics.ALERTS.labels(state, urgency).set(alerts)
        for bot, waiting in counted.waiting.items():
            metrics.OUTBOX.labels(bot).set(waiting)
            metrics.OUTBOX_OLDEST.labels(bot).set(counted.oldest[bot].total_seconds())
        age = None if counted.canary_at is None else office.now() - counted.canary_at
        metrics.CANARY_AGE.set(_seconds(age))
        metrics.CANARY_TOOK.set(_seconds(counted.canary_took))
        metrics.DRILL_AGE.set(_seconds(counted.drill_age))
        metrics.DRILLS_FAILED.set(counted.drills_failed)

    def told(self) -> dict[str, Any]:
        """What `/readyz` tells of it; it never decides about being ready."""
        known = self._latest
        if known is None:
            return {"canary": None, "drills": None}
        flown = known.canary_at and f"{known.canary_at:%Y-%m-%dT%H:%M:%SZ}"
        return {
            "canary": {"succeeded_at": flown, "took_seconds": _seconds_or_none(known.canary_took)},
            "drills": {
                "oldest_age_seconds": _seconds_or_none(known.drill_age),
                "officers_failed": known.drills_failed,
            },
        }


def _seconds_or_none(span: timedelta | None) -> float | None:
    return None if span is None else round(span.total_seconds(), 3)


def _seconds(span: timedelta | None) -> float:
    return -1.0 if span is None else span.total_seconds()


class Looking:
    """The auditor's looks, put into the metrics; into the log goes what was not found the time before."""

    def __init__(self, office: Installation) -> None:
        self._auditor = Auditor(office)
        self._heartbeat = Heartbeat(office)
        self._alarms = Alarms(office)
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
        await self._alarms.after_look(findings)
