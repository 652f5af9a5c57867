"""Talks to systemd, where it started us: ready, alive, stopping (sd_notify). Elsewhere it says nothing."""

import asyncio
import os
import socket
from collections.abc import Callable, Mapping

from bot.logs import log
from hotline.clock import Clock

_LONGEST_PAUSE = 10.0


class Systemd:
    """`environ` is what systemd gave the process: where to tell, and how often it wants to hear."""

    def __init__(self, environ: Mapping[str, str], clock: Clock) -> None:
        self._clock = clock
        address = environ.get("NOTIFY_SOCKET", "")
        self._address = "\0" + address[1:] if address.startswith("@") else address
        self._watchdog = 0.0
        if environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid()):
            self._watchdog = int(environ.get("WATCHDOG_USEC", "0")) / 1_000_000

    def say(self, state: str) -> None:
        """ "READY=1", "WATCHDOG=1", "STOPPING=1"."""
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as to:
                to.setblocking(False)
                to.sendto(state.encode(), self._address)
        except OSError as error:
            log.warning("systemd_not_told", error=error)

    async def keep_telling(self, is_alive: Callable[[], bool]) -> None:
        """While `is_alive`, say so; for too long not, and systemd starts the program anew."""
        if not self._address or not self._watchdog:
            return
        pause = min(self._watchdog / 3, _LONGEST_PAUSE)
        while True:
            if is_alive():
                self.say("WATCHDOG=1")
            await self._clock.wait(asyncio.Event(), pause)
