"""An interview that nobody went on with: an officer gets what was told, marked as incomplete."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from handlers.installation import Installation
from handlers.steps import attachments, chats
from handlers.steps.chats import OpenChat
from handlers.steps.filing import Filing, raised_by
from handlers.steps.posting import Post
from handlers.steps.recordings import Drafts
from hotline.errors import CannotOpen
from hotline.ids import ConversationId
from hotline.interview import abandoned
from storage.schema import Tx, from_ms, to_ms
from storage.tables import conversation as conversations
from storage.tables.conversation import INTERVIEW, Stored


def hand_over(
    tx: Tx, office: Installation, due: Sequence[Stored], post: Post, now: datetime
) -> set[ConversationId]:
    """Those of the chats whose term came that have something to read: an officer has it, they stay open."""
    filing, drafts = Filing(tx, office, post, now), (Drafts(tx), attachments.Drafts(tx))
    handed = [
        _handed_over(office, chat, filing, *drafts)
        for stored in due
        if stored.kind == INTERVIEW and (chat := _worth_reading(tx, stored)) is not None
    ]
    filing.write()
    conversations.change(tx, [chats.sealed(chat) for chat in handed])
    return {chat.stored.id for chat in handed}


def _worth_reading(tx: Tx, stored: Stored) -> OpenChat | None:
    try:
        chat = chats.opened(tx, stored)
    except CannotOpen:
        return None  # the day's key is gone: nobody can read it any more
    return chat if abandoned.is_worth_reading(chat.state.conversation) else None


def _handed_over(
    office: Installation, chat: OpenChat, filing: Filing, voices: Drafts, attached: attachments.Drafts
) -> OpenChat:
    conversation, raised = chat.state.conversation, raised_by(chat)
    code = conversation.receipt or ""
    if raised is None:
        prepared = office.receipts.take()
        code = prepared.code
        more = bool(conversation.voices or conversation.attachments)
        raised = filing.raise_alert(conversation.answers, prepared, red=False, whole=False, spoken=more)
        filing.add_recordings(raised, chat, voices)
        filing.add_attachments(raised, chat, attached)
    filing.mark_abandoned(raised)
    handed = abandoned.hand_over(conversation, code)
    term = to_ms(from_ms(chat.stored.touched_at) + chats.DRAFT_TERM)
    stored = replace(chat.stored, version=chat.stored.version + 1, report_id=raised.report_id, due_at=term)
    state = replace(chat.state, conversation=handed, report_seeds=raised.seeds.raw)
    return replace(chat, stored=stored, state=state)
