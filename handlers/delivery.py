"""What became of what was to be sent (rules E4, E6, E7).

The sender claims rows that a crash or a failure left behind, and reports each outcome; outcomes are stored
in batches. A sent row is deleted. An officer's address that will never work again is marked, and if it was
a step's last page, the next step is due now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.installation import Installation, Posted
from handlers.steps import chats, costs, giving_up, people, posting, telling
from handlers.steps.chats import cipher_for
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, scene
from hotline.alert.alert import Alert
from hotline.errors import CannotOpen
from hotline.ids import AlertNumber, ContactMethodId, ConversationId
from hotline.messages import Say
from hotline.parcel import Delivered, Parcel, Undelivered
from storage.keys.context import Context, Kind
from storage.keys.envelope import open_sealed
from storage.schema import Tx, to_ms
from storage.tables import alert as alerts
from storage.tables import conversation as conversations
from storage.tables import officer as officers
from storage.tables import outbox, page, process, timeline
from storage.tables import report as reports
from storage.tables.outbox import OutboxRow
from storage.tables.timeline import Event

Outcome = Delivered | Undelivered


@dataclass(frozen=True, slots=True)
class _Report:
    """An outcome with what is needed to store it."""

    office: Installation
    outcome: Outcome
    now: datetime


async def claim(office: Installation, bot: str, channels: Sequence[str], limit: int) -> list[Parcel]:
    """Parcels of this bot on these channels that wait for nobody, leased to this process from now on."""
    return await office.writer.do(_claim, office, bot, channels, office.now(), limit)


async def settle(office: Installation, outcomes: Sequence[Outcome]) -> None:
    """The outcomes are stored."""
    now = office.now()
    answers = await office.writer.do_batch(_settle, [_Report(office, outcome, now) for outcome in outcomes])
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer
        office.after_commit(answer)


async def still_wanted(office: Installation, parcels: Sequence[int]) -> set[int]:
    """Which of these parcels were not cancelled since they were decided (rule E6)."""
    return await office.reader.read(outbox.still_there, list(parcels))


async def hold(office: Installation, parcels: Sequence[int]) -> None:
    """This process goes on holding the parcels that it could not send yet."""
    await office.writer.do(outbox.extend, list(parcels), office.owner, office.now() + office.lease)


async def begin(office: Installation, *, alone: bool, gone: Sequence[str] = ()) -> None:
    """Take over from the processes before.

    `alone`: this one holds the lock, so no other lease counts. `gone`: owners that are known to be dead.
    """
    await office.writer.do(_begin, office, alone, gone, office.now())


async def beat(office: Installation) -> None:
    """This process is alive; the leases of processes that are not are void."""
    await office.writer.do(_beat, office, office.now())


def _begin(
    tx: Tx,
    office: Installation,
    alone: bool,  # noqa: FBT001 - handler argument
    gone: Sequence[str],
    now: datetime,
) -> None:
    if alone:
        process.forget_all(tx)
    process.forget(tx, gone)
    _beat(tx, office, now)


def _beat(tx: Tx, office: Installation, now: datetime) -> None:
    process.beat(tx, office.owner, now)
    outbox.void_leases(tx, process.alive(tx, now - process.DIES_AFTER))


def _claim(
    tx: Tx, office: Installation, bot: str, channels: Sequence[str], now: datetime, limit: int
) -> list[Parcel]:
    found = outbox.claim(tx, bot, channels, office.owner, now, now + office.lease, limit)
    if bot == outbox.OFFICER:
        return _readable(tx, found, now)
    if bot == outbox.WEBHOOK:
        return _to_systems(tx, office, found)
    owners = [row.conversation_id for row in found if row.conversation_id is not None]
    stored = conversations.by_id(tx, owners)
    parcels = []
    for row in found:
        chat = stored[ConversationId(row.conversation_id or 0)]
        try:
            parcels.append(_to_reporter(tx, row, chat))
        except CannotOpen:
            # The day's draft key is gone: nobody can say this any more.
            outbox.remove(tx, [row.id])
    return parcels


def _readable(tx: Tx, found: Sequence[OutboxRow], now: datetime) -> list[Parcel]:
    """The officers' parcels; one whose address was forgotten meanwhile has failed for good."""
    parcels = []
    for row in found:
        try:
            parcels.append(_to_officer(tx, row))
        except CannotOpen:
            outbox.remove(tx, [row.id])
            giving_up.give_up(tx, [row], now)
    return parcels


def _to_systems(tx: Tx, office: Installation, found: Sequence[OutboxRow]) -> list[Parcel]:
    """What is told to other systems; nothing more to one that was taken out of the configuration."""
    addresses = {target.name: target.url for target in office.settings.webhook.targets}
    outbox.remove(tx, [row.id for row in found if row.recipient not in addresses])
    return [
        posting.parcel_of(
            row, addresses[row.recipient], posting.open_for_officer(tx, row), attempts=row.attempts + 1
        )
        for row in found
        if row.recipient in addresses
    ]


def _to_officer(tx: Tx, row: OutboxRow) -> Parcel:
    contact_id = ContactMethodId(row.contact_method_id or 0)
    contact = officers.contacts_by_id(tx, [contact_id])[contact_id]
    address = people.address_of(tx, contact)
    return posting.parcel_of(row, address, posting.open_for_officer(tx, row), attempts=row.attempts + 1)


def _to_reporter(tx: Tx, row: OutboxRow, chat: conversations.Stored) -> Parcel:
    cipher = cipher_for(tx, chat)
    address = open_sealed(cipher, Context(Kind.CHAT_ADDRESS, chat.id), chat.address or b"").decode()
    contents = posting.open_for_reporter(cipher, row)
    return posting.parcel_of(row, address, contents, attempts=row.attempts + 1)


def _settle(tx: Tx, reports: Sequence[_Report]) -> list[Posted]:
    """Store a batch of outcomes; timers may have moved."""
    by_row = {report.outcome.parcel: report for report in reports}
    rows = outbox.by_id(tx, list(by_row))
    now = max(report.now for report in reports)
    delivered = [row for row in rows if isinstance(by_row[row.id].outcome, Delivered)]
    failed = [row for row in rows if _never(by_row[row.id].outcome)]
    _note_messages(tx, delivered, by_row)
    contacts = {row.contact_method_id for row in delivered if row.contact_method_id is not None}
    if contacts:
        officers.note_tested(tx, sorted(contacts), now)
    paged = page.with_riders(tx, [row.page_id for row in delivered if row.page_id is not None])
    page.settle(tx, paged, page.SENT, now)
    outbox.put_off(tx, [(row.id, at) for row in rows if (at := _again(by_row[row.id].outcome)) is not None])
    # Locks alerts, which others hold while they erase what waits to be sent.
    silent = _note_lost(tx, failed, now)
    outbox.remove(tx, [row.id for row in (*delivered, *failed)])
    lost = giving_up.newly_lost(tx, failed)
    moved = giving_up.give_up(tx, failed, now)
    settled = sorted({row.recipient for row in (*delivered, *failed) if row.conversation_id is not None})
    if settled:
        conversations.erase_closing(tx, settled)
    post = Post(tx, reports[0].office, now)
    if lost:
        giving_up.tell_leads(scene(tx, reports[0].office, now), lost, post)
    if silent:
        _tell_owners(scene(tx, reports[0].office, now), silent, post)
    costs.count(tx, reports[0].office, [row.channel for row in delivered], post)
    post.timers_moved = moved
    return [Posted()] * (len(reports) - 1) + [post.flush()]


def _never(outcome: Outcome) -> bool:
    return isinstance(outcome, Undelivered) and outcome.again_at is None


def _again(outcome: Outcome) -> datetime | None:
    return outcome.again_at if isinstance(outcome, Undelivered) else None


def _note_lost(tx: Tx, failed: Sequence[OutboxRow], now: datetime) -> list[Alert]:
    """The alerts of which an officer has written, and nothing in the chat tells the reporter so."""
    owners = [ConversationId(row.conversation_id) for row in failed if row.conversation_id is not None]
    kept = conversations.by_id(tx, owners) if owners else {}
    silent: dict[AlertNumber, Alert] = {}
    for row in failed:
        chat = kept.get(ConversationId(row.conversation_id or 0))
        if chat is None or chat.report_id is None or not _told_of_letter(tx, chat, row):
            continue
        found = alerts.of_report(tx, chat.report_id)
        if found is not None:
            silent[found.alert.number] = found.alert
    timeline.note(tx, [(number, Event("notice_lost", now)) for number in silent])
    return list(silent.values())


def _told_of_letter(tx: Tx, chat: conversations.Stored, row: OutboxRow) -> bool:
    """Whether an officer's letter was to be announced; one that was brought itself is unread again."""
    if chat.kind == conversations.FOLLOW_UP:
        return True
    try:
        letter = posting.open_for_reporter(cipher_for(tx, chat), row).letter
    except CannotOpen:
        return False
    if letter:
        reports.mark_letter_unread(tx, letter)
    return letter > 0


def _tell_owners(here: Scene, silent: Sequence[Alert], post: Post) -> None:
    """Whoever waits for an answer must know that nobody was asked."""
    for alert in silent:
        if alert.acknowledged_by is not None:
            say = Say("note-notice-lost", {"number": int(alert.number)})
            telling.tell_officer(here, alert.acknowledged_by, say, post, alert=alert.number)


def _note_messages(tx: Tx, delivered: Sequence[OutboxRow], by_row: dict[int, _Report]) -> None:
    """Keep the messages' numbers, sealed, so that `/wipe` can delete them."""
    said = [
        (row, outcome.message_id)
        for row in delivered
        if row.conversation_id is not None
        and isinstance(outcome := by_row[row.id].outcome, Delivered)
        and outcome.message_id is not None
    ]
    stored = conversations.by_id(tx, [ConversationId(row.conversation_id or 0) for row, _ in said])
    sealed = []
    for row, message_id in said:
        chat = stored[ConversationId(row.conversation_id or 0)]
        written = chats.Written(message_id, to_ms(by_row[row.id].now))
        if chat.kind != conversations.CLOSING:
            sealed.append(chats.note_message(chat.id, cipher_for(tx, chat), written))
    conversations.remember_messages(tx, sealed)
