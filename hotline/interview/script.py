"""An interview script: what is asked, in which order, in which sentences. Made from TOML by `parse_script`.

Sentences have their names from the script's own, so that a social worker adds a question without code:
`ask-ID` asks, `more-ID` asks again (a place that was not understood, a story that may go on), `name-ID`
names the question on the review, `ID-OPTION` is a button, `beside-ID` introduces a button that stands beside
another question. Each may vary by `$role` and `$medium`.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from hotline.alert.keywords import read_keywords
from hotline.alert.rules_file import read_rules
from hotline.alert.urgency import NO_RULES, Rules
from hotline.catalog import Catalog
from hotline.condition import Answers
from hotline.errors import BadScript
from hotline.interview.question import MEDIA, Question, Wording
from hotline.interview.script_file import read_questions, read_words
from hotline.interview.script_graph import check_ways
from hotline.interview.script_silence import BY_DEFAULT, read_silence
from hotline.interview.script_wording import check_sentences, fitting_say, wordings
from hotline.messages import Button, Say
from hotline.refused import Refused
from hotline.text import fold, same_word

# Buttons that the engine itself offers: value, sentence.
OWN_BUTTONS: dict[str, str] = {
    "skip": "button-skip",
    "back": "button-back",
    "done": "button-done",
    "province": "button-province",
    "review:submit": "button-submit",
    "review:edit": "button-edit",
    "review:discard": "button-discard",
    "review:back": "button-to-review",
    "review:now": "button-enough",
    "review:more": "button-more",
    "call:language": "button-language-other",
    "receipt:now": "button-receipt",
    "msg:show": "button-show",
    "proof:show": "button-proof",
    "proof:file": "button-proof-file",
    "contact:withdraw": "button-withdraw",
    "voice:drop": "button-drop-voice",
    "attached:drop": "button-drop-attached",
    "report:new": "button-new",
    "q:code:back": "button-leave-code",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Words that mean something at any question; see `[words]` of the script for how each is compared."""

    red: frozenset[str]
    discard: frozenset[str]
    leave: frozenset[str]
    skip: frozenset[str]
    polite: frozenset[str]
    around_age: frozenset[str]
    months: frozenset[str]


@dataclass(frozen=True, slots=True)
class Script:
    """A checked script. Everything that does not depend on a conversation is worked out once, here."""

    name: str
    questions: Mapping[str, Question]  # in order, further ones after the core; `remarks` last
    first: str
    opening: tuple[str, ...]  # sentences above the first question
    red_says: tuple[str, ...]  # sentences that answer a red option or a safe word
    raised_says: tuple[str, ...]  # sentences that tell that another answer has raised the alarm
    role_question: str
    default_role: str
    words: Words
    locales: tuple[str, ...]
    wordings: Mapping[tuple[str, str, str], Wording]  # question, role, medium
    spoken: Mapping[str, frozenset[str]]  # sentence of a button: its words in every language, folded
    own: Mapping[str, Button]  # the engine's own buttons and the languages'
    uses: Mapping[str, frozenset[str]]  # which of role and medium a sentence needs
    abandoned_after: timedelta = BY_DEFAULT  # how long a silence ends an interview
    hears: frozenset[str] = frozenset()  # the media on which questions offer to take a voice message
    further: tuple[Question, ...] = ()
    beside: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)  # offered after this answer
    rules: Rules = NO_RULES  # what the answers mean for an alert

    def wording(self, question: str, role: str, medium: str) -> Wording:
        """How the question is put to this role on this medium."""
        return self.wordings[question, role, medium]

    def say(self, sentence: str, role: str, medium: str) -> Say:
        """The sentence with as much of role and medium as it uses."""
        return fitting_say(sentence, self.uses.get(sentence, frozenset()), role, medium)

    def role_in(self, answers: Answers) -> str:
        """Who is addressed: the role that was answered, or the default."""
        answer = answers.get(self.role_question)
        return answer[0] if answer else self.default_role

    @property
    def red(self) -> tuple[Question, str] | None:
        """The question and the option that raise an emergency; None in a script without."""
        for question in self.questions.values():
            if question.red:
                return question, question.red
        return None


def _beside(questions: Iterable[Question], asked: str) -> tuple[Question, ...]:
    """The further questions of which an option is offered already after the answer to this one."""
    return tuple(
        question
        for question in questions
        if question.further and question.beside is not None and asked in question.condition.asks
    )


def load_script(files: Mapping[str, str], catalog: Catalog) -> Script:
    """The script of `report.toml` with the rules of `urgency.toml` and `keywords.toml`, all checked.

    `files`: their texts by name. Raises BadScript, with file and line.
    """
    script = parse_script("report.toml", files["report.toml"], catalog)
    keywords = read_keywords("keywords.toml", files["keywords.toml"])
    options = {id_: question.options_named for id_, question in script.questions.items()}
    rules = read_rules("urgency.toml", files["urgency.toml"], keywords, options, catalog)
    return replace(script, rules=rules)


def parse_script(name: str, text: str, catalog: Catalog) -> Script:
    """The script without rules, checked against itself and the sentences. `name` is for messages.

    Raises BadScript, with file and line, for whatever would leave a reporter stuck or without words.
    """
    try:
        return _parse(name, text, catalog)
    except tomllib.TOMLDecodeError as fault:
        raise BadScript(f"{name}: {fault}") from None
    except Refused as fault:
        raise BadScript(f"{name}:{fault.line_in(text)}: {fault}") from None


def _parse(name: str, text: str, catalog: Catalog) -> Script:
    raw = tomllib.loads(text)
    questions = read_questions(raw)
    first = next(iter(questions))
    check_ways(questions, first)
    head = _head(raw, questions)
    roles = tuple(questions[head["role_question"]].by_id)
    check_sentences(questions, (*head["opening"], *head["red_says"], *head["raised_says"]), catalog)
    return Script(
        name=name,
        questions=questions,
        first=first,
        opening=tuple(head["opening"]),
        red_says=tuple(head["red_says"]),
        raised_says=tuple(head["raised_says"]),
        role_question=head["role_question"],
        default_role=head["default_role"],
        words=_words(raw),
        locales=catalog.locales,
        wordings=wordings(questions, roles, catalog),
        spoken=_spoken(questions, roles, catalog),
        own=_own_buttons(catalog.locales) | _anytime(questions),
        uses={sentence: catalog.arguments(sentence) & {"role", "medium"} for sentence in catalog.ids},
        abandoned_after=read_silence(raw),
        further=tuple(question for question in questions.values() if question.further),
        beside={asked: _beside(questions.values(), asked) for asked in questions},
    )


def _words(raw: Mapping[str, Any]) -> Words:
    """The safe words keep their diacritics, the others are compared without."""
    lists = read_words(raw)
    exact = {key: frozenset(map(same_word, lists[key])) for key in ("red", "discard", "leave")}
    loose = {key: frozenset(map(fold, lists[key])) for key in ("skip", "polite", "around_age", "months")}
    return Words(**exact, **loose)


_HEAD = {"opening": list, "red_says": list, "raised_says": list, "role_question": str, "default_role": str}


def _head(raw: Mapping[str, Any], questions: Mapping[str, Question]) -> dict[str, Any]:
    for key, kind in _HEAD.items():
        if not isinstance(raw.get(key), kind):
            raise Refused(f"“{key}” is missing or of the wrong kind", key)
    for key in raw:
        if key not in {*_HEAD, "question", "further", "words", "abandoned"}:
            raise Refused(f"“{key}” is nothing that a script knows", key)
    if raw["role_question"] not in questions:
        raise Refused(f"there is no question “{raw['role_question']}”", "role_question")
    if raw["default_role"] not in questions[raw["role_question"]].by_id:
        raise Refused(f"“{raw['role_question']}” has no option “{raw['default_role']}”", "default_role")
    _check_roles(questions, raw["role_question"])
    return {key: raw[key] for key in _HEAD}


def _check_roles(questions: Mapping[str, Question], role_question: str) -> None:
    for question in questions.values():
        for key, roles in (("ask_twice", question.ask_twice), ("roles", question.roles)):
            for role in roles - questions[role_question].by_id.keys():
                raise Refused(f"“{role}” is no role", key, question.id)


def _spoken(
    questions: Mapping[str, Question], roles: tuple[str, ...], catalog: Catalog
) -> dict[str, frozenset[str]]:
    buttons = [f"{question.id}-{option.id}" for question in questions.values() for option in question.options]
    own = [button.label.id for button in _own_buttons(catalog.locales).values()]
    names = [f"name-{question.id}" for question in questions.values()]
    return {sentence: _said_anyhow(sentence, roles, catalog) for sentence in (*buttons, *own, *names)}


def _said_anyhow(sentence: str, roles: tuple[str, ...], catalog: Catalog) -> frozenset[str]:
    uses = catalog.arguments(sentence)
    return frozenset(
        fold(catalog.text(locale, fitting_say(sentence, uses, role, medium)))
        for locale in catalog.locales
        for role in roles
        for medium in MEDIA
    )


def _own_buttons(locales: tuple[str, ...]) -> dict[str, Button]:
    own = {value: Button(value, Say(sentence)) for value, sentence in OWN_BUTTONS.items()}
    for locale in locales:
        own[f"lang:{locale}"] = Button(f"lang:{locale}", Say(f"button-language-{locale}"))
    return own


def _anytime(questions: Mapping[str, Question]) -> dict[str, Button]:
    """Options that are taken at any time, to be offered by the engine."""
    return {
        question.button(option.id): Button(question.button(option.id), Say(f"{question.id}-{option.id}"))
        for question in questions.values()
        for option in question.options
        if question.anytime
    }
