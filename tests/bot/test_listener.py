"""HTTP inside the running loop."""

import asyncio
import signal

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.listener import Listener
from hotline.errors import BadConfiguration
from hotline.settings import Console, Settings, Web

ANY_PORT = Settings(web=Web(port=0), console=Console(port=0))


async def hello(_request: Request) -> Response:
    return PlainTextResponse("hello")


APP = Starlette(routes=[Route("/", hello)])


@pytest.mark.parametrize("section", ["web", "console"])
async def test_it_answers_on_the_port_it_was_given(section: str) -> None:
    listener = Listener.bound(ANY_PORT, section)
    assert listener.port > 0
    await listener.begin(APP)
    async with httpx.AsyncClient() as client:
        answer = await client.get(listener.origin)
    await listener.end()

    assert answer.text == "hello"
    assert not {"server", "date"} & set(answer.headers)


async def test_a_port_in_use_is_one_line_before_anything_begins() -> None:
    first = Listener.bound(ANY_PORT, "web")
    taken = Settings(web=Web(port=first.port))

    with pytest.raises(BadConfiguration, match=rf"^configuration: web\.port: {first.port} is in use .+$"):
        Listener.bound(taken, "web")
    first.release()
    Listener.bound(taken, "web").release()


async def test_an_address_of_another_machine_is_one_line() -> None:
    with pytest.raises(BadConfiguration, match=r'^configuration: console\.host: "192\.0\.2\.1" .+$'):
        Listener.bound(Settings(console=Console(host="192.0.2.1", port=0)), "console")


async def test_it_leaves_signals_to_the_program() -> None:
    before = (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT))
    listener = Listener.bound(ANY_PORT, "web")
    await listener.begin(APP)

    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
    await listener.end()


async def test_a_request_under_way_is_answered_before_the_end() -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_request: Request) -> Response:
        begun.set()
        await go_on.wait()
        return PlainTextResponse("done")

    listener = Listener.bound(ANY_PORT, "web")
    await listener.begin(Starlette(routes=[Route("/", slow)]))
    async with httpx.AsyncClient() as client:
        asked = asyncio.create_task(client.get(listener.origin))
        await begun.wait()
        ended = asyncio.create_task(listener.end())
        go_on.set()
        assert (await asked).text == "done"
    await ended
