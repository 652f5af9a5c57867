"""The canary's robots: a reporter and an officer whose messenger is this process.

They do what people do, by the same calls as the messengers' intakes: write, read what comes, press a button.
"""

from collections.abc import Sequence
from uuid import uuid4

from bot.channel import Message
from bot.officer.intake import received
from bot.officer.wish import of_button
from handlers import canary, interview, officer_chat
from handlers.installation import Installation
from handlers.interview import Received
from hotline.alert.canary import CHANNEL, NUMBER
from hotline.interview.conversation import Incoming, Kind

_TAKE = f"alert:{NUMBER}:ack"


class RobotReporter:
    """Begins a conversation when the canary is due; the hotline's answer lets the alert be filed."""

    name = CHANNEL

    def __init__(self, office: Installation) -> None:
        self._office = office
        self._watched = False

    async def look(self, office: Installation) -> None:
        """Write to the hotline if it is time, at first at once. Raises what the hotline raised."""
        if not self._watched:
            await canary.watch(office)
            self._watched = True
        run = await canary.begin_if_due(office)
        if run is None:
            return
        hello = Received(CHANNEL, run, run, Incoming(Kind.COMMAND, "start"))
        for answer in await interview.receive(office, [hello]):
            if isinstance(answer, Exception):
                raise answer

    async def say(self, address: str, message: Message) -> str | None:
        """The hotline has answered."""
        if message.buttons:
            await canary.file(self._office, address)
        return None

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """There is nothing to erase."""

    async def close(self) -> None:
        """There is no connection."""


class RobotOfficer:
    """Presses the button of the canary's page, and nothing else."""

    name = CHANNEL

    def __init__(self, office: Installation) -> None:
        self._office = office

    async def say(self, address: str, message: Message) -> str | None:
        """A page is taken; what comes after it may say that the alert is the robot's."""
        if _TAKE in [value for value, _ in message.buttons]:
            press = received(CHANNEL, address, uuid4().hex, of_button(_TAKE))
            for answer in await officer_chat.receive(self._office, [press]):
                if isinstance(answer, Exception):
                    raise answer
        else:
            await canary.finish(self._office)
        return None

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """There is nothing to erase."""

    async def close(self) -> None:
        """There is no connection."""
