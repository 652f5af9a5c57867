"""`langnghe serve` as a process of its own, on an installation made ready: to be killed, or timed."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.clock import SystemClock
from cli import opening
from handlers import access, duty, officer_chat
from handlers.officer_chat import OfficerReceived
from hotline.ids import UnitCode
from hotline.settings import Settings
from hotline.settings_reading import read_settings
from tests.office import texts

ROOT = Path(__file__).parents[1]
REPORTERS, OFFICERS = "7012345678:AAreportersBotOfTheKills", "8012345678:AAofficersBotOfTheKills"
READY_WITHIN_SECONDS = 60


@dataclass(slots=True)
class Serving:
    """One installation in `directory`, and the process that serves it when there is one."""

    directory: Path
    toml: str
    process: Process | None = None
    public: str = ""
    console: str = ""
    started_at: float = field(default=0.0)

    @property
    def settings(self) -> Settings:
        return read_settings(self.toml, "config.toml", {})

    @property
    def data_dir(self) -> Path:
        return self.directory / "var"

    @property
    def running(self) -> Process:
        assert self.process is not None, "nothing was started"
        return self.process

    def found(self) -> None:
        """A new installation; nobody works there yet."""
        self.directory.mkdir(parents=True, exist_ok=True)
        (self.directory / "config.toml").write_text(self.toml)
        paths = opening.paths_of(self.settings, self.data_dir)
        opening.found(self.settings, paths, texts(), SystemClock())

    async def start(self) -> None:
        """Started; `ready` says when it works."""
        with (self.directory / "log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "serve"),
                *("--config", self.directory / "config.toml", "--data-dir", self.data_dir),
                cwd=ROOT,
                env=os.environ | {"PTB_TIMEDELTA": "true"},
                stdout=PIPE,
                stderr=log,
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    async def ready(self) -> float:
        """Seconds from the start to the line `ready`; from then on its addresses are known."""
        assert self.running.stdout is not None
        async with asyncio.timeout(READY_WITHIN_SECONDS):
            while line := (await self.running.stdout.readline()).decode():
                if line.startswith("ready "):
                    _, self.public, self.console = line.split()
                    return time.monotonic() - self.started_at
        raise AssertionError(f"serve ended: {(self.directory / 'log').read_text()[-2000:]}")

    async def kill(self) -> None:
        """As the kernel does when memory is short: nothing is finished, nothing said."""
        os.killpg(self.running.pid, signal.SIGKILL)
        await self.running.wait()

    async def stop(self) -> int:
        """Asked to end; its exit code."""
        self.running.send_signal(signal.SIGTERM)
        async with asyncio.timeout(15):
            return await self.running.wait()


def config(api_base: str, *, url: str | None = None, more: str = "", reporters: bool = True) -> str:
    """A configuration for both bots on this Telegram, or the officers' alone, listening on any free port."""
    storage = f'[storage]\nurl = "{url}"\n' if url else ""
    bot = f'[telegram.reporter]\ntoken = "{REPORTERS}"\napi_base = "{api_base}"\n'
    return (
        "[web]\nport = 0\n[console]\nport = 0\n[canary]\nenabled = false\n"  # it would be counted too
        f"{bot if reporters else ''}"
        f'[telegram.officer]\ntoken = "{OFFICERS}"\napi_base = "{api_base}"\n'
        "[limits]\nmessages_per_minute = 1000000\nmessages_per_minute_in_total = 1000000\n"
        f"reports_per_day = 1000000\n{storage}{more}"
    )


async def put_on_duty(serving: Serving, officers: Sequence[tuple[UnitCode, int]]) -> list[str]:
    """An officer for each (unit, chat): linked there, on duty since yesterday and until tomorrow; usernames.

    Not while it is being served on SQLite: this process writes.
    """
    office = opening.opened(
        serving.settings,
        opening.paths_of(serving.settings, serving.data_dir),
        texts(),
        SystemClock(),
        codes=0,
    )
    usernames: list[str] = []
    rows = ["unit,from,until,username,place"]
    first, last = (f"{office.now().date() + timedelta(days)}T00:00" for days in (-1, 2))
    try:
        for unit, chat in officers:
            added = await access.add_officer(office, f"An {unit}", unit, "officer")
            linking = OfficerReceived("telegram", str(chat), f"link {chat}", "start", code=added.link_code)
            [reply] = await officer_chat.receive(office, [linking])
            assert not isinstance(reply, Exception), reply
            usernames.append(added.username)
            rows.append(f"{unit},{first},{last},{added.username},on_duty")
        assert await duty.import_roster(office, "\n".join(rows) + "\n") == len(officers)
    finally:
        await opening.closed(office)
    return usernames
