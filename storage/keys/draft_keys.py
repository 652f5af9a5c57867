"""The keys of the day: they wrap the conversations' keys, and each is thrown away on its fourth day.

A conversation that was left alone can't be opened from then on, by nobody. Processes that share the
directory share the keys: the first to need a day's key makes it, the others load it.
"""

from datetime import date, timedelta
from pathlib import Path
from threading import Lock
from typing import Final

from storage.keys.envelope import Cipher, cipher_of
from storage.keys.files import leftovers, sync_directory
from storage.keys.key_file import load_or_make_key, read_key

DRAFT_DAYS: Final = 3
"""A key serves the day it was made and the two after; on the fourth it goes."""


class DraftKeys:
    """The day keys of one directory, each read once."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._ciphers: dict[date, Cipher] = {}
        self._changing = Lock()

    def for_sealing(self, day: date) -> Cipher:
        """The key of `day`, made if it isn't there yet."""
        return self._ciphers.get(day) or self._made(day)

    def for_opening(self, day: date) -> Cipher:
        """The key of `day`. Raises KeyMissing if it was thrown away; never makes one."""
        return self._ciphers.get(day) or self._loaded(day)

    def forget_old(self, today: date) -> int:
        """Keys in or past their fourth day are gone from disk and memory; says how many files went."""
        last_to_go = today - timedelta(days=DRAFT_DAYS)
        with self._changing:
            self._ciphers = {day: cipher for day, cipher in self._ciphers.items() if day > last_to_go}
            return self._unlink([day for day in self._days_on_disk() if day <= last_to_go])

    def _made(self, day: date) -> Cipher:
        with self._changing:
            self._ciphers[day] = cipher_of(load_or_make_key(self._path(day)))
            return self._ciphers[day]

    def _loaded(self, day: date) -> Cipher:
        with self._changing:
            self._ciphers[day] = cipher_of(read_key(self._path(day)))
            return self._ciphers[day]

    def _unlink(self, days: list[date]) -> int:
        doomed = [path for day in days for path in self._files(day)]
        for path in doomed:
            path.unlink(missing_ok=True)
        if doomed:
            sync_directory(self._directory)
        return len(doomed)

    def _path(self, day: date) -> Path:
        return self._directory / f"draft-{day.isoformat()}.key"

    def _files(self, day: date) -> list[Path]:
        path = self._path(day)
        return [path, *leftovers(path)]

    def _days_on_disk(self) -> set[date]:
        names = {path.name.lstrip(".") for path in self._directory.iterdir()}
        return {day for name in names if (day := _day_in(name)) is not None}


def _day_in(name: str) -> date | None:
    if not name.startswith("draft-"):
        return None
    try:
        return date.fromisoformat(name.removeprefix("draft-")[:10])
    except ValueError:
        return None
