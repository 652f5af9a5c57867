"""Reads `urgency.toml` into rules, refusing what the interview does not know, with file and line."""

import tomllib
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from hotline.alert.alert import Urgency
from hotline.alert.keywords import Keywords
from hotline.alert.urgency import Note, Rule, Rules, highest
from hotline.catalog import Catalog
from hotline.condition import ALWAYS, CONDITION_KEYS, Condition, read_condition
from hotline.errors import BadScript
from hotline.refused import Refused

_RULE_KEYS = CONDITION_KEYS | {"level", "reason", "place_first"}
_NOTE_KEYS = CONDITION_KEYS | {"say"}
_ONE_MORE = "one_more"  # the level that means: one higher than otherwise


def read_rules(
    name: str, text: str, keywords: Keywords, options: Mapping[str, AbstractSet[str]], catalog: Catalog
) -> Rules:
    """The rules. `options` are the options of every question. Raises BadScript with file and line."""
    try:
        return _Reader(keywords, options, catalog).read(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise BadScript(f"{name}: {fault}") from None
    except Refused as fault:
        raise BadScript(f"{name}:{fault.line_in(text)}: {fault}") from None


class _Reader:
    def __init__(self, keywords: Keywords, options: Mapping[str, AbstractSet[str]], catalog: Catalog) -> None:
        self._keywords = keywords
        self._options = options
        self._catalog = catalog

    def read(self, raw: Mapping[str, Any]) -> Rules:
        _refuse_unknown(raw, {"default", "rule", "note", "conflict", "province_first"})
        default = _level(raw.get("default", "normal"))
        return Rules(
            rules=tuple(self._rule(table, default) for table in _tables(raw, "rule")),
            notes=tuple(self._note(table) for table in _tables(raw, "note")),
            conflicts=self._conditions(raw, "conflict"),
            province_first=self._conditions(raw, "province_first"),
            keywords=self._keywords,
            default=default,
        )

    def _conditions(self, raw: Mapping[str, Any], key: str) -> tuple[Condition, ...]:
        return tuple(self._condition(table, CONDITION_KEYS) for table in _tables(raw, key))

    def _rule(self, table: Mapping[str, Any], default: Urgency) -> Rule:
        when = self._condition(table, _RULE_KEYS)
        named = str(table.get("level", ""))
        level = None if named == _ONE_MORE else _level(named)
        if when.words and level is not None and highest(level, default) is not level:
            raise Refused("words may only raise the urgency", named)
        return Rule(when, self._sentence(table, "reason"), level, bool(table.get("place_first", False)))

    def _note(self, table: Mapping[str, Any]) -> Note:
        return Note(self._condition(table, _NOTE_KEYS), self._sentence(table, "say"))

    def _condition(self, table: Mapping[str, Any], known: AbstractSet[str]) -> Condition:
        _refuse_unknown(table, known)
        condition = read_condition(table, self._options, "")
        for group in sorted(condition.words - self._keywords.groups.keys()):
            raise Refused(f"there is no group of words “{group}”", group)
        if condition == ALWAYS:
            raise Refused("a rule needs `when`, `given` or `words`: otherwise it always holds", "rule")
        return condition

    def _sentence(self, table: Mapping[str, Any], key: str) -> str:
        sentence = str(table.get(key, ""))
        if not self._catalog.has(sentence):
            raise Refused(f"the sentence “{sentence}” is in no language", sentence or key)
        return sentence


def _level(named: object) -> Urgency:
    try:
        return Urgency(str(named))
    except ValueError:
        levels = ", ".join((*Urgency, _ONE_MORE))
        raise Refused(f"a level is one of {levels}; “{named}” is none", str(named) or "rule") from None


def _tables(raw: Mapping[str, Any], key: str) -> Iterable[Mapping[str, Any]]:
    tables = raw.get(key, [])
    if not isinstance(tables, list):
        raise Refused(f"“{key}” must be written [[{key}]]", key)
    return tables


def _refuse_unknown(table: Mapping[str, Any], known: AbstractSet[str]) -> None:
    for key in table:
        if key not in known:
            raise Refused(f"“{key}” is nothing that a rule knows", key)
