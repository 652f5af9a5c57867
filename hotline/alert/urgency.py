"""How soon a report must be read, and which unit must read it, from its answers."""

from collections.abc import Mapping

from hotline.alert.alert import Urgency
from hotline.ids import UnitCode

Answers = Mapping[str, str | tuple[str, ...]]
"""By question id: a choice is a tuple of option ids, words are a string, a skipped question is ()."""

# the highest first
_ORDER = (Urgency.EMERGENCY, Urgency.URGENT, Urgency.NORMAL, Urgency.LOW)

_OF_CATEGORY = {
    "missing": Urgency.EMERGENCY,
    "sexual": Urgency.URGENT,
    "self_harm": Urgency.URGENT,
    "online": Urgency.URGENT,
    "marriage": Urgency.URGENT,
    "hit": Urgency.NORMAL,
    "neglect": Urgency.NORMAL,
    "bullying": Urgency.NORMAL,
    "labour": Urgency.NORMAL,
    "facility": Urgency.NORMAL,
    "other": Urgency.NORMAL,
    "hazard": Urgency.LOW,
}
_AT_LEAST_OF_DANGER = {"now": Urgency.EMERGENCY, "today": Urgency.URGENT}
# "4_6" holds children of six as well: when in doubt, on the side of the child
_UNDER_SIX = {"0_3", "4_6"}


def highest(one: Urgency, other: Urgency) -> Urgency:
    """The more urgent of the two."""
    return min(one, other, key=_ORDER.index)


def urgency_of(answers: Answers) -> Urgency:
    """How urgent the answers are: the child's danger, else what happened; under six, one level more."""
    urgency = _OF_CATEGORY.get(_chosen(answers, "category"), Urgency.NORMAL)
    at_least = _AT_LEAST_OF_DANGER.get(_chosen(answers, "danger_now"))
    if at_least is not None:
        urgency = highest(urgency, at_least)
    if _chosen(answers, "child_age") in _UNDER_SIX:
        urgency = _ORDER[max(0, _ORDER.index(urgency) - 1)]
    return urgency


def unit_of(answers: Answers, province: UnitCode) -> UnitCode:
    """The unit that must act: the place that was chosen; the province if it is unknown or was asked for."""
    place = _chosen(answers, "place")
    return province if place in {"", "province"} else UnitCode(place)


def _chosen(answers: Answers, question: str) -> str:
    """The option chosen at `question`; empty if it was skipped, not asked, or answered in words."""
    answer = answers.get(question, ())
    return answer[0] if isinstance(answer, tuple) and answer else ""
