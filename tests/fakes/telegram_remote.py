"""The fake Telegram as a process of its own, its phones steered over HTTP: for demonstrations and by hand.

python -m tests.fakes.telegram --port 9000 --token 100:reporter --token 200:officer
curl localhost:9000/phones/100:reporter/5001 -d '{"name": "Lan", "writes": "/start"}'
curl localhost:9000/phones/100:reporter/5001 -d '{"presses": "q:role:family"}'
curl localhost:9000/phones/100:reporter/5001              what stands in the chat
curl localhost:9000/faults -d '{"method": "sendMessage", "retry_after": 5, "lasting": 60}'
curl -X DELETE localhost:9000/faults
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable
from datetime import timedelta

import msgspec

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_chat import Message
from tests.fakes.telegram_faults import refusal
from tests.fakes.telegram_http import Request, Response
from tests.fakes.telegram_phone import Phone
from tests.fakes.telegram_rules import Json


class RemoteTelegram(FakeTelegram):
    """Answers `/phones` and `/faults` beside the Bot API."""

    def _answer(self, request: Request) -> Response | Awaitable[Response]:
        match request.target.split("/")[1:]:
            case ["phones", token, chat_id]:
                return self._use_phone(token, int(chat_id), request)
            case ["faults"]:
                return self._change_faults(request)
            case _:
                return super()._answer(request)

    async def _use_phone(self, token: str, chat_id: int, request: Request) -> Response:
        wish = msgspec.json.decode(request.body, type=dict[str, str]) if request.body else {}
        phone = self.phone(token, chat_id, wish.get("name", "Lan"), wish.get("language_code", "vi"))
        try:
            await _obey(phone, wish)
        except AssertionError as no_such_button:
            return refusal(400, str(no_such_button))
        return _json({"messages": [_shown(m) for m in phone.messages]})

    def _change_faults(self, request: Request) -> Response:
        if request.verb == "DELETE":
            self.faults.clear()
        else:
            wish = msgspec.json.decode(request.body, type=dict[str, object])
            lasting = wish.pop("lasting", None)
            self.fault(lasting=timedelta(seconds=float(str(lasting))) if lasting else None, **wish)  # type: ignore[arg-type]  # the fields of Fault, as the person typed them
        return _json({})


async def _obey(phone: Phone, wish: dict[str, str]) -> None:
    if "writes" in wish:
        await phone.writes(wish["writes"])
    if "presses" in wish:
        await phone.presses(wish["presses"])


def _shown(message: Message) -> Json:
    return {"id": message.message_id, "text": message.text, "buttons": message.buttons}


def _json(content: Json) -> Response:
    return Response(200, msgspec.json.encode(content))


async def _serve(port: int, tokens: list[str], *, keep_calls: bool) -> None:
    telegram = RemoteTelegram(*tokens, keep_calls=keep_calls)
    await telegram.start(port)
    try:
        sys.stdout.write(f"ready {telegram.api_base}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()
    finally:
        await telegram.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description="a local Telegram for demonstrations and benchmarks")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", action="append", default=[])
    parser.add_argument("--keep-calls", action="store_true")
    wanted = parser.parse_args()
    try:
        asyncio.run(_serve(wanted.port, wanted.token, keep_calls=wanted.keep_calls))
    except KeyboardInterrupt:
        return
