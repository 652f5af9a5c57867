"""Which escalation policy goes with which urgency, and how a leg keeps its own (rule E9)."""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from hotline.alert.alert import Policy, PolicyStep, Rung, Urgency
from hotline.durations import parse_duration

_LADDER = (Rung.ON_DUTY, Rung.BACKUP, Rung.UNIT_LEAD, Rung.SUPERVISOR)


def freeze(policy: Policy) -> str:
    """The policy as JSON, to be stored with the leg that follows it."""
    return msgspec.json.encode(policy).decode()


def thaw(text: str) -> Policy:
    """The policy that `freeze` wrote."""
    return msgspec.json.decode(text, type=Policy)


def _policy(
    urgency: Urgency, afters: str, repeat_after: str, rounds: int, open_within: str, idle_after: str
) -> Policy:
    steps = zip(afters.split(), _LADDER, strict=True)
    return Policy(
        name=urgency.value,
        steps=tuple(PolicyStep(parse_duration(after), (rung,)) for after, rung in steps),
        repeat_after=parse_duration(repeat_after),
        repeat_rounds=rounds,
        open_within=parse_duration(open_within),
        idle_after=parse_duration(idle_after),
    )


# urgency, steps after (on duty, backup, unit lead, supervisor), repeat_after, rounds, open_within, idle_after
_TABLE = (
    _policy(Urgency.EMERGENCY, "0s 5m 5m 5m", "5m", 3, "10m", "30m"),
    _policy(Urgency.URGENT, "0s 15m 15m 30m", "30m", 3, "1h", "12h"),
    _policy(Urgency.NORMAL, "0s 4h 4h 16h", "24h", 2, "24h", "3d"),
    _policy(Urgency.LOW, "0s 24h 48h 48h", "7d", 1, "5d", "10d"),
)
DEFAULT_POLICIES: Mapping[Urgency, Policy] = MappingProxyType({Urgency(row.name): row for row in _TABLE})
