"""What a social worker looks over: every sentence with its length, and the script as a document."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hotline.catalog import Catalog
from hotline.interview.question import MEDIA, REMARKS, Question
from hotline.interview.script import Script
from hotline.messages import Say
from hotline.sentences import Sentence

MOST_CHARACTERS = 160
MOST_WORDS = 25
"""Between two stops; Vietnamese writes each syllable apart, so these are syllables there."""

_STOP = re.compile(r"[.!?:;…]+")
_MEDIUM = "web"  # where a document shows one wording of each
_SHORTEST, _SAMPLES = "1", {"count": "2", "minutes": "30", "length": "0:42", "words": "12"}


@dataclass(frozen=True, slots=True)
class Looked:
    """One sentence in one language, in its longest form."""

    sentence: str
    locale: str
    place: str
    characters: int
    hints: tuple[str, ...]


def look_over(
    script: Script, catalog: Catalog, sentences: Mapping[str, Mapping[str, Sentence]]
) -> Iterator[Looked]:
    """Each sentence of these, in every role and medium; `hints` say what may be hard to read."""
    for locale, entries in sentences.items():
        for id_, entry in entries.items():
            if id_.startswith("-") or id_ == "verbatim":
                continue
            said = {catalog.text(locale, say) for say in _forms(id_, script, catalog)}
            longest = max(said, key=len)
            yield Looked(id_, locale, entry.place, len(longest), tuple(_hints(longest)))


def document(script: Script, catalog: Catalog) -> Iterator[str]:
    """The script in Markdown, lines in every language below one another."""
    yield f"# {script.name}\n"
    yield "The core: everybody is asked this, in this order.\n"
    for question in script.questions.values():
        if question.id != REMARKS and not question.further:
            yield from _chapter(question, script, catalog)
    yield "Further questions: asked after “answer a few more”, of whom they concern.\n"
    for question in script.further:
        yield from _chapter(question, script, catalog)


def _forms(id_: str, script: Script, catalog: Catalog) -> Iterator[Say]:
    uses = catalog.arguments(id_)
    others = {name: _SAMPLES.get(name, _SHORTEST) for name in uses - {"role", "medium"}}
    for role in script.questions[script.role_question].by_id:
        for medium in MEDIA:
            known = {"role": role, "medium": medium}
            yield Say(id_, {**others, **{name: known[name] for name in uses & known.keys()}})


def _hints(words: str) -> Iterator[str]:
    if len(words) > MOST_CHARACTERS:
        yield f"{len(words)} characters: a bubble holds {MOST_CHARACTERS}"
    longest = max(len(part.split()) for part in _STOP.split(words))
    if longest > MOST_WORDS:
        yield f"{longest} words without a stop"


def _chapter(question: Question, script: Script, catalog: Catalog) -> Iterator[str]:
    yield f"## {question.id}\n"
    yield f"{question.answering}; {_whom(question)}\n"
    for sentence in (f"ask-{question.id}", *((f"beside-{question.id}",) if question.beside else ())):
        yield from _spoken(sentence, script, catalog)
    for option in question.options:
        yield f"- `{question.button(option.id)}`"
        for name in (f"{question.id}-{option.id}", *option.say):
            yield from (f"  {line}" for line in _spoken(name, script, catalog))
    yield ""


def _whom(question: Question) -> str:
    condition = question.condition
    whom = ", ".join(sorted(question.roles)) or "everybody"
    when = [f"{asked} is {' or '.join(sorted(options))}" for asked, options in condition.when]
    when += [f"{asked} is not {' or '.join(sorted(options))}" for asked, options in condition.unless]
    when += [f"{asked} was answered" for asked in question.given]
    return f"{whom}{' where ' if when else ''}{' and '.join(when)}"


def _spoken(sentence: str, script: Script, catalog: Catalog) -> Iterator[str]:
    """The words in each language; one line for each wording, with the roles that read it."""
    for locale in catalog.locales:
        said: dict[str, list[str]] = {}
        for role in script.questions[script.role_question].by_id:
            said.setdefault(catalog.text(locale, script.say(sentence, role, _MEDIUM)), []).append(role)
        for words, roles in said.items():
            yield f"- {locale}{_for(roles) if len(said) > 1 else ''}: {words}"


def _for(roles: list[str]) -> str:
    return f" ({', '.join(roles)})"
