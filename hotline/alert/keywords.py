"""Words in a reporter's own sentences that mean danger, as people type them: with diacritics or without.

“tự tử”, “tu tu”, “tự tu” and “TỰ TỬ” are one word; “từ từ” is another. A syllable typed with a mark has to
bear the keyword's own; one typed with none may stand for any. Where a keyword without its marks would be
an everyday word (“bán” and “bạn” are both “ban”), it is listed as `exact` and must bear them.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hotline.condition import Answers
from hotline.errors import BadScript
from hotline.text import fold, unseen_removed

_SYLLABLE = re.compile(r"[^\W_]+")
_TONE_WITHIN = re.compile("([\u0300\u0301\u0303\u0309\u0323])([^ ]+)")


@dataclass(frozen=True, slots=True)
class Keywords:
    """Groups of words. `within`: the questions in whose answers they are looked for."""

    groups: Mapping[str, re.Pattern[str]]
    within: tuple[str, ...]

    def found(self, answers: Answers) -> frozenset[str]:
        """The groups of which a word was written."""
        texts = [answers[question] for question in self.within if question in answers]
        written = " ".join(text for text in texts if isinstance(text, str))
        if not written:
            return frozenset()
        line = _line(written)
        return frozenset(group for group, pattern in self.groups.items() if pattern.search(line))


NO_KEYWORDS = Keywords({}, ())


def read_keywords(name: str, text: str) -> Keywords:
    """The keywords of a TOML file. Raises BadScript, with the file's name, for what can't be used."""
    try:
        raw = tomllib.loads(text)
        groups = {group: _pattern(group, table) for group, table in raw["groups"].items()}
        return Keywords(groups, tuple(map(str, raw["within"])))
    except tomllib.TOMLDecodeError as fault:
        raise BadScript(f"{name}: {fault}") from None
    except (KeyError, AttributeError, TypeError, ValueError) as fault:
        raise BadScript(f"{name}: every group needs lists `words` and `exact`: {fault}") from None


def _pattern(group: str, table: Mapping[str, Any]) -> re.Pattern[str]:
    if unknown := table.keys() - {"words", "exact"}:
        raise ValueError(f"“{group}” has “{min(unknown)}”")
    loose = [" ".join(map(_any_way, _syllables(word))) for word in _words(group, table, "words")]
    exact = [" ".join(map(_key, _syllables(word))) for word in _words(group, table, "exact")]
    if not (loose or exact):
        raise ValueError(f"“{group}” is empty")
    return re.compile(f" (?:{'|'.join((*loose, *exact))}) ")


def _words(group: str, table: Mapping[str, Any], key: str) -> list[str]:
    words = table.get(key, [])
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        raise ValueError(f"“{key}” of “{group}” is no list of words")
    return words


def _any_way(syllable: str) -> str:
    """The syllable with its marks or with none of them."""
    key, plain = _key(syllable), fold(syllable)
    return key if key == plain else f"(?:{key}|{plain})"


def _line(text: str) -> str:
    return f" {_key(' '.join(_syllables(text)))} "


def _syllables(text: str) -> Iterable[str]:
    return _SYLLABLE.findall(unicodedata.normalize("NFC", unseen_removed(text)).casefold())


def _key(syllables: str) -> str:
    """The syllables with their marks apart and their tones at the end: “doạ” and “dọa” are one."""
    if syllables.isascii():
        return syllables
    return _TONE_WITHIN.sub(r"\2\1", unicodedata.normalize("NFD", syllables))
