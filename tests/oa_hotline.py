"""An installation on real time whose reporters write to the fake Official Account."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cli.opening import Paths
from handlers import oa_token
from handlers.installation import Installation
from hotline.oa_token import Pair
from hotline.settings import Settings
from hotline.settings_reading import read_settings
from tests.fakes.zalo_oa import APP_ID, APP_SECRET, LASTS, OA_ID, OA_SECRET, FakeOa
from tests.one_process import free_port, one_process


def account_toml(base: str, public_url: str = "https://nghe.example", more: str = "") -> str:
    """The configuration of the fake account."""
    return (
        f'[web]\nport = 0\npublic_url = "{public_url}"\n[console]\nport = 0\n'
        f'[zalo_oa]\napp_id = "{APP_ID}"\napp_secret = "{APP_SECRET}"\nsecret_key = "{OA_SECRET}"\n'
        f'oa_id = "{OA_ID}"\napi_base = "{base}"\noauth_base = "{base}"\n{more}'
    )


def pair_of(oa: FakeOa, renewed_at: datetime | None = None) -> Pair:
    """A pair that the fake takes."""
    told = oa.give_pair()
    at = renewed_at or datetime.now(UTC)
    until = at + timedelta(days=90)
    return Pair(told["access_token"], told["refresh_token"], at, at + LASTS, until)


@dataclass(slots=True)
class OaHotline:
    """One installation; its process can be begun and ended."""

    oa: FakeOa
    paths: Paths
    port: int = 0

    def settings(self) -> Settings:
        text = account_toml(self.oa.base, f"http://127.0.0.1:{self.port}")
        return read_settings(text.replace("port = 0", f"port = {self.port}", 1), "test.toml", {})

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Installation]:
        """One process, from start to a graceful end; the account is authorised."""
        self.port = self.port or free_port()
        async with one_process(self.settings(), self.paths) as office:
            await oa_token.authorised(office, pair_of(self.oa))
            self.oa.hook = f"http://127.0.0.1:{self.port}/hooks/zalo_oa"
            yield office
