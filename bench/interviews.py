"""The interview that the benchmarks play: what one reporter does, from the greeting to the receipt."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_bytes

from handlers import duty, officer_chat
from handlers.interview import Received
from handlers.officer_chat import OfficerReceived
from hotline.interview.conversation import Incoming, Kind
from storage.keys.receipt import ReceiptKeys, new_code
from storage.keys.receipt_supply import Prepared, ReceiptSupply
from storage.keys.recipient import new_pair
from tests.office import QUANG_TRUC, Office, open_office

STEPS = (
    Incoming(Kind.COMMAND, "start"),
    Incoming(Kind.BUTTON, "q:role:citizen"),
    Incoming(Kind.BUTTON, "q:danger_now:no"),
    Incoming(Kind.BUTTON, "q:category:hit"),
    Incoming(Kind.BUTTON, "q:child_age:7_10"),
    Incoming(Kind.TEXT, "Quảng Trực"),
    Incoming(Kind.TEXT, "Bé trai nhà bên bị đánh bằng roi mây ở sau nhà, tối nào cũng nghe khóc."),
    Incoming(Kind.BUTTON, "q:story:done"),
    Incoming(Kind.BUTTON, "q:follow_up:no"),
    Incoming(Kind.BUTTON, "review:submit"),
)
UPDATES_A_POLL = 100  # Telegram brings so many at the most


@dataclass
class Codes(ReceiptSupply):
    """Receipt codes made before the clock runs: each takes milliseconds on purpose, in another thread."""

    ready_made: list[Prepared]

    def take(self) -> Prepared:
        return self.ready_made.pop()

    def give_back(self, unused: Prepared) -> None:
        self.ready_made.append(unused)

    def close(self) -> None:
        self.ready_made.clear()


def made_codes(count: int) -> list[Prepared]:
    """Codes with keys of the right shape that no Argon2id was spent on."""
    return [Prepared(new_code(), ReceiptKeys(token_bytes(32), *new_pair()), new_pair()) for _ in range(count)]


def said_together(step: Incoming, number: int, chats: range) -> list[Received]:
    """The same step of all these chats; `number` counts the steps of the whole run."""
    return [
        Received("telegram", str(chat), f"{number}.{chat}", step, "vi", message_id=str(number))
        for chat in chats
    ]


@asynccontextmanager
async def open_hotline(directory: Path, url: str | None) -> AsyncIterator[Office]:
    """An installation with an officer on duty whose messenger is linked."""
    async with open_office(directory, url=url) as office:
        office.clock.time = datetime.now(UTC)
        added = await office.officer("An")
        linking = OfficerReceived("telegram", "9001", "1", "start", code=added.link_code)
        await officer_chat.receive(office.installation, [linking])
        first, last = (f"{office.clock.now().date() + timedelta(days)}T00:00" for days in (-1, 3))
        roster = f"unit,from,until,username,place\n{QUANG_TRUC},{first},{last},{added.username},on_duty\n"
        assert await duty.import_roster(office.installation, roster) == 1
        yield office
