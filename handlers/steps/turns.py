"""Folding a batch of messages through the engine: each chat's in order, each table written once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from handlers.installation import (
    ANSWERS_ONLY,
    COUNTED_IN_A_ROW,
    ERASABLE_WITHIN,
    NUMBERED,
    PULLED,
    Installation,
)
from handlers.steps import amending, attachments, chats
from handlers.steps.chats import ChatState, OpenChat, Written
from handlers.steps.filing import Filing, raised_by
from handlers.steps.posting import Post
from handlers.steps.recordings import Drafts
from handlers.steps.sealing import Answers
from handlers.steps.turn_facts import Chat, Facts, Message, facts_of
from hotline.alert.alert import Urgency
from hotline.alert.urgency import urgency_of
from hotline.ids import ConversationId, ReportId
from hotline.interview import engine, review
from hotline.interview.conversation import (
    Conversation,
    Effect,
    Phase,
    Turn,
)
from hotline.parcel import Contents, Heard
from storage.keys.receipt_supply import Prepared
from storage.schema import Tx, to_ms
from storage.tables import conversation as conversations
from storage.tables import report
from storage.tables.conversation import CLOSING, FOLLOW_UP, INTERVIEW, Stored

SUBMIT = "review:submit"
_HANDS_OVER = frozenset({Effect.RED, Effect.FILED, Effect.VOICE, Effect.ATTACHED})
_ATTACHED = frozenset({Effect.ATTACHED, Effect.ATTACHED_TO_CASE})
_CAUTION = timedelta(minutes=1)
SHOWN_FOR = timedelta(seconds=30)
"""How long a page goes on showing a receipt or a goodbye."""


class Answer(msgspec.Struct, frozen=True):
    """What one message led to."""

    turn: Turn
    locale: str
    wrong_code: bool


class Fold:
    """The state of a batch between its first message and the writing of its tables."""

    def __init__(self, tx: Tx, office: Installation, chat_hashes: Sequence[bytes], now: datetime) -> None:
        self._tx = tx
        self._office = office
        self._now = now
        self.post = Post(tx, office, now)
        self._filing = Filing(tx, office, self.post, now)
        self._drafts = Drafts(tx)
        self._attached = attachments.Drafts(tx)
        self._spare: Prepared | None = None
        self._new: dict[ConversationId, OpenChat] = {}
        self._changed: dict[ConversationId, OpenChat] = {}
        self._gone: list[ConversationId] = []
        self._chats: dict[bytes, Chat] = {chat_hash: Chat() for chat_hash in chat_hashes}
        for stored in conversations.of_chats(tx, list(self._chats)):
            self._load(stored)

    def take(self, message: Message) -> Answer:
        """Move the chat one turn on, and do what the turn asks for."""
        chat = self._chats[message.chat_hash]
        conversation = (
            chat.active.state.conversation
            if chat.active is not None
            else engine.begin(message.locale, message.channel)
        )
        facts = self._limited(message, conversation, facts_of(self._tx, self._office, message, chat))
        spare = self._spare_receipt()
        texts = self._office.texts
        turn = engine.advance(
            texts.script,
            texts.places,
            conversation,
            facts.incoming,
            receipt=spare.code,
            numbered=message.channel in NUMBERED,
        )
        locale = conversation.locale if turn.conversation is None else turn.conversation.locale
        self._apply(message, chat, turn, facts, locale)
        return Answer(turn, locale, facts.wrong_code)

    def store(self) -> None:
        """Write what changed. The outbox comes after the conversations it belongs to."""
        self._filing.write()
        if self._spare is not None:  # most turns make no report, and a code takes milliseconds to derive
            self._office.receipts.give_back(self._spare)
        # In this order: who leaves and comes back in one batch has one interview that ends before another.
        conversations.change(self._tx, [chats.sealed(chat) for chat in self._changed.values()])
        conversations.add(self._tx, [chats.sealed(chat) for chat in self._new.values()])
        self._drafts.write()
        self._attached.write()
        conversations.erase(self._tx, self._gone)

    # --- what the engine has to be told ---

    def _load(self, stored: Stored) -> None:
        chat = self._chats[stored.chat_hash]
        if stored.kind == INTERVIEW:
            chat.interview = chats.of_today(self._tx, chats.opened(self._tx, stored), self._now)
        elif stored.kind == FOLLOW_UP:
            chat.follow_ups = (*chat.follow_ups, chats.opened(self._tx, stored))
        elif stored.channel in PULLED:
            chat.closing = chats.opened(self._tx, stored)
        else:
            chat.leaving = stored

    def _limited(self, message: Message, conversation: Conversation, facts: Facts) -> Facts:
        """A report more than a chat may send a day waits; an emergency never does."""
        if facts.incoming.value != SUBMIT or not self._office.reports.exhausted(message.chat_hash, self._now):
            return facts
        if urgency_of(self._office.texts.script.rules, conversation.answers) is Urgency.EMERGENCY:
            return facts
        return replace(facts, incoming=replace(facts.incoming, too_many_reports=True))

    def _spare_receipt(self) -> Prepared:
        if self._spare is None:
            self._spare = self._office.receipts.take()
        return self._spare

    # --- what the turn asks for ---

    def _apply(self, message: Message, chat: Chat, turn: Turn, facts: Facts, locale: str) -> None:
        if Effect.LETTERS_SHOWN in turn.effects:
            report.mark_letters_shown(self._tx, facts.letters)
        if Effect.WROTE in turn.effects and facts.about is not None:
            amending.add_words(self._tx, self._office, facts.about, turn.text, self.post, self._now)
        if Effect.SPOKE in turn.effects and facts.about is not None and message.recording is not None:
            amending.add_recording(
                self._tx, self._office, facts.about, message.recording, self.post, self._now
            )
        if Effect.ATTACHED_TO_CASE in turn.effects and facts.about is not None and message.attachment:
            amending.add_attachment(
                self._tx, self._office, facts.about, message.attachment, self.post, self._now
            )
        if Effect.WITHDRAWN in turn.effects and facts.about is not None:
            self._withdraw(facts.about)
        if turn.conversation is None:
            self._end(message, chat, turn, locale)
            return
        goes_on = self._gone_on(message, chat, turn.conversation, facts)
        if Effect.VOICE in turn.effects and message.recording is not None:
            self._drafts.keep(goes_on, facts.incoming.recording or 0, message.recording)
        if Effect.VOICE_DROPPED in turn.effects:
            self._drafts.erase([goes_on.stored.id], but=[voice.id for voice in turn.conversation.voices])
        self._attach(message, goes_on, turn, facts, locale)
        told = {} if chat.active is None else chat.active.state.conversation.answers
        goes_on = self._reported(goes_on, turn, told)
        self._hand_over(goes_on, turn)
        if Effect.FILED in turn.effects:
            self._filed(message, chat, goes_on, turn)
            return
        self._keep(chat, goes_on)
        self._say(message, goes_on, turn, locale)

    def _attach(self, message: Message, chat: OpenChat, turn: Turn, facts: Facts, locale: str) -> None:
        """What was sent stays with the chat or the case; the messenger's copy is taken out of the chat."""
        if Effect.ATTACHED in turn.effects and message.attachment is not None:
            self._attached.keep(chat, facts.incoming.attachment or 0, message.attachment)
        if Effect.ATTACHMENTS_DROPPED in turn.effects:
            self._attached.erase([chat.stored.id])
        taken = message.message_id is not None and message.channel not in PULLED
        if taken and _ATTACHED & {*turn.effects}:
            ids = (message.message_id,) if message.message_id is not None else ()
            self.post.to_reporter(chat.stored, chat.cipher, chat.address, Contents(locale, erase=ids))

    def _withdraw(self, about: ReportId) -> None:
        """Forget every chat in which officers could ask about this report, this one or another."""
        agreed = {row.id for row in conversations.of_report(self._tx, about) if row.kind == FOLLOW_UP}
        for chat in self._chats.values():
            agreed |= {row.stored.id for row in chat.follow_ups if row.stored.report_id == about}
            chat.follow_ups = tuple(row for row in chat.follow_ups if row.stored.report_id != about)
        for number in agreed:
            self._changed.pop(number, None)
            if self._new.pop(number, None) is None:
                self._gone.append(number)

    def _gone_on(self, message: Message, chat: Chat, conversation: Conversation, facts: Facts) -> OpenChat:
        """The row that holds the conversation now; a follow-up in which a new report begins keeps its own."""
        base = chat.active
        if base is None or (base.stored.kind != INTERVIEW and conversation.phase is not Phase.FILED):
            address = "" if message.channel in PULLED else message.sender
            base = chats.begun(self._tx, message.channel, message.chat_hash, address, conversation, self._now)
            if chat.before is not None:
                base = chats.after(base, chat.before)
            if chat.closing is not None:
                self._forget(chat.closing)
                chat.closing = None
        seen = _seen(message)
        state = replace(
            base.state,
            conversation=conversation,
            incoming=base.state.incoming + seen,
            reader_seeds=_reader_of(base.state, conversation, facts),
        )
        return chats.turned(base, state, self._now, self._office.texts.script.abandoned_after)

    def _reported(self, chat: OpenChat, turn: Turn, told: Answers) -> OpenChat:
        """A red answer raises its alert at once; once one stands, each answer is sealed as it comes."""
        conversation = chat.state.conversation
        filed = Effect.FILED in turn.effects
        red = Effect.RED in turn.effects
        raised = raised_by(chat)
        if raised is not None:
            if filed or Effect.ANSWERED in turn.effects or red:
                cried = red or Effect.CRIED in turn.effects
                self._filing.add_answers(raised, told, conversation.answers, filed=filed, cried=cried)
            return chat
        if not red and not filed:
            return chat
        prepared = self._spare_receipt()
        self._spare = None
        raised = self._filing.raise_alert(
            conversation.answers,
            prepared,
            red=red and not filed,
            spoken=bool(conversation.voices or conversation.attachments),
        )
        return replace(
            chat,
            stored=replace(chat.stored, report_id=raised.report_id),
            state=replace(chat.state, report_seeds=raised.seeds.raw),
        )

    def _hand_over(self, chat: OpenChat, turn: Turn) -> None:
        """What was said goes to the report as soon as there is one."""
        raised = raised_by(chat)
        if raised is not None and _HANDS_OVER & {*turn.effects}:
            self._filing.add_recordings(raised, chat, self._drafts)
            self._filing.add_attachments(raised, chat, self._attached)

    def _filed(self, message: Message, chat: Chat, filed: OpenChat, turn: Turn) -> None:
        """The interview is over: the receipt is said, the draft goes, the chat stays only by consent."""
        conversation = filed.state.conversation
        pulled = message.channel in PULLED
        kept = chats.quiet(conversation)
        if pulled:  # the page has to show the receipt once
            kept = replace(kept, receipt=conversation.receipt, said=conversation.said)
        if conversation.answers.get("follow_up") == ("yes",) and filed.stored.report_id is not None:
            after = chats.follow_up_of(self._tx, filed, filed.stored.report_id, self._now)
            moved = ChatState(kept, incoming=chats.messages(self._tx, filed))
            after = replace(after, state=moved)
            self._new[after.stored.id] = after
            chat.follow_ups = (*chat.follow_ups, after)
            self._say(message, after, turn, conversation.locale)
            if pulled:
                self._forget(filed)
            else:
                self._keep_closing(filed, kept)
        else:
            last = chats.closing(filed, kept, self._now)
            self._keep_row(last)
            self._say(message, last, turn, conversation.locale)
            chat.closing, chat.leaving = (last, None) if pulled else (None, last.stored)
        chat.interview = None

    def _end(self, message: Message, chat: Chat, turn: Turn, locale: str) -> None:
        """The reporter left: erase what the channel lets us erase, say goodbye, keep nothing."""
        wiped = Effect.WIPED in turn.effects
        agreed = chat.follow_ups if wiped else ()
        rows = [row for row in (chat.interview, chat.closing, *agreed) if row is not None]
        self._drafts.erase([row.stored.id for row in rows])
        self._attached.erase([row.stored.id for row in rows])
        chat.interview = chat.closing = None
        chat.follow_ups = () if wiped else chat.follow_ups
        parting = engine.begin(locale, message.channel)
        if message.channel in PULLED:
            self._part_on_page(rows, replace(parting, said=turn.screen.lines))
            return
        if not rows:
            rows = [
                chats.begun(self._tx, message.channel, message.chat_hash, message.sender, parting, self._now)
            ]
        messages = [one for row in rows for one in chats.messages(self._tx, row)] if wiped else []
        ids = tuple(one.number for one in (*messages, *(_seen(message) if wiped else ())))
        if wiped:
            ids = (*ids, *_just_before(message, ids))
        for row in rows[1:]:
            self._keep_closing(row, parting)
        last = chats.closing(rows[0], parting, self._now)
        self._keep_row(last)
        if ids:
            self.post.to_reporter(last.stored, last.cipher, last.address, Contents(locale, erase=ids))
        left = _out_of_reach(message.channel, messages, self._now)
        self._say(message, last, replace(turn, screen=review.with_left(turn.screen, left)), locale)
        chat.leaving = last.stored

    def _part_on_page(self, rows: Sequence[OpenChat], parting: Conversation) -> None:
        """The page shows the goodbye for a moment; then nothing of the session is left."""
        for row in rows[1:]:
            self._forget(row)
        for row in rows[:1]:
            self._keep_row(chats.closing(row, parting, self._now, SHOWN_FOR))

    # --- rows ---

    def _say(self, message: Message, chat: OpenChat, turn: Turn, locale: str) -> None:
        if chat.stored.channel not in PULLED:
            proof_file = Effect.PROOF_FILE in turn.effects
            contents = Contents(locale, turn.screen, proof_file=proof_file, heard=_heard(message))
            self.post.to_reporter(chat.stored, chat.cipher, chat.address, contents)

    def _keep(self, chat: Chat, row: OpenChat) -> None:
        if row.stored.kind == FOLLOW_UP:
            chat.follow_ups = tuple(row if one.stored.id == row.stored.id else one for one in chat.follow_ups)
        elif row.stored.kind == CLOSING:
            chat.closing = row
        else:
            chat.interview = row
        self._keep_row(row)

    def _keep_closing(self, row: OpenChat, conversation: Conversation) -> None:
        self._keep_row(chats.closing(row, conversation, self._now))

    def _keep_row(self, row: OpenChat) -> None:
        number = row.stored.id
        if number in self._new or row.stored.state == b"":
            self._new[number] = row
        else:
            self._changed[number] = row

    def _forget(self, row: OpenChat) -> None:
        number = row.stored.id
        if self._new.pop(number, None) is None:
            self._changed.pop(number, None)
            self._gone.append(number)


def _seen(message: Message) -> tuple[Written, ...]:
    """The reporter's own message, where the channel gives it a number."""
    if message.message_id is None:
        return ()
    return (Written(message.message_id, to_ms(message.written_at)),)


def _heard(message: Message) -> Heard | None:
    """What is being answered, where one may only answer."""
    if message.channel not in ANSWERS_ONLY or message.message_id is None:
        return None
    return Heard(message.message_id, to_ms(message.written_at))


def _just_before(message: Message, known: Sequence[str]) -> list[str]:
    """Numbers that messages of this chat may have had, which are not remembered any more."""
    if message.message_id is None or message.channel not in COUNTED_IN_A_ROW:
        return []
    last, there = int(message.message_id), {number for joined in known for number in joined.split(",")}
    numbers = map(str, range(last - 1, max(0, last - COUNTED_IN_A_ROW[message.channel]), -1))
    return [number for number in numbers if number not in there]


def _out_of_reach(channel: str, messages: Sequence[Written], now: datetime) -> int:
    """How many of these the channel is too late to delete, by a minute's caution: the erasing comes later."""
    within = ERASABLE_WITHIN.get(channel)
    if within is None:
        return 0
    latest = to_ms(now - within + _CAUTION)
    return sum(len(one.number.split(",")) for one in messages if one.at_ms <= latest)


def _reader_of(before: ChatState, conversation: Conversation, facts: Facts) -> bytes | None:
    """The seeds that a code opened, kept as long as its report is the one that is talked about."""
    if conversation.opened is None:
        return None
    if facts.reader is not None and facts.about == conversation.opened.report_id:
        return facts.reader.raw
    same = before.conversation.opened is not None and (
        before.conversation.opened.report_id == conversation.opened.report_id
    )
    return before.reader_seeds if same else None
