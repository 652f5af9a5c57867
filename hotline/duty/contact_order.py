"""In which order an officer is paged by which channel, and how long each waits for the one before.

What an officer's order doesn't name follows the default, so that nobody can take a way out of it: messengers,
e-mail and push at once, a text message and then a call only if nobody has acknowledged by then. Waits add
up; the first that works goes at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from hotline.alert.alert import Urgency
from hotline.durations import format_duration, parse_duration
from hotline.ids import ContactMethodId

DEFAULT_AFTER: Mapping[str, timedelta] = {"sms": timedelta(minutes=2), "voice": timedelta(minutes=4)}
COSTLY = frozenset(DEFAULT_AFTER)
"""Channels that cost money each time, and are used only for the urgencies that are configured for them."""
LONGEST: Mapping[Urgency, timedelta] = {
    Urgency.EMERGENCY: timedelta(minutes=10),
    Urgency.URGENT: timedelta(minutes=30),
    Urgency.NORMAL: timedelta(hours=1),
    Urgency.LOW: timedelta(hours=1),
}
"""How long the last may wait for the first, lest an officer puts off what others rely on."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One channel of an order, and how long after the one before."""

    channel: str
    wait: timedelta


def read_order(words: Sequence[str], urgency: Urgency, channels: Iterable[str]) -> tuple[Turn, ...]:
    """An order as it is written: "telegram", "email+1m", "sms+2m"; none at all is the default.

    Raises ValueError with what is wrong.
    """
    turns = tuple(_turn(word, frozenset(channels)) for word in words)
    if len({turn.channel for turn in turns}) < len(turns):
        raise ValueError("a channel is named twice")
    longest = LONGEST[urgency]
    if sum((turn.wait for turn in turns), timedelta()) > longest:
        raise ValueError(f"the waits add up to more than {format_duration(longest)}")
    return turns


def written(turns: Sequence[Turn]) -> list[str]:
    """The order as `read_order` takes it."""
    return [f"{one.channel}+{format_duration(one.wait)}" if one.wait else one.channel for one in turns]


def waits(
    working: Iterable[tuple[ContactMethodId, str]], turns: Sequence[Turn]
) -> dict[ContactMethodId, timedelta]:
    """How long after the page was decided each of these contact methods is used."""
    methods = list(working)
    here = {channel for _, channel in methods}
    after: dict[str, timedelta] = {}
    total = timedelta()
    for turn in turns:
        if turn.channel in here:
            total += turn.wait
            after[turn.channel] = total
    found = {
        contact: after.get(channel, DEFAULT_AFTER.get(channel, timedelta())) for contact, channel in methods
    }
    first = min(found.values(), default=timedelta())
    return {contact: wait - first for contact, wait in found.items()}


def _turn(word: str, channels: frozenset[str]) -> Turn:
    channel, plus, wait = word.strip().partition("+")
    if channel not in channels:
        raise ValueError(f"{channel[:20]!r} is no channel here; there are {', '.join(sorted(channels))}")
    return Turn(channel, parse_duration(wait) if plus else timedelta())
