"""How fast passwords may be tried."""

import asyncio
from datetime import timedelta
from pathlib import Path

from handlers import access
from handlers.log_ins import FIRST_WAIT, FREE, LONGEST_WAIT, Waits
from hotline.ids import OfficerId
from storage.keys.device import DEVICE_LASTS, is_device, new_device
from storage.tables import audit
from tests.clock import MONDAY_MORNING, WoundClock
from tests.office import open_office

HOUR = timedelta(hours=1)


def failed(waits: Waits, times: int, clock: WoundClock) -> None:
    """That many failures, each as soon as it was possible."""
    for _ in range(times):
        clock.wind(waits.left("an", clock.now()))
        waits.failed("an", clock.now())


def test_a_few_slips_cost_nothing() -> None:
    waits, clock = Waits(), WoundClock()
    failed(waits, FREE - 1, clock)

    assert waits.left("an", clock.now()) == timedelta()


def test_each_further_failure_waits_twice_as_long_up_to_a_quarter_of_an_hour() -> None:
    waits, clock = Waits(), WoundClock()
    failed(waits, FREE, clock)
    left = []
    for _ in range(9):
        left.append(waits.left("an", clock.now()))
        failed(waits, 1, clock)

    assert left[:4] == [FIRST_WAIT, FIRST_WAIT * 2, FIRST_WAIT * 4, FIRST_WAIT * 8]
    assert left[-1] == LONGEST_WAIT


def test_a_guesser_has_about_a_hundred_tries_a_day() -> None:
    waits, clock = Waits(), WoundClock()
    tries = 0
    while clock.now() - MONDAY_MORNING < timedelta(days=1):
        failed(waits, 1, clock)
        tries += 1

    assert 90 < tries < 120


def test_success_and_an_hour_of_quiet_end_the_count() -> None:
    waits, clock = Waits(), WoundClock()
    failed(waits, FREE, clock)
    waits.succeeded("an")
    assert waits.left("an", clock.now()) == timedelta()

    failed(waits, FREE, clock)
    clock.wind(HOUR + LONGEST_WAIT)
    waits.failed("an", clock.now())
    assert waits.left("an", clock.now()) == timedelta()


def test_names_without_end_take_no_memory_without_end() -> None:
    waits, clock = Waits(), WoundClock()
    for number in range(10_000):
        waits.failed(f"name {number}", clock.now())
    clock.wind(2 * HOUR)
    waits.failed("one more", clock.now())

    assert len(waits._failures) == 1


async def test_a_hundred_tries_at_once_are_counted_one_after_another(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        added = await office.officer("An")

        tries = [access.log_in(office.installation, "an", "wrong") for _ in range(100)]
        await asyncio.gather(*tries)
        entered = await access.log_in(office.installation, "an", added.password)

        noted = await office.installation.reader.read(lambda tx: list(audit.entries(tx)))
        assert entered is None
        assert len([entry for entry in noted if entry.action == "log_in_refused"]) == FREE


async def test_a_browsers_token_is_of_one_officer_one_server_and_half_a_year(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        keys, now = office.installation.keys, office.clock.now()
        an, binh, salt = OfficerId(7), OfficerId(8), b"of the password"
        token = new_device(keys, an, salt, now)

        assert is_device(keys, an, salt, token, now + DEVICE_LASTS - HOUR)
        assert not is_device(keys, an, salt, token, now + DEVICE_LASTS)
        assert not is_device(keys, binh, salt, token, now)
        assert not is_device(keys, an, b"of another password", token, now)
        for forged in ("", ".", "..", "...", f"9{token}", token[:-1], "é.é.é.é"):
            assert not is_device(keys, an, salt, forged, now)
