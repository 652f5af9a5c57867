"""An office under the auditor's eyes, for tests that break something."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from bot.upkeep_loop import LOOK_EVERY
from handlers import access, delivery, duty, officer_chat
from handlers.auditing import A_MOMENT, Auditor, Findings
from handlers.officer_chat import OfficerReceived
from hotline.ids import AlertNumber
from hotline.parcel import Delivered
from storage.schema import Tx, to_ms
from storage.tables import alert as alerts
from storage.tables import page, timeline
from tests.office import QUANG_TRUC, Office, open_office

ONE = AlertNumber(1)


@dataclass(slots=True)
class Watch:
    """An office with An on duty, Bình the unit's lead, a linked administrator, and the auditor."""

    office: Office
    auditor: Auditor
    an: access.Added
    _links: int = 100

    async def look(self, *, beating: bool = True, after: float = LOOK_EVERY) -> Findings:
        """The next look, half a minute on; the due loop has beaten meanwhile, but fires nothing."""
        self.office.clock.wind(timedelta(seconds=after))
        if beating:
            await delivery.beat(self.office.installation)
        looking = asyncio.create_task(self.auditor.look())
        while not looking.done():
            await asyncio.sleep(0.001)
            if self.office.clock.waits:
                self.office.clock.wind(timedelta(seconds=A_MOMENT))
        return looking.result()

    async def red(self, chat: str = "4711") -> None:
        """A child in danger, in Quảng Trực."""
        await self.office.commands(chat, "start")
        for value in ("q:role:citizen", "q:danger_now:now", "q:category:hit", "q:child_age:7_10"):
            await self.office.presses(chat, value)
        await self.office.says(chat, "Quảng Trực")
        await self.delivers()

    async def delivers(self) -> None:
        """Every message is taken by the messenger."""
        installation = self.office.installation
        parcels, self.office.parcels[:] = [*self.office.parcels], []
        await delivery.settle(installation, [Delivered(one.id, "1") for one in parcels])

    async def sql(self, statement: str, **facts: object) -> None:
        """Somebody breaks something."""

        def run(tx: Tx) -> None:
            tx.connection.execute(text(statement), facts)

        await self.office.installation.writer.do(run)

    async def alert(self, number: AlertNumber = ONE) -> alerts.StoredAlert:
        found = await self.office.installation.reader.read(alerts.load, number)
        assert found is not None
        return found

    async def kinds(self) -> list[str]:
        found = await self.office.installation.reader.read(timeline.events, ONE)
        return [event.kind for event in found]

    async def pages(self) -> Sequence[page.Page]:
        return await self.office.installation.reader.read(page.of_alert, ONE)

    async def steps(self) -> list[int]:
        """Which steps of the present leg have paged."""
        leg = (await self.alert()).alert.leg
        return [item.step for item in await self.pages() if item.leg == leg]

    async def links(self, added: access.Added) -> None:
        self._links += 1
        received = OfficerReceived("telegram", str(self._links), f"u{self._links}", "start", added.link_code)
        await officer_chat.receive(self.office.installation, [received])
        await self.delivers()

    def told(self) -> list[str]:
        """What went out to the administrator's chat, and is still to be sent."""
        return [
            self.office.words(one.contents)
            for one in self.office.parcels
            if one.bot == "officer" and one.address == "101"
        ]

    def ms(self, **ago: float) -> int:
        return to_ms(self.office.clock.now() - timedelta(**ago))


@asynccontextmanager
async def watching(directory: Path, url: str | None = None) -> AsyncIterator[Watch]:
    async with open_office(directory, url=url) as office:
        watch = Watch(office, Auditor(office.installation), await office.officer("An"))
        code = await access.new_link_code_for(office.installation, office.founded.username)
        administrator = access.Added(watch.an.id, office.founded.username, "", code)
        await watch.links(administrator)
        await watch.links(watch.an)
        await watch.links(await office.officer("Bình", role="unit_lead"))
        roster = "unit,from,until,username,place\n" + f"{QUANG_TRUC},2026-11-01T00:00,2027-11-01T00:00"
        await duty.import_roster(office.installation, f"{roster},{watch.an.username},on_duty\n")
        await delivery.beat(office.installation)
        yield watch
