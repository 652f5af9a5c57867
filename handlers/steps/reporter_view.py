"""What a reporter may learn of a report: where it stands, and what officers wrote."""

from dataclasses import dataclass

from handlers.installation import Installation
from handlers.steps.chats import OpenChat
from hotline.alert.alert import AlertState
from hotline.ids import ReportId
from hotline.interview.conversation import Standing
from storage.keys.context import Context, Kind
from storage.keys.envelope import Cipher, open_sealed, seal
from storage.keys.recipient import Seeds, open_document, seal_document
from storage.schema import Tx, from_ms
from storage.tables import alert as alerts
from storage.tables import conversation as conversations
from storage.tables import report
from storage.tables.conversation import FOLLOW_UP, Stored
from storage.tables.report import Letter, StoredReport


@dataclass(frozen=True, slots=True)
class Unread:
    """A letter that can be opened here and was not shown yet."""

    id: int
    text: str


def standing_of(tx: Tx, office: Installation, report_id: ReportId, *, by_code: bool) -> Standing:
    """Where the report stands, in the three words that a reporter is told; and what proves it."""
    found = alerts.of_report(tx, report_id)
    letters = report.letters(tx, report_id)
    state = "waiting"
    if found is not None and found.alert.state is AlertState.CLOSED:
        state = "closed"
    elif found is not None and (found.alert.case_opened or found.alert.acknowledged_by is not None):
        state = "being_read"
    unread = sum(not letter.shown for letter in letters)
    chats = conversations.of_report(tx, report_id)
    return Standing(
        int(report_id),
        state,
        unread,
        shown=any(letter.shown for letter in letters),
        reported_on=_reported_on(tx, office, report_id),
        unit="" if found is None else found.alert.unit,
        contact=any(chat.kind == FOLLOW_UP for chat in chats),
        by_code=by_code,
    )


def _reported_on(tx: Tx, office: Installation, report_id: ReportId) -> str:
    stored = report.by_id(tx, report_id)
    return from_ms(stored.begun_at).astimezone(office.settings.hotline.zone).date().isoformat()


def unread(tx: Tx, report_id: ReportId, chat: OpenChat | None, reader: Seeds | None) -> list[Unread]:
    """What the chat's own key, or the receipt code typed in it, opens of the letters not shown yet."""
    found: list[Unread] = []
    for letter in report.letters(tx, report_id):
        if letter.shown:
            continue
        text = _opened(report_id, letter, chat, reader)
        if text is not None:
            found.append(Unread(letter.id, text))
    return found


def write_letter(
    tx: Tx, stored: StoredReport, text: str, chat: tuple[Stored, Cipher] | None, *, shown: bool = False
) -> int:
    """Seal an officer's words for the receipt code, and for the reporter's chat if it lives; their number."""
    number = tx.ids.next()
    plain = text.encode()
    for_receipt = seal_document(stored.receipt_public, _context(stored.id, number, "receipt"), plain)
    for_chat = None if chat is None else seal(chat[1], _context(stored.id, number, "chat"), plain)
    owner = None if chat is None else chat[0].id
    report.add_letter(tx, stored.id, Letter(number, for_receipt, owner, for_chat, shown=shown))
    return number


def _opened(report_id: ReportId, letter: Letter, chat: OpenChat | None, reader: Seeds | None) -> str | None:
    if chat is not None and letter.for_chat is not None and letter.conversation_id == chat.stored.id:
        context = _context(report_id, letter.id, "chat")
        return open_sealed(chat.cipher, context, letter.for_chat).decode()
    if reader is not None:
        return open_document(reader, _context(report_id, letter.id, "receipt"), letter.for_receipt).decode()
    return None


def _context(report_id: ReportId, number: int, recipient: str) -> Context:
    return Context(Kind.LETTER, report_id, number, recipient)
