"""The fake Telegram with its crowd of reporters, in a process of its own; `bench.bot` steers it.

    python3 -m bench.load --token 1:a            prints its address, then reads one wish a line:
    {"reporters": 32, "seconds": 10, "away": 0.05}

and answers each with a line of JSON: turns, seconds, lost, latencies in ms.
"""

import argparse
import asyncio
import json
import sys
import time
from typing import Any

from bench.report import percentile
from tests.crowd import OutOfOrder, Player, Unanswered
from tests.fakes.telegram import FakeTelegram

WARM_UP_SECONDS = 2.0
SETTLES_WITHIN_SECONDS = 15.0


class Crowd:
    """So many reporters who start over, each time as somebody new, until they are stopped."""

    def __init__(self, telegram: FakeTelegram, token: str, first_chat: int) -> None:
        self.next_chat = first_chat
        self._telegram = telegram
        self._token = token
        self.seconds: list[float] = []
        self.lost = 0

    async def reporter(self) -> None:
        while True:
            self.next_chat += 1
            phone = self._telegram.phone(self._token, self.next_chat)
            player = Player(phone, patience_seconds=SETTLES_WITHIN_SECONDS, answered=self.seconds.append)
            try:
                await player.interview()
            except (Unanswered, OutOfOrder, AssertionError):
                self.lost += 1


async def measured(telegram: FakeTelegram, token: str, wish: dict[str, Any], first_chat: int) -> Crowd:
    """One load; prints what came of it."""
    crowd = Crowd(telegram, token, first_chat)
    if wish["away"]:
        telegram.fault(delay=wish["away"])
    tasks = [asyncio.create_task(crowd.reporter()) for _ in range(wish["reporters"])]
    await asyncio.sleep(WARM_UP_SECONDS)
    crowd.seconds.clear()
    began = time.perf_counter()
    await asyncio.sleep(wish["seconds"])
    seconds, latencies = time.perf_counter() - began, [1000 * one for one in crowd.seconds]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    telegram.faults.clear()
    answer = {"turns": len(latencies), "seconds": seconds, "lost": crowd.lost} | {
        f"p{round(100 * share)}": percentile(latencies or [0.0], share) for share in (0.5, 0.95, 0.99)
    }
    print(json.dumps(answer), flush=True)
    await settled(telegram, token)
    return crowd


async def settled(telegram: FakeTelegram, token: str) -> None:
    """What was asked last is answered, so that the next load begins in quiet."""
    for _ in range(round(SETTLES_WITHIN_SECONDS)):
        await asyncio.sleep(1)
        if not telegram.bot(token).updates.waiting:
            return


async def serve(tokens: list[str]) -> None:
    async with FakeTelegram(*tokens, keep_calls=False) as telegram:
        print(telegram.api_base, flush=True)
        first_chat = 1_000_000
        while line := await asyncio.to_thread(sys.stdin.readline):
            crowd = await measured(telegram, tokens[0], json.loads(line), first_chat)
            first_chat = crowd.next_chat


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--token", action="append", required=True, help="the first is the reporters' bot")
    asyncio.run(serve(parser.parse_args().token))


if __name__ == "__main__":
    main()
