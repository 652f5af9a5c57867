"""Refuses a script in which a reporter could get lost: unknown ways, circles, questions nobody reaches."""

from collections.abc import Mapping

from hotline.interview.question import REMARKS, REVIEW, Question
from hotline.refused import Refused


def check_ways(questions: Mapping[str, Question], first: str) -> None:
    """Nothing, if every way from `first` ends at the review and every question lies on one."""
    for question in questions.values():
        for target in _ways(question):
            if target not in questions and target != REVIEW:
                raise Refused(f"“{question.id}” leads to “{target}”, which is nowhere", target, question.id)
    reached: set[str] = set()
    _walk(questions, first, (), reached)
    for id_, question in questions.items():
        if id_ not in reached and id_ != REMARKS and not question.further:
            raise Refused(f"no way leads to “{id_}”", id_, id_)


def _ways(question: Question) -> list[str]:
    return [question.next, *(option.next for option in question.options if option.next)]


def _walk(questions: Mapping[str, Question], here: str, way: tuple[str, ...], reached: set[str]) -> None:
    if here in way:
        circle = " → ".join((*way[way.index(here) :], here))
        raise Refused(f"the questions go in a circle: {circle}", here, way[-1])
    if here == REVIEW or here in reached:
        return
    for target in _ways(questions[here]):
        _walk(questions, target, (*way, here), reached)
    reached.add(here)
