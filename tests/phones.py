"""Officers' phones for tests of handlers: what came, and what is pressed, without a messenger between."""

import re
from dataclasses import dataclass, field

from handlers import access, delivery, officer_chat
from handlers.access import Added
from handlers.officer_chat import OfficerReceived, OfficerReply
from hotline.parcel import Delivered
from tests.office import Office


@dataclass(slots=True)
class Phones:
    """A phone for each officer who was linked, by username."""

    office: Office
    _addresses: dict[str, str] = field(default_factory=dict)
    _updates: int = 0

    async def link(self, added: Added) -> Added:
        """The officer's messenger is linked; what that says is read."""
        self._addresses[added.username] = str(100 + len(self._addresses))
        await self.sends(added.username, "start", code=added.link_code)
        await self.read()
        return added

    async def links_anew(self, username: str) -> None:
        """The officer takes a new code and sends it from the same chat."""
        code = await access.new_link_code_for(self.office.installation, username)
        await self.sends(username, "start", code=code)
        await self.read()

    async def sends(
        self, username: str, verb: str, number: int | None = None, *, code: str = ""
    ) -> OfficerReply:
        """The officer does something; the direct answer."""
        self._updates += 1
        received = OfficerReceived(
            "telegram", self._addresses[username], f"u{self._updates}", verb, code, number
        )
        [reply] = await officer_chat.receive(self.office.installation, [received])
        assert isinstance(reply, OfficerReply)
        return reply

    async def read(self) -> dict[str, list[str]]:
        """What came since the last time, by username, in words; every message was delivered."""
        parcels, self.office.parcels[:] = [*self.office.parcels], []
        names = {address: name for name, address in self._addresses.items()}
        came: dict[str, list[str]] = {}
        for one in parcels:
            came.setdefault(names[one.address], []).append(self.office.words(one.contents))
        await delivery.settle(self.office.installation, [Delivered(one.id, "1") for one in parcels])
        return came

    async def presses(self, username: str, message: str, verb: str) -> str:
        """The officer presses a message's button; the answer on the phone."""
        number = re.search(rf"\[(?:duty|swap):(\d+):{verb}\]", message)
        assert number is not None, message
        await self.sends(username, verb, int(number[1]))
        return (await self.read()).get(username, [""])[0]
