"""The demonstration: one command, and a newcomer sees a hotline at work."""

import contextlib
import io
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from cli import opening
from cli.main import main
from handlers import access, alert, case
from handlers.alert import AlertView
from handlers.installation import Installation
from hotline.case_view import CaseView
from hotline.settings import Settings
from storage.tables import outbox
from tests.cli.conftest import Run

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the demonstration lies, and what the newcomer was told."""

    directory: Path
    told: dict[str, Any]

    def ask(self, act: Callable[[Installation], Awaitable[T]]) -> T:
        """Do something there."""
        return opening.with_installation(Settings(), self.directory, act)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A demonstration, made once: a dozen passwords cost seconds."""
    directory = tmp_path_factory.mktemp("demo") / "var"
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert main(["demo", "--json", "--data-dir", str(directory)]) == 0
    return Demo(directory, json.loads(out.getvalue()))


def alerts_of(played: Demo) -> list[AlertView]:
    """What the supervisor sees, the newest first."""

    async def look(office: Installation) -> list[AlertView]:
        caller = await logged_in(office, played, "supervisor")
        listing = await alert.listed(office, caller.officer, None, None)
        shown = [await alert.shown(office, caller.officer, item.number) for item in listing.items]
        return [one for one in shown if one is not None]

    return played.ask(look)


async def logged_in(office: Installation, played: Demo, role: str) -> access.Caller:
    login = next(one for one in played.told["logins"] if one["role"] == role)
    session = await access.log_in(office, login["username"], played.told["password"])
    assert session is not None
    assert not session.must_change_password
    caller = await access.caller_of(office, session.token)
    assert caller is not None
    return caller


def test_alerts_stand_at_every_stage(played: Demo) -> None:
    found = alerts_of(played)

    stages = {(one.state, one.urgency, one.case_opened) for one in found}
    assert ("open", "emergency", False) in stages
    assert ("open", "low", False) in stages
    assert ("acknowledged", "urgent", False) in stages
    assert ("acknowledged", "normal", True) in stages
    assert ("closed", "urgent", True) in stages
    emergency = next(one for one in found if one.urgency == "emergency" and len(one.pages) > 2)
    assert {page.state for page in emergency.pages} == {"sent"}
    assert len({page.step for page in emergency.pages}) == 3  # it has climbed for twelve minutes


def test_everything_is_marked_as_invented(played: Demo) -> None:
    async def look(office: Installation) -> tuple[list[str], list[CaseView]]:
        caller = await logged_in(office, played, "supervisor")
        names = [one.name for one in await access.everybody(office)]
        listing = await alert.listed(office, caller.officer, None, None)
        cases = [
            await case.open_case(office, caller.officer, caller.seeds, item.number) for item in listing.items
        ]
        return names, cases

    names, cases = played.ask(look)

    assert all("VÍ DỤ" in name for name in names if name != "administrator")
    stories = [one.story for one in cases if one.story is not None]
    assert len(stories) == 6
    assert all(story.startswith(("VÍ DỤ", "DIỄN TẬP")) for story in stories)
    said = [words.text for one in cases for words in one.messages]
    assert len(said) == 3
    assert all("VÍ DỤ" in text for text in said)


def test_nothing_waits_to_be_sent_to_a_real_messenger(played: Demo) -> None:
    async def look(office: Installation) -> int | None:
        return await office.reader.read(outbox.oldest_due)

    assert played.ask(look) is None


def test_there_is_a_roster_for_the_coming_month(played: Demo, run: Run) -> None:
    shifts = json.loads(run("roster", "show", "--json", "--data-dir", str(played.directory))[1])

    assert len({one["unit"] for one in shifts}) == 4
    assert len(shifts) > 400


def test_a_hotline_in_use_is_refused(played: Demo, run: Run) -> None:
    code, _, err = run("demo", "--data-dir", str(played.directory))

    assert code == 1
    assert "in use" in err


def test_an_installation_that_was_only_made_is_filled(run: Run) -> None:
    run("init")

    code, out, _ = run("demo")

    assert code == 0
    assert "Password of everyone below" in out
