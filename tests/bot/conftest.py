"""What the tests of the edges share."""

import io
import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest

from bot.logs import set_up_logging


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged at the lowest level; the process is as before afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.raiseExceptions, warnings.showwarning)
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    stream = io.StringIO()
    set_up_logging("debug", stream=stream)
    yield stream
    root.handlers[:], logging.raiseExceptions, warnings.showwarning = before[0], before[2], before[3]
    root.setLevel(before[1])
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
