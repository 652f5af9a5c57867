"""The same turns through SQLAlchemy's async ORM: a session and a commit for each, as its tutorial teaches.

The engine, the sealing, the tables and their constraints are ours, and so are the queries for who is on duty
and whose keys a report is sealed to; only the way to the database differs. It promises what we promise: one
answer to an update, order per chat.
"""

import asyncio
from typing import Any, cast

import msgspec
from msgspec.structs import asdict, replace
from sqlalchemy import Connection, event, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Session

from bench.interviews import STEPS, said_together
from handlers.interview import Received
from handlers.steps import chats, people, sealing
from handlers.steps.chats import OpenChat
from hotline.alert import escalation
from hotline.alert.alert import PageDue
from hotline.alert.urgency import unit_of, urgency_of
from hotline.duty.roster import Duty
from hotline.ids import AlertNumber
from hotline.interview import engine
from hotline.interview.conversation import Conversation, Effect
from hotline.messages import Say, Screen
from hotline.parcel import Contents
from storage.database import is_sqlite
from storage.ids import IdSource
from storage.keys.context import Context, Kind
from storage.keys.envelope import PAD_OUTBOX, seal
from storage.keys.receipt_supply import Prepared
from storage.schema import Tx, metadata, to_ms
from storage.tables import alert, inbox, outbox, page, report, timeline
from storage.tables import conversation as conversations
from storage.tables.alert import _values as alert_values
from storage.tables.conversation import Stored
from tests.office import Office

_CHAT = conversations.conversation


class Base(DeclarativeBase):
    metadata = metadata


class InboxRow(Base):
    __table__ = inbox.inbox


class ChatRow(Base):
    __table__ = _CHAT


class SentRow(Base):
    __table__ = outbox.outbox


class ReportRow(Base):
    __table__ = report.report


class MemberRow(Base):
    __table__ = report.report_member


class PartRow(Base):
    __table__ = report.report_part


class AlertRow(Base):
    __table__ = alert.alert


class EventRow(Base):
    __table__ = timeline.alert_event


class PageRow(Base):
    __table__ = page.page


def _async_engine(url: str) -> AsyncEngine:
    """As `storage.database` sets the writer's; SQLite takes one writer at a time, so one connection."""
    where = make_url(url)
    if not is_sqlite(url):
        return create_async_engine(where.set(drivername="postgresql+psycopg"), pool_size=16, max_overflow=0)
    engine = create_async_engine(
        where.set(drivername="sqlite+aiosqlite"), pool_size=1, max_overflow=0, pool_timeout=600
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(
        engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE")
    )
    return engine


def _prepare(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class OrmStore:
    """One bot's storage. `codes` are receipt codes with their keys, one for each report."""

    def __init__(self, office: Office, codes: list[Prepared]) -> None:
        self._office = office.installation
        self._now = office.clock.now()
        self._codes = codes
        self._engine = _async_engine(office.paths.url)
        self._session = async_sessionmaker(self._engine, expire_on_commit=False)
        # For sealing alone: nothing here may use a connection of our own.
        self._tx = Tx(cast("Connection", None), self._office.keys, IdSource())

    async def close(self) -> None:
        await self._engine.dispose()

    async def round(self, number: int, reporters: int) -> None:
        """Whole interviews, all at once; each reporter goes on when answered."""
        first = number * 1_000 + 500_000
        await asyncio.gather(*(self._interview(number, first + chat) for chat in range(reporters)))

    async def _interview(self, number: int, chat: int) -> None:
        for place, step in enumerate(STEPS):
            [message] = said_together(step, number * len(STEPS) + place, range(chat, chat + 1))
            await self._turn(message)

    async def _turn(self, message: Received) -> None:
        chat_hash = self._office.keys.sender_hash(message.channel, message.sender)
        async with self._session() as session, session.begin():
            received = InboxRow(
                channel=message.channel, update_id=message.update_id, received_at=to_ms(self._now)
            )
            session.add(received)
            found = await session.scalar(
                select(ChatRow).where(_CHAT.c.chat_hash == chat_hash, _CHAT.c.kind == conversations.INTERVIEW)
            )
            await self._advance(session, message, chat_hash, found)

    async def _advance(
        self, session: AsyncSession, message: Received, chat_hash: bytes, found: ChatRow | None
    ) -> None:
        if found is None:
            begun = engine.begin("vi", message.channel)
            chat = chats.begun(self._tx, message.channel, chat_hash, message.sender, begun, self._now)
        else:
            columns = {name: getattr(found, name) for name in Stored.__struct_fields__}
            chat = chats.opened(self._tx, Stored(**columns))
        prepared = self._codes[-1]
        texts = self._office.texts
        turn = engine.advance(
            texts.script, texts.places, chat.state.conversation, message.incoming, receipt=prepared.code
        )
        assert turn.conversation is not None
        state = replace(chat.state, conversation=turn.conversation)
        chat = chats.turned(chat, state, self._now)
        if Effect.FILED in turn.effects:
            self._codes.pop()
            await self._file(session, turn.conversation, prepared)
            chat = chats.closing(chat, chats.quiet(turn.conversation), self._now)
        stored = asdict(chats.sealed(chat))
        if found is None:
            session.add(ChatRow(**stored))
            await session.flush()  # the outbox row names the chat
        else:
            for name in ("kind", "state", "version", "touched_at", "due_at"):
                setattr(found, name, stored[name])
        sent = self._to_send(chat, turn.screen)
        waiting = select(outbox.outbox.c.id).where(  # order per chat: something older may be in other hands
            outbox.outbox.c.recipient == chat.stored.recipient, outbox.outbox.c.lease_owner != "orm"
        )
        assert await session.scalar(waiting.limit(1)) is None
        session.add(sent)

    def _to_send(self, chat: OpenChat, screen: Screen) -> SentRow:
        number = self._tx.ids.next()
        contents = msgspec.msgpack.encode(Contents("vi", screen))
        return SentRow(
            id=number,
            bot=outbox.REPORTER,
            channel="telegram",
            recipient=chat.stored.recipient,
            sequence=chat.stored.version,
            conversation_id=chat.stored.id,
            body=seal(chat.cipher, Context(Kind.OUTBOX, number), contents, pad_to=PAD_OUTBOX),
            made_at=to_ms(self._now),
            due_at=to_ms(self._now),
            lease_owner="orm",
            lease_until=to_ms(self._now),
        )

    async def _file(self, session: AsyncSession, conversation: Conversation, prepared: Prepared) -> None:
        """The report sealed to its members, the alert after its first step, the page."""
        answers = conversation.answers
        duty, readers = await session.run_sync(self._people)
        rules = self._office.texts.script.rules
        place, urgency = unit_of(rules, answers, duty.province), urgency_of(rules, answers)
        members = [member.id for member in duty.members(place)]
        fresh = sealing.begin(self._tx, readers, prepared, members, answers, self._now, filed=True)
        session.add(ReportRow(**asdict(fresh.report)))
        await session.flush()
        for recipient, officer, sealed in fresh.wraps:
            member = MemberRow(
                report_id=fresh.report.id, recipient=recipient, officer_id=officer, sealed=sealed
            )
            session.add(member)
        session.add(PartRow(report_id=fresh.report.id, **asdict(fresh.part)))
        policy = self._office.settings.policies[urgency]
        opened = escalation.open_alert(AlertNumber(0), place, urgency, policy, self._now)
        step = escalation.advance(opened, duty, self._now)
        raised = AlertRow(**alert_values(step.alert), report_id=fresh.report.id, category="hit")
        session.add(raised)
        await session.flush()
        number: int = cast("Any", raised).number  # mapped from the table, which the types don't see
        for seq, kind in enumerate(("opened", "paged", "filed"), 1):
            session.add(EventRow(alert=number, seq=seq, at=to_ms(self._now), kind=kind))
        for due in step.pages:
            await self._page(session, number, due)

    def _people(self, session: Session) -> tuple[Duty, sealing.Readers]:
        tx = Tx(session.connection(), self._tx.keys, self._tx.ids)
        return people.duty_at(tx, self._office, self._now), sealing.readers(tx)

    async def _page(self, session: AsyncSession, number: int, due: PageDue) -> None:
        now_ms = to_ms(self._now)
        for contact in due.contact_methods:
            page_id = self._tx.ids.next()
            paged = PageRow(
                id=page_id,
                alert=number,
                leg=due.leg,
                round=due.round,
                step=due.step,
                reason=due.reason.value,
                officer_id=due.officer,
                contact_method_id=contact,
                state=page.PENDING,
                made_at=now_ms,
            )
            session.add(paged)
            await session.flush()
            row = self._tx.ids.next()
            contents = msgspec.msgpack.encode(Contents("vi", Screen((Say("page", {"number": number}),))))
            session.add(
                SentRow(
                    id=row,
                    bot=outbox.OFFICER,
                    channel="telegram",
                    recipient=f"officer:{contact}",
                    sequence=row,
                    contact_method_id=contact,
                    page_id=page_id,
                    alert=number,
                    body=self._office.keys.seal_officer_data(Context(Kind.OUTBOX, row), contents),
                    made_at=now_ms,
                    due_at=now_ms,
                )
            )
