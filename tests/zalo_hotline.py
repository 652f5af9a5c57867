"""An installation on real time whose bots are on the fake Zalo, by polling or by webhook."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from cli.opening import Paths
from handlers.installation import Installation
from hotline.settings import Settings
from hotline.settings_reading import read_settings
from tests.fakes.zalo import FakeZalo
from tests.one_process import one_process

REPORTERS = "3012345678:AAreportersBot"
OFFICERS = "4012345678:AAofficersBot"
SECRETS = {"reporter": "secret-of-reporter", "officer": "secret-of-officer"}


@dataclass(slots=True)
class ZaloHotline:
    """One installation; its process can be begun and ended in either mode."""

    zalo: FakeZalo
    paths: Paths
    port: int = 0

    def settings(self, mode: str) -> Settings:
        text = f'[web]\nport = {self.port}\n[console]\nport = 0\npublic_url = "https://desk.example"\n'
        if self.port:
            text = text.replace("[web]\n", f'[web]\npublic_url = "http://127.0.0.1:{self.port}"\n')
        for name, token in (("reporter", REPORTERS), ("officer", OFFICERS)):
            text += f'[zalo.{name}]\ntoken = "{token}"\napi_base = "{self.zalo.api_base}"\n'
            text += f'mode = "{mode}"\nwebhook_secret = "{SECRETS[name]}"\n'
        return read_settings(text, "test.toml", {})

    @asynccontextmanager
    async def serving(self, mode: str = "polling") -> AsyncIterator[Installation]:
        """One process, from start to a graceful end."""
        async with one_process(self.settings(mode), self.paths) as office:
            yield office
