"""What a reporter did: answered in one transaction with everything that follows from it.

`receive` takes a batch, because messages arrive in batches: one SELECT loads all their conversations, each
chat's messages are folded in order through the pure engine (`steps/turns.py`), and each table is written
once. Whatever a turn causes beside that (an alert, a letter shown) happens in the same transaction, so a
crash before the commit has changed nothing, and after it has lost nothing.
"""

import asyncio
import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from handlers.installation import PULLED, Installation, Posted
from handlers.steps import attachments, chats, for_person, poster_counts
from handlers.steps.attachments import Enclosed
from handlers.steps.chats import OpenChat
from handlers.steps.posting import Post
from handlers.steps.turn_facts import Message
from handlers.steps.turns import SHOWN_FOR, Answer, Fold
from handlers.tries import EVERYBODY
from hotline import receipt as receipt_code
from hotline.attachment import Attachment
from hotline.errors import CannotOpen
from hotline.interview import engine, follow_up
from hotline.interview.conversation import Effect, Incoming, Kind, Phase
from hotline.messages import Say, Screen
from hotline.parcel import Contents
from hotline.recording import Recording
from hotline.text import clean
from storage.keys.receipt import ReceiptKeys, derive
from storage.schema import Tx, to_ms
from storage.tables import conversation as conversations
from storage.tables import inbox, tally
from storage.tables.conversation import CLOSING, FOLLOW_UP, INTERVIEW

LATE_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Received:
    """One thing that came in on a channel. `sender` is the chat's address there (the web: its session)."""

    channel: str
    sender: str
    update_id: str
    incoming: Incoming
    locale_hint: str | None = None
    message_id: str | None = None
    sent_at: datetime | None = None
    recording: Recording | None = field(default=None, repr=False)
    attachment: Attachment | None = field(default=None, repr=False)


class Reply(msgspec.Struct, frozen=True):
    """What the reporter sees now; a messenger gets it from the outbox, the web page asks again.

    `taken` False: a limit held it up, so that it has to be sent again.
    """

    screen: Screen | None
    locale: str
    duplicate: bool = False
    taken: bool = True


@dataclass(frozen=True, slots=True)
class View:
    """The web page's present screen. `known`: this session has a conversation."""

    screen: Screen
    locale: str
    turn: int
    phase: Phase
    red: bool
    known: bool


class Proof(msgspec.Struct, frozen=True):
    """That something was reported: one sentence, and its day as ISO."""

    said: Say
    reported_on: str
    locale: str


class _Item(msgspec.Struct, frozen=True):
    """A message with all that had to be worked out before the transaction."""

    received: Received
    message: Message


@dataclass(frozen=True, slots=True)
class _Chat:
    """What came from one chat, in order. One that fails holds up the others of its chat, and nobody else."""

    office: Installation
    items: tuple[_Item, ...]
    now: datetime


class _Result(msgspec.Struct, frozen=True):
    reply: Reply
    wrong_code: bool = False
    filed: bool = False


@dataclass(frozen=True, slots=True)
class _Results:
    """One chat's results; what the whole transaction wants sent comes with one of its chats."""

    results: tuple[_Result, ...]
    posted: Posted = field(default_factory=Posted)


async def receive(office: Installation, messages: Sequence[Received]) -> list[Reply | Exception]:
    """Handle the messages and commit; for those of a chat that failed alone, the exception.

    Receipt codes are tried before the transaction, in their own queue: they take milliseconds on purpose.
    """
    now = office.now()
    items = await asyncio.gather(*(_prepared(office, message, now) for message in messages))
    by_chat: dict[bytes, list[int]] = {}
    for place, item in enumerate(items):
        by_chat.setdefault(item.message.chat_hash, []).append(place)
    chats_ = [_Chat(office, tuple(items[place] for place in places), now) for places in by_chat.values()]
    outcomes = await office.writer.do_batch(receive_all, chats_)
    replies: dict[int, Reply | Exception] = {}
    for chat, places, outcome in zip(chats_, by_chat.values(), outcomes, strict=True):
        replies.update(zip(places, _settled(chat, outcome), strict=True))
    return [replies[place] for place in range(len(items))]


def receive_all(tx: Tx, chats_: Sequence[_Chat]) -> list[_Results]:
    """The batch in one transaction; what is to be sent comes back with the last chat."""
    office, now = chats_[0].office, max(chat.now for chat in chats_)
    items = [item for chat in chats_ for item in chat.items]
    fresh = _unseen(tx, items, now)
    fold = Fold(tx, office, [item.message.chat_hash for item in fresh], now)
    answers = {id(item): fold.take(item.message) for item in fresh}
    fold.store()
    poster_counts.count(tx, office, [code for item in fresh if (code := _poster_of(item))], now)
    hidden = sum(item.received.incoming.value == engine.HIDDEN for item in fresh if _is_unreadable(item))
    if hidden:
        tally.add(tx, tally.HIDDEN, now.astimezone(office.settings.hotline.zone).date(), hidden)
    results = [
        _Results(tuple(_result(item, answers.get(id(item))) for item in chat.items)) for chat in chats_
    ]
    results[-1] = _Results(results[-1].results, fold.post.flush())
    return results


async def look(office: Installation, channel: str, sender: str, locale_hint: str | None) -> View:
    """The screen that the chat shows now. Fetching a receipt starts the clock that forgets it."""
    chat_hash = office.keys.sender_hash(channel, sender)
    locale = _locale(office, locale_hint)
    view, has_receipt = await office.reader.read(_look, office, channel, chat_hash, locale)
    if has_receipt:
        await office.writer.do(_receipt_fetched, chat_hash, office.now())
    return view


async def proof(office: Installation, channel: str, sender: str) -> Proof | None:
    """The proof of the report that its receipt code has opened in this chat; None where none is open."""
    chat_hash = office.keys.sender_hash(channel, sender)
    return await office.reader.read(_proof, office, chat_hash)


async def leave(office: Installation, channel: str, sender: str) -> None:
    """Quick exit: the view and the draft are gone; an alert that stands goes on."""
    chat_hash = office.keys.sender_hash(channel, sender)
    await office.writer.do(_leave, chat_hash)


async def withdraw(office: Installation, received: Received) -> None:
    """The messenger tells that whoever writes there wants to be forgotten: as `leave`, once.

    What is told twice must not end the chat that was begun since.
    """
    chat_hash = office.keys.sender_hash(received.channel, received.sender)
    await office.writer.do(_withdraw, received.channel, received.update_id, chat_hash, office.now())


async def set_aside(office: Installation, received: Received) -> None:
    """A message failed alone again and again: a person reads it instead, and the reporter is told so.

    Officers are paged for it like for any report. If even that fails, it is kept sealed and tried again.
    """
    now = office.now()
    words = received.incoming
    words = replace(words, value=clean(words.value), caption=clean(words.caption))
    received = dataclasses.replace(received, incoming=words)
    try:
        enclosed = await _enclosed(received)
        posted = await office.writer.do(_raise_for_person, office, received, enclosed, now)
    except Exception:  # noqa: BLE001 - whatever the fault is, the words must not be lost
        posted = await office.writer.do(_keep_for_person, office, received, now)
    office.after_commit(posted)


async def _prepared(office: Installation, received: Received, now: datetime) -> _Item:
    incoming = received.incoming
    if received.sent_at is not None and now - received.sent_at > LATE_AFTER:
        incoming = replace(incoming, late=True)
    chat_hash = office.keys.sender_hash(received.channel, received.sender)
    if office.messages.exhausted(chat_hash, now):
        incoming = replace(incoming, too_fast=True)
    office.messages.count(chat_hash, now)
    if office.in_total.exhausted(EVERYBODY, now):
        incoming = replace(incoming, busy=True)
    else:
        office.in_total.count(EVERYBODY, now)
    message = Message(
        channel=received.channel,
        sender=received.sender,
        chat_hash=chat_hash,
        incoming=incoming,
        locale=_locale(office, received.locale_hint),
        message_id=received.message_id,
        written_at=received.sent_at or now,
        code=None,
        refused=False,
        recording=received.recording,
        attachment=await _enclosed(received),
    )
    code = receipt_code.parse(incoming.value) if incoming.kind is Kind.TEXT else None
    if code is not None and office.code_tries.exhausted(message.chat_hash, now):
        message = replace(message, refused=True)
    elif code is not None:
        message = replace(message, code=await _tried(office, code))
    return _Item(received, message)


async def _tried(office: Installation, code: str) -> ReceiptKeys:
    return await asyncio.to_thread(derive, code, office.keys.receipt_salt)


async def _enclosed(received: Received) -> Enclosed | None:
    if received.attachment is None:
        return None
    return await asyncio.to_thread(attachments.enclose, received.attachment)


def _settled(chat: _Chat, outcome: _Results | Exception) -> list[Reply | Exception]:
    if isinstance(outcome, Exception):
        return [outcome for _ in chat.items]
    for item, result in zip(chat.items, outcome.results, strict=True):
        if result.wrong_code:
            chat.office.code_tries.count(item.message.chat_hash, chat.now)
        if result.filed:
            chat.office.reports.count(item.message.chat_hash, chat.now)
    chat.office.after_commit(outcome.posted)
    return [result.reply for result in outcome.results]


def _unseen(tx: Tx, items: Sequence[_Item], now: datetime) -> list[_Item]:
    """The items whose update was not handled before, each once."""
    by_update: dict[tuple[str, str], _Item] = {}
    for item in items:
        by_update.setdefault((item.received.channel, item.received.update_id), item)
    fresh = inbox.note(tx, list(by_update), now)
    return [item for update, item in by_update.items() if update in fresh]


def _poster_of(item: _Item) -> str | None:
    """The code of the poster that the reporter came by: `/start CODE`. It goes nowhere but into a count."""
    incoming = item.received.incoming
    name, _, code = incoming.value.partition(" ")
    return code.strip() if incoming.kind is Kind.COMMAND and name == "start" and code else None


def _is_unreadable(item: _Item) -> bool:
    return item.received.incoming.kind is Kind.UNSUPPORTED


def _result(item: _Item, answer: Answer | None) -> _Result:
    if answer is None:
        return _Result(Reply(None, item.message.locale, duplicate=True))
    filed = Effect.FILED in answer.turn.effects
    taken = Effect.NOT_TAKEN not in answer.turn.effects
    return _Result(Reply(answer.turn.screen, answer.locale, taken=taken), answer.wrong_code, filed)


def _locale(office: Installation, hint: str | None) -> str:
    """The hinted language if there is one here, else the installation's."""
    wanted = (hint or "").split("-")[0].lower()
    return wanted if wanted in office.texts.catalog.locales else office.settings.hotline.default_locale


def _look(tx: Tx, office: Installation, channel: str, chat_hash: bytes, locale: str) -> tuple[View, bool]:
    texts = office.texts
    chat = _shown_chat(tx, chat_hash)
    if chat is None:
        fresh = engine.begin(locale, channel)
        screen = engine.present(texts.script, texts.places, fresh)
        return View(screen, locale, fresh.turn, fresh.phase, red=False, known=False), False
    conversation = chat.state.conversation
    screen = engine.present(texts.script, texts.places, conversation)
    view = View(
        screen, conversation.locale, conversation.turn, conversation.phase, conversation.red, known=True
    )
    return view, conversation.receipt is not None and chat.stored.kind != INTERVIEW


def _proof(tx: Tx, office: Installation, chat_hash: bytes) -> Proof | None:
    chat = _shown_chat(tx, chat_hash)
    conversation = None if chat is None else chat.state.conversation
    if conversation is None or conversation.phase is not Phase.STATUS:
        return None
    standing = conversation.opened
    if standing is None or not standing.reported_on:
        return None
    said = follow_up.proof(office.texts.places, standing)
    return Proof(said, standing.reported_on, conversation.locale)


def _shown_chat(tx: Tx, chat_hash: bytes) -> OpenChat | None:
    """The interview under way, else what was said last, else the follow-up."""
    found = {stored.kind: stored for stored in conversations.of_chats(tx, [chat_hash])}
    stored = found.get(INTERVIEW) or found.get(CLOSING) or found.get(FOLLOW_UP)
    try:
        return None if stored is None else chats.opened(tx, stored)
    except CannotOpen:  # its key is gone, by age or by a restore: for the page it is no conversation
        return None


def _receipt_fetched(tx: Tx, chat_hash: bytes, now: datetime) -> None:
    """The page has shown the receipt: in a moment it is forgotten."""
    soon = to_ms(now + SHOWN_FOR)
    for stored in conversations.of_chats(tx, [chat_hash]):
        if stored.kind != INTERVIEW and stored.due_at > soon:
            conversations.postpone(tx, stored.id, now + SHOWN_FOR)


def _leave(tx: Tx, chat_hash: bytes) -> None:
    conversations.erase(tx, [stored.id for stored in conversations.of_chats(tx, [chat_hash])])


def _withdraw(tx: Tx, channel: str, update_id: str, chat_hash: bytes, now: datetime) -> None:
    if inbox.note(tx, [(channel, update_id)], now):
        _leave(tx, chat_hash)


def _raise_for_person(
    tx: Tx, office: Installation, received: Received, enclosed: Enclosed | None, now: datetime
) -> Posted:
    inbox.note(tx, [(received.channel, received.update_id)], now)
    post = Post(tx, office, now)
    for_person.file(tx, office, received.incoming, received.recording, post, now, enclosed)
    _tell_reporter(tx, office, received, post, now)
    return post.flush()


def _keep_for_person(tx: Tx, office: Installation, received: Received, now: datetime) -> Posted:
    inbox.note(tx, [(received.channel, received.update_id)], now)
    words = received.incoming.caption or received.incoming.value
    for_person.keep(tx, received.channel, words, now)
    post = Post(tx, office, now)
    _tell_reporter(tx, office, received, post, now)
    return post.flush()


def _tell_reporter(tx: Tx, office: Installation, received: Received, post: Post, now: datetime) -> None:
    if received.channel in PULLED:
        return
    locale = _locale(office, received.locale_hint)
    chat_hash = office.keys.sender_hash(received.channel, received.sender)
    parting = engine.begin(locale, received.channel)
    fresh = chats.begun(tx, received.channel, chat_hash, received.sender, parting, now)
    chat = chats.closing(fresh, parting, now)
    conversations.add(tx, [chats.sealed(chat)])
    screen = Screen((Say("kind-set-aside"),))
    post.to_reporter(chat.stored, chat.cipher, chat.address, Contents(locale, screen))
