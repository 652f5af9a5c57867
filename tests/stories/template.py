"""The installation that stories copy: founded once, configured for the fake Telegram."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from cli import opening
from cli.opening import Paths
from handlers.founding import Founded
from hotline.settings import Settings
from storage.keys import password as passwords
from storage.keys.keyring import Keyring
from storage.keys.password import ProtectedSeeds
from storage.keys.recipient import Seeds
from tests.clock import WoundClock
from tests.office import texts

REPORTERS = "7012345678:AAreportersBotOfTheStories"
OFFICERS = "8012345678:AAofficersBotOfTheStories"
HOOK_SECRET = "secret-of-the-hook-83741"
PUBLIC = '[web]\npublic_url = "https://nghe.example"\n'


@dataclass(frozen=True, slots=True)
class Template:
    """An installation as it was just founded; each story lives in a copy."""

    paths: Paths
    founded: Founded


def found_template(directory: Path, url: str | None = None) -> Template:
    """The installation that stories copy, founded at the time at which they begin."""
    settings = Settings()
    paths = opening.paths_of(settings, directory / "var")
    paths = paths if url is None else replace(paths, url=url)
    return Template(paths, opening.found(settings, paths, texts(), WoundClock()))


def configuration(api_base: str, bots: Sequence[str], posted: Sequence[str] = ()) -> str:
    """Both bots, or those named, on this Telegram; it posts what those of `posted` are sent."""
    tokens = {"reporter": REPORTERS, "officer": OFFICERS}
    quiet = "[canary]\nenabled = false\n"  # one story of its own lets it fly
    for bot in bots:
        telegram = f'[telegram.{bot}]\ntoken = "{tokens[bot]}"\napi_base = "{api_base}"\n'
        quiet += telegram + (posting() if bot in posted else "")
    return quiet + (PUBLIC if posted else "")


def posting() -> str:
    """What is added to a bot's section if its messenger posts."""
    return f'mode = "webhook"\nwebhook_secret = "{HOOK_SECRET}"\n'


@cache
def _unlocked_once(pepper: bytes, salt: bytes, sealed: bytes, password: str) -> Seeds:
    return passwords.unlock(ProtectedSeeds(salt, sealed), password, pepper)


def unlocked(keys: Keyring, salt: bytes, sealed: bytes, password: str) -> Seeds:
    """The seeds under this password; each is worked out once for all stories."""
    return _unlocked_once(keys.pepper, salt, sealed, password)
