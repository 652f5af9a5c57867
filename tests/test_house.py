"""The house keeps its own rules about what it depends on."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REQUIREMENTS = ROOT / "requirements"
RINGS = ("hotline", "storage", "handlers", "bot", "console", "cli")


def named(line: str) -> str:
    """The package that a requirement's line names, as an index would spell it."""
    name = re.match(r"[\w.-]+", line)
    assert name, f"not a requirement: {line}"
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def chosen(name: str) -> set[str]:
    lines = (REQUIREMENTS / f"{name}.in").read_text().splitlines()
    return {named(line) for line in lines if line and not line.startswith(("#", "-"))}


def locked(name: str) -> dict[str, str]:
    pins = re.findall(r"^([\w.-]+)==(\S+)", (REQUIREMENTS / f"{name}.txt").read_text(), re.MULTILINE)
    return {named(package): version for package, version in pins}


def imported(source: Path) -> set[str]:
    """The top-level names of the modules that a file imports, wherever in it."""
    nodes = list(ast.walk(ast.parse(source.read_bytes())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    chosen_from = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in plain | chosen_from}


@pytest.mark.parametrize("name", ["run", "alarms", "test"])
def test_lock_names_no_address(name: str) -> None:
    assert not re.search(r"://|index-url|find-links", (REQUIREMENTS / f"{name}.txt").read_text())


@pytest.mark.parametrize("name", ["run", "alarms", "test"])
def test_every_locked_package_has_its_hashes(name: str) -> None:
    entries = re.split(r"^(?=\S+==)", (REQUIREMENTS / f"{name}.txt").read_text(), flags=re.MULTILINE)[1:]

    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", ["run", "alarms", "test"])
def test_everything_chosen_is_locked(name: str) -> None:
    assert chosen(name) - locked(name).keys() == set()


def test_tests_run_on_the_versions_that_serve() -> None:
    """`dev.py` installs test's lock over run's, and calls both done."""
    assert locked("run").items() - locked("test").items() == set()


def test_every_dependency_has_its_reason_written_down() -> None:
    ours, _, _of_debian = (ROOT / "docs" / "dependencies.md").read_text().partition("## From Debian")
    explained = {named(row) for row in re.findall(r"^\| ([\w.-]+) \| \S", ours, re.MULTILINE)} - {"package"}

    assert explained == chosen("run") | chosen("alarms") | chosen("test")


def test_everything_that_serves_is_chosen_to_run() -> None:
    """What is there by chance, or for the tests alone, is missing on the night it matters."""
    modules = {name for ring in RINGS for source in (ROOT / ring).rglob("*.py") for name in imported(source)}
    packages = packages_distributions()
    others = modules - sys.stdlib_module_names - {*RINGS}

    assert {
        module for module in others if not chosen("run") & {*map(named, packages.get(module, []))}
    } == set()


def test_every_promise_names_a_test_that_is_there() -> None:
    """docs/threat-model.md says what would fail if a promise stopped being true."""
    named_tests = re.findall(
        r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (ROOT / "docs" / "threat-model.md").read_text()
    )

    assert len(named_tests) > 20
    for file, test in named_tests:
        assert f"def {test}" in (ROOT / file).read_text()


def test_channels_are_as_short_as_the_document_says() -> None:
    told = (ROOT / "docs" / "adding-a-channel.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| `(bot/\S+\.py)` \| (\d+) \|$", told, re.MULTILINE)

    assert found
    assert {
        path: most for path, most in found if len((ROOT / path).read_text().splitlines()) > int(most)
    } == {}
