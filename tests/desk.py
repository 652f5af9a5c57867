"""The officers' desk for tests: a client of the API that holds every answer against the OpenAPI document."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

import msgspec
from httpx import ASGITransport, AsyncClient, Response
from sqlalchemy import update

from console.app import make_app
from handlers import access
from hotline.ids import UnitCode
from storage.tables import audit, report
from storage.tables import officer as officers
from tests.office import QUANG_TRUC, Office
from tests.openapi import fault_of, promised

_BYTES = "application/octet-stream"
PREFIX = "/api/v1"
STORY = "Bé trai bị đánh bằng roi mây"


@dataclass(slots=True)
class Api:
    """One officer's system. `token` None: nobody is logged in."""

    client: AsyncClient
    document: dict[str, Any]
    token: str | None = None

    async def get(self, path: str, **query: str) -> Response:
        return await self.ask("GET", path, params=query)

    async def post(self, path: str, body: object = None) -> Response:
        return await self.ask("POST", path, content=msgspec.json.encode(body))

    async def put(self, path: str, body: object) -> Response:
        return await self.ask("PUT", path, content=msgspec.json.encode(body))

    async def ask(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        params: str | dict[str, str] | None = None,
        headers: dict[str, str | bytes] | None = None,
    ) -> Response:
        """The answer, after a look into the document."""
        sent: dict[str, str | bytes] = {} if self.token is None else {"Authorization": f"Bearer {self.token}"}
        sent |= headers or {}
        response = await self.client.request(
            method,
            PREFIX + path,
            content=content,
            params=params,
            headers=[
                (name.encode(), value.encode() if isinstance(value, str) else value)
                for name, value in sent.items()
            ],
        )
        schema = promised(self.document, method, path, response.status_code)
        if schema is None:
            assert response.content == b"" or response.headers["content-type"].startswith(
                ("audio/", "image/", _BYTES)
            )
        else:
            assert fault_of(self.document, schema, response.json()) is None
        return response


@dataclass(slots=True)
class Desk:
    """An installation with its console."""

    office: Office
    client: AsyncClient
    document: dict[str, Any]

    def stranger(self) -> Api:
        """Somebody without a session."""
        return Api(self.client, self.document)

    async def first_log_in(self, added: access.Added) -> Api:
        """The officer with the one-time password."""
        found = await access.log_in(self.office.installation, added.username, added.password)
        assert found is not None
        return Api(self.client, self.document, found.token)

    async def officer(self, name: str, unit: UnitCode = QUANG_TRUC, role: str = "officer") -> Api:
        """A new officer, logged in, whose first password may stay: changing it takes a quarter second."""
        added = await self.office.officer(name, unit, role)
        await self.keeps_password(added)
        return await self.first_log_in(added)

    async def keeps_password(self, added: access.Added) -> None:
        """The officer's first password is as good as one's own."""
        await self.office.installation.writer.do(officers.change, added.id, {"must_change_password": 0})

    async def spoil_reports(self) -> None:
        """Somebody wrote over what was sealed."""
        spoil = update(report.report_part).values(sealed=b"not what was sealed")
        await self.office.installation.writer.do(lambda tx: tx.connection.execute(spoil).rowcount)

    async def audited(self, action: str) -> list[tuple[str, str]]:
        """Who did this, and to what, in order."""
        found = await self.office.installation.reader.read(lambda tx: list(audit.entries(tx)))
        return [(entry.actor, entry.subject) for entry in found if entry.action == action]

    async def report(
        self, chat: str = "4711", *, place: str = "Quảng Trực", story: str = STORY, follow_up: str = "no"
    ) -> str:
        """A neighbour reports over Telegram; the receipt code, 16 digits."""
        office = self.office
        await office.commands(chat, "start")
        for value in ("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10"):
            await office.presses(chat, value)
        await office.says(chat, place)
        await office.says(chat, story)
        await office.presses(chat, "q:story:done")
        await office.presses(chat, f"q:follow_up:{follow_up}")
        filed = await office.presses(chat, "review:submit")
        return "".join(filter(str.isdigit, filed.partition(": ")[2].splitlines()[0]))


@asynccontextmanager
async def open_desk(office: Office) -> AsyncIterator[Desk]:
    """The console of this installation, asked without a network."""
    transport = ASGITransport(make_app(office.installation), raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://console.test") as client:
        document = (await client.get(f"{PREFIX}/openapi.json")).json()
        yield Desk(office, client, cast("dict[str, Any]", document))
