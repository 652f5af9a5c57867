"""What our own code could not handle: a report of the bare words, for a person to read.

If not even that can be made, the words are kept sealed, and filed once the fault is mended.
"""

from datetime import datetime

from handlers.installation import Installation, Posted
from handlers.steps.attachments import Enclosed
from handlers.steps.filing import Filing
from handlers.steps.posting import Post
from hotline.interview.alarm import is_urgent
from hotline.interview.conversation import Incoming, Kind
from hotline.interview.moment import Moment
from hotline.recording import Recording
from storage.keys.context import Context
from storage.keys.context import Kind as Sealed
from storage.schema import Tx
from storage.tables import inbox

_BUTTON = "q:"


def file(
    tx: Tx,
    office: Installation,
    incoming: Incoming,
    recording: Recording | None,
    post: Post,
    now: datetime,
    enclosed: Enclosed | None = None,
) -> None:
    """An officer is paged for it like for any report; a cry for help among it is an emergency."""
    answers: dict[str, str | tuple[str, ...]] = {"story": incoming.caption or incoming.value}
    texts = office.texts
    danger = texts.script.red
    if danger and is_urgent(Moment(texts.script, texts.places, incoming, "", numbered=False)):
        answers[danger[0].id] = (danger[1],)
    filing = Filing(tx, office, post, now)
    raised = filing.raise_alert(answers, office.receipts.take(), red=False)
    filing.write()
    if recording is not None:
        filing.add_recording(raised, recording, "story")
    if enclosed is not None:
        filing.add_attachment(raised, enclosed)


def keep(tx: Tx, channel: str, words: str, now: datetime) -> None:
    """Seal the words until they can be filed."""
    sealed = tx.keys.seal_officer_data(Context(Sealed.INBOX), words.encode())
    inbox.put_aside(tx, channel, sealed, now)


def file_kept(tx: Tx, office: Installation, kept: int, now: datetime) -> Posted:
    """File what was kept; from now on it is a report like others."""
    post = Post(tx, office, now)
    sealed = inbox.take_aside(tx, kept)
    if sealed is not None:
        words = tx.keys.open_officer_data(Context(Sealed.INBOX), sealed).decode()
        kind = Kind.BUTTON if words.startswith(_BUTTON) else Kind.TEXT
        file(tx, office, Incoming(kind, words), None, post, now)
    return post.flush()
