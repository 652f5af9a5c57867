"""One key in one file: a line that says what it is, so that nobody deletes it by mistake."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hotline.errors import CannotOpen, KeyMissing
from storage.keys.envelope import KEY_BYTES, new_key
from storage.keys.files import publish, written_beside

_MARK: Final = "langnghe-key-1"


def make_key(path: Path) -> bytes:
    """A new key, in `path`. Raises FileExistsError if there was one."""
    key = new_key()
    publish(path, _line(path, key))
    return key


@contextmanager
def key_beside(path: Path, key: bytes) -> Iterator[Callable[[], None]]:
    """A known key, safe on the disk; calling what is given makes it the file `path`.

    Calling raises FileExistsError if there was one.
    """
    with written_beside(path, _line(path, key)) as put_in_place:
        yield put_in_place


def read_key(path: Path) -> bytes:
    """The key in `path`. Raises KeyMissing if there is no such file, CannotOpen if it isn't a key file."""
    try:
        words = path.read_text("utf-8").split()
    except FileNotFoundError:
        raise KeyMissing(f"{path.name} is not in the keys directory") from None
    except UnicodeDecodeError:
        words = []
    return _key_in(words, path)


def load_or_make_key(path: Path) -> bytes:
    """The key in `path`, made if there is none; processes that do this at once get the same key."""
    try:
        return make_key(path) if not path.exists() else read_key(path)
    except FileExistsError:
        return read_key(path)


def _line(path: Path, key: bytes) -> bytes:
    return f"{_MARK} {path.stem} {key.hex()}\n".encode()


def _key_in(words: list[str], path: Path) -> bytes:
    try:
        mark, name, digits = words
        key = bytes.fromhex(digits)
    except ValueError:
        raise CannotOpen(f"{path.name} is damaged: not one line of mark, name, key") from None
    if (mark, name, len(key)) != (_MARK, path.stem, KEY_BYTES):
        raise CannotOpen(f"{path.name} is damaged or is another key's file")
    return key
