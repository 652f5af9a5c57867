"""One process of several polls each bot. The database says which; whoever dies is followed in seconds."""

from handlers import leading
from handlers.installation import Installation

HOLDS_BACK_SECONDS = 5.0
"""So long the process that left the lead lets the others take it."""


class SharedLead:
    """The lead of one job, as this process sees it."""

    def __init__(self, office: Installation, job: str) -> None:
        self._office = office
        self._job = job
        self._not_before = 0.0

    async def ours(self) -> bool:
        """Whether this process has the lead now; it takes one that nobody has."""
        if self._office.clock.monotonic() < self._not_before:
            return False
        return await leading.leads(self._office, self._job)

    async def leave(self) -> None:
        """Let another process do it."""
        self._not_before = self._office.clock.monotonic() + HOLDS_BACK_SECONDS
        await leading.leave(self._office, self._job)
