"""Takes typed words apart into names of places: kinds ("xã", "tt.", "p3"), names, and everything else."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from hotline.text import fold

_BREAK = re.compile(r"[,;/()\n|–—-]+")
_SILENT = re.compile(r"['’ʼ`]")
_OTHER = re.compile(r"[^a-z0-9]+")
_WARD_NUMBER = re.compile(r"\b[pf](\d{1,2})\b")
_MOST_SYLLABLES = 6
_WORD_WITHOUT_BLANKS = 5  # letters: "dakmil" typed as one word is a name, "an" within a sentence is none
_LIKE_ENOUGH = 75  # of 100: two letters wrong in nine
_LIKE_WITHIN = 82
_MOST_STRETCHES = 30  # a long story must not cost a batch its turn
_NAME_ALONE = 4  # letters: "dran" by itself is a name, "3" may be anything
_MOST_ALIKE = 5

_KINDS = {
    ("thi", "tran"): "thi tran",
    ("tt",): "thi tran",
    ("thi", "xa"): "thi xa",
    ("tx",): "thi xa",
    ("thanh", "pho"): "thanh pho",
    ("tp",): "thanh pho",
    ("dac", "khu"): "dac khu",
    ("xa",): "xa",
    ("x",): "xa",
    ("phuong",): "phuong",
    ("p",): "phuong",
    ("f",): "phuong",
    ("huyen",): "huyen",
    ("h",): "huyen",
    ("quan",): "quan",
    ("q",): "quan",
    ("tinh",): "tinh",
    ("t",): "tinh",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A name in the words. `firm`: meant as a name, by its kind or because nothing else is beside it."""

    key: str
    kind: str
    firm: bool


def join(name: str) -> str:
    """The key of a name: no diacritics, blanks, apostrophes; `y` as `i` (Phú Quý, Phú Quí)."""
    return _OTHER.sub("", fold(name)).replace("y", "i")


def without_kind(name: str) -> tuple[str, str]:
    """A full name as kind and core: “Thị trấn Đắk Mil” is (“thi tran”, “Đắk Mil”)."""
    words = name.split()
    kind, length = _kind_at([fold(word) for word in words], 0)
    return kind, " ".join(words[length:])


def parts(text: str, names: Collection[str]) -> tuple[list[Part], bool]:
    """The names in the words, in order; and whether the words hold nothing else."""
    chunks = list(_chunks(text))
    kind, key = _whole(chunks)
    if key in names:
        return [_firm(Part(key, kind, firm=bool(kind)))], True
    found: list[Part] = []
    pure = True
    for chunk in chunks:
        read = list(_read(chunk, names))
        alone = all(part.key for part in read)
        found += [_firm(part) if alone else part for part in read if part.key]
        pure = pure and alone
    return found, pure


def near(text: str, names: Sequence[str]) -> list[str]:
    """Keys of names that are written nearly like the words, the likeliest first.

    Tried are all the words together, each stretch between commas, and what follows a kind of place in a
    sentence (“em ở xã quảng truk ạ”); a stretch of the words must be more alike than all of them.
    """
    chunks = list(_chunks(text))
    found = _alike(_whole(chunks)[1], names, _LIKE_ENOUGH)
    for stretch in _stretches(chunks):
        for name, score in _alike(stretch, names, _LIKE_WITHIN).items():
            found[name] = max(score, found.get(name, 0))
    return sorted(found, key=lambda name: -found[name])[:_MOST_ALIKE]


def _alike(key: str, names: Sequence[str], least: int) -> dict[str, float]:
    found = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=least, limit=_MOST_ALIKE)
    return {name: score for name, score, _ in found}


def _stretches(chunks: list[list[str]]) -> Iterator[str]:
    """The parts of the words that may be a name, each once, the longest of a place first."""
    stretches = [chunk[_kind_at(chunk, 0)[1] :] for chunk in chunks]
    for chunk in chunks:
        for at in range(len(chunk)):
            ahead = _kind_at(chunk, at)[1]
            if ahead:
                stretches += [chunk[at + ahead : at + ahead + words] for words in (4, 3, 2)]
    keys = dict.fromkeys(join("".join(stretch)) for stretch in stretches[:_MOST_STRETCHES])
    return (key for key in keys if len(key) > _WORD_WITHOUT_BLANKS)


def _whole(chunks: list[list[str]]) -> tuple[str, str]:
    """The words as one name: its kind, and its key."""
    words = [word for chunk in chunks for word in chunk]
    kind, length = _kind_at(words, 0)
    return kind, join("".join(words[length:]))


def _chunks(text: str) -> Iterator[list[str]]:
    for chunk in _BREAK.split(fold(text.replace("\n", ","))):
        words = _OTHER.sub(" ", _WARD_NUMBER.sub(r"p \1", _SILENT.sub("", chunk))).split()
        if words:
            yield words


def _read(words: list[str], names: Collection[str]) -> Iterator[Part]:
    """Names as parts; a part without key for every word that belongs to none."""
    at = 0
    while at < len(words):
        part, length = _part_at(words, at, names)
        yield part
        at += length


def _part_at(words: list[str], at: int, names: Collection[str]) -> tuple[Part, int]:
    """The longer of a name with its kind and a name alone: “phường Nam Khê” is no “Phương Nam”."""
    alone, alone_length = _name_at(words, at, names, whole=False)
    kind, ahead = _kind_at(words, at)
    key, length = _name_at(words, at + ahead, names, whole=True) if kind else ("", 0)
    if key and ahead + length > alone_length:
        return Part(key, kind, firm=True), ahead + length
    return Part(alone, "", firm=False), alone_length or ahead or 1


def _firm(part: Part) -> Part:
    """A name that stands alone is meant, unless it is as short as "3"."""
    return Part(part.key, part.kind, firm=part.firm or len(part.key) >= _NAME_ALONE)


def _name_at(words: list[str], at: int, names: Collection[str], *, whole: bool) -> tuple[str, int]:
    """The longest name that begins here and how many words it takes; a short word needs a kind before it."""
    for length in range(min(_MOST_SYLLABLES, len(words) - at), 0, -1):
        key = join("".join(words[at : at + length]))
        short = length == 1 and len(key) < _WORD_WITHOUT_BLANKS and len(words) > 1
        if key in names and (whole or not short):
            return key, length
    return "", 0


def _kind_at(words: list[str], at: int) -> tuple[str, int]:
    """The kind of place named here, if a name can follow it."""
    for length in (2, 1):
        kind = _KINDS.get(tuple(words[at : at + length]))
        if kind and at + length < len(words):
            return kind, length
    return "", 0
