"""`langnghe serve`: the hotline, running. Everything is wired here, and nowhere else.

The listeners are bound before anything is made, so that a port in use is said in one line; the messengers
come last, because they may take seconds and never hold the web chat up.
"""

import asyncio
import contextlib
import os
import signal

import click

from bot.clock import SystemClock
from bot.listener import Listener
from bot.logs import log, set_up_logging
from bot.systemd import Systemd
from cli import opening
from cli.checking import check_files
from cli.init import for_people
from cli.messengers import Messengers
from cli.options import Where, placed
from cli.running import Running
from handlers import founding
from hotline.settings import Settings
from storage.database import InstallationLock, is_sqlite
from storage.keys.files import make_private
from storage.presence import Presence


@click.command("serve")
@placed
def command(where: Where) -> None:
    """Run the hotline; on an empty directory, make it first."""
    settings = where.settings()
    check_files(settings)
    set_up_logging(settings.log.level, as_json=settings.log.format == "json")
    asyncio.run(_serve(settings, where))


async def _serve(settings: Settings, where: Where) -> None:
    stop = _stopped_by_signals()
    opening.take_short_turns()
    opening.give_back_large_blocks()
    public = Listener.bound(settings, "web")
    console = Listener.bound(settings, "console")
    texts = opening.read_texts(settings)
    clock = SystemClock()
    paths = opening.paths_of(settings, where.directory)
    async with contextlib.AsyncExitStack() as leaving:
        leaving.callback(public.release)
        leaving.callback(console.release)
        make_private(paths.data_dir)
        if is_sqlite(paths.url):
            lock = InstallationLock(paths.data_dir)
            lock.take()
            leaving.callback(lock.release)
        if not founding.is_founded(paths.keys_dir):
            click.echo(for_people(opening.found(settings, paths, texts, clock), console.origin))
        office = opening.opened(settings, paths, texts, clock)
        leaving.push_async_callback(opening.closed, office)
        office.console_port = console.port
        opening.keep_what_was_read()
        presence = Presence(paths.data_dir, office.owner)
        running = Running(office, alone=is_sqlite(paths.url), gone=presence.announce())
        leaving.callback(presence.release)
        await running.begin(public, console)
        leaving.push_async_callback(running.end)
        click.echo(f"ready {public.origin} {console.origin}")
        log("started", port=public.port)
        systemd = Systemd(os.environ, clock)
        systemd.say("READY=1")
        watchdog = asyncio.create_task(systemd.keep_telling(running.is_alive))
        leaving.callback(watchdog.cancel)
        messengers = Messengers(office, running)
        messengers.begin()
        leaving.push_async_callback(messengers.end)
        await stop.wait()
        log("stopping")
        systemd.say("STOPPING=1")


def _stopped_by_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
