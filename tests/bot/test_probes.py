"""What machines are told on the public listener."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.probes import probes
from hotline.settings_reading import read_settings

HEALTHY = {"ready": True, "database": True, "due_loop": True, "channels": {"telegram": "conflict"}}
FAR_AWAY = ("192.0.2.7", 1234)
BEARER = {"Authorization": "Bearer secret"}


@asynccontextmanager
async def asking(
    toml: str = "", health: Mapping[str, Any] = HEALTHY, client: tuple[str, int] = ("127.0.0.1", 1234)
) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=probes(read_settings(toml, "test.toml", {}), lambda: health))
    transport = httpx.ASGITransport(app, client=client)
    async with httpx.AsyncClient(transport=transport, base_url="http://hotline.test") as one:
        yield one


async def test_a_process_that_answers_is_alive() -> None:
    async with asking(health={"ready": False}) as machine:
        assert (await machine.get("/healthz")).status_code == 200


async def test_a_blocked_messenger_does_not_take_the_chat_away() -> None:
    async with asking() as machine:
        answer = await machine.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == HEALTHY


async def test_without_database_or_due_loop_it_is_not_ready() -> None:
    async with asking(health=HEALTHY | {"ready": False, "due_loop": False}) as machine:
        answer = await machine.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["due_loop"] is False


@pytest.mark.parametrize("client", [("127.0.0.1", 1), ("::1", 1)])
async def test_metrics_answer_this_machine(client: tuple[str, int]) -> None:
    async with asking(client=client) as machine:
        answer = await machine.get("/metrics")

    assert answer.status_code == 200
    assert "langnghe_lateness_seconds_bucket" in answer.text


async def test_metrics_do_not_answer_other_machines() -> None:
    async with asking(client=FAR_AWAY) as machine:
        assert (await machine.get("/metrics")).status_code == 403


async def test_with_a_public_address_this_machine_proves_nothing() -> None:
    """A proxy and an onion service both come from 127.0.0.1."""
    async with asking('[web]\npublic_url = "https://hotline.example"') as machine:
        assert (await machine.get("/metrics", headers=BEARER)).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"), [({}, 401), ({"Authorization": "Bearer no"}, 401), (BEARER, 200)]
)
async def test_a_token_must_be_shown_from_everywhere(headers: dict[str, str], status: int) -> None:
    async with asking('[metrics]\ntoken = "secret"') as machine:
        assert (await machine.get("/metrics", headers=headers)).status_code == status


async def test_a_token_opens_the_metrics_behind_a_proxy() -> None:
    toml = '[metrics]\ntoken = "secret"\n[web]\npublic_url = "https://hotline.example"'
    async with asking(toml, client=FAR_AWAY) as machine:
        assert (await machine.get("/metrics", headers=BEARER)).status_code == 200
