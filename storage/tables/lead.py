"""Who of several processes does what only one may do: a messenger gives each update to one poller.

A lead is worth as much as its owner's heartbeat: whose process is not heard of has none.
"""

from datetime import datetime

from sqlalchemy import Column, Text, delete, insert, select, update

from storage.schema import Tx, table
from storage.tables import process

lead = table(
    "lead",
    Column("job", Text, primary_key=True),
    Column("owner", Text, nullable=False),
)


def holder(tx: Tx, job: str) -> str | None:
    """The process that has the lead, alive or not."""
    return tx.connection.execute(select(lead.c.owner).where(lead.c.job == job)).scalar_one_or_none()


def take(tx: Tx, job: str, owner: str, alive_since: datetime) -> str:
    """`owner` takes the lead if nobody has it who was heard of since then; who has it now.

    Raises IntegrityError if two processes take at the same moment what nobody ever had.
    """
    wanted = select(lead.c.owner).where(lead.c.job == job).with_for_update()
    before: str | None = tx.connection.execute(wanted).scalar_one_or_none()
    if before is None:
        tx.connection.execute(insert(lead).values(job=job, owner=owner))
        return owner
    if before in process.heard_of(tx, alive_since):
        return before
    tx.connection.execute(update(lead).where(lead.c.job == job).values(owner=owner))
    return owner


def leave(tx: Tx, job: str, owner: str) -> None:
    """Another may take what `owner` had."""
    tx.connection.execute(delete(lead).where(lead.c.job == job, lead.c.owner == owner))
