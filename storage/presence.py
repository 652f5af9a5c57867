"""Which processes serve from this data directory: each holds a file locked, and the kernel lets go of it
however the process ends.

So whoever starts after a crash knows at once whose leases are void, and need not wait for a heartbeat to stay
away, as it must for processes on other machines.
"""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


class Presence:
    """One process's file, named after the `owner` of its leases."""

    def __init__(self, data_dir: Path, owner: str) -> None:
        self._directory = data_dir / "serving"
        self._owner = owner
        self._file: int | None = None

    def announce(self) -> list[str]:
        """Be seen until `release` or the end of the process; the owners that are here no longer."""
        self._directory.mkdir(mode=0o700, exist_ok=True)
        gone = list(self._gone())
        unseen = self._directory / f".{self._owner}"
        self._file = os.open(unseen, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        unseen.rename(self._directory / self._owner)  # seen only now, or another would find it unlocked
        return gone

    def release(self) -> None:
        """Gone, as the next one will find."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _gone(self) -> Iterator[str]:
        for file in sorted(self._directory.iterdir()):
            if not file.name.startswith(".") and _is_free(file):
                file.unlink(missing_ok=True)
                yield file.name


def _is_free(path: Path) -> bool:
    try:
        file = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(file)
