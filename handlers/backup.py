"""A backup of the installation, sealed to the recovery key, and an installation restored from one.

What goes in: every table but those of chats under way (`storage/backup_rows.py`), and `server.key`, from
which officers' passwords and receipt codes need what they are derived from. Never the delivery key or a
draft key: a backup opens no conversation.

A restore begins with reading the whole file, so that a damaged one is refused before anything is made. Then
the database comes into its place as a whole, and the key after it: an installation without it doesn't start.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from handlers.installation import Installation
from handlers.steps import sealing
from hotline.alert.alert import AlertState
from hotline.errors import BadBackup, InstallationInUse, NotFound
from storage import backup_rows
from storage.backup_file import BackupWriter, beside, records
from storage.backup_rows import End, Head, Rows
from storage.database import InstallationLock, snapshot
from storage.fresh_database import belongs_to_somebody, filled
from storage.ids import IdSource
from storage.keys.files import make_private
from storage.keys.keyring import Keyring
from storage.keys.recipient import Seeds
from storage.keys.recovery import read_recovery_file
from storage.migrate import HEAD
from storage.schema import Tx, from_ms, to_ms
from storage.tables import alert as alerts
from storage.tables import audit, timeline
from storage.tables.timeline import Event

Told = Callable[[int, int], None]
"""How far it is: so much, of so much."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds, in numbers. `audit_head`: how the audit log ended, for `audit verify --anchor`."""

    made_at: datetime
    officers: int
    shifts: int
    reports: int
    open_alerts: int
    audit_head: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an installation is to be restored."""

    data_dir: Path
    keys_dir: Path
    url: str


async def write(office: Installation, url: str, file: Path, told: Told) -> Contents:
    """`file` is a backup of this moment; its audit entry is written before the file has its name.

    Raises BadBackup if `file` is there and is something else, NotFound if there is no recovery key.
    """
    recovery = await office.reader.read(sealing.recovery_public)
    if recovery is None:
        raise NotFound("there is no recovery key that a backup could be sealed to")
    now = office.now()
    with beside(file) as unpublished:
        writer = BackupWriter(unpublished.file, recovery)
        contents = await asyncio.to_thread(_write, writer, office.keys, url, now, told)
        await office.writer.do(_note_backup, contents, now)
        unpublished.publish()
    return contents


def restore(place: Place, file: Path, key_file: Path, now: datetime, told: Told) -> Contents:
    """An installation as it was when the backup was made; conversations under way begin anew.

    Raises InstallationInUse, BadBackup, and CannotOpen for the wrong key; then nothing was changed.
    """
    seeds = read_recovery_file(key_file)
    _refuse_if_used(place)
    size = file.stat().st_size * 2
    done = 0

    def step(read: int) -> None:
        nonlocal done
        done += read
        told(done, size)

    with file.open("rb") as source:
        for _ in _checked(source, seeds, step):
            pass
        source.seek(0)
        make_private(place.data_dir)
        lock = InstallationLock(place.data_dir)
        lock.take()
        try:
            _refuse_if_used(place)
            return _fill(place, _checked(source, seeds, step), now)
        finally:
            lock.release()


def _write(writer: BackupWriter, keys: Keyring, url: str, now: datetime, told: Told) -> Contents:
    with snapshot(url) as connection:
        counts = backup_rows.counts(connection)
        rows, done = sum(counts.values()), 0
        writer.add(backup_rows.encode(Head(HEAD, to_ms(now), keys.server_key())))
        for some in backup_rows.read(connection):
            writer.add(backup_rows.encode(some))
            done += len(some.rows)
            told(done, rows)
        writer.add(backup_rows.encode(End(counts)))
        writer.finish()
        return _contents(Tx(connection, keys, IdSource()), counts, now)


def _note_backup(tx: Tx, contents: Contents, now: datetime) -> None:
    audit.append(tx, "operator", "backed_up", "installation", now, head=contents.audit_head)


def _refuse_if_used(place: Place) -> None:
    if Keyring.is_in(place.keys_dir):
        raise InstallationInUse(
            f"{place.data_dir}: there is an installation already; restore into an empty directory"
        )
    if belongs_to_somebody(place.url):
        raise InstallationInUse(
            "storage.url: the database belongs to an installation whose keys are not here (or to a restore "
            "that was cut off at its end); bring its keys directory back, or choose an empty database"
        )


def _checked(source: BinaryIO, seeds: Seeds, step: Callable[[int], None]) -> Iterator[Head | Rows]:
    """The head, then the rows. Raises BadBackup at the end if any is missing."""
    found: Counter[str] = Counter()
    head, end = None, None
    for raw in records(source, seeds, step):
        record = backup_rows.decode(raw)
        if end is not None or (head is None) is not isinstance(record, Head):
            raise BadBackup("the backup's records are not in their order")
        match record:
            case Head():
                head = record
                if head.schema != HEAD:
                    raise BadBackup(
                        f"the backup was made by another version of the program (tables {head.schema}, here "
                        f"{HEAD}); restore it with that version, then update"
                    )
                yield record
            case Rows():
                found[record.table] += len(record.rows)
                yield record
            case End(counts):
                end = {name: count for name, count in counts.items() if count}
    if end is None or end != found:
        raise BadBackup("the backup doesn't hold all that it says")


def _fill(place: Place, backup: Iterator[Head | Rows], now: datetime) -> Contents:
    head = next(backup)
    if not isinstance(head, Head):
        raise BadBackup("the backup's records are not in their order")
    counts: Counter[str] = Counter()
    with Keyring.restored(place.keys_dir, head.server_key) as (keys, put_key_in_place):
        with filled(place.url) as connection:
            for some in backup:
                if isinstance(some, Rows):
                    backup_rows.fill(connection, some)
                    counts[some.table] += len(some.rows)
            backup_rows.go_on_counting(connection)
            tx = Tx(connection, keys, IdSource())
            contents = _contents(tx, counts, from_ms(head.made_at))
            _go_on(tx, contents, now)
        put_key_in_place()
    return contents


def _go_on(tx: Tx, contents: Contents, now: datetime) -> None:
    """What fell due meanwhile is due now, and the audit log says what happened."""
    hurried = alerts.hurry_late(tx, now)
    timeline.note(tx, [(number, Event("rearmed", now)) for number in hurried])
    audit.append(
        tx, "operator", "restored", "installation", now, head=contents.audit_head, rearmed=len(hurried)
    )


def _contents(tx: Tx, counts: dict[str, int], made_at: datetime) -> Contents:
    return Contents(
        made_at=made_at,
        officers=counts.get("officer", 0),
        shifts=counts.get("shift", 0),
        reports=counts.get("report", 0),
        open_alerts=alerts.count(tx, AlertState.OPEN),
        audit_head=str(audit.head(tx)),
    )
