"""Which of several processes does what only one may do: who has the lead, as long as it is heard of."""

from datetime import datetime

from handlers.installation import Installation
from storage.schema import Tx
from storage.tables import lead, process


async def leads(office: Installation, job: str) -> bool:
    """Whether this process has the lead; it takes it if nobody who is heard of has."""
    if await office.reader.read(lead.holder, job) == office.owner:
        return True
    return await office.writer.do(_take, job, office.owner, office.now()) == office.owner


async def leave(office: Installation, job: str) -> None:
    """Another process may take the lead."""
    await office.writer.do(lead.leave, job, office.owner)


def _take(tx: Tx, job: str, owner: str, now: datetime) -> str:
    return lead.take(tx, job, owner, now - process.DIES_AFTER)
