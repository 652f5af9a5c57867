"""The fake Official Account as a process of its own, its phones steered over HTTP: for rehearsals by hand.

python -m tests.fakes.zalo_oa --port 8087 --hook http://127.0.0.1:8080/hooks/zalo_oa
curl 'localhost:8087/v4/oa/permission?…'                 agrees; the address to paste is the answer
curl localhost:8087/phones/lan -d '{"writes": "chào"}'
curl localhost:8087/phones/lan -d '{"presses": "Không"}'
curl localhost:8087/phones/lan -d '{"withdraws": "yes"}'
curl localhost:8087/phones/lan                           what stands in the chat
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable

import msgspec

from tests.fakes.telegram_http import Request, Response
from tests.fakes.zalo_oa import APP_ID, APP_SECRET, OA_SECRET, FakeOa


class RemoteOa(FakeOa):
    """Answers `/phones` and the page of permission beside the account's own methods."""

    def _answer(self, request: Request) -> Response | Awaitable[Response]:
        path = request.target.partition("?")[0]
        if path == "/v4/oa/permission":
            return Response(200, self.agrees(request.target).encode() + b"\n", "text/plain")
        if path.startswith("/phones/"):
            return self._use_phone(path.removeprefix("/phones/"), request)
        return super()._answer(request)

    async def _use_phone(self, user: str, request: Request) -> Response:
        wish = msgspec.json.decode(request.body, type=dict[str, str]) if request.body else {}
        phone = self.phone(user)
        if "writes" in wish:
            await phone.writes(wish["writes"])
        if "presses" in wish:
            await phone.presses(wish["presses"])
        if "withdraws" in wish:
            await phone.withdraws()
        return Response(200, msgspec.json.encode({"messages": phone.messages}))


async def main() -> None:
    parser = argparse.ArgumentParser(description="a local Zalo Official Account for rehearsals")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--hook", default="http://127.0.0.1:8080/hooks/zalo_oa")
    wanted = parser.parse_args()
    oa = RemoteOa()
    oa.hook = wanted.hook
    await oa.start(wanted.port)
    keys = f'app_id = "{APP_ID}"\napp_secret = "{APP_SECRET}"\nsecret_key = "{OA_SECRET}"'
    try:
        sys.stdout.write(
            f'ready {oa.base}\n[zalo_oa]\n{keys}\napi_base = "{oa.base}"\noauth_base = "{oa.base}"\n'
        )
        sys.stdout.flush()
        await asyncio.Event().wait()
    finally:
        await oa.stop()
