"""How soon a report must be read, which unit must read it, and why: rules over its answers.

The rules are data (`interviews/urgency.toml`), so that a province's experts can read and change them. A
rule that holds gives its reason; the most urgent one decides; some raise the outcome by a level.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hotline.alert.alert import Urgency
from hotline.alert.keywords import NO_KEYWORDS, Keywords
from hotline.condition import Answers, Condition, chosen
from hotline.ids import UnitCode

# the highest first
_ORDER = (Urgency.EMERGENCY, Urgency.URGENT, Urgency.NORMAL, Urgency.LOW)


@dataclass(frozen=True, slots=True)
class Rule:
    """While `when` holds, the report is at least of this level; without a level, one higher than otherwise.

    `reason` is the sentence that tells the officer why. `place_first`: as an emergency it is raised once the
    place was asked, so that the commune's officer is paged, and not the province's a moment earlier.
    """

    when: Condition
    reason: str
    level: Urgency | None
    place_first: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """While `when` holds, the officer has to be told `say`."""

    when: Condition
    say: str


@dataclass(frozen=True, slots=True)
class Decision:
    """How urgent, and the rules that made it so, the weightiest first."""

    urgency: Urgency
    rules: tuple[Rule, ...]

    @property
    def cannot_wait(self) -> bool:
        """Whether it is an emergency that is raised even before the place was asked."""
        return any(rule.level is Urgency.EMERGENCY and not rule.place_first for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Rules:
    """What answers mean for an alert."""

    rules: tuple[Rule, ...] = ()
    notes: tuple[Note, ...] = ()
    conflicts: tuple[Condition, ...] = ()
    province_first: tuple[Condition, ...] = ()
    keywords: Keywords = NO_KEYWORDS
    default: Urgency = Urgency.NORMAL
    _by_option: Mapping[tuple[str, str], tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_option", _indexed(self.rules))

    def decide(self, answers: Answers) -> Decision:
        """The urgency of these answers."""
        found = self.keywords.found(answers)
        holding = [rule for rule in self._candidates(answers) if rule.when.holds(answers, found)]
        levels = [rule.level for rule in holding if rule.level is not None]
        urgency = min(levels or [self.default], key=_ORDER.index)
        if len(levels) < len(holding):
            urgency = one_higher(urgency)
        return Decision(urgency, tuple(sorted(holding, key=_weight)))

    def _candidates(self, answers: Answers) -> list[Rule]:
        """The rules of which one option at least was chosen, and those that look at no option, in order."""
        places = {*self._by_option.get(_ANY_ANSWERS, ())}
        for question, answer in answers.items():
            for option in answer if isinstance(answer, tuple) else ():
                places.update(self._by_option.get((question, option), ()))
        return [self.rules[place] for place in sorted(places)]

    def notes_on(self, answers: Answers) -> tuple[str, ...]:
        """The sentences that whoever reads these answers should heed."""
        return tuple(note.say for note in self.notes if note.when.holds(answers))

    def is_conflict(self, answers: Answers) -> bool:
        """Whether the commune must not read this, by what was said of the person reported."""
        return any(condition.holds(answers) for condition in self.conflicts)

    def bypasses_commune(self, answers: Answers) -> bool:
        """Whether the province alone is to read this: by the reporter's wish, for a conflict, or at first."""
        if "province" in chosen(answers, "place") or self.is_conflict(answers):
            return True
        return any(condition.holds(answers) for condition in self.province_first)


_ANY_ANSWERS = ("", "")


def _indexed(rules: Sequence[Rule]) -> dict[tuple[str, str], tuple[int, ...]]:
    """Where the rules stand by an option that each needs: every answer is looked at while somebody waits."""
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for place, rule in enumerate(rules):
        wanted = rule.when.when[:1]
        keys = [(question, option) for question, options in wanted for option in options]
        for key in keys if wanted else [_ANY_ANSWERS]:
            found[key] = (*found.get(key, ()), place)
    return found


NO_RULES = Rules()


def highest(one: Urgency, other: Urgency) -> Urgency:
    """The more urgent of the two."""
    return min(one, other, key=_ORDER.index)


def one_higher(urgency: Urgency) -> Urgency:
    """The next more urgent one; an emergency stays one."""
    return _ORDER[max(0, _ORDER.index(urgency) - 1)]


def urgency_of(rules: Rules, answers: Answers) -> Urgency:
    """How urgent the answers are."""
    return rules.decide(answers).urgency


def unit_of(rules: Rules, answers: Answers, province: UnitCode) -> UnitCode:
    """The unit that must act: the place that was chosen; the province if it is unknown or must be."""
    place = chosen(answers, "place")
    return province if not place or rules.bypasses_commune(answers) else UnitCode(place[0])


def _weight(rule: Rule) -> int:
    return len(_ORDER) if rule.level is None else _ORDER.index(rule.level)
