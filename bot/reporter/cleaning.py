"""Cleaned copies of pictures: what can be seen, and nothing else of what a camera wrote.

Each is drawn anew by a process of its own (`picture_rewriter.py`) with limits of its own, in which no key
and no setting is to be found. A picture of which that can't be made is kept as it came, for a download.
"""

import subprocess
import sys
import threading
from pathlib import Path

from bot.logs import log
from hotline.attachment import COPIES, Cleaned

WITHIN_SECONDS = 8.0
MOST_BYTES = 40_000_000
"""Of the new picture; one that says more is not what our program draws."""
_REWRITER = Path(__file__).with_name("picture_rewriter.py")
_TYPES = {mime.encode(): mime for mime in COPIES}


def cleaned(content: bytes) -> Cleaned | None:
    """The picture drawn anew, None if it can't be; takes up to eight seconds of a thread."""
    try:
        drawn = _drawn(content)
    except OSError as error:
        log.error("picture_not_cleaned", error=error)
        return None
    mime, _, picture = drawn.partition(b"\n")
    if mime not in _TYPES or not picture:
        log.warning("picture_not_cleaned", kind="refused")
        return None
    return Cleaned(picture, _TYPES[mime])


def _drawn(content: bytes) -> bytes:
    """What the other process says; nothing if it fails, is killed or says too much."""
    with subprocess.Popen(  # noqa: S603 - our own file; the picture comes on its standard input
        [sys.executable, "-I", str(_REWRITER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    ) as process:
        timer = threading.Timer(WITHIN_SECONDS, process.kill)
        timer.start()
        try:
            return _spoken_to(process, content)
        finally:
            timer.cancel()
            process.kill()


def _spoken_to(process: subprocess.Popen[bytes], content: bytes) -> bytes:
    """It reads all before it says anything, so neither ever waits for the other."""
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        process.stdin.write(content)
        process.stdin.close()
    except BrokenPipeError:
        return b""
    drawn = process.stdout.read(MOST_BYTES + 1)
    if len(drawn) > MOST_BYTES or process.wait() != 0:
        return b""
    return drawn
