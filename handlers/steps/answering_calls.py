"""What a pressed key is answered: the call is over by then, so the officer's next way says it."""

from handlers.steps import spending
from handlers.steps.posting import Post
from handlers.steps.scene import Scene
from hotline.alert.alert import Alert
from hotline.duty.contact_order import COSTLY
from hotline.ids import OfficerId
from hotline.messages import Say, Screen
from storage.tables.officer import ContactMethod

_CALL, _TEXT, _WORDLESS = "voice", "sms", "push"


def answer(here: Scene, officer: OfficerId, alert: Alert, say: Say, post: Post) -> None:
    """Tell the officer on what costs nothing, else by a text message; else a browser is woken at least."""
    for contact in _ways(here, officer, alert):
        post.to_officer(contact, Screen((say,)), alert=alert.number)


def _ways(here: Scene, officer: OfficerId, alert: Alert) -> list[ContactMethod]:
    works = [one for one in here.contacts.values() if one.officer_id == officer and one.failed_at is None]
    free = [one for one in works if one.channel not in COSTLY | {_WORDLESS}]
    may_write = alert.urgency in spending.urgencies(here.tx, here.office, here.now)[_TEXT]
    texts = [one for one in works if one.channel == _TEXT and may_write]
    return free or texts[:1] or [one for one in works if one.channel == _WORDLESS]
