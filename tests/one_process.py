"""One process of an installation on real time, its listeners and messengers, from start to graceful end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clock import SystemClock
from bot.listener import Listener
from cli import opening
from cli.messengers import Messengers
from cli.opening import Paths
from cli.running import Running
from handlers.installation import Installation
from hotline.settings import Settings, Web
from tests.office import texts


@asynccontextmanager
async def one_process(settings: Settings, paths: Paths) -> AsyncIterator[Installation]:
    """Everything works that can without its messenger when this yields."""
    public, console = Listener.bound(settings, "web"), Listener.bound(settings, "console")
    office = opening.opened(settings, paths, texts(), SystemClock(), codes=2)
    office.console_port = console.port
    running = Running(office, alone=True)
    messengers = Messengers(office, running)
    await running.begin(public, console)
    messengers.begin()
    try:
        yield office
    finally:
        await messengers.end()
        await running.end()
        await opening.closed(office)
        public.release()
        console.release()


def free_port() -> int:
    """A port that nobody listens on just now."""
    listener = Listener.bound(Settings(web=Web(port=0)), "web")
    port = listener.port
    listener.release()
    return port
