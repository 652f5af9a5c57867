"""Reads the sentence files of one language (Fluent) and refuses what cannot be spoken, with file and line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from hotline.errors import BadScript


@dataclass(frozen=True, slots=True)
class Sentence:
    """One entry of a sentence file: where it stands, what it needs from outside and from other entries.

    `entry` is what is spoken from. Its parts don't know their places: kept for good, those would take 3 MB.
    """

    id: str  # a term's id begins with "-"
    file: str
    line: int
    arguments: frozenset[str]
    refers_to: frozenset[str]
    entry: ast.Message | ast.Term = field(compare=False, repr=False)

    @property
    def place(self) -> str:
        """Where to look: `vi/interview.ftl:12`."""
        return f"{self.file}:{self.line}"


class _Needs(Visitor):
    """Collects what an entry takes from outside, and makes its parts forget their places."""

    def __init__(self) -> None:
        self.arguments: set[str] = set()
        self.refers_to: set[str] = set()

    def generic_visit(self, node: ast.BaseNode) -> None:
        if isinstance(node, ast.SyntaxNode):
            node.span = None
        super().generic_visit(node)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 (the visitor's naming)
        self.arguments.add(node.id.name)
        self.generic_visit(node)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.refers_to.add(node.id.name)
        self.generic_visit(node)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self.refers_to.add(f"-{node.id.name}")
        self.generic_visit(node)


def read_sentences(locale: str, files: Mapping[str, str]) -> dict[str, Sentence]:
    """Every sentence of a language by id, each with all the arguments it needs, through references too.

    Raises BadScript for what Fluent cannot read, a repeated id, a reference to nothing or in a circle.
    """
    found: dict[str, Sentence] = {}
    for file, text in files.items():
        for sentence in _entries(f"{locale}/{file}", text):
            if sentence.id in found:
                raise BadScript(
                    f"{sentence.place}: “{sentence.id}” is already at {found[sentence.id].place}; keep one"
                )
            found[sentence.id] = sentence
    return {id_: _with_all_arguments(sentence, found) for id_, sentence in found.items()}


def _entries(file: str, text: str) -> Iterator[Sentence]:
    for entry in FluentParser().parse(text).body:
        line = _line(entry, text)
        if isinstance(entry, ast.Junk):
            raise BadScript(f"{file}:{_fault_line(entry, text)}: {_fault(entry)}")
        if isinstance(entry, ast.Message | ast.Term):
            if entry.value is None:
                raise BadScript(f"{file}:{line}: “{entry.id.name}” has no words")
            needs = _Needs()
            needs.visit(entry)
            prefix = "-" if isinstance(entry, ast.Term) else ""
            yield Sentence(
                prefix + entry.id.name,
                file,
                line,
                frozenset(needs.arguments),
                frozenset(needs.refers_to),
                entry,
            )


def _fault(junk: ast.Junk) -> str:
    return str(junk.annotations[0].message) if junk.annotations else "this is not a sentence"


def _fault_line(junk: ast.Junk, text: str) -> int:
    return _line(junk.annotations[0] if junk.annotations else junk, text)


def _line(node: ast.SyntaxNode, text: str) -> int:
    return text.count("\n", 0, node.span.start if node.span else 0) + 1


def _with_all_arguments(sentence: Sentence, found: Mapping[str, Sentence]) -> Sentence:
    arguments: set[str] = set()
    seen: set[str] = set()
    waiting = [sentence.id]
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            raise BadScript(f"{sentence.place}: “{sentence.id}” refers to “{id_}”, which is nowhere")
        seen.add(id_)
        arguments |= found[id_].arguments
        if sentence.id in found[id_].refers_to:
            raise BadScript(f"{sentence.place}: “{sentence.id}” refers to itself")
        waiting.extend(found[id_].refers_to - seen)
    return replace(sentence, arguments=frozenset(arguments))
