"""An installation made before a benchmark's `serve` starts: an officer on duty whose messenger is linked."""

from datetime import timedelta
from pathlib import Path

from bot.clock import SystemClock
from cli import opening
from handlers import access, duty, officer_chat
from handlers.officer_chat import OfficerReceived
from hotline.settings import Settings, Storage
from tests.office import QUANG_TRUC

OFFICERS_CHAT = 9001


async def prepare(data_dir: Path, url: str | None = None) -> access.Added:
    """Found it there, on PostgreSQL if `url` says so; the officer's first credentials."""
    settings = Settings(storage=Storage(url=url))
    clock, texts, paths = SystemClock(), opening.read_texts(settings), opening.paths_of(settings, data_dir)
    opening.found(settings, paths, texts, clock)
    office = opening.opened(settings, paths, texts, clock, codes=0)
    try:
        added = await access.add_officer(office, "An", QUANG_TRUC, "officer")
        linking = OfficerReceived("telegram", str(OFFICERS_CHAT), "1", "start", code=added.link_code)
        await officer_chat.receive(office, [linking])
        days = [(clock.now() + timedelta(days=days)).date().isoformat() for days in (-1, 2)]
        line = f"{QUANG_TRUC},{days[0]}T00:00,{days[1]}T00:00,{added.username},on_duty"
        assert await duty.import_roster(office, f"unit,from,until,username,place\n{line}\n") == 1
        return added
    finally:
        await opening.closed(office)
