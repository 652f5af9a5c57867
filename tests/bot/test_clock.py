"""The real clock beside a wall clock that somebody sets."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import DOUBTED_FOR, SystemClock
from tests.clock import MONDAY_MORNING

HOUR = timedelta(hours=1)


@dataclass
class Machine:
    """Its two clocks."""

    wall: datetime = MONDAY_MORNING
    up: float = 100.0

    def clock(self) -> SystemClock:
        return SystemClock(lambda: self.wall, lambda: self.up)

    def runs(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.up += seconds


def test_a_clock_set_back_is_doubted_for_ten_minutes_and_then_believed() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall -= HOUR

    times = []
    for _ in range(3):
        times.append(clock.now())
        machine.runs(DOUBTED_FOR / 2)

    assert times == [
        MONDAY_MORNING,
        MONDAY_MORNING + timedelta(seconds=DOUBTED_FOR / 2),
        MONDAY_MORNING + timedelta(seconds=DOUBTED_FOR) - HOUR,
    ]
    assert clock.now() == machine.wall


def test_a_step_back_that_is_mended_at_once_was_never_there() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall -= HOUR
    clock.now()
    machine.runs(60)
    machine.wall += HOUR

    assert clock.now() == machine.wall == MONDAY_MORNING + timedelta(seconds=60)


def test_a_second_step_back_is_doubted_as_long_as_the_first() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall -= HOUR
    clock.now()
    machine.runs(DOUBTED_FOR)
    assert clock.now() == machine.wall

    machine.wall -= HOUR

    assert clock.now() == machine.wall + HOUR


def test_a_machine_that_slept_for_two_hours_knows_the_time_at_once() -> None:
    """The monotonic clock slept too."""
    machine = Machine()
    clock = machine.clock()
    machine.wall += 2 * HOUR

    assert clock.now() == machine.wall


def test_a_clock_that_is_slowed_down_little_by_little_is_followed() -> None:
    machine = Machine()
    clock = machine.clock()
    for _ in range(100):
        machine.runs(1)
        machine.wall -= timedelta(milliseconds=500)
        assert clock.now() == machine.wall
