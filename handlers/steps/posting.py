"""Putting what is to be said into the outbox, in the transaction that decided it.

Rows are inserted leased to this process, which sends them as soon as the commit is done. A row waits for
the claim query instead if nobody here serves its channel, or if an earlier row of the same recipient is
still in other hands: order per recipient comes before speed, but a page waits for pages alone. Of what may
wait, the first few of a minute go at once; what comes after them is held for the minute's end instead
(`digesting.py`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from handlers.installation import NUMBERED, ONE_WAY, Installation, Posted
from handlers.steps import outgoing, people, typed_words
from hotline.duty.contact_order import COSTLY
from hotline.happening import Happening
from hotline.ids import AlertNumber, ContactMethodId, PageId
from hotline.messages import Say, Screen
from hotline.parcel import Contents, Parcel
from hotline.webhook_file import Target
from storage.keys import ack_link
from storage.keys.context import Context, Kind
from storage.keys.envelope import PAD_OUTBOX, Cipher, open_sealed, seal
from storage.schema import Tx, to_ms
from storage.tables import digest, outbox
from storage.tables.conversation import Stored
from storage.tables.digest import Held
from storage.tables.officer import ContactMethod
from storage.tables.outbox import OutboxRow

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Contents)
_HELD_FOR = timedelta(seconds=60)
ALONE = 3
"""So many things that might wait go to an officer by themselves within a minute."""


_ADDED = frozenset({"page-link", "typed-how"})


@dataclass(frozen=True, slots=True)
class _Ready:
    row: OutboxRow
    parcel: Parcel
    may_wait: bool = False


class Post:
    """What one transaction wants sent; `flush` stores it."""

    def __init__(self, tx: Tx, office: Installation, now: datetime) -> None:
        self._tx = tx
        self._office = office
        self._now = now
        self.now = now
        self._now_ms = to_ms(now)
        self._until_ms = to_ms(now + office.lease)
        self._ready: list[_Ready] = []
        self._full: set[ContactMethodId] = set()
        self.timers_moved = False
        self._happenings: list[Happening] = []

    def to_reporter(
        self,
        chat: Stored,
        cipher: Cipher,
        address: str,
        contents: Contents,
        *,
        wait: timedelta | None = None,
    ) -> None:
        """Say something in a reporter's chat, after all that was said there before, once `wait` is over."""
        number = self._tx.ids.next()
        sealed = seal(cipher, Context(Kind.OUTBOX, number), _ENCODER.encode(contents), pad_to=PAD_OUTBOX)
        row = OutboxRow(
            id=number,
            bot=outbox.REPORTER,
            channel=chat.channel,
            recipient=chat.recipient,
            sequence=chat.version,
            conversation_id=chat.id,
            contact_method_id=None,
            page_id=None,
            alert=None,
            body=sealed,
            made_at=self._now_ms,
            due_at=self._now_ms if wait is None else to_ms(self._now + wait),
        )
        self._add(row, address, contents)

    def to_officer(
        self,
        contact: ContactMethod,
        screen: Screen,
        *,
        page: PageId | None = None,
        alert: AlertNumber | None = None,
        may_wait: bool = False,
        wait: timedelta = timedelta(),
    ) -> None:
        """Page or tell an officer by one contact method, once `wait` is over.

        `may_wait`: after the first few of a minute it is said in one message with the others, at its end.
        """
        number = self._tx.ids.next()
        if contact.channel in NUMBERED | ONE_WAY:
            screen = _bare(screen)
        if contact.channel in NUMBERED:
            screen = typed_words.worded(screen, self._office.settings.hotline.zone)
        elif contact.channel in ONE_WAY:
            screen = Screen(screen.lines)
        token = ""
        if contact.channel in NUMBERED | ONE_WAY and page is not None and alert is not None:
            token = ack_link.new(self._tx.keys, contact.officer_id, alert, self._now + wait)
        if contact.channel in COSTLY and page is not None:
            screen = self._short(contact, screen, token)
        elif token:
            screen = self._with_link(screen, token)
        contents = Contents(self._office.settings.hotline.default_locale, screen, ack=token)
        row = OutboxRow(
            id=number,
            bot=outbox.OFFICER,
            channel=contact.channel,
            # What waits for its turn holds up nothing that comes after it.
            recipient=f"officer:{contact.id}:{number}" if wait else f"officer:{contact.id}",
            sequence=number if page is None else 0,  # a page goes before whatever else waits for the officer
            conversation_id=None,
            contact_method_id=contact.id,
            page_id=page,
            alert=alert,
            body=self._tx.keys.seal_officer_data(Context(Kind.OUTBOX, number), _ENCODER.encode(contents)),
            made_at=self._now_ms,
            due_at=self._now_ms + wait // timedelta(milliseconds=1),
        )
        held = may_wait and not wait and contact.channel not in COSTLY  # a text message holds one
        self._add(row, people.address_of(self._tx, contact), contents, may_wait=held)

    def holds_back(self, contact: ContactMethodId) -> None:
        """What was held goes to this contact method now; what comes within a minute is held again."""
        self._full.add(contact)

    def _short(self, contact: ContactMethod, screen: Screen, token: str) -> Screen:
        """A page in the words of a text message or a call."""
        facts = dict(screen.lines[0].args)
        if token:
            facts["link"] = self._link(token)
        kind = "grouped" if "count" in facts else "page"
        return Screen((Say(f"{contact.channel}-{kind}", facts),))

    def _link(self, token: str) -> str:
        return f"{self._office.console_origin}/ack/{token}"

    def _with_link(self, screen: Screen, token: str) -> Screen:
        """A page of one alert, with the address where one press takes it."""
        link = self._link(token)
        minutes = ack_link.LASTS // timedelta(minutes=1)
        say = Say("page-link", {"link": link, "minutes": minutes})
        return Screen((*screen.lines[:1], say, *screen.lines[1:]), screen.buttons)

    def happened(self, happening: Happening) -> None:
        """To be written down once this is committed, and told to other systems that want to know."""
        self._happenings.append(happening)
        for target, contents in outgoing.told(self._office, happening, self._now):
            self._to_system(target, contents)

    def _to_system(self, target: Target, contents: Contents) -> None:
        number = self._tx.ids.next()
        row = OutboxRow(
            id=number,
            bot=outbox.WEBHOOK,
            channel=outbox.WEBHOOK,
            recipient=target.name,
            sequence=number,
            conversation_id=None,
            contact_method_id=None,
            page_id=None,
            alert=None,
            body=self._tx.keys.seal_officer_data(Context(Kind.OUTBOX, number), _ENCODER.encode(contents)),
            made_at=self._now_ms,
            due_at=self._now_ms,
        )
        self._add(row, target.url, contents)

    def flush(self) -> Posted:
        """Store the rows; what is to be done after the commit."""
        self._hold_back()
        if not self._ready:
            return Posted((), self.timers_moved, tuple(self._happenings))
        recipients = {ready.row.recipient for ready in self._ready}
        waiting = outbox.in_other_hands(self._tx, sorted(recipients), self._office.owner)
        pages = {recipient for recipient, is_page in waiting.items() if is_page}
        mine: list[Parcel] = []
        stored: list[OutboxRow] = []
        for ready in self._ready:
            row = ready.row
            at_once = row.due_at <= self._now_ms and (row.bot, row.channel) in self._office.sends
            if at_once and row.recipient not in (waiting if row.page_id is None else pages):
                row = replace(row, lease_owner=self._office.owner, lease_until=self._until_ms, attempts=1)
                mine.append(ready.parcel)
            stored.append(row)
        outbox.add(self._tx, stored)
        return Posted(tuple(mine), self.timers_moved, tuple(self._happenings))

    def _add(self, row: OutboxRow, address: str, contents: Contents, *, may_wait: bool = False) -> None:
        self._ready.append(_Ready(row, parcel_of(row, address, contents, attempts=1), may_wait))

    def _hold_back(self) -> None:
        """Of what may wait, the first few of a minute go out; the others are held for its end."""
        contacts = {one.row.contact_method_id for one in self._ready if one.may_wait}
        if not contacts and not self._full:
            return
        end = self._now_ms + _HELD_FOR // timedelta(milliseconds=1)
        asked = sorted(contact for contact in contacts if contact is not None)
        windows = digest.windows(self._tx, asked) | dict.fromkeys(self._full, (end, ALONE))
        held, ready = [], []
        for full in sorted(self._full):
            held += [self._marker(full, end) for _ in range(ALONE)]
        for one in self._ready:
            contact = one.row.contact_method_id
            if not one.may_wait or contact is None:
                ready.append(one)
                continue
            until, count = windows.get(contact, (end, 0))
            windows[contact] = (until, count + 1)
            if count < ALONE:
                ready.append(one)
                held.append(self._marker(contact, until))
            else:
                held.append(_held(one.row, contact, until))
        digest.add(self._tx, held)
        self._ready, self._full = ready, set()
        self.timers_moved = True

    def _marker(self, contact: ContactMethodId, until: int) -> Held:
        return Held(self._tx.ids.next(), contact, None, None, None, until)


def _bare(screen: Screen) -> Screen:
    """Without what was added for a channel when it was held: it is added anew."""
    return Screen(tuple(line for line in screen.lines if line.id not in _ADDED), screen.buttons)


def _held(row: OutboxRow, contact: ContactMethodId, due_at: int) -> Held:
    return Held(row.id, contact, row.page_id, row.alert, row.body, due_at)


def parcel_of(row: OutboxRow, address: str, contents: Contents, *, attempts: int) -> Parcel:
    """The row as the sender sees it."""
    return Parcel(
        id=row.id,
        bot=row.bot,
        channel=row.channel,
        recipient=row.recipient,
        sequence=row.sequence,
        address=address,
        contents=contents,
        attempts=attempts,
        is_page=row.page_id is not None,
        alert=row.alert,
        made_at_ms=row.made_at,
    )


def open_for_reporter(cipher: Cipher, row: OutboxRow) -> Contents:
    """What a reporter's row says. Raises CannotOpen."""
    return _DECODER.decode(open_sealed(cipher, Context(Kind.OUTBOX, row.id), row.body))


def open_held(tx: Tx, held: Held) -> Contents:
    """What was held for an officer says. Raises CannotOpen."""
    return _DECODER.decode(tx.keys.open_officer_data(Context(Kind.OUTBOX, held.id), held.body or b""))


def open_for_officer(tx: Tx, row: OutboxRow) -> Contents:
    """What an officer's row says. Raises CannotOpen."""
    return _DECODER.decode(tx.keys.open_officer_data(Context(Kind.OUTBOX, row.id), row.body))
