"""`langnghe roster` beyond files: rotations, changes, the calendar, looking ahead."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

UNIT = ("--unit", "Quảng Trực")
DAY = ("--from", "07:00", "--until", "07:00")


def made(run: Run) -> None:
    assert run("init")[0] == 0
    for name in ("An", "Bình"):
        assert run("officer", "add", "--name", name, *UNIT, "--role", "officer")[0] == 0


def test_a_rotation_is_added_shown_and_removed(run: Run) -> None:
    made(run)
    begins = ("--begins", "2026-01-05")

    assert run(
        "roster", "rotation", "add", *UNIT, *begins, *DAY, "--every", "7", "--crew", "an", "--crew", "binh"
    )[:2] == (0, "Rotation 1 is made.\n")
    listed = run("roster", "rotation", "list")[1]
    assert listed == "1    24736  on_duty  07:00-07:00 from 2026-01-05, turns of 7 day(s): an | binh\n"
    assert len(json.loads(run("roster", "show", "--json")[1])) > 300
    assert run("roster", "rotation", "remove", "1")[0] == 0
    assert run("roster", "rotation", "remove", "1")[0] == 1
    assert json.loads(run("roster", "show", "--json")[1]) == []


def test_what_is_wrong_with_a_rotation_is_said(run: Run) -> None:
    made(run)

    code, _, err = run("roster", "rotation", "add", *UNIT, "--begins", "x", *DAY, "--crew", "who")

    assert code == 1
    assert "begins 'x'" in err
    assert "'who'" in err


def test_a_month_is_copied_once(run: Run) -> None:
    made(run)
    Path("r.csv").write_text(
        "unit,from,until,username,place\n24736,2030-11-04T07:00,2030-11-05T07:00,an,on_duty\n"
    )
    copy = ("roster", "copy-month", *UNIT, "--from", "2030-11", "--to", "2030-12")
    assert run("roster", "import", "r.csv")[0] == 0

    code, out, _ = run(*copy)

    assert code == 0
    assert out.startswith("1 shift(s) copied")
    month = json.loads(run("roster", "coverage", *UNIT, "--month", "2030-12", "--json")[1])
    assert [one["until"] for one in month["gaps"]] == ["2030-12-02T07:00", "2031-01-01T00:00"]
    assert run(*copy)[0] == 1
    assert run(*copy[:-1], "december")[0] == 2


def test_changes_are_listed_and_undone(run: Run) -> None:
    made(run)
    span = ("--from", "2030-12-01T07:00", "--until", "2030-12-02T07:00")

    assert run("roster", "override", *UNIT, *span, "--officer", "an")[0] == 0
    assert run("roster", "cover", "an", "binh", *UNIT, *span)[0] == 0
    assert run("roster", "leave", "binh", *span)[0] == 0
    listed = run("roster", "changes")[1].splitlines()
    assert [line.split("  ")[-2] for line in listed] == [
        "24736 on_duty: an",
        "24736 on_duty: binh for an",
        "leave of binh",
    ]
    assert run("roster", "undo", "1")[0] == 0
    assert run("roster", "undo", "1")[0] == 1


def test_a_preview_and_a_months_coverage_tell_by_their_exit_code(run: Run) -> None:
    made(run)
    run("roster", "rotation", "add", *UNIT, "--begins", "2026-01-05", *DAY, "--crew", "an")

    code, out, _ = run("roster", "preview", *UNIT, "--at", "2026-12-01T22:00", "--json")
    assert code == 1  # An has no messenger, and there is no supervisor but the administrator without one
    assert json.loads(out)[0]["unreachable"] == ["an"]
    code, _, err = run("roster", "preview", *UNIT, "--at", "soon")
    assert code == 2
    assert "at 'soon' is not a local time like 2026-11-23T07:00" in err
    code, out, _ = run("roster", "coverage", *UNIT, "--month", "2026-12")
    assert code == 1
    assert "100 %" in out
    assert "TOO MUCH" in out


def test_a_day_of_the_calendar_is_set_and_unset(run: Run) -> None:
    assert run("init")[0] == 0

    assert run("roster", "day", "set", "2027-02-13", "working", "Làm bù Tết")[0] == 0
    assert "2027-02-13  Sat  working  Làm bù Tết\n" in run("roster", "day", "list", "2027")[1]
    assert run("roster", "day", "unset", "2027-02-13")[0] == 0
    assert run("roster", "day", "unset", "2027-02-13")[0] == 1


def test_a_roster_goes_out_and_in_as_a_calendar(run: Run) -> None:
    made(run)
    run("roster", "rotation", "add", *UNIT, "--begins", "2026-01-05", *DAY, "--crew", "an")

    assert run("roster", "export", "duty.ics")[0] == 0
    assert run("roster", "rotation", "remove", "1")[0] == 0
    code, out, _ = run("roster", "import", "duty.ics")
    assert code == 0
    assert "shift(s) imported" in out
    assert len(json.loads(run("roster", "show", "--json")[1])) > 300


def test_an_officers_calendar_has_an_address_until_it_is_revoked(run: Run) -> None:
    made(run)

    assert "/calendar/" in run("roster", "feed", "an")[1]
    assert run("roster", "feed", "an", "--revoke")[0] == 0
    assert run("roster", "feed", "an", "--revoke")[0] == 1
    assert run("roster", "feed", "who")[0] == 1


@pytest.mark.parametrize("file", ["duty.csv", "duty.ics"])
def test_what_was_exported_is_imported_though_a_shift_lies_in_a_rotation(run: Run, file: str) -> None:
    made(run)
    Path("r.csv").write_text(
        "unit,from,until,username,place\n24736,2030-12-01T12:00,2030-12-03T12:00,an,on_duty\n"
    )
    begins = ("--begins", "2030-12-01", "--ends", "2030-12-05")
    run("roster", "rotation", "add", *UNIT, *begins, *DAY, "--crew", "an")
    run("roster", "import", "r.csv")

    assert run("roster", "export", file)[0] == 0
    assert run("roster", "import", file)[0] == 0


def test_a_month_outside_the_calendar_is_bad_usage(run: Run) -> None:
    made(run)

    for month in ("9999-12", "0001-01"):
        assert run("roster", "coverage", *UNIT, "--month", month)[0] == 2
        assert run("roster", "copy-month", *UNIT, "--from", "2030-11", "--to", month)[0] == 2
    assert run("roster", "day", "set", "9999-12-31", "rest", "x")[0] == 2


def test_a_place_where_nothing_can_be_written_is_named(run: Run) -> None:
    made(run)

    code, _, err = run("roster", "export", "nowhere/duty.csv")

    assert code == 1
    assert err == "Error: nowhere/duty.csv: No such file or directory; nothing was written\n"


def test_the_number_of_a_change_that_was_undone_is_not_given_again(run: Run) -> None:
    made(run)
    span = ("--from", "2030-12-01T07:00", "--until", "2030-12-02T07:00")
    run("roster", "leave", "an", *span)
    run("roster", "undo", "1")

    assert run("roster", "leave", "binh", *span)[1] == "Change 2 is made.\n"


def test_a_bad_event_of_a_calendar_is_named_by_its_number(run: Run) -> None:
    made(run)
    event = "BEGIN:VEVENT\nDTSTART:20261201T000000Z\nSUMMARY:24736 on_duty an\nEND:VEVENT\n"
    Path("duty.ics").write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{event}END:VCALENDAR\n")
    Path("none.ics").write_text("hello")

    assert run("roster", "import", "duty.ics")[2].startswith("duty.ics, event 1: needs a beginning")
    assert run("roster", "import", "none.ics")[2].startswith("none.ics: is no iCalendar file\n")
