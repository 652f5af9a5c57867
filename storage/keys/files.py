"""Key files: owner-only, there as a whole or not at all, never overwritten."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def make_private(directory: Path) -> None:
    """The directory exists and only its owner may look into it."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory.chmod(0o700)


def publish(path: Path, content: bytes) -> None:
    """`path` holds `content`, also after a power cut. Raises FileExistsError if it was there before.

    Written beside and linked into place: another process sees the whole file or none, and of two that
    publish the same name one wins.
    """
    with written_beside(path, content) as put_in_place:
        put_in_place()


@contextmanager
def written_beside(path: Path, content: bytes) -> Iterator[Callable[[], None]]:
    """`content` is safe on the disk; calling what is given makes it `path`. Else nothing is left of it."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")

    def put_in_place() -> None:
        os.link(beside, path)

    try:
        _write(beside, content)
        yield put_in_place
    finally:
        beside.unlink(missing_ok=True)
    sync_directory(path.parent)


def leftovers(path: Path) -> list[Path]:
    """What a process that was killed while publishing `path` left beside it."""
    return list(path.parent.glob(f".{path.name}.*"))


def sync_directory(directory: Path) -> None:
    """Names made or removed in `directory` are so after a power cut too."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
