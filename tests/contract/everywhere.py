"""One hotline on every channel at once: a conversation had there by somebody new, and what came of it."""

import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path

import httpx

from handlers import oa_token
from handlers.interview import look
from hotline.ids import UnitCode
from hotline.interview.conversation import Phase
from hotline.text import fold
from tests.contract.golden import Deed, Transcript
from tests.contract.on_telegram import TelegramPerson
from tests.contract.on_the_web import WebPerson
from tests.contract.on_zalo import TOKEN, ZaloPerson, zalo_toml
from tests.contract.on_zalo_oa import OaPerson
from tests.contract.road import Person
from tests.fakes.zalo import FakeZalo
from tests.fakes.zalo_oa import FakeOa
from tests.fakes.zalo_phone import ZaloPhone
from tests.oa_hotline import account_toml, pair_of
from tests.office import LAM_DONG, QUANG_TRUC, TUY_DUC
from tests.stories.cast import Colleague
from tests.stories.door import Door
from tests.stories.house import House, open_house
from tests.stories.template import REPORTERS, Template
from tests.web_page import Visitor
from tests.winding import LoopClock

PUBLIC = "https://nghe.example"
KRONG_NO = UnitCode("24688")
QUESTION = "Cháu đang học trường nào ạ?"
CODE = re.compile(r"\b\d{4} \d{4} \d{4} \d{4}\b")
DRAFT = frozenset({Phase.ASKING, Phase.REVIEW, Phase.EDITING})
_chats = count(5_002_000_000)

Meeting = Callable[[str, str], Person]
"""Somebody of this address and language, who never wrote before."""


@dataclass(frozen=True, slots=True)
class Case:
    """What officers have of a report, without what tells it from another of the same words."""

    unit: UnitCode
    readers: frozenset[UnitCode]
    """Whose officers may read it."""
    paged: tuple[tuple[str, str], ...]
    """Who was paged, and why."""
    urgency: str
    category: str | None
    answers: Mapping[str, str | tuple[str, ...]]
    story: str | None
    messages: tuple[str, ...]
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    deadlines: tuple[str, ...]
    contact: str
    finished: bool
    incomplete: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """What came of a conversation. `goes_on`: there is a draft, for whoever comes back.

    `has_code`: a receipt code was shown.
    """

    goes_on: bool
    has_code: bool
    cases: tuple[Case, ...]


@dataclass(slots=True)
class Everywhere:
    """The house, whom to meet on each channel, and an officer of every unit that reports go to."""

    house: House
    meet: Mapping[str, Meeting]
    officers: dict[UnitCode, Colleague] = field(default_factory=dict)

    async def plays(self, transcript: Transcript, channel: str) -> Ending:
        """The conversation as it goes there."""
        before = await self._newest()
        code = await self._asked_before() if transcript.needs_a_report else ""
        person, sender = self.meet[channel](str(next(_chats)), transcript.locale), ""
        for deed in transcript.on(channel):
            await self._does(person, deed, code)
            sender = person.sender or sender  # who leaves the page has none any more
        if transcript.was_left_lying:
            await self.house.fast_forward(minutes=31, sparsely=True)
        await self.house.fast_forward(seconds=1)  # or all would write in one second, past a messenger's limit
        view = await look(self.house.office, channel, sender, None)
        return Ending(
            goes_on=view.known and view.phase in DRAFT,
            has_code=any(map(CODE.search, person.heard)),
            cases=tuple([await self._read(number) for number in range(before + 1, await self._newest() + 1)]),
        )

    async def _does(self, person: Person, deed: Deed, code: str) -> None:
        heard = len(person.heard)
        if deed.late:
            await self.house.closes()
        if deed.is_old_button:
            await person.presses_again(deed.did[1:-1])
        else:
            await person.does(code if deed.is_code else deed.did)
        if deed.late:
            await self.house.passes(timedelta(minutes=11))
            await self.house.opens()
            await self.house.fast_forward(minutes=6)
        await self.house.settle()
        assert len(person.heard) > heard, f"{deed} was never answered"

    async def _asked_before(self) -> str:
        """The receipt code of a report about which an officer has a question."""
        code = await self.house.parent().tells("Cháu khóc mỗi tối", follow_up="yes")
        await self.officers[QUANG_TRUC].writes_to_reporter(await self._newest(), QUESTION)
        return code

    async def _newest(self) -> int:
        return max(await self.house.numbers(), default=0)

    async def _read(self, number: int) -> Case:
        """As an officer of its unit finds it; then it is closed, so that nobody is paged for it again."""
        seen = {unit: alert for unit, one in self.officers.items() if (alert := await one.sees(number))}
        alert = next(iter(seen.values()))
        view = await self.officers[UnitCode(alert.unit)].opens(number)
        await self.house.closes_alert(number)
        return Case(
            unit=UnitCode(alert.unit),
            readers=frozenset(seen),
            paged=tuple((page.officer, page.reason) for page in alert.pages),
            urgency=alert.urgency,
            category=alert.category,
            answers=view.answers,
            story=view.story,
            messages=tuple(one.text for one in view.messages),
            reasons=tuple(one.sentence for one in view.reasons),
            notes=view.notes,
            deadlines=tuple(one.kind for one in view.deadlines),
            contact=view.contact,
            finished=view.finished,
            incomplete=view.incomplete,
        )


class TypingPerson(ZaloPerson):
    """Picks lines in turn by number, by words, and by words without diacritics."""

    def __init__(self, phone: ZaloPhone) -> None:
        super().__init__(phone)
        self._picks = count()

    async def presses(self, label: str) -> None:
        ways = (self.phone.options[label], label, fold(label))
        await self.writes(ways[next(self._picks) % len(ways)])


@asynccontextmanager
async def open_everywhere(template: Template, directory: Path) -> AsyncIterator[Everywhere]:
    """All channels of the reporters, served by one process; officers on duty read Telegram."""
    door, clock = Door(), LoopClock().now
    async with (
        FakeZalo(TOKEN, clock=clock) as zalo,
        FakeOa(clock=clock, pace=1.0, transport=door) as oa,
        open_house(template, directory, toml=account_toml(oa.base, PUBLIC) + zalo_toml(zalo)) as house,
    ):
        door.house, oa.hook = house, f"{PUBLIC}/hooks/zalo_oa"
        await oa_token.authorised(house.office, pair_of(oa, house.now()))
        everywhere = Everywhere(
            house,
            {
                "telegram": lambda chat, locale: TelegramPerson(
                    house.telegram.phone(REPORTERS, int(chat), language_code=locale)
                ),
                "zalo": lambda chat, _: TypingPerson(zalo.phone(TOKEN, chat)),
                "zalo_oa": lambda chat, _: OaPerson(oa.phone(chat)),
                "web": lambda _, locale: WebPerson(Visitor(_browser(door, locale))),
            },
        )
        for unit in (QUANG_TRUC, TUY_DUC, KRONG_NO, LAM_DONG):
            everywhere.officers[unit] = await house.officer(f"An {unit}", unit)
            await house.on_duty(everywhere.officers[unit])
        yield everywhere
        for one in house.everybody:
            one.ignores_what_came()


def _browser(door: Door, locale: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=door, base_url=PUBLIC, headers={"Accept-Language": locale}, trust_env=False
    )
