"""The sentences a script needs: that they are there, and how each question is put to each role and medium."""

from collections.abc import Iterable, Mapping

from hotline.catalog import Catalog
from hotline.interview.question import MEDIA, Answering, Question, Wording
from hotline.messages import Button, Say
from hotline.refused import Refused

_ASKED_ON = frozenset({Answering.PLACE, Answering.TEXT, Answering.CHOICES})


def check_sentences(questions: Mapping[str, Question], head: Iterable[str], catalog: Catalog) -> None:
    """Nothing, if every sentence that the script names is there. `head`: those named above the questions.

    Raises Refused.
    """
    for sentence, (question, word) in _sentences(questions, head).items():
        if not catalog.has(sentence):
            raise Refused(f"the sentence “{sentence}” is in no language", word, question)
        if extra := catalog.arguments(sentence) - {"role", "medium"}:
            needs = ", ".join(f"${name}" for name in sorted(extra))
            raise Refused(f"the sentence “{sentence}” needs {needs}, which a script has not", word, question)


def sentences_of(question: Question) -> tuple[str, ...]:
    """The sentences of one question, its options' apart."""
    more = (f"more-{question.id}",) if question.answering in _ASKED_ON else ()
    beside = (f"beside-{question.id}",) if question.beside else ()
    return (f"ask-{question.id}", f"name-{question.id}", *more, *beside)


def wordings(
    questions: Mapping[str, Question], roles: tuple[str, ...], catalog: Catalog
) -> dict[tuple[str, str, str], Wording]:
    """How each question is put, by its id, a role and a medium."""
    return {
        (question.id, role, medium): _wording(question, role, medium, catalog)
        for question in questions.values()
        for role in roles
        for medium in MEDIA
    }


def fitting_say(sentence: str, uses: frozenset[str], role: str, medium: str) -> Say:
    """The sentence with as much of role and medium as it uses."""
    values: dict[str, str | int] = {"role": role, "medium": medium}
    return Say(sentence, {name: value for name, value in values.items() if name in uses})


def _sentences(questions: Mapping[str, Question], head: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Every sentence the script names, with what to look for in the file: question id, word."""
    named = {sentence: ("", sentence) for sentence in head}
    for question in questions.values():
        for sentence in sentences_of(question):
            named[sentence] = (question.id, question.id)
        for option in question.options:
            named[f"{question.id}-{option.id}"] = (question.id, option.id)
            for said in option.say:
                named[said] = (question.id, said)
    return named


def _wording(question: Question, role: str, medium: str, catalog: Catalog) -> Wording:
    def say(sentence: str) -> Say:
        return fitting_say(sentence, catalog.arguments(sentence), role, medium)

    ask = say(f"ask-{question.id}")
    return Wording(
        ask=ask,
        more=say(f"more-{question.id}") if question.answering in _ASKED_ON else ask,
        buttons=tuple(
            Button(question.button(option.id), say(f"{question.id}-{option.id}"))
            for option in question.options
        ),
        beside=say(f"beside-{question.id}") if question.beside else None,
    )
