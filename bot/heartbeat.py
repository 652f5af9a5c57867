"""Tells somebody outside that this hotline is well, so that its silence is noticed.

After a look at which the auditor found the machine sound, the configured address is called, every so often.
Whoever watches there raises the alarm when the calls stay away. The audit log's length and last hash go with
each call, in the name this program gives itself: later they prove what the log said by then.
"""

import asyncio
import importlib

from bot.logs import log
from handlers import auditing
from handlers.auditing import Findings
from handlers.installation import Installation

_WITHIN = 5.0
_SLACK = 5.0
"""Seconds by which a look may come early and still count as the next one."""


class Heartbeat:
    """Calls the configured address; without one it does nothing."""

    def __init__(self, office: Installation) -> None:
        self._office = office
        self._url = office.settings.heartbeat.url
        self._every = office.settings.heartbeat.every.total_seconds()
        self._called_at: float | None = None

    async def after_look(self, findings: Findings) -> None:
        """Call if all is sound and it is time; a failure is logged, and the next look tries again."""
        now = self._office.clock.monotonic()
        early = self._called_at is not None and now - self._called_at < self._every - _SLACK
        if self._url is None or not findings.sound or early:
            return
        try:
            async with asyncio.timeout(_WITHIN):
                await self._call(self._url)
        except Exception as error:  # noqa: BLE001 - a watcher that is away must not stop the auditor
            log.warning("heartbeat_failed", error=error)
        else:
            self._called_at = now

    async def _call(self, url: str) -> None:
        httpx = await asyncio.to_thread(importlib.import_module, "httpx")  # only where it is wanted
        anchor = await auditing.anchor(self._office)
        async with httpx.AsyncClient(timeout=_WITHIN) as client:
            answer = await client.get(url, headers={"User-Agent": f"langnghe anchor={anchor}"})
            answer.raise_for_status()
