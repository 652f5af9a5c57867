"""How far a long command is: a bar on a terminal, nothing elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

_STEPS = 1000


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """What to call with how much is done, and of how much."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _whole: None
        return
    with click.progressbar(length=_STEPS, label=label, file=sys.stderr) as bar:

        def told(done: int, whole: int) -> None:
            bar.update(done * _STEPS // max(1, whole) - bar.pos)

        yield told
