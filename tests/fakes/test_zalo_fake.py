"""The fake Zalo keeps the rules that are known of the real one."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.fakes.zalo import FakeZalo

TOKEN = "300:AAreporters"


@pytest.fixture
async def zalo() -> AsyncIterator[FakeZalo]:
    async with FakeZalo(TOKEN, longest_poll=0.02) as one:
        yield one


async def call(zalo: FakeZalo, method: str, token: str = TOKEN, **body: object) -> dict[str, Any]:
    """The answer's body; whatever it says, it came with 200."""
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"{zalo.api_base}/bot{token}/{method}", json=body)
    assert answer.status_code == 200
    return dict(answer.json())


async def test_an_update_is_given_once_and_silence_is_408(zalo: FakeZalo) -> None:
    await zalo.phone(TOKEN, "z-lan").writes("chào")

    given = await call(zalo, "getUpdates", timeout="30")
    nothing = await call(zalo, "getUpdates", timeout=30)

    assert given["result"]["message"]["text"] == "chào"
    assert (nothing["ok"], nothing["error_code"]) == (False, 408)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"chat_id": "z-lan", "text": "a" * 2000}, None),
        ({"chat_id": "z-lan", "text": "a" * 2001}, 400),
        ({"chat_id": "z-lan", "text": ""}, 400),
        ({"chat_id": "z-stranger", "text": "a"}, 400),
    ],
)
async def test_what_can_be_sent(zalo: FakeZalo, body: dict[str, Any], code: int | None) -> None:
    await zalo.phone(TOKEN, "z-lan").writes("chào")

    assert (await call(zalo, "sendMessage", **body)).get("error_code") == code


@pytest.mark.parametrize(
    ("url", "secret", "taken"),
    [
        ("https://nghe.example/hook", "8letters", True),
        ("https://nghe.example/hook", "7letter", False),
        ("http://nghe.example/hook", "8letters", False),
        ("https://127.0.0.1/hook", "8letters", False),
    ],
)
async def test_which_webhooks_are_taken(zalo: FakeZalo, url: str, secret: str, *, taken: bool) -> None:
    assert (await call(zalo, "setWebhook", url=url, secret_token=secret))["ok"] is taken


async def test_with_a_webhook_set_polls_hear_nothing(zalo: FakeZalo) -> None:
    assert (await call(zalo, "getWebhookInfo"))["error_code"] == 404
    zalo.bot(TOKEN).url = "https://nghe.example/hook"
    await zalo.phone(TOKEN, "z-lan").writes("chào")

    assert (await call(zalo, "getUpdates", timeout=30))["error_code"] == 408
    await call(zalo, "deleteWebhook")
    assert (await call(zalo, "getUpdates", timeout=30))["ok"] is True


async def test_methods_of_other_libraries_and_tokens_are_refused(zalo: FakeZalo) -> None:
    assert (await call(zalo, "sendTemplate"))["error_code"] == 400
    assert (await call(zalo, "getMe", token="300:unknown"))["error_code"] == 401
