"""Tells administrators that the auditor found something, by whatever Apprise reaches, beside their own chats.

Apprise is an extra that the operator installs. What goes out says how many things and where to look, and
nothing of what they are: it passes through services that nobody here has chosen.
"""

import asyncio
import importlib

from bot.logs import log
from handlers.auditing import Findings
from handlers.installation import Installation
from hotline.messages import Say

AGAIN_AFTER = 30 * 60.0
_WITHIN = 20.0


class Alarms:
    """Sends to the configured addresses; without any it does nothing."""

    def __init__(self, office: Installation) -> None:
        self._office = office
        self._urls = office.settings.alarms.urls
        self._told_at: dict[str, float] = {}

    async def after_look(self, findings: Findings) -> None:
        """Tell of kinds of findings that were not told of lately; a failure is tried at the next look."""
        now = self._office.clock.monotonic()
        kinds = [name for name in Findings.__slots__ if getattr(findings, name) and self._is_new(name, now)]
        if not self._urls or not kinds:
            return
        try:
            async with asyncio.timeout(_WITHIN):
                arrived = await asyncio.to_thread(self._send, self._words(len(kinds)))
        except Exception as error:  # noqa: BLE001 - a service that is away must not stop the auditor
            log.warning("alarm_failed", error=error)
            return
        if arrived:
            self._told_at.update(dict.fromkeys(kinds, now))
        else:
            log.warning("alarm_failed")

    def _is_new(self, kind: str, now: float) -> bool:
        told_at = self._told_at.get(kind)
        return told_at is None or now - told_at >= AGAIN_AFTER

    def _words(self, count: int) -> tuple[str, str]:
        locale = self._office.settings.hotline.default_locale
        said = Say("alarm-outside", {"count": count, "link": self._office.console_origin})
        return self._office.settings.hotline.name, self._office.texts.catalog.text(locale, said)

    def _send(self, words: tuple[str, str]) -> bool:
        """Whether every address took it."""
        apprise = importlib.import_module("apprise")
        bell = apprise.Apprise()
        known = [bool(bell.add(url)) for url in self._urls]
        title, body = words
        return all(known) and bool(bell.notify(body=body, title=title))
