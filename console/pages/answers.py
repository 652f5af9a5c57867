"""A report's answers in words: what was asked, and what the reporter chose or wrote."""

from collections.abc import Mapping
from dataclasses import dataclass

from console.pages.visit import Visit
from hotline.interview.question import Answering

_MEDIUM = "web"
STORY = "story"


@dataclass(frozen=True, slots=True)
class Answered:
    """One question. `words` are a person's own if `free`; empty: skipped."""

    question: str
    name: str
    words: str
    free: bool


def answered(visit: Visit, answers: Mapping[str, str | tuple[str, ...]]) -> list[Answered]:
    """The answers in the order of the questions; those of questions that are no more come last."""
    order = [question for question in visit.office.texts.script.questions if question in answers]
    others = [question for question in answers if question not in order]
    return [
        _one(visit, question, answers[question], _role(visit, answers))
        for question in (*order, *others)
        if question != STORY
    ]


def named(visit: Visit, question: str | None) -> str:
    """The question's short name; None is what came after the report."""
    if question is None:
        return visit.text("case-messages")
    return _text(visit, f"name-{question}", question, visit.office.texts.script.default_role)


def _one(visit: Visit, question: str, answer: str | tuple[str, ...], role: str) -> Answered:
    name = named(visit, question)
    if isinstance(answer, str):
        return Answered(question, name, answer, free=True)
    words = "; ".join(_option(visit, question, option, role) for option in answer)
    return Answered(question, name, words, free=False)


def _option(visit: Visit, question: str, option: str, role: str) -> str:
    known = visit.office.texts.script.questions.get(question)
    if known is not None and known.answering is Answering.PLACE:
        return _place(visit, option)
    return _text(visit, f"{question}-{option}", option, role)


def _place(visit: Visit, code: str) -> str:
    if code == "province":
        return visit.text("review-province")
    places = visit.office.texts.places
    return places.name(code) if code in places.units else code


def _text(visit: Visit, sentence: str, otherwise: str, role: str) -> str:
    """The sentence as the reporter read it; the bare id if the script has lost it since."""
    if not visit.office.texts.catalog.has(sentence):
        return otherwise
    say = visit.office.texts.script.say(sentence, role, _MEDIUM)
    return visit.text(say.id, **say.args)


def _role(visit: Visit, answers: Mapping[str, str | tuple[str, ...]]) -> str:
    chosen = answers.get("role")
    default = visit.office.texts.script.default_role
    return chosen[0] if isinstance(chosen, tuple) and chosen else default
