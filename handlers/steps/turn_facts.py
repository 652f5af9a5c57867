"""What a turn has to know before the engine is asked: the message, the rows of its chat, the report meant."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from msgspec.structs import replace

from handlers.installation import NUMBERED, Installation
from handlers.steps import reporter_view
from handlers.steps.attachments import Enclosed
from handlers.steps.chats import OpenChat
from hotline.ids import ReportId
from hotline.interview import engine
from hotline.interview.conversation import CodeCheck, Incoming, Kind
from hotline.recording import Recording
from storage.keys.receipt import ReceiptKeys
from storage.keys.recipient import Seeds
from storage.schema import Tx
from storage.tables import report
from storage.tables.conversation import Stored

SHOW_LETTERS = "msg:show"


class Message(msgspec.Struct, frozen=True):
    """One message, with what had to be worked out before the transaction.

    `code`: the text has the shape of a receipt code, and this is what it derives to. `refused`: it has,
    but this chat has tried too many wrong ones.
    """

    channel: str
    sender: str
    chat_hash: bytes
    incoming: Incoming
    locale: str
    message_id: str | None
    code: ReceiptKeys | None
    refused: bool
    written_at: datetime
    recording: Recording | None = None
    attachment: Enclosed | None = None


@dataclass(slots=True)
class Chat:
    """The rows of one chat while the batch is folded; `closing` is what a page still shows.

    `follow_ups`, oldest first: a chat may have agreed to one for each of its reports.
    """

    interview: OpenChat | None = None
    closing: OpenChat | None = None
    follow_ups: tuple[OpenChat, ...] = ()
    leaving: Stored | None = None  # a messenger's chat whose last words may still be on their way

    @property
    def before(self) -> Stored | None:
        """The row that whatever begins here now has to queue behind."""
        rows = [row.stored for row in (self.follow_up,) if row is not None]
        rows += [self.leaving] if self.leaving is not None else []
        return max(rows, key=lambda row: row.version, default=None)

    @property
    def follow_up(self) -> OpenChat | None:
        """That of the latest report."""
        return self.follow_ups[-1] if self.follow_ups else None

    def follow_up_of(self, report_id: ReportId) -> OpenChat | None:
        """That of this report."""
        return next((row for row in self.follow_ups if row.stored.report_id == report_id), None)

    @property
    def active(self) -> OpenChat | None:
        return self.interview or self.closing or self.follow_up


class Facts(msgspec.Struct, frozen=True):
    """The message with what the database knows of it."""

    incoming: Incoming
    about: ReportId | None = None
    reader: Seeds | None = None
    letters: tuple[int, ...] = ()
    wrong_code: bool = False


def facts_of(tx: Tx, office: Installation, message: Message, chat: Chat) -> Facts:
    """What the database knows of what this message is about."""
    incoming, reader = message.incoming, None
    if message.recording is not None:
        incoming = replace(incoming, recording=tx.ids.next(), seconds=message.recording.seconds)
    if message.attachment is not None:
        incoming = replace(incoming, attachment=tx.ids.next())
    about: ReportId | None = None
    wrong = False
    if message.refused:
        incoming = replace(incoming, code=CodeCheck.REFUSED)
    elif message.code is not None:
        found = report.by_lookup(tx, [message.code.lookup]).get(message.code.lookup)
        wrong = found is None
        incoming = replace(incoming, code=CodeCheck.UNKNOWN if wrong else CodeCheck.FITS)
        about, reader = (None, None) if found is None else (found.id, message.code.seeds)
    if about is None:
        about, reader = _known_report(chat)
    if about is None:
        return Facts(incoming, wrong_code=wrong)
    letters: tuple[int, ...] = ()
    if _wants_letters(tx, office, message, chat, incoming, about):
        unread = _unread(tx, chat, about, reader)
        letters = tuple(one.id for _, one in unread)
        incoming = replace(incoming, letters=tuple(one.text for _, one in unread))
        if unread and unread[-1][0] != about:  # what is written next answers what was read last
            about, reader = unread[-1][0], None
    standing = reporter_view.standing_of(tx, office, about, by_code=reader is not None)
    incoming = replace(incoming, standing=standing)
    return Facts(incoming, about, reader, letters, wrong)


def _wants_letters(
    tx: Tx, office: Installation, message: Message, chat: Chat, incoming: Incoming, about: ReportId
) -> bool:
    """By the button, or by its words or number where there are no buttons."""
    if incoming.kind is Kind.BUTTON:
        return incoming.value == SHOW_LETTERS
    if incoming.kind is not Kind.TEXT or chat.active is None:
        return False
    standing = reporter_view.standing_of(tx, office, about, by_code=False)
    if not standing.unread:
        return False
    texts, said = office.texts, replace(incoming, standing=standing)
    return (
        engine.typed_button(
            texts.script,
            texts.places,
            chat.active.state.conversation,
            said,
            numbered=message.channel in NUMBERED,
        )
        == SHOW_LETTERS
    )


def _unread(
    tx: Tx, chat: Chat, about: ReportId, reader: Seeds | None
) -> list[tuple[ReportId, reporter_view.Unread]]:
    """Letters of every report that can be talked about here, in the order in which they were written."""
    agreed = [row.stored.report_id for row in chat.follow_ups if row.stored.report_id is not None]
    unread = [
        (number, one)
        for number in {about, *agreed}
        for one in reporter_view.unread(
            tx, number, chat.follow_up_of(number), reader if number == about else None
        )
    ]
    return sorted(unread, key=lambda item: item[1].id)


def _known_report(chat: Chat) -> tuple[ReportId | None, Seeds | None]:
    """The report that this chat may talk about: opened here by its code, or agreed to be followed up."""
    opened = None if chat.interview is None else chat.interview.state.conversation.opened
    if chat.interview is not None and opened is not None:
        about, seeds = ReportId(opened.report_id), chat.interview.state.reader_seeds
        if seeds is not None or chat.follow_up_of(about) is not None:
            return about, None if seeds is None else Seeds(seeds)
    if chat.follow_up is not None:
        return chat.follow_up.stored.report_id, None
    return None, None
