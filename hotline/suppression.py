"""Makes counts fit to be published: none points at one child, and no sum gives a hidden one away.

As soon as any cell is from 1 to 4, every cell under five is «<5», zero among them, and every other figure,
the total too, is rounded down to fives. To hide single cells beside exact figures is not enough: the total,
another table's sum, or even which cell was hidden along, would tell them. What is hidden depends on nothing
but which cells are small, and that is published anyway.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SMALLEST: Final = 5
HIDDEN: Final = "<5"

Shown = int | str
"""A figure, or `HIDDEN`."""


@dataclass(frozen=True, slots=True)
class Published:
    """Tables that count the same things, each in its own way. `rounded`: figures are rounded down."""

    total: Shown
    tables: Mapping[str, Mapping[str, Shown]]
    rounded: bool


def publish(counts: Mapping[str, Mapping[str, int]]) -> Published:
    """The tables as anybody may read them.

    Every table has the same total, and a cell for everything that could be counted: an absent cell would
    tell a zero from a small count.
    """
    rounded = any(0 < count < SMALLEST for table in counts.values() for count in table.values())
    total = max((sum(table.values()) for table in counts.values()), default=0)
    tables = {
        name: {cell: _shown(count, rounded=rounded) for cell, count in table.items()}
        for name, table in counts.items()
    }
    return Published(_shown(total, rounded=rounded), tables, rounded)


def enough(count: int) -> bool:
    """Whether a figure about so many things (a median) may be published."""
    return count >= SMALLEST


def _shown(count: int, *, rounded: bool) -> Shown:
    if not rounded:
        return count
    return HIDDEN if count < SMALLEST else count - count % SMALLEST
