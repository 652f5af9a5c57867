"""`langnghe drill`, as an operator uses it."""

import json
from pathlib import Path

import pytest

from cli import opening
from handlers import officer_chat
from handlers.installation import Installation
from handlers.officer_chat import OfficerReceived
from hotline.settings import Settings
from tests.cli.conftest import Run


@pytest.fixture
def an(run: Run) -> str:
    """An installation whose only officer leads Quảng Trực and has a messenger."""
    run("init")
    add = ("officer", "add", "--name", "An", "--unit", "24736", "--role", "unit_lead", "--json")
    added = json.loads(run(*add)[1])

    async def link(office: Installation) -> None:
        received = OfficerReceived("telegram", "9001", "1", "start", added["link_code"])
        await officer_chat.receive(office, [received])

    opening.with_installation(Settings(), Path("var"), link)
    return str(added["username"])


def test_a_drill_pages_the_units_officers_and_can_be_looked_at(run: Run, an: str) -> None:
    code, out, _ = run("drill", "--unit", "Quảng Trực", "--urgency", "emergency", "--json")

    begun = json.loads(out)
    assert code == 0
    assert (begun["unit"], begun["urgency"], begun["state"]) == ("24736", "emergency", "open")
    assert [(one["username"], one["paged_after_seconds"]) for one in begun["officers"]] == [(an, 0.0)]
    assert begun["served"] is False
    code, out, _ = run("drill", "--show", str(begun["number"]))
    assert code == 0
    assert an in out
    assert "the pages go out when it starts" in out
    assert run("drill", "--end", str(begun["number"]))[0] == 0


@pytest.mark.usefixtures("an")
def test_a_drill_that_reaches_nobody_is_a_problem(run: Run) -> None:
    code, _, err = run("drill", "--unit", "24739")

    assert code == 1
    assert "langnghe roster show" in err


@pytest.mark.usefixtures("an")
def test_what_is_no_drill_is_not_shown(run: Run) -> None:
    assert run("drill", "--show", "99")[0] == 1
    assert run("drill")[0] == 2
    assert run("drill", "--unit", "24736", "--show", "1")[0] == 2


@pytest.mark.usefixtures("an")
def test_drills_are_scheduled_listed_and_stopped(run: Run) -> None:
    every = ("drill", "schedule", "--unit", "24736", "--on", "15")

    assert run(*every, "--at", "03:00")[0] == 2  # at night
    assert run(*every, "--at", "nine")[0] == 2
    assert run("drill", "schedule", "--unit", "24736", "--on", "31", "--at", "09:30")[0] == 2
    code, out, _ = run(*every, "--at", "09:30", "--json")

    made = json.loads(out)
    assert code == 0
    assert (made["unit"], made["every"], made["on"], made["at"]) == ("24736", "month", 15, "09:30")
    assert json.loads(run("drill", "list", "--json")[1]) == [made]
    assert run("drill", "stop", str(made["schedule"]))[0] == 0
    assert run("drill", "stop", str(made["schedule"]))[0] == 1
    assert "No drill" in run("drill", "list")[1]


def test_results_are_kept_of_each_officer(run: Run, an: str) -> None:
    begun = json.loads(run("drill", "--unit", "24736", "--json")[1])
    assert "under way" in run("drill", "results")[1]
    run("drill", "--end", str(begun["number"]))

    [past] = json.loads(run("drill", "results", "--unit", "24736", "--json")[1])

    assert [(one["username"], one["outcome"]) for one in past["officers"]] == [(an, "relieved")]
    assert an in run("drill", "results")[1]
