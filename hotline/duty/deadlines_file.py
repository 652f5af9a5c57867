"""Reads the deadlines that the configuration adds to the law's, or changes."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any, Final

from hotline.alert.alert import Urgency
from hotline.durations import parse_duration
from hotline.duty.deadline_rules import DEFAULT_RULES, DeadlineRule, Starts, Term, Watch, parse_term
from hotline.errors import BadConfiguration
from hotline.settings_values import list_of, one_of, show, text_of

_KEYS: Final = (
    "kind",
    "name",
    "within",
    "starts",
    "urgencies",
    "categories",
    "remind_before",
    "alarm_after",
)
_LONGEST_NAME: Final = 80


def read_rules(value: object) -> tuple[DeadlineRule, ...]:
    """The law's deadlines and these; one of the same kind takes the place of the law's.

    Raises BadConfiguration, whose message says which one is wrong and how to mend it.
    """
    known = {rule.kind: rule for rule in DEFAULT_RULES}
    given: dict[str, DeadlineRule] = {}
    for number, table in enumerate(list_of(value), start=1):
        try:
            rule = _read_rule(table, known, given)
        except (BadConfiguration, ValueError) as error:
            raise BadConfiguration(f"rule {number}: {error}") from error
        given[rule.kind] = rule
    return tuple((known | given).values())


def _read_rule(
    value: object, known: Mapping[str, DeadlineRule], given: Mapping[str, DeadlineRule]
) -> DeadlineRule:
    table = _table(value)
    kind = _kind(table["kind"])
    if kind in given:
        raise BadConfiguration(f"there are two of kind {show(kind)}; write one")
    rule = known.get(kind) or DeadlineRule(kind, Watch(Term()), frozenset(Urgency))
    for key in ("within", "name"):
        if kind not in known and key not in table:
            raise BadConfiguration(f"has no {key}; write {_EXAMPLES[key]}")
    return replace(rule, watch=_read_watch(table, rule.watch), **_read_facts(table))


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict) or "kind" not in value:
        raise BadConfiguration('has no kind; write kind = "emergency_measures" or a word of your own')
    if unknown := sorted(value.keys() - set(_KEYS)):
        raise BadConfiguration(f"there is no {unknown[0]}; there are {', '.join(_KEYS)}")
    return value


def _kind(value: object) -> str:
    kind = text_of(value)
    if re.fullmatch(r"[a-z][a-z0-9_]{0,39}", kind) is None:
        raise BadConfiguration(f"{show(kind)} is no kind; write small letters, digits and _")
    return kind


def _read_watch(table: Mapping[str, object], watch: Watch) -> Watch:
    read: dict[str, Any] = {}
    if "within" in table:
        read["within"] = parse_term(text_of(table["within"]))
    for key in ("remind_before", "alarm_after"):
        if key in table:
            read[key] = _lengths(table[key])
    return replace(watch, **read)


def _lengths(value: object) -> tuple[timedelta, ...]:
    return tuple(sorted(parse_duration(text_of(one)) for one in list_of(value)))


def _read_facts(table: Mapping[str, object]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    if "urgencies" in table:
        read["urgencies"] = frozenset(Urgency(one_of(*Urgency)(one)) for one in list_of(table["urgencies"]))
    if "categories" in table:
        read["categories"] = frozenset(_kind(one) for one in list_of(table["categories"]))
    if "starts" in table:
        read["starts"] = Starts(one_of(*Starts)(table["starts"]))
    if "name" in table:
        read["name"] = _name(table["name"])
    return read


def _name(value: object) -> str:
    name = " ".join(text_of(value).split())
    if not name or not name.isprintable() or len(name) > _LONGEST_NAME:
        raise BadConfiguration(f"{show(name)} is no name; write one line of up to {_LONGEST_NAME} characters")
    return name


_EXAMPLES: Final = {
    "within": 'within = "12h" or "5 working days"',
    "name": 'name = "Báo cáo Sở Y tế"',
}

DeadlineRules = Annotated[tuple[DeadlineRule, ...], read_rules]
