"""What goes wrong outside is told too: an account, a messenger, a provider, the canary."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers import canary, oa_token
from hotline.oa_token import Pair
from hotline.settings import ZaloOa
from tests.watch import Watch


@pytest.mark.parametrize(
    ("ago", "found", "said"),
    [
        (None, 1, "chưa ai cho phép"),
        (timedelta(hours=12), 0, ""),
        (timedelta(hours=15), 1, "chưa được gia hạn"),
        (timedelta(days=80), 1, "sắp hết hạn"),
    ],
)
async def test_an_official_account_that_needs_a_person_is_told(
    watch: Watch, ago: timedelta | None, found: int, said: str
) -> None:
    """The machine does its work, so the heartbeat goes on."""
    office = watch.office.installation
    office.settings = replace(office.settings, zalo_oa=ZaloOa(app_id="1"))
    if ago is not None:
        at = office.now() - ago
        pair = Pair("a", "r", at, at + timedelta(hours=25), at + timedelta(days=90))
        await oa_token.authorised(office, pair)

    seen = await watch.look()

    assert (seen.account, seen.sound) == (found, True)
    assert any(said in words for words in watch.told()) == bool(found)


async def test_a_messenger_that_refuses_us_twice_is_told_and_the_heartbeat_with_it(watch: Watch) -> None:
    """Once may be a restart, where two processes polled for a moment."""
    standing = {"zalo.officer": "refused", "telegram.reporter": "failing", "zalo_oa.reporter": "refused"}
    watch.office.installation.standing = lambda: standing
    assert (await watch.look()).messengers_shut == 0

    seen = await watch.look()

    assert (seen.messengers_shut, seen.sound) == (1, False)
    assert any("zalo.officer." in words for words in watch.told())
    standing["zalo.officer"] = "working"
    assert (await watch.look()).sound


async def test_a_provider_that_refuses_our_account_is_told_and_the_heartbeat_goes_on(watch: Watch) -> None:
    watch.office.installation.standing = lambda: {"sms.officer": "refused"}
    await watch.look()

    seen = await watch.look()

    assert (seen.accounts_refused, seen.messengers_shut, seen.sound) == (1, 0, True)
    assert any("sms.officer." in words for words in watch.told())


async def test_a_canary_that_stays_away_is_told_and_the_heartbeat_with_it(watch: Watch) -> None:
    await canary.watch(watch.office.installation)
    assert (await watch.look(after=7200.0)).canary_silent == 0

    found = await watch.look()

    assert found.canary_silent == 1
    assert not found.sound
