"""A chat between two turns: sealed in the database, opened for one transaction, sealed again.

Three kinds of rows (see `storage/tables/conversation.py`): an interview under way; a follow-up, for which
the reporter agreed that an officer may ask here; and a closing chat, which only waits until what was said
last has arrived.
"""

import secrets
from datetime import UTC, date, datetime, timedelta

import msgspec
from msgspec.structs import replace

from hotline.ids import ConversationId, ReportId
from hotline.interview import abandoned
from hotline.interview.conversation import Conversation
from hotline.parcel import Heard
from storage.keys.context import Context, Kind
from storage.keys.envelope import PAD_DRAFT, Cipher, cipher_of, open_sealed, seal
from storage.keys.keyring import ConversationKey
from storage.schema import Tx, to_ms
from storage.tables import conversation as conversations
from storage.tables.conversation import CLOSING, FOLLOW_UP, INTERVIEW, Stored

DRAFT_TERM = timedelta(days=2)
"""An interview that nobody went on with is erased; its day's key is thrown away on the fourth day."""
ALIVE = timedelta(minutes=30)
"""After its last turn, so long somebody is taken to be looking at a chat."""
CLOSING_TERM = timedelta(hours=24)
FOLLOW_UP_TERM = timedelta(days=90)
"""When a follow-up is looked at again: it ends with its case."""

_ADDRESS_PAD = 64


class Written(msgspec.Struct, frozen=True, array_like=True):
    """A message of the chat: its number there (several with commas), and when it was written."""

    number: str
    at_ms: int


class ChatState(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is sealed of a chat.

    `incoming` are the reporter's own messages, for `/wipe`; `report_seeds` open the
    report while a red interview is unfinished, so that it can be sealed to the commune once the place
    is known; `reader_seeds` are what a receipt code typed here opens.
    """

    conversation: Conversation
    incoming: tuple[Written, ...] = ()
    report_seeds: bytes | None = None
    reader_seeds: bytes | None = None


class OpenChat(msgspec.Struct, frozen=True):
    """A chat's row, its key made ready, and what was sealed under it."""

    stored: Stored
    cipher: Cipher
    address: str
    state: ChatState


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(ChatState)
_WRITTEN = msgspec.json.Decoder(Written)


def opened(tx: Tx, stored: Stored) -> OpenChat:
    """The chat, opened. Raises CannotOpen; KeyMissing once the day's draft key was thrown away."""
    cipher = cipher_for(tx, stored)
    address = (
        ""
        if stored.address is None
        else open_sealed(cipher, Context(Kind.CHAT_ADDRESS, stored.id), stored.address).decode()
    )
    state = _DECODER.decode(open_sealed(cipher, Context(Kind.CONVERSATION, stored.id), stored.state))
    return OpenChat(stored, cipher, address, state)


def cipher_for(tx: Tx, stored: Stored) -> Cipher:
    """The chat's own key, unwrapped. Raises CannotOpen and KeyMissing."""
    if stored.key_day is None:
        return cipher_of(tx.keys.unwrap_delivery(stored.id, stored.key_wrapped))
    day = date.fromisoformat(stored.key_day)
    return cipher_of(tx.keys.unwrap_conversation_key(day, stored.id, stored.key_wrapped))


def of_today(tx: Tx, chat: OpenChat, now: datetime) -> OpenChat:
    """The interview with its key wrapped by today's draft key: one that goes on must not die at its term."""
    today, stored = now.astimezone(UTC).date(), chat.stored
    if stored.key_day is None or stored.key_day == today.isoformat():
        return chat
    key = tx.keys.unwrap_conversation_key(date.fromisoformat(stored.key_day), stored.id, stored.key_wrapped)
    wrapped = tx.keys.wrap_conversation_key(key, today, stored.id)
    return replace(chat, stored=replace(stored, key_day=today.isoformat(), key_wrapped=wrapped))


def after(chat: OpenChat, before: Stored) -> OpenChat:
    """A new interview in a chat where something may still be on its way: it queues behind that."""
    stored = replace(chat.stored, recipient=before.recipient, version=before.version)
    return replace(chat, stored=stored)


def begun(
    tx: Tx, channel: str, chat_hash: bytes, address: str, conversation: Conversation, now: datetime
) -> OpenChat:
    """A new interview in this chat; not stored yet."""
    number = ConversationId(tx.ids.next())
    today = now.astimezone(UTC).date()
    key, wrapped = tx.keys.new_conversation_key(today, number)
    stored = Stored(
        id=number,
        kind=INTERVIEW,
        channel=channel,
        chat_hash=chat_hash,
        recipient=secrets.token_hex(8),
        key_day=today.isoformat(),
        key_wrapped=wrapped,
        address=None,
        state=b"",
        version=0,
        report_id=None,
        touched_at=to_ms(now),
        due_at=to_ms(now + DRAFT_TERM),
    )
    return _with_address(OpenChat(stored, cipher_of(key), address, ChatState(conversation)))


def follow_up_of(tx: Tx, chat: OpenChat, report_id: ReportId, now: datetime) -> OpenChat:
    """The chat as it goes on after the report was filed, under a key of its own that outlives the draft."""
    number = ConversationId(tx.ids.next())
    key = ConversationKey(secrets.token_bytes(32))
    stored = replace(
        chat.stored,
        id=number,
        kind=FOLLOW_UP,
        key_day=None,
        key_wrapped=tx.keys.wrap_for_delivery(key, number),
        version=chat.stored.version + 1,
        report_id=report_id,
        touched_at=to_ms(now),
        due_at=to_ms(now + FOLLOW_UP_TERM),
    )
    state = ChatState(chat.state.conversation, chat.state.incoming)
    return _with_address(OpenChat(stored, cipher_of(key), chat.address, state))


def turned(chat: OpenChat, state: ChatState, now: datetime, silence: timedelta = DRAFT_TERM) -> OpenChat:
    """The chat after one more turn; its term starts again, unless it is closing.

    `silence`: after how long an interview with something to read in it goes to an officer as it is.
    """
    term = FOLLOW_UP_TERM if chat.stored.kind == FOLLOW_UP else DRAFT_TERM
    if chat.stored.kind == INTERVIEW and abandoned.is_worth_reading(state.conversation):
        term = silence
    due_at = chat.stored.due_at if chat.stored.kind == CLOSING else to_ms(now + term)
    stored = replace(chat.stored, version=chat.stored.version + 1, touched_at=to_ms(now), due_at=due_at)
    return replace(chat, stored=stored, state=state)


def closing(
    chat: OpenChat, conversation: Conversation, now: datetime, term: timedelta = CLOSING_TERM
) -> OpenChat:
    """The chat that only waits for a last delivery; of its state nothing but `conversation` is kept."""
    stored = replace(
        chat.stored,
        kind=CLOSING,
        version=chat.stored.version + 1,
        report_id=None,
        touched_at=to_ms(now),
        due_at=to_ms(now + term),
    )
    return replace(chat, stored=stored, state=ChatState(conversation))


def quiet(conversation: Conversation) -> Conversation:
    """The conversation of a filed report without its words and its receipt code."""
    left = replace(conversation, answers={}, writing=(), trail=(), receipt=None, said=())
    return replace(left, voices=(), attachments=())


def sealed(chat: OpenChat) -> Stored:
    """The row to store, with the state sealed."""
    blob = seal(
        chat.cipher,
        Context(Kind.CONVERSATION, chat.stored.id),
        _ENCODER.encode(chat.state),
        pad_to=PAD_DRAFT,
    )
    return replace(chat.stored, state=blob)


def note_message(chat_id: ConversationId, cipher: Cipher, message: Written) -> tuple[ConversationId, bytes]:
    """A message of ours in the chat, sealed, for `/wipe`."""
    context = Context(Kind.MESSAGE_IDS, chat_id)
    return chat_id, seal(cipher, context, msgspec.json.encode(message), pad_to=_ADDRESS_PAD)


def messages(tx: Tx, chat: OpenChat) -> tuple[Written, ...]:
    """All messages in the chat that we know of, both sides'."""
    context = Context(Kind.MESSAGE_IDS, chat.stored.id)
    ours = [
        _WRITTEN.decode(open_sealed(chat.cipher, context, blob))
        for blob in conversations.messages_of(tx, chat.stored.id)
    ]
    return (*chat.state.incoming, *ours)


def last_heard(*here: OpenChat) -> Heard | None:
    """The reporter's latest message in these rows of a chat, as far as the channel numbers them."""
    last = [chat.state.incoming[-1] for chat in here if chat.state.incoming]
    latest = max(last, key=lambda one: one.at_ms, default=None)
    return None if latest is None else Heard(latest.number, latest.at_ms)


def _with_address(chat: OpenChat) -> OpenChat:
    if not chat.address:
        return chat
    context = Context(Kind.CHAT_ADDRESS, chat.stored.id)
    blob = seal(chat.cipher, context, chat.address.encode(), pad_to=_ADDRESS_PAD)
    return replace(chat, stored=replace(chat.stored, address=blob))
