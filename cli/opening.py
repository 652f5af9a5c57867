"""Opening an installation: settings, words, keys, database, put together for the acts."""

import asyncio
import ctypes
import gc
import secrets
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from bot.clock import SystemClock
from handlers import founding
from handlers.installation import Installation, Texts
from handlers.texts import read_locales, read_scripts
from handlers.tries import DAY, MINUTE, Tries
from hotline.catalog import Catalog
from hotline.clock import Clock
from hotline.errors import BadConfiguration, BadScript, NotFound
from hotline.interview.script import load_script
from hotline.places import Places
from hotline.settings import Settings
from storage.database import Reader, database_url, sync_engine
from storage.keys.files import make_private
from storage.keys.keyring import Keyring
from storage.keys.receipt_supply import ReceiptSupply
from storage.migrate import migrate
from storage.writer import Writer

T = TypeVar("T")

HOME = Path(__file__).resolve().parent.parent
VOICE_MEDIA = frozenset({"telegram", "zalo", "zalo_oa"})
"""Where the question itself offers to take one; the web page does beside its own field."""
_TURN_SECONDS = 0.001  # Python's own 5 ms is what the loop would wait for the writer after each system call
_M_MMAP_THRESHOLD = -3  # in glibc's malloc.h; named, it stays where it was set
_LARGE_BYTES = 1_048_576
_YOUNG_OBJECTS = 20_000  # a batch of a hundred turns makes about as many


@dataclass(frozen=True, slots=True)
class Paths:
    """Where things lie."""

    data_dir: Path
    keys_dir: Path
    url: str


def paths_of(settings: Settings, data_dir: Path) -> Paths:
    """The places of one installation; nothing is made."""
    keys_dir = Path(settings.storage.keys_dir) if settings.storage.keys_dir else data_dir / "keys"
    return Paths(data_dir, keys_dir, database_url(settings.storage.url, data_dir))


def read_texts(settings: Settings) -> Texts:
    """The words, the script and the places. Raises BadScript or BadConfiguration."""
    facts = {
        "hotline_name": settings.hotline.name,
        "emergency_numbers": ", ".join(settings.hotline.emergency_numbers),
        "web_page": settings.web.public_url or "none",
    }
    catalog = Catalog.load(read_locales(HOME / "locales"), facts)
    hears = VOICE_MEDIA if settings.media.voice else frozenset[str]()
    script = replace(load_script(read_scripts(HOME / "interviews"), catalog), hears=hears)
    return Texts(catalog, script, _read_places(settings))


def _read_places(settings: Settings) -> Places:
    units = HOME / "places" / "units-vn-2025.json"
    try:
        return Places.from_units(units.read_bytes(), settings.hotline.province)
    except BadConfiguration as error:
        raise settings.bad("hotline.province", str(error)) from error
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise BadScript(f"places/{units.name}: cannot be read as a list of provinces and units") from error


def found(settings: Settings, paths: Paths, texts: Texts, clock: Clock) -> founding.Founded:
    """Make a new installation. Raises InstallationInUse."""
    make_private(paths.data_dir)
    return founding.found(paths.data_dir, paths.keys_dir, paths.url, texts.places, clock.now())


def opened(settings: Settings, paths: Paths, texts: Texts, clock: Clock, *, codes: int = 64) -> Installation:
    """The installation, its database brought to the present schema. Raises NotFound if there is none."""
    if not founding.is_founded(paths.keys_dir):
        raise NotFound(f"{paths.data_dir}: there is no installation yet; make one with `langnghe init`")
    keys = Keyring.load(paths.keys_dir)
    engine = sync_engine(paths.url)
    migrate(engine)
    engine.dispose()
    return Installation(
        settings=settings,
        texts=texts,
        clock=clock,
        keys=keys,
        writer=Writer(paths.url, keys),
        reader=Reader(paths.url, keys),
        receipts=ReceiptSupply(keys.receipt_salt, codes),
        code_tries=Tries(settings.limits.wrong_codes_per_hour),
        messages=Tries(settings.limits.messages_per_minute, MINUTE),
        reports=Tries(settings.limits.reports_per_day, DAY),
        in_total=Tries(settings.limits.messages_per_minute_in_total, MINUTE),
        owner=secrets.token_hex(8),
    )


def take_short_turns() -> None:
    """The event loop and the threads beside it hold each other up for a moment at the most."""
    sys.setswitchinterval(_TURN_SECONDS)


def give_back_large_blocks() -> None:
    """What Argon2 needs for a moment goes back to the system at once; glibc would keep 8 MiB for a thread.

    Another C library has no such knob, and nothing to turn.
    """
    knob = getattr(ctypes.CDLL(None), "mallopt", None)
    if knob is not None:
        knob(_M_MMAP_THRESHOLD, _LARGE_BYTES)


def keep_what_was_read() -> None:
    """All that is in memory now stays: looking it over for garbage took a third of each turn's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS)


async def closed(office: Installation) -> None:
    """Everything asked for is finished, every connection given back."""
    office.receipts.close()
    await office.writer.close()
    await office.reader.close()


def with_installation(settings: Settings, data_dir: Path, act: Callable[[Installation], Awaitable[T]]) -> T:
    """Run one act on the installation and close it; for commands that end."""

    async def run() -> T:
        texts = read_texts(settings)
        office = opened(settings, paths_of(settings, data_dir), texts, SystemClock(), codes=0)
        try:
            return await act(office)
        finally:
            await closed(office)

    return asyncio.run(run())
