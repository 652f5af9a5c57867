"""Officers whose first way is refused for good: how soon the page is with the next one.

Each has a Telegram that takes nothing any more and a Zalo that is to wait ten minutes for it. What is
measured begins with the reporter's tap, so the report's own way is in it, and ends when Zalo has the page.
"""

import asyncio
import time
from collections.abc import Mapping

from bot.clock import SystemClock
from cli import opening
from handlers import access, contacts, officer_chat
from handlers.officer_chat import OfficerReceived
from hotline.alert.alert import Urgency
from hotline.ids import UnitCode
from tests.fakes.zalo import FakeZalo
from tests.office import texts
from tests.serving import Serving

TOKEN = "4012345678:AAofficersOfTheBench"  # noqa: S105 - the fake's
ORDER = ("telegram", "zalo+10m")
_LOOK_EVERY_SECONDS = 0.005


def zalo_toml(zalo: FakeZalo) -> str:
    """The section that leads there."""
    return f'[zalo.officer]\ntoken = "{TOKEN}"\napi_base = "{zalo.api_base}"\n'


async def give_second_way(serving: Serving, zalo: FakeZalo, officers: Mapping[UnitCode, str]) -> None:
    """These officers (unit, username) have Zalo too, after Telegram. Not while it is being served."""
    paths = opening.paths_of(serving.settings, serving.data_dir)
    office = opening.opened(serving.settings, paths, texts(), SystemClock(), codes=0)
    try:
        for unit, username in officers.items():
            zalo.bot(TOKEN).chats[_chat(unit)] = []
            code = await access.new_link_code_for(office, username)
            linking = OfficerReceived("zalo", _chat(unit), f"link {unit}", "start", code=code)
            [reply] = await officer_chat.receive(office, [linking])
            assert not isinstance(reply, Exception), reply
            await contacts.set_order(office, username, Urgency.URGENT, ORDER, by=username)
    finally:
        await opening.closed(office)


async def next_page(zalo: FakeZalo, unit: UnitCode, began: float, within: float) -> float | None:
    """Seconds from `began` until a page is with this unit's officer on Zalo; None if it took too long."""
    while (took := time.perf_counter() - began) < within:
        if any("/ack/" in said.text for said in zalo.bot(TOKEN).chats[_chat(unit)]):
            return took
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
    return None


def _chat(unit: UnitCode) -> str:
    return f"z-{unit}"
