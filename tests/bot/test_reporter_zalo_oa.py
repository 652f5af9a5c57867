"""The Official Account as a channel: what it may still say, how it fails, and tokens that are spent once."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channel import Message
from bot.receiving import State, Update
from bot.reporter.zalo_oa import ReporterZaloOa
from bot.webhook import Webhook
from bot.zalo_oa_api import OaApi
from bot.zalo_oa_keeping import LOOK_EVERY, LOOK_SOON, Keeping
from bot.zalo_oa_tokens import OaTokens
from handlers import oa_token
from hotline.errors import SendFailed
from hotline.parcel import Heard
from tests.fakes.zalo_oa import LASTS, FakeOa
from tests.fakes.zalo_oa_phone import OaPhone
from tests.oa_hotline import account_toml, pair_of
from tests.office import Office, open_office, reopened

HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Account:
    """One process's line to the fake account."""

    office: Office
    oa: FakeOa
    channel: ReporterZaloOa
    tokens: OaTokens

    def heard(self, ago: timedelta = timedelta()) -> Heard:
        """Lan's only message so far, as long ago as that."""
        at = self.office.clock.now() - ago
        return Heard(next(iter(self.oa.people["u-lan"].sent_ids)), round(at.timestamp() * 1000))


def account_of(office: Office, oa: FakeOa) -> Account:
    settings = office.installation.settings.zalo_oa
    api = OaApi(settings)
    tokens = OaTokens(office.installation, api)
    return Account(office, oa, ReporterZaloOa(settings, api, tokens, office.clock.now), tokens)


@pytest.fixture
async def account(tmp_path: Path) -> AsyncIterator[Account]:
    async with FakeOa() as oa, open_office(tmp_path / "var", toml=account_toml(oa.base)) as office:
        oa.clock = office.clock.now
        one = account_of(office, oa)
        await oa_token.authorised(office.installation, pair_of(oa, office.clock.now()))
        await oa.phone("u-lan").writes("chào")
        yield one
        await one.channel.close()


@pytest.fixture
def lan(account: Account) -> OaPhone:
    return account.oa.phone("u-lan")


async def failure(account: Account, message: Message) -> SendFailed:
    with pytest.raises(SendFailed) as raised:
        await account.channel.say("u-lan", message)
    return raised.value


# What may still be said


async def test_an_answer_quotes_what_it_answers(account: Account, lan: OaPhone) -> None:
    """Zalo counts it as free of charge only so, and this account has nothing else."""
    await account.channel.say("u-lan", Message("xin chào", heard=account.heard()))

    assert lan.messages[0]["text"] == "xin chào"


@pytest.mark.parametrize("silence", [timedelta(hours=48, seconds=1), timedelta(days=7, seconds=1)])
async def test_what_may_not_go_any_more_is_not_tried(account: Account, silence: timedelta) -> None:
    calls = account.oa.fault("cs", delay=0)

    failed = await failure(account, Message("có tin", heard=account.heard(silence)))

    assert (failed.kind, failed.permanent) == ("window", True)
    assert calls.hits == 0


@pytest.mark.parametrize(("days", "tried"), [(3, 1), (8, 0)])
async def test_a_province_that_pays_may_speak_for_a_week(tmp_path: Path, days: int, tried: int) -> None:
    async with FakeOa() as oa:
        toml = account_toml(oa.base, more="paid = true\n")
        async with open_office(tmp_path / "var", toml=toml) as office:
            one = account_of(office, oa)
            await oa_token.authorised(office.installation, pair_of(oa, office.clock.now()))
            await oa.phone("u-lan").writes("chào")
            calls = oa.fault("cs", body=b'{"error": 0}')
            with contextlib.suppress(SendFailed):
                await one.channel.say("u-lan", Message("có tin", heard=one.heard(timedelta(days=days))))
            await one.channel.close()

    assert calls.hits == tried


async def test_the_ninth_answer_to_a_message_is_not_tried_and_the_next_message_opens_the_chat_again(
    account: Account, lan: OaPhone
) -> None:
    """It would cost money, and a refusal might be the whole account's."""
    for _ in range(8):
        await account.channel.say("u-lan", Message("có tin", heard=account.heard()))
    calls = account.oa.fault("cs", body=b'{"error": 0}')
    ninth = await failure(account, Message("có tin", heard=account.heard()))
    tried = calls.hits
    await account.channel.say("u-lan", Message("có tin", heard=Heard("another", account.heard().at_ms)))

    assert (ninth.kind, ninth.permanent, tried, calls.hits) == ("window", True, 0, 1)


async def test_a_long_text_goes_in_parts_with_the_buttons_below_the_last(
    account: Account, lan: OaPhone
) -> None:
    buttons = (("q:follow_up:yes", "Có"), ("q:follow_up:no", "Không"))

    await account.channel.say("u-lan", Message("dài " * 600, buttons, heard=account.heard()))

    assert ["attachment" in each for each in lan.messages] == [False, True]


@pytest.mark.parametrize(
    ("code", "kind", "permanent", "whole_bot"),
    [
        (-32, "flood", False, False),
        (-211, "quota", False, True),
        (-224, "quota", False, True),
        (-218, "quota_of_person", False, False),
        (-213, "unreachable", True, False),
        (-217, "unreachable", True, False),
        (-230, "window", True, False),
        (-232, "window", True, False),
        (-210, "refused", True, False),
        (-221, "set_up", False, True),
        (-234, "night", False, False),
        (-99999, "server", False, False),
    ],
)
async def test_zalos_numbers_become_what_the_sender_knows(
    account: Account,
    code: int,
    kind: str,
    permanent: bool,  # noqa: FBT001
    whole_bot: bool,  # noqa: FBT001
) -> None:
    account.oa.fault("cs", body=f'{{"error": {code}}}'.encode())

    failed = await failure(account, Message("xin chào"))

    assert (failed.kind, failed.permanent, failed.whole_bot) == (kind, permanent, whole_bot)


@pytest.mark.parametrize(
    "which", [{"html_502": True}, {"reset": True}, {"drop_before": True}, {"body": b"[]"}]
)
async def test_a_broken_line_is_worth_another_try(account: Account, which: dict[str, Any]) -> None:
    account.oa.fault("cs", **which)

    failed = await failure(account, Message("xin chào"))

    assert (failed.permanent, failed.whole_bot) == (False, False)


# Tokens


async def test_a_refused_token_is_renewed_and_the_call_repeated(account: Account, lan: OaPhone) -> None:
    account.oa.revoke_access()

    await account.channel.say("u-lan", Message("xin chào", heard=account.heard()))

    assert len(account.oa.refreshes) == 1
    assert lan.messages[0]["text"] == "xin chào"


async def test_it_is_renewed_at_half_its_life_and_not_before(account: Account) -> None:
    account.office.clock.wind(LASTS / 2 - HOUR)
    early = await account.tokens.look(), len(account.oa.refreshes)
    account.office.clock.wind(HOUR)
    late = await account.tokens.look(), len(account.oa.refreshes)

    assert (early, late) == ((State.WORKING, 0), (State.WORKING, 1))


async def test_a_refresh_token_that_zalo_refuses_is_told_and_tried_hourly(account: Account) -> None:
    """What there is goes on working until it ends; then a person must authorise the account again."""
    refusals = account.oa.fault("access_token", body=b'{"error": -14014}')
    account.office.clock.wind(LASTS / 2)

    states = [await account.tokens.look(), await account.tokens.look()]
    known = await oa_token.kept(account.office.installation)
    tries = [refusals.hits]
    for _ in range(2):
        account.office.clock.wind(HOUR / 2)
        await account.tokens.look()
        tries.append(refusals.hits)
    account.office.clock.wind(LASTS / 2 - HOUR)
    ended = await account.tokens.look()

    assert states == [State.FAILING, State.FAILING]
    assert tries == [1, 1, 2]
    assert known is not None
    assert known.refused_at == account.office.clock.now() - LASTS / 2
    assert ended is State.REFUSED


async def test_nobody_has_authorised_it_yet(tmp_path: Path) -> None:
    async with FakeOa() as oa, open_office(tmp_path / "var", toml=account_toml(oa.base)) as office:
        one = account_of(office, oa)
        state, failed = await one.tokens.look(), await failure(one, Message("xin chào"))
        await one.channel.close()

    assert (state, failed.kind, failed.whole_bot) == (State.REFUSED, "not_authorised", True)


async def test_many_sends_at_once_spend_one_refresh_token(account: Account) -> None:
    account.oa.revoke_access()
    message = Message("xin chào", heard=account.heard())

    await asyncio.gather(*(account.channel.say("u-lan", message) for _ in range(5)))

    assert len(account.oa.refreshes) == 1


async def test_a_renewal_that_nobody_waits_for_any_more_is_stored(account: Account) -> None:
    """Zalo has given the next pair by then; who lost it would have to be authorised again by a person."""
    slow = account.oa.fault("access_token", delay=0.1)
    account.office.clock.wind(LASTS / 2)
    looking = asyncio.create_task(account.tokens.look())
    while not slow.hits:  # noqa: ASYNC110 - nobody tells a test
        await asyncio.sleep(0.001)
    looking.cancel()
    await account.tokens.finish()
    known = await oa_token.kept(account.office.installation)

    assert looking.cancelled()
    assert known is not None
    assert known.pair.renewed_at == account.office.clock.now()


async def test_a_new_pair_outlives_a_database_that_is_away_a_moment(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, renewed, failures = account.office, oa_token.renewed, [ConnectionError(), ConnectionError()]

    async def store(*arguments: Any) -> None:  # noqa: ANN401 - as they come
        if failures:
            raise failures.pop()
        await renewed(*arguments)

    monkeypatch.setattr(oa_token, "renewed", store)
    office.clock.wind(LASTS / 2)
    looking = asyncio.create_task(account.tokens.look())
    while not looking.done():
        await asyncio.sleep(0.001)
        if office.clock.waits:
            office.clock.wind(timedelta(seconds=2))

    assert (looking.result(), failures) == (State.WORKING, [])
    assert len(account.oa.refreshes) == 1


async def test_no_line_of_the_log_holds_a_token(account: Account, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    account.oa.revoke_access()
    await account.channel.say("u-lan", Message("xin chào", heard=account.heard()))
    account.oa.fault("cs", reset=True)
    await failure(account, Message("xin chào"))

    for record in caplog.records:
        told = f"{record.getMessage()} {getattr(record, 'fields', '')}"
        assert "access-" not in told
        assert "refresh-" not in told
        assert "u-lan" not in told


@pytest.fixture
async def two(tmp_path: Path, postgres_url: str) -> AsyncIterator[tuple[Account, Account]]:
    async with (
        FakeOa() as oa,
        open_office(tmp_path / "var", url=postgres_url, toml=account_toml(oa.base)) as office,
        reopened(office.paths, office.founded, office.clock, office.installation.settings) as other,
    ):
        oa.clock = office.clock.now
        await oa_token.authorised(office.installation, pair_of(oa, office.clock.now()))
        one, another = account_of(office, oa), account_of(other, oa)
        yield one, another
        await one.channel.close()
        await another.channel.close()


async def test_two_processes_spend_the_refresh_token_once(two: tuple[Account, Account]) -> None:
    """Whoever comes second goes on with what it has, and with the new pair as soon as that is stored."""
    one, other = two
    slow = one.oa.fault("access_token", delay=0.2)
    one.office.clock.wind(LASTS / 2)

    await asyncio.gather(one.tokens.look(), other.tokens.look(), one.tokens.look(), other.tokens.look())
    states = await one.tokens.look(), await other.tokens.look()

    assert slow.hits == len(one.oa.refreshes) == 1
    assert states == (State.WORKING, State.WORKING)


async def test_a_process_that_died_over_it_is_followed_after_a_minute(two: tuple[Account, Account]) -> None:
    one, other = two
    one.office.clock.wind(LASTS / 2)
    known = await oa_token.kept(one.office.installation)
    assert known is not None
    claimed = await oa_token.claim(one.office.installation, known.pair.access)

    soon = await other.tokens.look(), len(one.oa.refreshes)
    one.office.clock.wind(timedelta(minutes=1))
    later = await other.tokens.look(), len(one.oa.refreshes)

    assert claimed.ours
    assert soon == (State.FAILING, 0)
    assert later == (State.WORKING, 1)


async def test_how_it_stands_is_known_soon_after_somebody_authorised_it(tmp_path: Path) -> None:
    async with FakeOa() as oa, open_office(tmp_path / "var", toml=account_toml(oa.base)) as office:
        one = account_of(office, oa)
        slept: list[float] = []

        async def sleep(seconds: float) -> None:
            slept.append(seconds)
            if len(slept) == 1:
                await oa_token.authorised(office.installation, pair_of(oa, office.clock.now()))
            else:
                keeping.stop()

        webhook: Webhook[object] = Webhook("oa", lambda _: Update(0, "", None), _never, _never)
        keeping = Keeping(one.tokens, webhook, sleep)
        states = [keeping.state]
        await keeping.run()
        states.append(keeping.state)
        await one.channel.close()

    assert slept == [LOOK_SOON, LOOK_EVERY]
    assert states == [State.STARTING, State.STOPPED]


async def _never(_: object) -> list[Exception | None]:
    raise AssertionError
