"""Which commune a reporter means: names of today and former names, as people type them. Asks, never guesses.

Communes were merged and districts abolished on 1 July 2025; people go on using the old names. One name may
be a commune of today, a former one that went elsewhere, and a former district that became several: then
all that it may mean are candidates, and the reporter chooses.
"""

import json
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Self

from hotline.errors import BadConfiguration
from hotline.place_names import Part, join, near, parts, without_kind

MOST_CANDIDATES = 8
_LOCAL_ALONE = 5  # letters
_AREAS = frozenset({"huyen", "quan", "thanh pho", "thi xa", "tinh"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that the words may mean, and the former name by which they mean it ("" for today's).

    `within`: the thôn, buôn or bon in it that was named, if that is how it is meant.
    """

    unit: str
    formerly: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Only one unit can be meant. `exact`: the words hold nothing besides names.

    `formerly`: the former name that was used, "" if it was today's; `within`: a thôn, buôn or bon in it.
    """

    unit: str
    exact: bool = True
    formerly: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Several:
    """More than one unit may be meant, or one that was not clearly named (`near`).

    `more`: there are more than can be offered; a narrower name is needed.
    """

    candidates: tuple[Candidate, ...]
    near: bool = False
    more: bool = False
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Nothing:
    """No unit of this province is named in the words."""


Match = Found | Several | Nothing


@dataclass(frozen=True, slots=True)
class _Meaning:
    """One unit that a name stands for, and how."""

    unit: str
    kind: str  # of the name: "xa", "thi tran", "huyen", "tinh", …
    formerly: str  # the former name in full; "" if it is the unit's name of today
    within: frozenset[str]  # keys of the areas it lies in
    local: str = ""  # the thôn, buôn or bon that the name is


class Places:
    """The units of one province, found by name. `units` maps their codes to today's names, in order."""

    def __init__(self, code: str, name: str, units: Iterable[Mapping[str, Any]]) -> None:
        self.province = code
        self.province_name = name
        self.units: dict[str, str] = {}
        self._meanings: dict[str, list[_Meaning]] = {}
        for unit in units:
            self.units[unit["code"]] = unit["name"]
            self._learn(unit)
        self._own = join(without_kind(name)[1])
        self._names = self._meanings.keys() | {self._own}
        self._spelt = list(self._meanings)
        self.local_names: tuple[tuple[str, str], ...] = ()
        self._local: dict[str, list[_Meaning]] = {}

    def with_local_names(self, names: Iterable[tuple[str, str]]) -> Self:
        """The same places, where also these names (of thôn, buôn, bon) stand for these units."""
        other = copy(self)
        other.local_names = tuple(names)
        other._local = {}
        for name, unit in other.local_names:
            own = frozenset({join(without_kind(self.units.get(unit, ""))[1])})
            for key in _local_keys(name):
                other._local.setdefault(key, []).append(_Meaning(unit, "", "", own, name))
        other._names = self._meanings.keys() | {self._own} | other._local.keys()
        other._spelt = [*self._meanings, *(key for key in other._local if key not in self._meanings)]
        return other

    @classmethod
    def from_units(cls, raw_json: str | bytes, province_code: str) -> Self:
        """The places of one province of `units-vn-2025.json`.

        Raises BadConfiguration if there is no such province.
        """
        for province in json.loads(raw_json):
            if province["code"] == province_code:
                return cls(province_code, province["name"], province["units"])
        raise BadConfiguration(f"“{province_code}” is no province's code; “68” is one")

    def name(self, code: str) -> str:
        """Today's name of a unit, or of the province by its code."""
        return self.province_name if code == self.province else self.units[code]

    def find(self, text: str) -> Match:
        """What the words may mean. They may hold several names and other words around them."""
        named, exact = parts(text, self._names)
        known = [part for part in named if part.key in self._meanings]
        local = [part for part in named if part.key in self._local]
        if not known and not local:
            return Nothing() if named and exact else self._like(text)
        meanings, sure = self._meant_by(known) if known else ([], True)
        if local:
            meanings = self._with_local(meanings, known, local)
            known, exact = [*known, *local], False  # a thôn says more than its commune: the words are kept
        if not meanings:
            return Nothing()
        return _match(meanings, sure=sure and any(part.firm for part in known), exact=exact)

    def _meant_by(self, named: list[Part]) -> tuple[list[_Meaning], bool]:
        """What all the names mean together, former provinces apart; and whether nothing was stretched."""
        meanings, sure = self._of_kind(named[0])
        for part in named[1:]:
            others, fits = self._of_kind(part)
            meanings = _within(meanings, part.key) or _within(others, named[0].key) or [*meanings, *others]
            sure = sure and fits
        communes = [meaning for meaning in meanings if meaning.kind != "tinh"]
        return communes, sure and len(communes) == len(meanings)

    def _with_local(self, meanings: list[_Meaning], known: list[Part], local: list[Part]) -> list[_Meaning]:
        """A thôn beside a commune's name narrows and never adds: “thôn 3” is in many communes."""
        there = [meaning for part in local for meaning in self._local[part.key]]
        if not {part.key for part in known} - {part.key for part in local}:
            return [*meanings, *there]
        units = {meaning.unit for meaning in there}
        return [meaning for meaning in meanings if meaning.unit in units] or meanings

    def _of_kind(self, part: Part) -> tuple[list[_Meaning], bool]:
        """What the name means; by its kind if that fits, else by the name alone, which is not sure."""
        meanings = self._meanings[part.key]
        fitting = [meaning for meaning in meanings if meaning.kind == part.kind]
        if fitting:
            return fitting, True
        return [*meanings, *self._numbered(part.key)], not part.kind

    def _numbered(self, key: str) -> list[_Meaning]:
        """“Cát Tiên” may also be Cát Tiên 2: former districts live on in numbered names."""
        numbered = [self._meanings.get(f"{key}{number}", []) for number in range(1, 10)]
        return [meaning for meanings in numbered for meaning in meanings if not meaning.formerly]

    def _like(self, text: str) -> Match:
        alike = [
            meaning
            for key in near(text, self._spelt)
            for meaning in (*self._meanings.get(key, ()), *self._local.get(key, ()))
        ]
        communes = [meaning for meaning in alike if meaning.kind != "tinh"]
        return _match(communes, sure=False, exact=False) if communes else Nothing()

    def _learn(self, unit: Mapping[str, Any]) -> None:
        kind, core = without_kind(unit["name"])
        areas = {key for former in unit["formerly"] for key in _areas(former)}
        today = _Meaning(unit["code"], kind, "", frozenset({join(core), *areas}))
        for name in _short_forms(core):
            self._add(name, today)
        for former in unit["formerly"]:
            within = frozenset({join(core), *_areas(former)})
            self._add_former(unit["code"], former[1], f"{former[1]}, {former[2]}", within)
            self._add_former(unit["code"], former[2], former[2], within)
            if without_kind(former[3])[1] != without_kind(self.province_name)[1]:
                self._add_former(unit["code"], former[3], former[3], within)

    def _add_former(self, unit: str, name: str, in_full: str, within: frozenset[str]) -> None:
        kind, core = without_kind(name)
        for short in _short_forms(core):
            self._add(short, _Meaning(unit, kind, in_full, within))

    def _add(self, core: str, meaning: _Meaning) -> None:
        known = self._meanings.setdefault(join(core), [])
        if meaning not in known:
            known.append(meaning)


def _short_forms(core: str) -> set[str]:
    """The name, and what people say for “Xuân Hương - Đà Lạt” and “3 Bảo Lộc”."""
    number, _, _ = core.partition(" ")
    return {core, core.partition(" - ")[0], number if number.isdecimal() else core}


def _local_keys(name: str) -> set[str]:
    """“Bon Bu Nung”, and what is left without its first word, unless that is a number or very short."""
    whole, bare = join(name), join(name.partition(" ")[2])
    return {whole, bare} if len(bare) >= _LOCAL_ALONE and not bare.isdecimal() else {whole}


def _areas(former: list[str]) -> set[str]:
    return {join(form) for area in former[2:4] for form in _short_forms(without_kind(area)[1])}


def _within(meanings: list[_Meaning], key: str) -> list[_Meaning]:
    return [meaning for meaning in meanings if key in meaning.within]


def _match(meanings: list[_Meaning], *, sure: bool, exact: bool) -> Match:
    candidates: dict[str, Candidate] = {}
    for meaning in sorted(meanings, key=_rank):
        candidates.setdefault(meaning.unit, Candidate(meaning.unit, meaning.formerly, meaning.local))
    if sure and len(candidates) == 1:
        only = next(iter(candidates.values()))
        return Found(only.unit, exact, only.formerly, only.within)
    offered = tuple(candidates.values())
    return Several(offered[:MOST_CANDIDATES], not sure, len(offered) > MOST_CANDIDATES, exact)


def _rank(meaning: _Meaning) -> int:
    """Names of today before former communes, these before former districts."""
    if meaning.local:
        return 1
    return 0 if not meaning.formerly else 2 if meaning.kind in _AREAS else 1
