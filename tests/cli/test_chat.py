"""The rehearsal in the terminal, and the figures and the completion beside it."""

import io
import json
from pathlib import Path

import pytest

from cli.main import main
from tests.cli.conftest import Run


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What is typed; written to before the command runs."""
    lines = io.StringIO()
    monkeypatch.setattr("sys.stdin", lines)
    return lines


def write(typed: io.StringIO, *lines: str) -> None:
    typed.write("".join(f"{line}\n" for line in lines))
    typed.seek(0)


def test_the_interview_plays_to_the_receipt_with_numbers_and_words(
    run: Run, typed: io.StringIO, tmp_path: Path
) -> None:
    write(typed, "2", "không", "1", "5", "Quảng Trực", "đánh bằng roi", "1", "2", "1")

    code, out, _ = run("chat")

    assert code == 0
    assert "\n1. Em là trẻ em (dưới 18)\n2. " in out
    assert "[here the report is sealed and an alert goes out]" in out
    assert "Mã nhận tin: " in out
    assert list(tmp_path.iterdir()) == []


def test_danger_is_shown_where_it_would_page(run: Run, typed: io.StringIO) -> None:
    write(typed, "1", "1")

    _, out, _ = run("chat", "--lang", "en")

    assert "[here an emergency alert goes out]" in out
    assert "child" in out


def test_statistics_can_be_read_by_people_and_programs(run: Run) -> None:
    run("init")

    code, out, _ = run("stats")

    assert code == 0
    assert out.startswith("Alerts: 0\n")
    figures = json.loads(run("stats", "--from", "2026-01-01", "--until", "2026-12-31", "--json")[1])
    assert (figures["total"], figures["by_urgency"]["emergency"]) == (0, 0)
    assert run("stats", "--from", "2026-02-01", "--until", "2026-01-01")[0] == 2


def test_the_shell_is_told_how_to_complete(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_LANGNGHE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "langnghe off")
    monkeypatch.setenv("COMP_CWORD", "1")

    with pytest.raises(SystemExit):
        main([])

    assert capsys.readouterr().out == "plain,officer\n"
