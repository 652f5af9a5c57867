"""What the product logs, caught for a test; the process is as before afterwards."""

import io
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from bot.logs import set_up_logging


@contextmanager
def logged_to(lines: io.StringIO, level: str = "debug") -> Iterator[None]:
    """All that is logged, from this level on, goes to `lines`."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.raiseExceptions, warnings.showwarning)
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    set_up_logging(level, stream=lines)
    try:
        yield
    finally:
        root.handlers[:], logging.raiseExceptions, warnings.showwarning = before[0], before[2], before[3]
        root.setLevel(before[1])
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
