"""`langnghe backup` and `restore`, as an operator uses them: what they print, and how they end."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

SOON = (datetime.now(UTC) + timedelta(days=30)).date()
ROSTER = f"unit,from,until,username,place\n24736,{SOON}T07:00,{SOON}T19:00,an,on_duty\n"


@pytest.fixture
def key(run: Run) -> str:
    """An installation with an officer and a roster; its recovery key's file."""
    found: dict[str, Any] = json.loads(run("init", "--json")[1])
    assert run("officer", "add", "--name", "An", "--unit", "24736", "--role", "officer")[0] == 0
    Path("roster.csv").write_text(ROSTER, encoding="utf-8")
    assert run("roster", "import", "roster.csv")[0] == 0
    return str(found["recovery_key_file"])


def test_a_backup_fills_an_empty_directory(run: Run, key: str) -> None:
    code, out, err = run("backup", "night.backup", "--json")
    assert (code, err) == (0, "")
    made = json.loads(out)

    code, out, err = run("restore", "night.backup", "--recovery-key", key, "--data-dir", "new", "--json")

    assert (code, err) == (0, "")
    restored = json.loads(out)
    assert restored.pop("data_dir") == "new"
    assert made.pop("file") == "night.backup"
    assert made.pop("bytes") == Path("night.backup").stat().st_size
    assert restored == made
    assert (made["officers"], made["shifts"], made["reports"], made["open_alerts"]) == (2, 1, 0, 0)
    assert run("roster", "export", "--data-dir", "new")[1] == ROSTER
    assert run("audit", "verify", "--anchor", made["audit_head"], "--data-dir", "new")[0] == 0
    assert run("audit", "verify", "--anchor", made["audit_head"])[0] == 0


def test_a_person_is_told_what_it_holds_and_what_to_do(run: Run, key: str) -> None:
    _, wrote, err = run("backup", "night.backup")
    assert "2 officer(s), 1 shift(s), 0 report(s)" in wrote
    assert err == ""

    _, filled, err = run("restore", "night.backup", "--recovery-key", key, "--data-dir", "new")

    assert "2 officer(s), 1 shift(s), 0 report(s)" in filled
    assert "audit verify --anchor" in filled
    assert "recovery key" in filled
    assert err == ""


@pytest.mark.usefixtures("key")
def test_tonights_backup_replaces_last_nights_but_no_other_file(run: Run) -> None:
    assert run("backup", "night.backup")[0] == 0
    assert run("backup", "night.backup")[0] == 0

    code, _, err = run("backup", "roster.csv")

    assert code == 1
    assert "not a backup" in err
    assert Path("roster.csv").read_text(encoding="utf-8") == ROSTER


def test_a_directory_in_use_is_refused_in_one_line(run: Run, key: str) -> None:
    run("backup", "night.backup")

    code, out, err = run("restore", "night.backup", "--recovery-key", key)

    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "already" in err


def test_the_wrong_key_is_said_in_one_line(run: Run, key: str) -> None:
    run("backup", "night.backup")
    other = json.loads(run("init", "--json", "--data-dir", "other")[1])["recovery_key_file"]

    code, out, err = run("restore", "night.backup", "--recovery-key", other, "--data-dir", "new")

    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "recovery key" in err
    assert not Path("new").exists()
    assert Path(key).exists()


def test_a_slip_in_the_key_names_its_line(run: Run, key: str) -> None:
    run("backup", "night.backup")
    lines = Path(key).read_text(encoding="utf-8").splitlines()
    Path("typed.txt").write_text("\n".join([*lines[:-1], lines[-1][:-1] + "x"]), encoding="utf-8")

    code, _, err = run("restore", "night.backup", "--recovery-key", "typed.txt", "--data-dir", "new")

    assert (code, err.count("\n")) == (1, 1)
    assert "line 6" in err


@pytest.mark.parametrize("spoilt", [b"", b"words", None])
def test_a_damaged_backup_is_said_in_one_line(run: Run, key: str, spoilt: bytes | None) -> None:
    run("backup", "night.backup")
    raw = Path("night.backup").read_bytes()
    Path("night.backup").write_bytes(raw[:-1000] if spoilt is None else spoilt)

    code, out, err = run("restore", "night.backup", "--recovery-key", key, "--data-dir", "new")

    assert (code, out, err.count("\n")) == (1, "", 1)
    assert not Path("new").exists()


@pytest.mark.usefixtures("key")
def test_a_place_that_cannot_be_written_is_said_in_one_line(run: Run) -> None:
    code, out, err = run("backup", "nowhere/night.backup")

    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "nowhere" in err


def test_a_backup_needs_an_installation(run: Run) -> None:
    assert run("backup", "night.backup")[0] == 1
    assert not Path("night.backup").exists()
