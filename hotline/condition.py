"""When something holds: a question concerns somebody, a rule of urgency applies. Written in TOML, so data.

when = { category = ["hit", "sexual"], danger_now = ["today"] }    each of these was answered so
unless = { category = ["hazard"] }                                 none of these was
given = ["safe_contact"]                                           each of these was answered, however
words = ["weapons"]                                                a word of such a group was written
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from hotline.refused import Refused

Answers = Mapping[str, str | tuple[str, ...]]
"""By question id: a choice is a tuple of option ids, words are a string, a skipped question is ()."""

CONDITION_KEYS = frozenset({"when", "unless", "given", "words"})

_Choices = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds if every `when` does, no `unless` does, all `given` are answered and one of `words` was found."""

    when: _Choices = ()
    unless: _Choices = ()
    given: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()

    def holds(self, answers: Answers, found: AbstractSet[str] = frozenset()) -> bool:
        """Whether it holds for these answers, in whose words these groups were found."""
        if self.words and self.words.isdisjoint(found):
            return False
        for question, options in self.when:
            if options.isdisjoint(chosen(answers, question)):
                return False
        for question, options in self.unless:
            if not options.isdisjoint(chosen(answers, question)):
                return False
        return all(answers.get(question) for question in self.given)

    @property
    def asks(self) -> frozenset[str]:
        """The questions whose answers it looks at."""
        return frozenset({question for question, _ in (*self.when, *self.unless)}) | frozenset(self.given)


ALWAYS = Condition()


def chosen(answers: Answers, question: str) -> tuple[str, ...]:
    """The options chosen at `question`; none if it was skipped, not asked, or answered in words."""
    answer = answers.get(question, ())
    return answer if isinstance(answer, tuple) else ()


def read_condition(table: Mapping[str, Any], options: Mapping[str, AbstractSet[str]], at: str) -> Condition:
    """The condition of a TOML table; `options` are those of every question, `at` names what it belongs to.

    Raises Refused for a question or an option that there is not.
    """
    return Condition(
        when=_choices(table, "when", options, at),
        unless=_choices(table, "unless", options, at),
        given=tuple(_known(question, options, at) for question in _list(table, "given", at)),
        words=frozenset(_list(table, "words", at)),
    )


def _choices(
    table: Mapping[str, Any], key: str, options: Mapping[str, AbstractSet[str]], at: str
) -> _Choices:
    asked = table.get(key, {})
    if not isinstance(asked, dict):
        raise Refused(f'“{key}” must look like {{ question = ["option"] }}', key, at)
    found = []
    for question, wanted in asked.items():
        for option in _list(asked, question, at):
            if option not in options[_known(question, options, at)]:
                raise Refused(f"“{question}” has no option “{option}”", option, at)
        found.append((question, frozenset(wanted)))
    return tuple(found)


def _known(question: str, options: Mapping[str, AbstractSet[str]], at: str) -> str:
    if question not in options:
        raise Refused(f"there is no question “{question}”", question, at)
    return question


def _list(table: Mapping[str, Any], key: str, at: str) -> list[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Refused(f"“{key}” must be a list of words", key, at)
    return value
