"""A clock that a test winds: nothing waits for real time."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

MONDAY_MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 08:00 in Viet Nam


@dataclass(slots=True)
class WoundClock:
    """Stands still until `wind`; whoever waits then goes on when its time has come."""

    time: datetime = MONDAY_MORNING
    elapsed: float = 0.0
    _waiting: list[tuple[float, asyncio.Event]] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether anybody waits for this clock."""
        return bool(self._waiting)

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.elapsed

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        due = asyncio.Event()
        self._waiting.append((self.elapsed + seconds, due))
        tasks = [asyncio.ensure_future(one.wait()) for one in (event, due)]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            self._waiting = [(at, one) for at, one in self._waiting if one is not due]
        event.clear()

    def wind(self, by: timedelta) -> None:
        """Both clocks go on by this much."""
        self.time += by
        self.elapsed += by.total_seconds()
        for at, due in self._waiting:
            if at <= self.elapsed:
                due.set()

    def step_wall(self, by: timedelta) -> None:
        """Somebody set the wall clock; monotonic time knows nothing of it."""
        self.time += by
