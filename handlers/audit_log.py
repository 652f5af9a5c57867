"""Looking over the audit log: whether its chain holds, and what its head is now."""

from dataclasses import dataclass

from handlers.installation import Installation
from storage.audit_chain import EMPTY, Anchor, first_broken, keeps
from storage.schema import Tx
from storage.tables import audit


@dataclass(frozen=True, slots=True)
class Verdict:
    """`first_broken`: the entry's number, None if the chain holds. `head`: what to send out as an anchor."""

    first_broken: int | None
    keeps_anchor: bool
    head: str


async def verify(office: Installation, anchor: Anchor | None) -> Verdict:
    """Check the whole chain, and that it still holds `anchor`."""
    return await office.reader.read(_verify, anchor)


def _verify(tx: Tx, anchor: Anchor | None) -> Verdict:
    entries = list(audit.entries(tx))
    head = Anchor(entries[-1].seq, entries[-1].hash) if entries else EMPTY
    return Verdict(first_broken(entries), anchor is None or keeps(anchor, entries), str(head))
