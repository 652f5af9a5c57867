"""The operator's command, as an operator uses it: what it prints, and how it ends."""

import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from storage.database import InstallationLock
from tests.cli.conftest import Run
from tests.logged import logged_to


@pytest.fixture
def made(run: Run) -> dict[str, Any]:
    code, out, _ = run("init", "--json")
    assert code == 0
    found: dict[str, Any] = json.loads(out)
    return found


def add(run: Run, name: str, unit: str = "24736", role: str = "officer") -> dict[str, Any]:
    code, out, err = run("officer", "add", "--name", name, "--unit", unit, "--role", role, "--json")
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def test_init_shows_the_administrator_and_the_recovery_key_once(made: dict[str, Any], run: Run) -> None:
    assert made["administrator"]["username"]
    assert Path(made["recovery_key_file"]).exists()

    code, _, err = run("init")

    assert code == 1
    assert "already" in err


def test_a_new_installation_is_told_in_five_lines_with_what_to_do_next(run: Run, tmp_path: Path) -> None:
    lines = run("init")[1].splitlines()

    assert len(lines) == 5
    assert str(tmp_path / "var") in lines[0]
    assert "langnghe doctor" in lines[4]


def test_a_command_without_an_installation_says_how_to_make_one(run: Run) -> None:
    code, _, err = run("officer", "list")

    assert code == 1
    assert "langnghe init" in err


def test_options_stand_before_or_after_the_name(run: Run) -> None:
    assert run("--data-dir", "one", "init")[0] == 0
    assert run("officer", "list", "--data-dir", "one")[0] == 0
    assert run("--data-dir", "one", "officer", "list")[0] == 0
    assert run("officer", "list", "--data-dir", "two")[0] == 1


@pytest.mark.usefixtures("made")
def test_an_officer_is_added_with_first_credentials(run: Run) -> None:
    an = add(run, "Nguyễn Văn An")

    assert an.keys() == {"id", "username", "password", "link_code"}
    assert an["username"] == "annv"
    listed = json.loads(run("officer", "list", "--json")[1])
    assert [(one["username"], one["unit"], one["role"]) for one in listed][-1] == (
        "annv",
        "24736",
        "officer",
    )


@pytest.mark.usefixtures("made")
def test_two_officers_of_one_name_get_two_usernames(run: Run) -> None:
    assert add(run, "An")["username"] != add(run, "An")["username"]


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("unit", ["24736", "Quảng Trực", "quang truc", "Xã Quảng Trực"])
def test_a_unit_is_given_by_code_or_by_name(run: Run, unit: str) -> None:
    add(run, "An", unit)

    assert json.loads(run("officer", "list", "--json")[1])[-1]["unit"] == "24736"


@pytest.mark.usefixtures("made")
def test_an_unknown_unit_or_role_is_refused(run: Run) -> None:
    assert run("officer", "add", "--name", "An", "--unit", "Atlantis", "--role", "officer")[0] == 1
    assert run("officer", "add", "--name", "An", "--unit", "24736", "--role", "boss")[0] == 2


@pytest.mark.usefixtures("made")
def test_a_further_link_code_is_made_for_known_officers_only(run: Run) -> None:
    an = add(run, "An")

    code = json.loads(run("officer", "link", an["username"], "--json")[1])["link_code"]

    assert code != an["link_code"]
    assert run("officer", "link", "nobody")[0] == 1


@pytest.mark.usefixtures("made")
def test_a_disabled_officer_gets_no_link_code(run: Run) -> None:
    an = add(run, "An")

    assert run("officer", "disable", an["username"])[0] == 0

    assert run("officer", "link", an["username"])[0] == 1
    assert json.loads(run("officer", "list", "--json")[1])[-1]["active"] is False


@pytest.mark.usefixtures("made")
def test_a_roster_comes_back_as_it_was_imported(run: Run, tmp_path: Path) -> None:
    an = add(run, "An")["username"]
    text = (
        "unit,from,until,username,place\n"
        f"24736,2027-01-01T07:00,2027-01-01T19:00,{an},on_duty\n"
        f"24736,2027-01-01T19:00:30,2027-01-02T07:00,{an},backup\n"
    )
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8")

    assert run("roster", "import", "roster.csv")[0] == 0

    assert run("roster", "export")[1] == text
    shown = json.loads(run("roster", "show", "--json")[1])
    assert shown[0]["from"] == "2027-01-01T07:00"


@pytest.mark.usefixtures("made")
def test_every_bad_row_of_a_roster_is_named_and_nothing_is_imported(run: Run, tmp_path: Path) -> None:
    an = add(run, "An")["username"]
    rows = [
        "unit,from,until,username,place",
        f"24736,2027-01-01T07:00,2027-01-01T19:00,{an},on_duty",
        f"24736,yesterday,2027-01-01T19:00,{an},on_duty",
        "24736,2027-01-01T07:00,2027-01-01T19:00,nobody,on_duty",
        f"24736,2027-01-01T07:00,2027-01-01T06:00,{an},boss",
    ]
    (tmp_path / "bad.csv").write_text("\n".join(rows), encoding="utf-8")

    code, _, err = run("roster", "import", "bad.csv")

    assert code == 1
    assert all(f"bad.csv:{line}:" in err for line in (3, 4, 5))
    assert "bad.csv:2:" not in err
    assert json.loads(run("roster", "show", "--json")[1]) == []


@pytest.mark.usefixtures("made")
def test_a_changed_audit_entry_is_named(run: Run, tmp_path: Path) -> None:
    add(run, "An")
    assert run("audit", "verify")[0] == 0
    with sqlite3.connect(tmp_path / "var" / "langnghe.sqlite3") as database:
        database.execute("UPDATE audit SET actor = 'somebody' WHERE seq = 2")
    database.close()

    code, _, err = run("audit", "verify")

    assert code == 1
    assert "entry 2" in err


@pytest.mark.usefixtures("made")
def test_an_anchor_shows_what_was_cut_off(run: Run, tmp_path: Path) -> None:
    add(run, "An")
    anchor = run("audit", "verify")[1].split()[-1]
    assert run("audit", "verify", "--anchor", anchor)[0] == 0
    with sqlite3.connect(tmp_path / "var" / "langnghe.sqlite3") as database:
        database.execute("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)")
    database.close()

    assert run("audit", "verify")[0] == 0
    assert run("audit", "verify", "--anchor", anchor)[0] == 1


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[web]\nprot = 1\n", "web.prot"),
        (
            '[escalation.policies.emergency]\nopen_within = "soon"\nsteps = []\n',
            "escalation.policies.emergency",
        ),
        ('[telegram.reporter]\ntoken = "abc"\n', "telegram.reporter.token"),
        ("[web\n", "TOML"),
        ('[hotline]\nprovince = "99"\n', "bad.toml:2: hotline.province: “99” is no province's code"),
        ('[sms]\nkey = "k"\nprovider = "../esms"\n', "bad.toml:3: sms.provider: '../esms' is not known"),
        ('[sms]\nkey = "k"\nprovider = "stringee"\n', "bad.toml:3: sms.provider: stringee has no [sms]"),
        (
            '[voice]\nkey = "k"\nprovider = "speedsms"\n',
            "bad.toml:3: voice.provider: speedsms has no [voice]",
        ),
        (
            '[email]\nhost = "m.vn"\nfrom = "a@m.vn"\nca_file = "none.pem"\n',
            "bad.toml:4: email.ca_file: is no file of certificates",
        ),
    ],
)
def test_a_bad_configuration_is_one_line_and_exit_code_2(
    run: Run, tmp_path: Path, toml: str, said: str
) -> None:
    (tmp_path / "bad.toml").write_text(toml, encoding="utf-8")

    code, _, err = run("--config", "bad.toml", "serve")

    assert code == 2
    assert err.count("\n") == 1
    assert said in err


@pytest.mark.parametrize(
    ("wrong", "command"),
    [
        (("dance",), "langnghe"),
        (("officer", "add"), "langnghe officer add"),
        (("roster", "show", "--unit", "24736"), "langnghe roster show"),
        (("roster", "import", "nowhere.csv"), "langnghe roster import"),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(run: Run, wrong: tuple[str, ...], command: str) -> None:
    code, out, err = run(*wrong)

    assert (code, out) == (2, "")
    [line] = err.splitlines()
    assert line.startswith(f"{command}: ")
    assert line.endswith(f"See `{command} --help`.")


def test_a_second_serve_on_one_sqlite_installation_is_refused(
    made: dict[str, Any], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert made
    for listener in ("WEB", "CONSOLE"):
        monkeypatch.setenv(f"LANGNGHE_{listener}__PORT", "0")
    first = InstallationLock(Path("var"))
    first.take()
    with logged_to(io.StringIO()):
        code, _, err = run("serve")
    first.release()

    assert code == 1
    assert "another `langnghe serve` runs on this installation" in err
