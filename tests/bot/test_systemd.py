"""systemd is told what it wants to know, and nobody is told anything where it isn't there."""

import asyncio
import os
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.systemd import Systemd
from tests.clock import WoundClock


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(tmp_path / "notify"))
        heard.setblocking(False)
        yield heard


def said(heard: socket.socket) -> list[str]:
    words = []
    while True:
        try:
            words.append(heard.recv(100).decode())
        except BlockingIOError:
            return words


def test_it_hears_what_is_said(tmp_path: Path, heard: socket.socket) -> None:
    Systemd({"NOTIFY_SOCKET": str(tmp_path / "notify")}, WoundClock()).say("READY=1")

    assert said(heard) == ["READY=1"]


def test_an_abstract_socket_is_one_too() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(f"\0langnghe-test-{os.getpid()}")
        heard.setblocking(False)

        Systemd({"NOTIFY_SOCKET": f"@langnghe-test-{os.getpid()}"}, WoundClock()).say("READY=1")

        assert said(heard) == ["READY=1"]


@pytest.mark.parametrize("environ", [{}, {"NOTIFY_SOCKET": "/nowhere/notify"}])
def test_where_nobody_listens_nothing_happens(environ: dict[str, str]) -> None:
    Systemd(environ, WoundClock()).say("READY=1")


async def test_the_watchdog_hears_as_long_as_timers_move(tmp_path: Path, heard: socket.socket) -> None:
    environ = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "30000000"}
    clock, alive = WoundClock(), [True]
    telling = asyncio.create_task(Systemd(environ, clock).keep_telling(lambda: alive[0]))
    counts = []
    for is_alive in (True, True, False, True):
        alive[0] = is_alive
        await asyncio.sleep(0.01)
        counts.append(len(said(heard)))
        clock.wind(timedelta(seconds=10))
    telling.cancel()

    assert counts == [1, 1, 0, 1]


async def test_a_watchdog_meant_for_another_process_is_left_alone(
    tmp_path: Path, heard: socket.socket
) -> None:
    environ = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1"}

    await Systemd(environ, WoundClock()).keep_telling(lambda: True)

    assert said(heard) == []
