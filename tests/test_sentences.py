"""Every sentence that the code or a page names is there, in every language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.office import texts

ROOT = Path(__file__).parents[1]
# What is called, the sentence's prefix, which argument ends its name.
_NAMED_BY = {"Say": ("", 0), "Event": ("event-", 0), "Fault": ("fault-", 1)}
RINGS = ("hotline", "handlers", "bot", "console")


def named_in_code() -> Iterator[tuple[str, str]]:
    """Each sentence with the file that names it: `Say("id")`, `"@id"`, a timeline's event, an API's fault."""
    for source in (file for ring in RINGS for file in (ROOT / ring).rglob("*.py")):
        for node in ast.walk(ast.parse(source.read_bytes())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.fullmatch(r"@[a-z]+(-\w+)+", node.value):
                    yield source.name, node.value[1:]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _NAMED_BY:
                prefix, place = _NAMED_BY[node.func.id]
                for said in node.args[place : place + 1]:
                    if isinstance(said, ast.Constant) and isinstance(said.value, str):
                        yield source.name, f"{prefix}{said.value}"


def named_in_pages() -> Iterator[tuple[str, str]]:
    """Each `t("id")` of a template; those put together from parts are tried by the pages' own tests."""
    for template in ROOT.rglob("templates/*.html"):
        for said in re.findall(r'\bt\("([\w-]+)"[,)]', template.read_text()):
            yield template.name, said


def test_every_sentence_that_code_names_is_there() -> None:
    named = set(named_in_code())

    assert len(named) > 50
    assert {(file, said) for file, said in named if not texts().catalog.has(said)} == set()


def test_every_sentence_that_a_page_names_is_there() -> None:
    named = set(named_in_pages())

    assert len(named) > 50
    assert {(file, said) for file, said in named if not texts().catalog.has(said)} == set()
