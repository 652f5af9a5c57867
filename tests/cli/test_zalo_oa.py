"""An Official Account is authorised by a person, once; the command tells how its token is since then."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from cli import opening
from handlers import oa_token
from handlers.installation import Installation
from hotline.settings_reading import read_settings
from tests.cli.conftest import Run
from tests.fakes.zalo_oa import FakeOa
from tests.oa_hotline import account_toml, pair_of

Answering = Callable[[Callable[[str], str]], None]


@pytest.fixture
def configured(run: Run, account: FakeOa) -> Run:
    """An installation with an account that nobody has authorised."""
    Path("config.toml").write_text(account_toml(account.base), encoding="utf-8")
    run("init")
    return run


@pytest.fixture
def pasting(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Answering:
    """What the person pastes, made of the address that was printed."""

    def set_up(answer: Callable[[str], str]) -> None:
        def prompt(_: str) -> str:
            [address] = re.findall(r"http\S+permission\S+", capsys.readouterr().out)
            return answer(address)

        monkeypatch.setattr("click.termui.visible_prompt_func", prompt)

    return set_up


def test_an_account_is_authorised_and_its_token_is_good(
    configured: Run, account: FakeOa, pasting: Answering
) -> None:
    pasting(account.agrees)
    before, missing, _ = configured("zalo-oa", "status")
    done, said, _ = configured("zalo-oa", "authorise")
    code, told, _ = configured("zalo-oa", "status", "--json")

    assert (before, done, code) == (1, 0, 0)
    assert "authorise" in missing
    assert "Authorised" in said
    assert json.loads(told)["health"] == "good"
    assert "access-" not in said + told


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda address: address.replace("state=", "state=x"), "begin again"),
        (lambda address: address.replace("oa_id=", "oa_id=1"), "another account"),
        (lambda address: address.replace("code=", "code=x"), "Zalo refused"),
        (lambda _: "hello", "begin again"),
    ],
    ids=["another state", "another account", "another code", "no address"],
)
def test_an_answer_that_isnt_ours_changes_nothing(
    configured: Run, account: FakeOa, pasting: Answering, spoil: Callable[[str], str], complaint: str
) -> None:
    pasting(lambda address: spoil(account.agrees(address)))

    code, _, complained = configured("zalo-oa", "authorise")

    assert (code, complaint in complained) == (1, True)
    assert configured("zalo-oa", "status")[0] == 1


@pytest.mark.parametrize(
    ("ago", "health"),
    [
        (timedelta(hours=13), "good"),
        (timedelta(hours=15), "overdue"),
        (timedelta(days=77), "ending"),
        (timedelta(days=91), "lost"),
    ],
)
def test_what_nobody_renews_is_told(configured: Run, account: FakeOa, ago: timedelta, health: str) -> None:
    settings = read_settings(Path("config.toml").read_text(encoding="utf-8"), "config.toml", {})

    async def act(office: Installation) -> None:
        await oa_token.authorised(office, pair_of(account, office.now() - ago))

    opening.with_installation(settings, Path("var"), act)
    code, told, _ = configured("zalo-oa", "status", "--json")

    assert json.loads(told)["health"] == health
    assert code == (health != "good")


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (None, "Nobody has authorised"),
        (timedelta(hours=1), ""),
        (timedelta(hours=15), "not renewed in time"),
        (timedelta(days=91), "no more"),
    ],
)
def test_the_doctor_sees_how_the_token_is(
    configured: Run, account: FakeOa, ago: timedelta | None, said: str
) -> None:
    settings = read_settings(Path("config.toml").read_text(encoding="utf-8"), "config.toml", {})

    async def act(office: Installation) -> None:
        if ago is not None:
            await oa_token.authorised(office, pair_of(account, office.now() - ago))

    opening.with_installation(settings, Path("var"), act)
    _, out, _ = configured("doctor")

    assert (said in out) if said else "Official Account" not in out


def test_the_doctor_wants_https(configured: Run, account: FakeOa) -> None:
    toml = account_toml(account.base, "http://nghe.example")
    Path("config.toml").write_text(toml, encoding="utf-8")

    assert "https addresses alone" in configured("doctor")[1]


def test_without_an_account_it_says_what_to_write(run: Run) -> None:
    code, _, complained = run("zalo-oa", "status")

    assert code == 2
    assert "app_id under [zalo_oa]" in complained
