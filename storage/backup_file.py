"""The backup's file: records, sealed to the recovery key in chunks of one size.

Layout: a line that names the format, the file's own key sealed to the recovery key (1,169 bytes), chunks of
64 KiB. Each chunk is sealed under the file's key and bound to the file's beginning, to its place and to
whether it is the last, so that no chunk can be changed, moved, left out or added. Their number is rounded
up, so that from one night to the next the length doesn't tell that a child has reported.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from hotline.errors import BadBackup, CannotOpen
from storage.keys.context import Context, Kind
from storage.keys.envelope import cipher_of, new_key, open_sealed, seal
from storage.keys.files import sync_directory
from storage.keys.recipient import Seeds, open_with, seal_to

FORMAT: Final = b"langnghe-backup-1\n"
FEWEST_CHUNKS: Final = 16

_SEALED_KEY_BYTES: Final = 1169
_BEGINNING_BYTES: Final = len(FORMAT) + _SEALED_KEY_BYTES
_CHUNK_BYTES: Final = 65536
_SEAL_BYTES: Final = 29  # suite, nonce, tag
_ROOM: Final = _CHUNK_BYTES - 4  # a sealed value begins with its length
_SEALED_CHUNK_BYTES: Final = _CHUNK_BYTES + _SEAL_BYTES
_KEY: Final = Context(Kind.BACKUP, recipient="recovery")


class BackupWriter:
    """Seals records into a file; without `finish` nobody can read it."""

    def __init__(self, file: BinaryIO, recovery_public: bytes) -> None:
        key = new_key()
        beginning = FORMAT + seal_to(recovery_public, _KEY, key)
        file.write(beginning)
        self._file = file
        self._cipher = cipher_of(key)
        self._beginning = sha256(beginning).hexdigest()
        self._chunks = 0
        self._waiting = bytearray()

    def add(self, record: bytes) -> None:
        """One more record."""
        self._waiting += len(record).to_bytes(4) + record
        while len(self._waiting) >= _ROOM:
            self._seal(bytes(self._waiting[:_ROOM]))
            del self._waiting[:_ROOM]

    def finish(self) -> None:
        """The end is sealed too, after as many empty chunks as hide the length."""
        self._seal(bytes(self._waiting))
        for _ in range(rounded_up(self._chunks + 1) - self._chunks - 1):
            self._seal(b"")
        self._seal(b"", last=True)

    def _seal(self, content: bytes, *, last: bool = False) -> None:
        context = _chunk(self._beginning, self._chunks, last=last)
        self._file.write(seal(self._cipher, context, content, pad_to=_CHUNK_BYTES))
        self._chunks += 1


def records(file: BinaryIO, recovery: Seeds, told: Callable[[int], object]) -> Iterator[bytes]:
    """The records in order. What came so far is worth nothing until the last has come.

    `told` gets the bytes read of each chunk. Raises BadBackup, and CannotOpen for the wrong key.
    """
    waiting = bytearray()
    for content in _contents(file, recovery, told):
        waiting += content
        while len(waiting) >= 4 and len(waiting) >= (end := 4 + int.from_bytes(waiting[:4])):
            yield bytes(waiting[4:end])
            del waiting[:end]
    if waiting:
        raise BadBackup("the backup ends in the middle of a record")


def rounded_up(chunks: int) -> int:
    """How many chunks a file gets that needs so many: at most an eighth more, and never few."""
    step = 1 << max(0, chunks.bit_length() - 4)
    return max(FEWEST_CHUNKS, -(-chunks // step) * step)


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A file under a passing name; `publish` gives it its own, replacing an older backup."""

    file: BinaryIO
    publish: Callable[[], None]


@contextmanager
def beside(path: Path) -> Iterator[Unpublished]:
    """A new file that takes the place of `path` when published, as a whole; else nothing is left of it.

    Raises BadBackup if `path` is there and is no backup: it is not ours to replace.
    """
    if not _replaceable(path):
        raise BadBackup(f"{path}: is there already and is not a backup; choose another name")
    passing = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:

            def publish() -> None:
                file.flush()
                os.fsync(file.fileno())
                passing.replace(path)
                sync_directory(path.parent)

            yield Unpublished(file, publish)
    finally:
        passing.unlink(missing_ok=True)


def _replaceable(path: Path) -> bool:
    if not path.exists():
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(FORMAT)) in (b"", FORMAT)


def _contents(file: BinaryIO, recovery: Seeds, told: Callable[[int], object]) -> Iterator[bytes]:
    beginning = file.read(_BEGINNING_BYTES)
    cipher = cipher_of(_file_key(beginning, recovery))
    name = sha256(beginning).hexdigest()
    number, following = 0, file.read(_SEALED_CHUNK_BYTES)
    while True:
        sealed, following = following, file.read(_SEALED_CHUNK_BYTES)
        try:
            yield open_sealed(cipher, _chunk(name, number, last=not following), sealed)
        except CannotOpen:
            raise BadBackup("the backup is damaged or cut off; take another copy of it") from None
        told(len(sealed))
        number += 1
        if not following:
            return


def _file_key(beginning: bytes, recovery: Seeds) -> bytes:
    if not beginning.startswith(FORMAT):
        raise BadBackup("this is not a backup that this version of the program wrote")
    if len(beginning) < _BEGINNING_BYTES:
        raise BadBackup("the backup is damaged or cut off; take another copy of it")
    try:
        return open_with(recovery, _KEY, beginning[len(FORMAT) :])
    except CannotOpen:
        raise CannotOpen(
            "the recovery key doesn't open this backup: it is another installation's key, or an older one, "
            "or the backup's beginning is damaged"
        ) from None


def _chunk(beginning: str, number: int, *, last: bool) -> Context:
    return Context(Kind.BACKUP, number, int(last), beginning)
