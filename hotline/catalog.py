"""Turns a sentence's id into words of a language; refuses at construction languages that do not agree."""

from collections.abc import Iterable, Mapping
from typing import Self

from fluent.runtime import FluentBundle
from fluent.syntax import ast

from hotline.errors import BadScript
from hotline.messages import Say
from hotline.sentences import Sentence, read_sentences

# Arguments with few values: sentences that need no others are remembered. Never one that may hold a
# person's words: they would outlive the conversation.
_FEW_VALUES = frozenset({"role", "medium"})


class Catalog:
    """Every sentence in every language. Build it with `load`; afterwards it only reads.

    `globals` are arguments that every sentence may use (`$hotline_name`, `$emergency_numbers`).
    """

    def __init__(
        self,
        sentences: Mapping[str, Mapping[str, Sentence]],
        globals_: Mapping[str, str],
    ) -> None:
        self._globals = dict(globals_)
        self._bundles = {locale: _bundle(locale, entries.values()) for locale, entries in sentences.items()}
        self._remembered: dict[tuple[str, str, tuple[tuple[str, str | int], ...]], str] = {}
        first = next(iter(sentences.values()))
        self._arguments = {id_: entry.arguments - self._globals.keys() for id_, entry in first.items()}
        self.locales: tuple[str, ...] = tuple(sentences)

    @property
    def ids(self) -> frozenset[str]:
        """Every sentence there is, terms apart."""
        return frozenset(id_ for id_ in self._arguments if not id_.startswith("-"))

    @classmethod
    def load(cls, files: Mapping[str, Mapping[str, str]], globals_: Mapping[str, str] | None = None) -> Self:
        """The catalogue of `{locale: {file name: text}}`.

        Raises BadScript (file and line) if a sentence cannot be read, is missing in a language, or needs
        other arguments than in another.
        """
        sentences = {locale: read_sentences(locale, texts) for locale, texts in files.items()}
        _check_agreement(sentences)
        return cls(sentences, globals_ or {})

    def has(self, id_: str) -> bool:
        """Whether there is such a sentence."""
        return id_ in self._arguments

    def arguments(self, id_: str) -> frozenset[str]:
        """What the sentence needs from its `Say`, the catalogue's own `globals` apart."""
        return self._arguments[id_]

    def text(self, locale: str, say: Say) -> str:
        """The words. Raises LookupError if there is no such sentence or an argument is missing."""
        if say.id == "verbatim":  # Fluent refuses a part above 2,500 characters; and "@" is no reference here
            return str(say.args["text"])
        key = (locale, say.id, tuple(say.args.items()))
        known = self._remembered.get(key)
        if known is not None:
            return known
        words = self._speak(locale, say)
        if say.args.keys() <= _FEW_VALUES:
            self._remembered[key] = words
        return words

    def _speak(self, locale: str, say: Say) -> str:
        bundle = self._bundles[locale]
        pattern = bundle.get_message(say.id).value
        words, errors = bundle.format_pattern(pattern, self._filled(locale, say)) if pattern else ("", [say])
        if errors:
            raise LookupError(f"the sentence “{say.id}” in “{locale}” lacks an argument")
        return str(words)

    def _filled(self, locale: str, say: Say) -> dict[str, str | int]:
        """Arguments as words: sentences for `@id`, and numbers as they are (no thousands separators).

        One stays a number, by which sentences choose their singular.
        """
        filled: dict[str, str | int] = dict(self._globals)
        for name, value in say.args.items():
            if isinstance(value, str) and value.startswith("@"):
                shared = {k: v for k, v in say.args.items() if k in _FEW_VALUES}
                filled[name] = self.text(locale, Say(value[1:], shared))
            else:
                filled[name] = 1 if value == 1 else str(value)
        return filled


def _bundle(locale: str, sentences: Iterable[Sentence]) -> FluentBundle:
    bundle = FluentBundle([locale], use_isolating=False)
    bundle.add_resource(ast.Resource([sentence.entry for sentence in sentences]))
    return bundle


def _check_agreement(sentences: Mapping[str, Mapping[str, Sentence]]) -> None:
    if not sentences:
        raise BadScript("locales: no language at all")
    for entries in sentences.values():
        for other, theirs in sentences.items():
            for id_, sentence in entries.items():
                _check_sentence(sentence, theirs.get(id_), other)


def _check_sentence(sentence: Sentence, other: Sentence | None, language: str) -> None:
    if sentence.id.startswith("-"):
        return  # a term is a language's own affair
    if other is None:
        raise BadScript(f"{sentence.place}: “{sentence.id}” is missing in “{language}”")
    if sentence.arguments != other.arguments:
        differ = ", ".join(f"${name}" for name in sorted(sentence.arguments ^ other.arguments))
        raise BadScript(f"{sentence.place}: “{sentence.id}” differs from {other.place} in {differ}")
