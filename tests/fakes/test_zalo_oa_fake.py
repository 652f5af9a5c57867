"""The fake Official Account keeps the rules that are known of Zalo's."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.fakes.zalo_oa import APP_ID, APP_SECRET, LADDER, LASTS, FakeOa, proof_of
from tests.fakes.zalo_oa_remote import RemoteOa

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
async def oa() -> AsyncIterator[FakeOa]:
    async with FakeOa(clock=lambda: MONDAY, pace=0.0) as one:
        yield one


async def call(oa: FakeOa, access: str, text: str = "a", quoting: str | None = None) -> int:
    """What Zalo's answer to a message for Lan says; it came with 200."""
    message: dict[str, Any] = {"text": text} | ({"quote_message_id": quoting} if quoting else {})
    body = {"recipient": {"user_id": "lan"}, "message": message}
    shown = {"access_token": access, "appsecret_proof": proof_of(access)}
    async with httpx.AsyncClient(trust_env=False, headers=shown) as client:
        answer = await client.post(f"{oa.base}/v3.0/oa/message/cs", json=body)
    assert answer.status_code == 200
    return int(answer.json()["error"])


async def renew(oa: FakeOa, refresh: str) -> dict[str, Any]:
    form = {"grant_type": "refresh_token", "refresh_token": refresh, "app_id": APP_ID}
    async with httpx.AsyncClient(trust_env=False, headers={"secret_key": APP_SECRET}) as client:
        return dict((await client.post(f"{oa.base}/v4/oa/access_token", data=form)).json())


async def test_a_refresh_token_works_once(oa: FakeOa) -> None:
    refresh = oa.give_pair()["refresh_token"]

    assert "access_token" in await renew(oa, refresh)
    assert (await renew(oa, refresh))["error"] == -14014


async def test_an_access_token_lasts_twenty_five_hours(oa: FakeOa) -> None:
    access = oa.give_pair()["access_token"]
    unknown = await call(oa, "another")
    oa.clock = lambda: MONDAY + LASTS

    assert (unknown, await call(oa, access)) == (-216, -220)


async def test_an_account_speaks_only_inside_a_window(oa: FakeOa) -> None:
    access, lan = oa.give_pair()["access_token"], oa.phone("lan")
    never = await call(oa, access)
    await lan.writes("chào")
    [said] = oa.people["lan"].sent_ids
    free = [await call(oa, access, quoting=said) for _ in range(9)]
    unquoted = await call(oa, access)
    oa.clock = lambda: MONDAY + LASTS - timedelta(hours=1)
    oa.people["lan"].wrote_at = oa.clock() - timedelta(days=7, seconds=1)
    late = await call(oa, access, quoting=said)
    oa.people["lan"].blocked = True

    assert never == -232
    assert free == [0] * 8 + [-211]
    assert unquoted == -211
    assert late == -230
    assert await call(oa, access) == -213


async def test_a_text_has_an_end(oa: FakeOa) -> None:
    access = oa.give_pair()["access_token"]
    await oa.phone("lan").writes("chào")

    assert await call(oa, access, "a" * 2001) == -210


async def test_what_is_not_answered_is_posted_again_and_then_no_more(oa: FakeOa) -> None:
    oa.hook = "http://127.0.0.1:9/hooks/zalo_oa"
    await oa.phone("lan").writes("chào")

    posts = await oa.posted(1 + len(LADDER))
    for _ in range(100):
        await asyncio.sleep(0)

    assert [post.num_retry for post in posts] == list(range(1 + len(LADDER)))
    assert {post.status for post in posts} == {None}
    assert not oa.subscribed


async def test_it_can_be_steered_by_hand() -> None:
    """In a rehearsal nobody has a Zalo at hand."""
    asked = f"app_id={APP_ID}&redirect_uri=https://nghe.example&code_challenge=c&state=s"
    async with RemoteOa() as oa, httpx.AsyncClient(trust_env=False, base_url=oa.base) as hand:
        agreed = (await hand.get(f"/v4/oa/permission?{asked}")).text
        await hand.post("/phones/lan", json={"writes": "chào"})
        access = oa.give_pair()["access_token"]
        [said] = oa.people["lan"].sent_ids
        await call(oa, access, "xin chào", quoting=said)
        seen = (await hand.get("/phones/lan")).json()

    assert agreed.startswith("https://nghe.example?")
    assert "state=s" in agreed
    assert [one["text"] for one in seen["messages"]] == ["xin chào"]
