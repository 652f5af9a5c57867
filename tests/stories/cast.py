"""The people of a story: they write and press, and say what they expect to see; nothing else may come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handlers import alert as desk
from handlers import case, follow_up
from handlers.access import Caller
from handlers.alert import Acknowledging
from handlers.follow_up import Written
from hotline.case_view import CaseView
from hotline.duty.roster import Officer as Person
from hotline.ids import OfficerId
from hotline.messages import Say
from storage.keys.recipient import Seeds
from tests.fakes.telegram_chat import Message
from tests.fakes.telegram_phone import Phone

if TYPE_CHECKING:
    from tests.stories.house import House

_NUMBER = re.compile(r"#(\d+)")
_CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4}")


class _Chatter:
    """Somebody with a phone. What came and was not expected yet stands in `unexpected`."""

    def __init__(self, house: House, name: str, phone: Phone, locale: str = "vi") -> None:
        self.house = house
        self.name = name
        self.phone = phone
        self.locale = locale
        self._seen = 0

    @property
    def unexpected(self) -> list[Message]:
        return self.phone.chat.arrived[self._seen :]

    def expects(self, *words: str) -> Message:
        """The next message that came says this: words, ids of sentences, or buttons' values."""
        assert self.unexpected, f"{self.name} got nothing, but expected {words}"
        message = self.unexpected[0]
        self._seen += 1
        for each in words:
            assert self._says(message, each), f"{self.name} expected {each!r}, got {_shown(message)}"
        return message

    def ignores_what_came(self) -> None:
        """What came so far is beside the point of this story."""
        self._seen = len(self.phone.chat.arrived)

    def expects_nothing(self) -> None:
        assert not self.unexpected, f"{self.name} got unexpectedly: {[_shown(m) for m in self.unexpected]}"

    def _says(self, message: Message, wanted: str) -> bool:
        if wanted in message.buttons:
            return True
        pattern = pattern_of(self.house, self.locale, wanted)
        if pattern is not None:
            return re.search(pattern, message.text) is not None
        return wanted.casefold() in message.text.casefold()


class Reporter(_Chatter):
    """Somebody who writes to the hotline. Each deed is answered by one message, which it returns."""

    def __init__(self, house: House, name: str, phone: Phone) -> None:
        super().__init__(house, name, phone, phone.chat.language_code)

    async def writes(self, text: str) -> Message:
        self.expects_nothing()
        await self.phone.writes(text)
        return await self._answered(f"wrote {text!r}")

    async def presses(self, value: str) -> Message:
        self.expects_nothing()
        await self.phone.presses(value)
        return await self._answered(f"pressed {value}")

    async def forges(self, value: str) -> Message:
        """Press a button that the chat doesn't have."""
        self.expects_nothing()
        await self.phone.forges(value)
        return await self._answered(f"forged {value}")

    async def answers(self, *values: str) -> Message:
        """Press one after the other; words (with a space or no colon) are written."""
        message = self.phone.messages[-1] if self.phone.messages else None
        for value in values:
            message = await (self.presses(value) if ":" in value else self.writes(value))
        assert message is not None
        return message

    async def begins(self, *, role: str = "citizen", danger: str = "no", category: str = "hit") -> Message:
        """From hello to the child's age."""
        await self.writes("/start")
        return await self.answers(f"q:role:{role}", f"q:danger_now:{danger}", f"q:category:{category}")

    async def tells(
        self,
        story: str,
        *,
        role: str = "citizen",
        danger: str = "no",
        category: str = "hit",
        age: str = "7_10",
        place: str = "Quảng Trực",
        follow_up: str = "no",
    ) -> str:
        """A whole report; the receipt code."""
        await self.begins(role=role, danger=danger, category=category)
        await self.answers(f"q:child_age:{age}", place, story, "q:story:done", f"q:follow_up:{follow_up}")
        return code_in(await self.presses("review:submit"))

    async def _answered(self, what: str) -> Message:
        await self.house.settle()
        assert len(self.unexpected) == 1, (
            f"{self.name} {what} and got {[_shown(message) for message in self.unexpected]}"
        )
        self._seen += 1
        return self.phone.chat.arrived[self._seen - 1]


class Colleague(_Chatter):
    """Somebody on the officers' bot; an officer once `is_officer` was said."""

    id: OfficerId
    username: str
    password: str
    seeds: Seeds

    def is_officer(self, officer_id: OfficerId, username: str, password: str, seeds: Seeds) -> None:
        self.id, self.username, self.password, self.seeds = officer_id, username, password, seeds

    # --- on the phone ---

    def expects_page(self, urgency: str, *, again: bool = False, for_help: bool = False) -> int:
        """The next message is a page of this urgency; its alert's number."""
        sentence = "page" + ("-help" if for_help else "") + ("-again" if again else "")
        message = self.expects(sentence, f"urgency-{urgency}")
        number = number_in(message)
        assert list(message.buttons) == [f"alert:{number}:{verb}" for verb in ("ack", "pass", "help")]
        return number

    async def writes(self, text: str) -> None:
        await self.phone.writes(text)
        await self.house.settle()

    async def presses(self, verb: str, number: int | None = None) -> str:
        """Press a page's button, by default on the newest page; the popup that answers."""
        wanted = re.compile(rf"alert:{number or '[0-9]+'}:{verb}")
        newest = reversed([value for message in self.phone.messages for value in message.buttons])
        value = next(value for value in newest if wanted.fullmatch(value))
        press = await self.phone.presses(value)
        await self.house.settle()
        assert press.answer is not None, f"{self.name}'s press of {value} was never answered"
        return press.answer

    async def forges(self, value: str) -> str:
        """Press a button that no message has; the popup."""
        press = await self.phone.forges(value)
        await self.house.settle()
        assert press.answer is not None, f"{self.name}'s forged press of {value} was never answered"
        return press.answer

    async def takes(self, number: int | None = None) -> None:
        """Acknowledge by the button, and be told so."""
        await self.presses("ack", number)
        self.expects("ack-done")

    # --- at the desk ---

    async def person(self) -> Person:
        return await self.house.person(self.id)

    async def caller(self) -> Caller:
        """As after a log-in, which takes a tenth of a second on purpose."""
        return Caller(await self.person(), self.seeds, b"", must_change_password=False)

    async def opens(self, number: int) -> CaseView:
        """Read the case in the console."""
        view = await case.open_case(self.house.office, await self.person(), self.seeds, number)
        await self.house.settle()
        return view

    async def acknowledges_at_the_desk(self, number: int) -> Acknowledging:
        result = await desk.acknowledge(self.house.office, await self.person(), number)
        await self.house.settle()
        return result

    async def writes_to_reporter(self, number: int, text: str) -> Written:
        written = await follow_up.write(self.house.office, await self.person(), number, text)
        await self.house.settle()
        return written

    async def sees(self, number: int) -> desk.AlertView | None:
        """The alert in the console, if this officer may see it."""
        return await desk.shown(self.house.office, await self.person(), number)


def number_in(message: Message) -> int:
    """The number of the alert that a message is about."""
    found = _NUMBER.search(message.text)
    assert found is not None, f"no alert's number in {_shown(message)}"
    return int(found[1])


def code_in(message: Message) -> str:
    """The receipt code that a message shows."""
    found = _CODE.search(message.text)
    assert found is not None, f"no receipt code in {_shown(message)}"
    return found[0]


def _shown(message: Message) -> str:
    return f"{message.text!r} {list(message.buttons)}"


_GAP = "\ufffc"
_ROLES = ("citizen", "child", "family", "school")


def pattern_of(house: House, locale: str, sentence: str) -> str | None:
    """What a sentence looks like whoever is addressed and whatever fills its gaps; None if it isn't one."""
    catalog = house.office.texts.catalog
    if not catalog.has(sentence):
        return None
    gaps: dict[str, str | int] = dict.fromkeys(catalog.arguments(sentence), _GAP)
    gaps |= {name: "telegram" for name in ("medium", "channel") if name in gaps}
    ways = [gaps | {"role": role} for role in _ROLES] if "role" in gaps else [gaps]
    words = dict.fromkeys(catalog.text(locale, Say(sentence, facts)) for facts in ways)
    return "|".join(".+".join(re.escape(part) for part in each.split(_GAP)) for each in words)
