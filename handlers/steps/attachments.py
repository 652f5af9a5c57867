"""Pictures and files: sealed before the transaction, kept with the chat until there is a report to own them.

Each has a key of its own, under which the original and its cleaned copy are sealed once. In a transaction
only that key is sealed anew: under the chat's while the interview goes on, then to the report.
"""

from collections.abc import Sequence

import msgspec

from handlers.steps.chats import OpenChat
from hotline.attachment import Attachment, Cleaned, Sort
from hotline.ids import ConversationId
from hotline.two_people import Question
from storage.keys.context import Context, Kind
from storage.keys.envelope import PAD_VOICE, new_key, open_sealed, seal
from storage.schema import Tx
from storage.tables import attachment as stored
from storage.tables.attachment import Content, Opening

_ORIGINAL = Context(Kind.ATTACHMENT, recipient="original")
_CLEANED = Context(Kind.ATTACHMENT, recipient="cleaned")


class About(msgspec.Struct, frozen=True):
    """What is known of an attachment, and the key that opens it. `cleaned`: the cleaned copy's type."""

    sort: Sort
    mime: str
    cleaned: str | None
    key: bytes


class Enclosed(msgspec.Struct, frozen=True):
    """An attachment, sealed under the key in `about`."""

    about: About
    content: Content


def enclose(attachment: Attachment) -> Enclosed:
    """The attachment, sealed; slow for a large one."""
    key, copy = new_key(), attachment.cleaned
    sealed = Content(
        original=seal(key, _ORIGINAL, attachment.content, pad_to=PAD_VOICE),
        cleaned=None if copy is None else seal(key, _CLEANED, copy.content, pad_to=PAD_VOICE),
    )
    mime = None if copy is None else copy.mime
    return Enclosed(About(attachment.sort, attachment.mime, mime, key), sealed)


def original_of(about: About, sealed: bytes) -> Attachment:
    """What was sent. Raises CannotOpen."""
    return Attachment(open_sealed(about.key, _ORIGINAL, sealed), about.sort, about.mime)


def cleaned_of(about: About, sealed: bytes) -> Cleaned:
    """The cleaned copy. Raises CannotOpen."""
    return Cleaned(open_sealed(about.key, _CLEANED, sealed), about.cleaned or "")


def question_of(opening: Opening) -> Question:
    """What the rule of two people has to know of it."""
    return Question(opening.asked_by, opening.asked_at, opening.agreed_at)


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(About)


def encoded(about: About) -> bytes:
    """As it is sealed to a report."""
    return _ENCODER.encode(about)


def decoded(plain: bytes) -> About:
    """What `encoded` made."""
    return _DECODER.decode(plain)


class Drafts:
    """The attachments that a batch of messages brings, and those that the same chats have already."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._fresh: dict[ConversationId, dict[int, tuple[bytes, Enclosed]]] = {}

    def keep(self, chat: OpenChat, number: int, enclosed: Enclosed) -> None:
        """The attachment stays with the chat; `number` is how the chat's state names it."""
        owner = chat.stored.id
        key = seal(chat.cipher, Context(Kind.ATTACHMENT, owner, number), encoded(enclosed.about))
        self._fresh.setdefault(owner, {})[number] = (key, enclosed)

    def take_out(self, chat: OpenChat) -> dict[int, tuple[About, Content | None]]:
        """The chat's attachments, which it keeps no longer; None: the content is stored by now.

        The stored ones still have to be handed over to a report. Raises CannotOpen.
        """
        owner = chat.stored.id
        found: dict[int, tuple[About, Content | None]] = {}
        for number, key in stored.drafts_of(self._tx, owner):
            plain = open_sealed(chat.cipher, Context(Kind.ATTACHMENT, owner, number), key)
            found[number] = (decoded(plain), None)
        for number, (_, enclosed) in self._fresh.pop(owner, {}).items():
            found[number] = (enclosed.about, enclosed.content)
        return found

    def erase(self, owners: Sequence[ConversationId]) -> None:
        """These chats' attachments are gone."""
        for owner in owners:
            self._fresh.pop(owner, None)
        stored.erase_drafts(self._tx, owners)

    def write(self) -> None:
        """Store what came; the chats are stored by now."""
        fresh = [
            (number, owner, key, enclosed.content)
            for owner, of_chat in self._fresh.items()
            for number, (key, enclosed) in of_chat.items()
        ]
        stored.add_drafts(self._tx, fresh)
