"""Reads the tables of a script's TOML into questions, refusing what it does not know, with its line."""

import re
from collections.abc import Mapping
from typing import Any

from hotline.interview.question import REMARKS, REVIEW, Answering, Option, Question
from hotline.text import fold

_MOST_BYTES = 64  # Telegram's callback_data
_ID = re.compile(r"[a-z0-9_]+")
_RESERVED = frozenset({"skip", "back", "done", "province"})
_RESERVED_QUESTIONS = frozenset({REVIEW, REMARKS, "code"})
_QUESTION_KEYS = frozenset({"id", "kind", "options", "skip", "ask_twice", "red", "next"})
_OPTION_KEYS = frozenset({"id", "words", "ages", "say", "next"})
_WORD_LISTS = ("red", "discard", "leave", "skip", "polite", "around_age", "months")


class Refused(Exception):
    """A fault of the script; knows where in the text to look: a word, within a question if one is named."""

    def __init__(self, fault: str, word: str, question: str = "") -> None:
        super().__init__(fault)
        self._word = word
        self._question = question

    def line_in(self, text: str) -> int:
        """The line of the fault; the question's if the word is not found there, the first otherwise."""
        lines = text.splitlines()
        start = _line_of(rf'^\s*id\s*=\s*"{re.escape(self._question)}"', lines, 0) if self._question else 0
        start = max(start, 0)
        end = _line_of(r"^\s*\[", lines, start + 1)
        block = lines[:end] if self._question and end >= 0 else lines
        word = re.escape(self._word)
        found = _line_of(f'"{word}"', block, start)  # an id before a key: “skip” may be either
        if found < 0:
            found = _line_of(rf"(?<![\w-]){word}(?![\w-])", block, start)
        return (found if found >= 0 else start) + 1


def _line_of(pattern: str, lines: list[str], start: int) -> int:
    for number in range(start, len(lines)):
        if re.search(pattern, lines[number].split("#")[0]):
            return number
    return -1


def read_questions(raw: Mapping[str, Any]) -> dict[str, Question]:
    """The questions in order, each knowing where it leads; `remarks` after them."""
    tables = raw.get("question")
    if not isinstance(tables, list) or not tables:
        raise Refused("there is no [[question]]", "question")
    questions: dict[str, Question] = {}
    for number, table in enumerate(tables):
        after = tables[number + 1].get("id", REVIEW) if number + 1 < len(tables) else REVIEW
        question = _question(table, after)
        if question.id in questions:
            raise _Repeated(question.id)
        questions[question.id] = question
    questions[REMARKS] = Question(REMARKS, Answering.TEXT, REVIEW)
    return questions


class _Repeated(Refused):
    """Two questions of one id: the second is at fault."""

    def __init__(self, question: str) -> None:
        super().__init__(f"there are two questions “{question}”", question, question)
        self._id = question

    def line_in(self, text: str) -> int:
        pattern = rf'^\s*id\s*=\s*"{re.escape(self._id)}"'
        lines = text.splitlines()
        return _line_of(pattern, lines, _line_of(pattern, lines, 0) + 1) + 1


def _question(table: Mapping[str, Any], after: str) -> Question:
    id_ = _id(table, "question", "")
    _refuse_unknown(table, _QUESTION_KEYS, id_)
    if id_ in _RESERVED_QUESTIONS:
        raise Refused(f"“{id_}” is a name of the engine's own", id_, id_)
    answering = _answering(table, id_)
    options = tuple(_option(option, id_) for option in _listed(table, "options", id_))
    by_id = {option.id: option for option in options}
    _check_options(answering, options, by_id, id_)
    red = table.get("red")
    if red is not None and red not in by_id:
        raise Refused(f"“red” is “{red}”, which is no option of “{id_}”", "red", id_)
    return Question(
        id=id_,
        answering=answering,
        next=str(table.get("next", after)),
        options=options,
        skip=bool(table.get("skip", True)),
        ask_twice=frozenset(_listed(table, "ask_twice", id_)),
        red=red,
        by_id=by_id,
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
        say=table.get("say"),
        next=table.get("next"),
    )


def _check_options(
    answering: Answering, options: tuple[Option, ...], by_id: Mapping[str, Option], question: str
) -> None:
    if answering is Answering.CHOICE and not options:
        raise Refused(f"“{question}” is a choice without options", question, question)
    if answering is not Answering.CHOICE and options:
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
