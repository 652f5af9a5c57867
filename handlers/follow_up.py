"""An officer writes to the reporter: sealed for the receipt code, announced in the chat if it may be.

The notice is neutral, and says nothing of the case: a lock screen shows it. After half an hour's silence it
is put off by five minutes to an hour at random, save in an emergency, so that nobody learns who the reporter
is by watching whose phone lights up. While a red interview is alive, the words come directly. Where a channel
lets us speak for so long only, a notice goes before that ends, and isn't tried once it has ended: the officer
is told that the words can be read by the receipt code alone.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.installation import ANSWERS_ONLY, NUMBERED, PULLED, Installation, Posted
from handlers.steps import amending, chats, reporter_view, sealing
from handlers.steps.posting import Post
from handlers.steps.scene import scene
from hotline import letter, reply_window
from hotline.alert.alert import Alert, Urgency
from hotline.duty.roster import Officer
from hotline.errors import NotFound
from hotline.ids import AlertNumber, ReportId
from hotline.messages import Button, Say, Screen, verbatim
from hotline.parcel import Contents, Heard
from storage.schema import Tx, from_ms
from storage.tables import alert as alerts
from storage.tables import audit, report, timeline
from storage.tables import conversation as conversations
from storage.tables.conversation import CLOSING, FOLLOW_UP, INTERVIEW
from storage.tables.timeline import Event

_SOONEST, _LATEST = timedelta(minutes=5), timedelta(minutes=60)
_TO_SEND = timedelta(minutes=2)
"""What sending may take before a channel's time to answer ends."""


@dataclass(frozen=True, slots=True)
class Written:
    """`fault`: the sentence that says why it was not sent; None if it was.

    `tells_chat`: False if the reporter's chat can't be told any more, and only the receipt code opens it.
    """

    at: datetime
    fault: str | None = None
    tells_chat: bool = True


async def write(office: Installation, officer: Officer, number: int, text: str) -> Written:
    """The reporter can read it from now on. Raises NotFound if this officer may not see the case."""
    now = office.now()
    fault = letter.fault_of(text, office.settings.hotline.emergency_numbers)
    if fault is not None:
        return Written(now, fault)
    span = round((_LATEST - _SOONEST).total_seconds())
    delay = _SOONEST + timedelta(seconds=secrets.randbelow(span))
    written, posted = await office.writer.do(_write, office, officer, number, text, delay, now)
    if written is None:
        raise NotFound("there is no such case for this officer")
    office.after_commit(posted)
    return written


def _write(
    tx: Tx,
    office: Installation,
    officer: Officer,
    number: int,
    text: str,
    delay: timedelta,
    now: datetime,
) -> tuple[Written | None, Posted]:
    here = scene(tx, office, now)
    stored = alerts.load(tx, AlertNumber(number))
    if stored is None or not here.duty.may_read(officer.id, stored.alert.unit):
        audit.append(tx, officer.username, "refused", f"case:{number}", now, act="write")
        return None, Posted()
    post = Post(tx, office, now)
    kept = report.by_id(tx, stored.report_id)
    sealing.add_letter_copy(tx, kept, text, now, officer.id)
    tells_chat = _deliver(tx, office, kept, text, stored.alert, post, delay, now)
    timeline.note(tx, [(stored.alert.number, Event("wrote_to_reporter", now, officer.id))])
    if not tells_chat:
        timeline.note(tx, [(stored.alert.number, Event("notice_lost", now))])
    audit.append(tx, officer.username, "wrote_to_reporter", f"case:{number}", now)
    if stored.alert.acknowledged_by == officer.id:
        amending.note_activity(tx, stored.report_id, now)
    post.timers_moved = True
    return Written(now, tells_chat=tells_chat), post.flush()


def _deliver(
    tx: Tx,
    office: Installation,
    kept: report.StoredReport,
    text: str,
    alert: Alert,
    post: Post,
    delay: timedelta,
    now: datetime,
) -> bool:
    """False if the reporter's chat can't be told any more; it may be that there is none to be told."""
    chat = _reachable(tx, kept.id, now)
    if chat is None:
        reporter_view.write_letter(tx, kept, text, None)
        return True
    direct = chat.stored.kind == INTERVIEW
    letter_id = reporter_view.write_letter(tx, kept, text, (chat.stored, chat.cipher), shown=direct)
    if chat.stored.channel in PULLED:
        return True
    heard = _heard(tx, chat)
    left = None if heard is None else reply_window.left(heard, now, paid=office.settings.zalo_oa.paid)
    if left is not None and left <= timedelta():
        return False
    screen = Screen((Say("letters"), verbatim(text))) if direct else _notice(tx, chat)
    brings = letter_id if direct else 0
    contents = Contents(chat.state.conversation.locale, screen, heard=heard, letter=brings)
    wait = None if direct or alert.urgency is Urgency.EMERGENCY else _wait(chat, delay, left, now)
    post.to_reporter(chat.stored, chat.cipher, chat.address, contents, wait=wait)
    return True


def _wait(chat: chats.OpenChat, delay: timedelta, left: timedelta | None, now: datetime) -> timedelta | None:
    """How long a notice is put off; never past the time in which it can be sent."""
    if now - from_ms(chat.stored.touched_at) <= chats.ALIVE:
        return None
    return delay if left is None else max(min(delay, left - _TO_SEND), timedelta())


def _heard(tx: Tx, chat: chats.OpenChat) -> Heard | None:
    """The latest from this chat, whatever is under way there; only where it decides what may be sent."""
    if chat.stored.channel not in ANSWERS_ONLY:
        return None
    here = conversations.of_chats(tx, [chat.stored.chat_hash])
    return chats.last_heard(*(chats.opened(tx, stored) for stored in here if stored.kind != CLOSING))


def _notice(tx: Tx, chat: chats.OpenChat) -> Screen:
    """Neutral, with a button; a numbered line would be mistaken for one of a question that is being asked."""
    here = conversations.of_chats(tx, [chat.stored.chat_hash]) if chat.stored.channel in NUMBERED else ()
    if any(stored.kind == INTERVIEW for stored in here):
        return Screen((Say("notice-message"), Say("notice-by-words")))
    return Screen((Say("notice-message"),), (Button("msg:show", Say("button-show")),))


def _reachable(tx: Tx, report_id: ReportId, now: datetime) -> chats.OpenChat | None:
    """The chat in which the reporter agreed to be asked, or a red interview that is still alive."""
    for stored in reversed(conversations.of_report(tx, report_id)):
        alive = now - from_ms(stored.touched_at) <= chats.ALIVE and stored.channel not in PULLED
        if stored.kind == FOLLOW_UP:
            return chats.opened(tx, stored)
        if stored.kind == INTERVIEW and alive:
            chat = chats.opened(tx, stored)
            # Whoever came back to an interview that had been handed over agreed to nothing yet.
            return chat if chat.state.conversation.red else None
    return None
