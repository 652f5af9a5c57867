"""Telling a reporter the truth: nobody has taken the emergency yet, so call.

Said once, when the policy's first step has gone by unanswered: in a chat that is alive, or in which the
reporter agreed to hear from us. It names nothing of the report, for others may see the screen.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from handlers.installation import PULLED
from handlers.steps import chats
from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from hotline.alert.alert import Alert, AlertState, Urgency
from hotline.ids import ReportId
from hotline.messages import Say, Screen
from hotline.parcel import Contents
from storage.schema import from_ms
from storage.tables import conversation as conversations
from storage.tables import timeline
from storage.tables.alert import StoredAlert
from storage.tables.conversation import FOLLOW_UP, INTERVIEW
from storage.tables.timeline import Event

_TOLD = "reporter_told"
_LINE = "honest-line"


def tell(here: Scene, fired: Sequence[StoredAlert], post: Post) -> None:
    """Tell the reporters of these alerts, as they stood before they climbed, whom nobody has answered."""
    for stored in fired:
        if _is_unanswered(here, stored.alert) and not _was_told(here, stored) and _say(here, stored, post):
            timeline.note(here.tx, [(stored.alert.number, Event(_TOLD, here.now))])


def _is_unanswered(here: Scene, alert: Alert) -> bool:
    policy = alert.policy
    patience = policy.steps[1].after if len(policy.steps) > 1 else policy.repeat_after
    waits = alert.urgency is Urgency.EMERGENCY and alert.state is AlertState.OPEN and not alert.drill
    return waits and here.now - alert.opened_at >= policy.steps[0].after + patience


def _was_told(here: Scene, stored: StoredAlert) -> bool:
    return any(event.kind == _TOLD for event in timeline.events(here.tx, stored.alert.number))


def _say(here: Scene, stored: StoredAlert, post: Post) -> bool:
    """Whether there was a chat to say it in."""
    chat = _chat(here, stored.report_id)
    if chat is None:
        return False
    conversation = chat.state.conversation
    if chat.stored.channel in PULLED:  # the page shows it when it is next fetched
        told = replace(conversation, said=(Say(_LINE), *conversation.said))
        shown = replace(chat, state=replace(chat.state, conversation=told))
        conversations.change(here.tx, [chats.sealed(shown)])
    else:
        contents = Contents(conversation.locale, Screen((Say(_LINE),)))
        post.to_reporter(chat.stored, chat.cipher, chat.address, contents)
    return True


def _chat(here: Scene, report_id: ReportId) -> chats.OpenChat | None:
    for stored in reversed(conversations.free_of_report(here.tx, report_id)):
        alive = here.now - from_ms(stored.touched_at) <= chats.ALIVE
        if stored.kind == FOLLOW_UP or (stored.kind == INTERVIEW and alive):
            return chats.opened(here.tx, stored)
    return None
