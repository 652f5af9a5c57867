"""The fake Zalo as a process of its own, its phones steered over HTTP: for demonstrations and by hand.

python -m tests.fakes.zalo --port 9100 --token 300:reporter --token 400:officer
curl localhost:9100/phones/300:reporter/lan -d '{"writes": "chào"}'
curl localhost:9100/phones/300:reporter/lan -d '{"hidden": "yes"}'
curl localhost:9100/phones/300:reporter/lan              what stands in the chat
curl localhost:9100/faults -d '{"method": "sendMessage", "status": 429, "lasting": 60}'
curl -X DELETE localhost:9100/faults
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable
from datetime import timedelta

import msgspec

from tests.fakes.telegram_http import Request, Response
from tests.fakes.zalo import FakeZalo


class RemoteZalo(FakeZalo):
    """Answers `/phones` and `/faults` beside the Bot Platform."""

    def _answer(self, request: Request) -> Response | Awaitable[Response]:
        match request.target.split("/")[1:]:
            case ["phones", token, chat_id]:
                return self._use_phone(token, chat_id, request)
            case ["faults"]:
                return self._change_faults(request)
            case _:
                return super()._answer(request)

    async def _use_phone(self, token: str, chat_id: str, request: Request) -> Response:
        wish = msgspec.json.decode(request.body, type=dict[str, str]) if request.body else {}
        phone = self.phone(token, chat_id, wish.get("name", "Lan"))
        if "writes" in wish:
            await phone.writes(wish["writes"])
        if "hidden" in wish:
            await phone.sends_hidden()
        return Response(200, msgspec.json.encode({"messages": phone.messages}))

    def _change_faults(self, request: Request) -> Response:
        if request.verb == "DELETE":
            self.faults.clear()
        else:
            wish = msgspec.json.decode(request.body, type=dict[str, object])
            lasting = wish.pop("lasting", None)
            self.fault(lasting=timedelta(seconds=float(str(lasting))) if lasting else None, **wish)  # type: ignore[arg-type]  # the fields of Fault, as the person typed them
        return Response(200, b"{}")


async def main() -> None:
    parser = argparse.ArgumentParser(description="a local Zalo Bot Platform for demonstrations")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", action="append", default=[])
    wanted = parser.parse_args()
    zalo = RemoteZalo(*wanted.token, any_webhook=True)
    await zalo.start(wanted.port)
    try:
        sys.stdout.write(f"ready {zalo.api_base}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()
    finally:
        await zalo.stop()
