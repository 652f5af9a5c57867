"""Reads the tables of a script's TOML into questions, refusing what it does not know, with its line."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hotline.condition import read_condition
from hotline.interview.question import REMARKS, REVIEW, Answering, Option, Question
from hotline.refused import Refused, Repeated
from hotline.text import fold

_MOST_BYTES = 64  # Telegram's callback_data
_ID = re.compile(r"[a-z0-9_]+")
_RESERVED = frozenset({"skip", "back", "done", "province"})
_RESERVED_QUESTIONS = frozenset({REVIEW, REMARKS, "code"})
_CORE_KEYS = frozenset({"id", "kind", "options", "skip", "ask_twice", "red", "next", "enough"})
_FURTHER_KEYS = frozenset({"id", "kind", "options", "roles", "when", "unless", "given", "beside", "anytime"})
_OPTION_KEYS = frozenset({"id", "words", "ages", "say", "next", "alone"})
_WITH_OPTIONS = frozenset({Answering.CHOICE, Answering.CHOICES, Answering.OPEN})
_WORD_LISTS = ("red", "discard", "leave", "skip", "polite", "around_age", "months")


def read_questions(raw: Mapping[str, Any]) -> dict[str, Question]:
    """The questions in order, each knowing where it leads; the further ones, then `remarks`, after them."""
    tables = raw.get("question")
    if not isinstance(tables, list) or not tables:
        raise Refused("there is no [[question]]", "question")
    questions: dict[str, Question] = {}
    for number, table in enumerate(tables):
        after = tables[number + 1].get("id", REVIEW) if number + 1 < len(tables) else REVIEW
        _add(questions, _question(table, after, _CORE_KEYS))
    further = _listed(raw, "further", "")
    for table in further:
        _add(questions, replace(_question(table, REVIEW, _FURTHER_KEYS), further=True))
    for table in further:
        questions[table["id"]] = _further(table, questions)
    questions[REMARKS] = Question(REMARKS, Answering.TEXT, REVIEW)
    return questions


def _add(questions: dict[str, Question], question: Question) -> None:
    if question.id in questions:
        raise Repeated(question.id)
    questions[question.id] = question


def _question(table: Mapping[str, Any], after: str, known: frozenset[str]) -> Question:
    id_ = _id(table, "question", "")
    _refuse_unknown(table, known, id_)
    if id_ in _RESERVED_QUESTIONS:
        raise Refused(f"“{id_}” is a name of the engine's own", id_, id_)
    answering = _answering(table, id_)
    options = tuple(_option(option, id_) for option in _listed(table, "options", id_))
    by_id = {option.id: option for option in options}
    _check_options(answering, options, by_id, id_)
    for key in ("red", "beside"):
        if table.get(key) is not None and table[key] not in by_id:
            raise Refused(f"“{key}” is “{table[key]}”, which is no option of “{id_}”", key, id_)
    return Question(
        id=id_,
        answering=answering,
        next=str(table.get("next", after)),
        options=options,
        skip=bool(table.get("skip", True)),
        ask_twice=frozenset(_listed(table, "ask_twice", id_)),
        red=table.get("red"),
        enough=bool(table.get("enough", False)),
        by_id=by_id,
    )


def _further(table: Mapping[str, Any], questions: Mapping[str, Question]) -> Question:
    """The further question with whom it concerns, which may depend on any other question."""
    question = questions[table["id"]]
    options = {id_: one.options_named for id_, one in questions.items()}
    condition = read_condition(table, options, question.id)
    return replace(
        question,
        roles=frozenset(_listed(table, "roles", question.id)),
        condition=replace(condition, given=()),
        given=condition.given,
        beside=table.get("beside"),
        anytime=bool(table.get("anytime", False)),
    )


def _answering(table: Mapping[str, Any], question: str) -> Answering:
    try:
        return Answering(table.get("kind", ""))
    except ValueError:
        kinds = ", ".join(Answering)
        raise Refused(f"“kind” of “{question}” must be one of {kinds}", "kind", question) from None


def _option(table: Any, question: str) -> Option:  # noqa: ANN401 (as tomllib gives it)
    if not isinstance(table, dict):
        raise Refused(f'an option of “{question}” must look like {{ id = "…" }}', "options", question)
    id_ = _id(table, "option", question)
    _refuse_unknown(table, _OPTION_KEYS, question)
    ages = table.get("ages")
    if ages is not None and not (isinstance(ages, list) and len(ages) == 2 and ages[0] <= ages[1]):
        raise Refused(f"“ages” of “{id_}” must be [from, to]", id_, question)
    return Option(
        id=id_,
        words=frozenset(map(fold, _listed(table, "words", question))),
        ages=tuple(ages) if ages else None,
        say=tuple(_one_or_more(table.get("say", []))),
        next=table.get("next"),
        alone=bool(table.get("alone", False)),
    )


def _one_or_more(value: Any) -> list[str]:  # noqa: ANN401 (as tomllib gives it)
    return [value] if isinstance(value, str) else list(value)


def _check_options(
    answering: Answering, options: tuple[Option, ...], by_id: Mapping[str, Option], question: str
) -> None:
    if answering in (Answering.CHOICE, Answering.CHOICES) and not options:
        raise Refused(f"“{question}” is a choice without options", question, question)
    if answering not in _WITH_OPTIONS and options:
        raise Refused(f"only a choice has options; “{question}” is none", "options", question)
    if len(by_id) < len(options):
        ids = [option.id for option in options]
        twice = next(id_ for id_ in ids if ids.count(id_) > 1)
        raise Refused(f"“{question}” has two options “{twice}”", twice, question)


def _id(table: Mapping[str, Any], what: str, question: str) -> str:
    id_ = table.get("id")
    if not isinstance(id_, str) or not _ID.fullmatch(id_):
        raise Refused(f"the {what} id “{id_}” must be small letters, digits and _", str(id_), question)
    if what == "option" and id_ in _RESERVED:
        raise Refused(f"“{id_}” is a button of the engine's own", id_, question)
    longest = f"q:{question}:{id_}" if question else f"review:edit:{id_}"
    if len(longest.encode()) > _MOST_BYTES:
        raise Refused(f"“{longest}” is longer than the {_MOST_BYTES} bytes a button holds", id_, question)
    return id_


def _listed(table: Mapping[str, Any], key: str, question: str) -> list[Any]:
    value = table.get(key, [])
    if not isinstance(value, list):
        raise Refused(f"“{key}” must be a list", key, question)
    return value


def _refuse_unknown(table: Mapping[str, Any], known: frozenset[str], question: str) -> None:
    for key in table:
        if key not in known:
            raise Refused(f"“{key}” is nothing that a question or option knows", key, question)


def read_words(raw: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The lists of `[words]`, each there and made of words."""
    tables = raw.get("words", {})
    for key in tables:
        if key not in _WORD_LISTS:
            raise Refused(f"“{key}” is no list of words", key)
    for key in _WORD_LISTS:
        words = tables.get(key)
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise Refused(f"[words] must have a list “{key}”", "words")
    return {key: frozenset(tables[key]) for key in _WORD_LISTS}
