"""Reporters who play whole interviews on the fake Telegram, as fast as they are answered; repeats counted."""

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.fakes.telegram_chat import Message
from tests.fakes.telegram_phone import Phone

# What is done, and what its answer has to offer: a button, or the receipt code.
STEPS = (
    ("/start", "q:role:citizen"),
    ("q:role:citizen", "q:danger_now:no"),
    ("q:danger_now:today", "q:category:hit"),  # urgent: each page is a message of its own
    ("q:category:hit", "q:child_age:7_10"),
    ("q:child_age:7_10", "q:place:province"),
    ("PLACE", "q:story:skip"),
    ("Bé trai nhà bên bị đánh bằng roi mây ở sau nhà, tối nào cũng nghe khóc.", "q:story:done"),
    ("q:story:done", "q:follow_up:no"),
    ("q:follow_up:no", "review:submit"),
    ("review:submit", "RECEIPT"),
)
_RECEIPT = re.compile(r"\b\d{4} \d{4} \d{4} \d{4}\b")


class Unanswered(Exception):
    """A message got no answer in time."""


class OutOfOrder(Exception):
    """Something came that answers neither this message nor the one before."""


@dataclass(slots=True)
class Player:
    """One person with a phone, who `thinks` so many seconds before each message.

    `answered(seconds)` is told of every turn.
    """

    phone: Phone
    place: str = "Quảng Trực"
    patience_seconds: float = 30.0
    answered: Callable[[float], None] = lambda _: None
    thinks: Callable[[], float] | None = None
    receipts: list[str] = field(default_factory=list)
    repeats: int = 0
    _read: int = 0
    _before: str = ""

    async def interview(self) -> str:
        """A whole one; its receipt code."""
        answer = await self.plays(STEPS)
        receipt = str(_RECEIPT.findall(answer.text)[0]).replace(" ", "")
        self.receipts.append(receipt)
        return receipt

    async def plays(self, steps: Sequence[tuple[str, str]]) -> Message:
        """Some steps of one; the last answer."""
        for what, offer in steps:
            if self.thinks is not None:
                await asyncio.sleep(self.thinks())
            answer = await self._turn(what.replace("PLACE", self.place), offer)
        return answer

    async def _turn(self, what: str, offer: str) -> Message:
        began = time.perf_counter()
        if ":" in what.partition(" ")[0]:
            await self.phone.presses(what)
        else:
            await self.phone.writes(what)
        answer = await self._next()
        while not _offers(answer, offer):
            if answer.text != self._before:
                raise OutOfOrder(f"after {what!r}: {answer.text[:200]!r} {list(answer.buttons)}")
            self.repeats += 1
            answer = await self._next()
        self.answered(time.perf_counter() - began)
        self._before = answer.text
        return answer

    async def _next(self) -> Message:
        chat = self.phone.chat
        if not await chat.wait_until(lambda: len(chat.arrived) > self._read, self.patience_seconds):
            raise Unanswered(f"chat {chat.chat_id}")
        self._read += 1
        return chat.arrived[self._read - 1]

    def count_late_repeats(self) -> None:
        """What came after the last answer: more repeats, or nothing."""
        for message in self.phone.chat.arrived[self._read :]:
            assert message.text == self._before, f"nobody expected {message.text[:200]!r}"
            self.repeats += 1
        self._read = len(self.phone.chat.arrived)


def _offers(message: Message, offer: str) -> bool:
    return bool(_RECEIPT.search(message.text)) if offer == "RECEIPT" else offer in message.buttons
