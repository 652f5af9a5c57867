"""Every command that a document shows is run, on an installation as the documents describe it.

A command in a fenced block runs as it stands and must succeed; STAND_INS says what the operator writes in
place of an example's value, NEVER_ENDING which ones other tests start. A command within a sentence may hold
words like NAME: its subcommand and its options must be known. A new command needs nothing unless it fails.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from cli import opening
from cli.main import langnghe, main
from handlers import access, officer_chat
from handlers.installation import Installation
from handlers.officer_chat import OfficerReceived
from hotline.settings import Settings
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    *(f"docs/{one.name}" for one in sorted((ROOT / "docs").glob("*.md"))),
)

OURS = re.compile(r"(?:\S*/)?langnghe (?=[a-z]+(?: |$))|python3 -m bot ")
SHELLS = {"", "sh", "bash", "console"}
NEVER_ENDING = {"serve", "chat"}
"""Started by tests/bot/test_kill.py and tests/cli/test_chat.py; here they are only understood."""
MAY_FIND_FAULTS = {"doctor"}
"""The installation of these tests lacks a messenger and its disk may lie open: a finding is an answer."""
DEV = {"run", "test", "lock"}
"""What `python3 dev.py` knows; CI runs it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A command and where it stands."""

    document: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.document}: langnghe {' '.join(self.words)}"


def fenced(document: str) -> str:
    """What stands in this document's blocks, one after the other."""
    text = (ROOT / document).read_text(encoding="utf-8")
    blocks: list[tuple[str, str]] = re.findall(r"^```(.*)\n([\s\S]*?)^```$", text, re.M)
    return (
        "\n".join(block for language, block in blocks if language in SHELLS)
        .replace("\\\n", " ")
        .replace("\\%", "%")
    )


def commands_of(document: str) -> Iterator[Shown]:
    for line in fenced(document).splitlines():
        found = OURS.search(line)
        if found and re.fullmatch(r"(\$ |[\d *]+ cd \S+ && )?", line[: found.start()].replace("  ", " ")):
            dated = line[found.end() :].replace("$(date +%F)", "2026-11-23")
            yield Shown(document, tuple(shlex.split(dated, comments=True)))


def sentences_of(document: str) -> Iterator[Shown]:
    text = re.sub(r"^```.*?^```$", "", (ROOT / document).read_text(encoding="utf-8"), flags=re.S | re.M)
    for words in re.findall(r"`(?:\.venv/bin/)?langnghe ([a-z]+(?:\s[^`]*)?)`", text):
        yield Shown(document, tuple(shlex.split(" ".join(words.split()))))
    for words in re.findall(r"^    langnghe (\S+(?: \S+)*)(?:  .*)?$", text, re.M):
        yield Shown(document, tuple(shlex.split(words)))


def understood(shown: Shown) -> str | None:
    """Why the program does not know this command; None if it does."""
    command: click.Command = langnghe
    for word in shown.words:
        if not isinstance(command, click.Group) or word.startswith("-"):
            break
        known = command.get_command(click.Context(command), word)
        if known is None:
            return f"no command {word}"
        command = known
    options = {name for one in command.params for name in (*one.opts, *one.secondary_opts)} | {"-h", "--help"}
    unknown = [one for one in shown.words if one.startswith("--") and one not in options]
    return f"no option {', '.join(unknown)}" if unknown else None


def quietly(*arguments: str) -> int:
    """The exit code; what is printed is pytest's."""
    return main(list(arguments))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded installation whose officers have the documents' names, one of them with a messenger."""
    directory = tmp_path_factory.mktemp("documents")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(directory)
        assert quietly("init") == 0
        for name in ("An", "Binh", "Chi", "Dung"):
            assert quietly("officer", "add", "--name", name, "--unit", "24736", "--role", "unit_lead") == 0
        opening.with_installation(Settings(), Path("var"), _link_everybody)
        assert quietly("backup", "langnghe-2026-11-23.backup") == 0
        shutil.copy("var/recovery-key.txt", "recovery-key.txt")
        Path("config.toml").write_text('[web]\npublic_url = "https://nghe.example"\n', encoding="utf-8")
        Path("roster.csv").write_text(
            "unit,from,until,username,place\n24736,2026-11-01T00:00,2026-12-01T00:00,an,on_duty\n",
            encoding="utf-8",
        )
    return directory


async def _link_everybody(office: Installation) -> None:
    for number, name in enumerate(("an", "binh", "chi", "dung"), start=1):
        code = await access.new_link_code_for(office, name)
        received = OfficerReceived("telegram", f"900{number}", str(number), "start", code)
        await officer_chat.receive(office, [received])


@dataclass
class Operator:
    """Types what a document shows, in a directory of the test's own."""

    run: Run
    printed: str = ""

    def types(self, shown: Shown) -> None:
        if shown.words[0] in NEVER_ENDING:
            assert understood(shown) is None, shown
            return
        if shown.words[0] == "restore":
            shutil.move("var", "the-lost-machine")
        code, out, err = self.run(*(self._meant(word) for word in shown.words))
        assert code == 0 or (code == 1 and shown.words[0] in MAY_FIND_FAULTS), f"{shown}\n{err}"
        self.printed += out

    def _meant(self, word: str) -> str:
        """What an operator writes where a document shows an example's value."""
        if word == "12":
            return self._last(r"Drill #(\d+)")
        if word == "COUNT:HASH":
            return self._last(r"--anchor (\S+)")
        return re.sub("^/(?:mnt/usb|var/backups)/", "", word)

    def _last(self, pattern: str) -> str:
        found: list[str] = re.findall(pattern, self.printed)
        return found[-1]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_in_a_block_does_what_the_document_shows(
    document: str, prepared: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(prepared, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    operator = Operator(run)

    for shown in commands_of(document):
        operator.types(shown)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_in_a_sentence_is_one_that_the_program_knows(document: str) -> None:
    wrong = {str(shown): why for shown in sentences_of(document) if (why := understood(shown))}

    assert not wrong


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_command_in_a_block_is_overlooked(document: str) -> None:
    """A line that names our program and that no rule reads would be run by nobody."""
    lines = [line for line in fenced(document).splitlines() if OURS.search(line) and "──" not in line]
    dev = re.findall(r"python3 dev\.py (\w+)", fenced(document))

    assert len(lines) == len(list(commands_of(document)))
    assert set(dev) <= DEV


def test_the_documents_show_commands() -> None:
    assert len([shown for document in DOCUMENTS for shown in commands_of(document)]) > 12
    assert len([shown for document in DOCUMENTS for shown in sentences_of(document)]) > 20
