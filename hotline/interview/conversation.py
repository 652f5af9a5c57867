"""The values that cross the engine's border: what came in, where the conversation stands, what follows.

Nothing here knows a channel or the database. A `Conversation` is sealed as JSON between turns; a restart
between any two messages changes nothing.

**Answers** are a dict by question id. The kind of the question decides what a value is:

- `choice`: a tuple of option ids, `("now",)`;
- `place`: a tuple of one unit code, `("24736",)`, or `("province",)`: to the province, not to a commune;
- `text`: the words as they came, a `str`, lines joined by newlines;
- skipped, whatever the kind: `()`.

Besides the script's questions there may be `remarks`: words that were written where a button was expected,
or a place's words that say more than the unit ("thôn 3, gần chợ"). Nothing that a reporter wrote is lost.

Structs and not dataclasses: a turn makes a dozen of them, and `replace` costs a thirtieth.
"""

from enum import StrEnum

import msgspec

from hotline.messages import Say, Screen
from hotline.places import Candidate

Answer = str | tuple[str, ...]


class Kind(StrEnum):
    """What a reporter can do on any channel."""

    TEXT = "text"
    BUTTON = "button"
    COMMAND = "command"
    VOICE = "voice"  # a voice message that was fetched: `recording` is its number, `seconds` its length
    ATTACHMENT = "attachment"  # a picture or a file: `attachment` is its number, `value` its sort
    UNSUPPORTED = "unsupported"  # a picture, a file, a voice message that can't be taken: `value` says which


class CodeCheck(StrEnum):
    """What became of a text that has the shape of a receipt code."""

    FITS = "fits"
    UNKNOWN = "unknown"
    REFUSED = "refused"  # too many wrong codes from this chat in the last hour


class Standing(msgspec.Struct, frozen=True):
    """Where a report stands, as far as its reporter may know."""

    report_id: int
    state: str  # "waiting" | "being_read" | "closed"
    unread: int  # messages from officers that were not shown yet
    shown: bool = False  # a message from an officer was shown before, here or in an earlier conversation
    reported_on: str = ""  # the local day, ISO; with `unit` all that a proof of reporting tells
    unit: str = ""
    contact: bool = False  # the reporter agreed that an officer may ask in a chat, and it still stands
    by_code: bool = False  # opened by its receipt code, so that it can be talked about without that chat


class Incoming(msgspec.Struct, frozen=True):
    """One thing a reporter did, in words that fit every channel.

    `turn` is the web page's hidden turn number (None elsewhere): a stale one shows the screen again.
    `code`, `standing`, `letters` are looked up by the handler before the engine runs:
    the outcome of a receipt code; the report that this chat may talk about (by code or by consent to
    follow-up); the officers' messages that a press of `msg:show` is to show.
    `late`: the message waited more than ten minutes because of an outage of ours.
    `too_fast`, `too_many_reports`: the chat is past a limit; what it sends is not taken now, save a cry
    for help. `busy`: the hotline as a whole is; see `limits.py`.
    """

    kind: Kind
    value: str
    turn: int | None = None
    code: CodeCheck | None = None
    standing: Standing | None = None
    letters: tuple[str, ...] = ()
    late: bool = False
    too_fast: bool = False
    busy: bool = False
    too_many_reports: bool = False
    recording: int | None = None
    seconds: int | None = None
    attachment: int | None = None
    caption: str = ""  # the words that came with a recording, a picture or a file, taken or not


class Voice(msgspec.Struct, frozen=True):
    """A voice message of this interview: which recording, at which question, how long."""

    id: int
    question: str
    seconds: int | None


class Attached(msgspec.Struct, frozen=True):
    """A picture or a file of this interview: which one, and of which sort."""

    id: int
    sort: str


class Phase(StrEnum):
    """What the conversation is doing."""

    OPENING = "opening"  # nothing answered yet
    ASKING = "asking"
    REVIEW = "review"
    EDITING = "editing"  # choosing, on the review, which answer to change
    FILED = "filed"  # submitted; only the receipt is left to show
    CODE = "code"  # waiting for a receipt code
    STATUS = "status"  # a report was opened by its code, in this chat


class Conversation(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where one chat stands. Immutable; the engine returns the next one."""

    locale: str
    medium: str  # "web", "telegram", "zalo", "zalo_oa": what may truly be said about secrecy depends on it
    phase: Phase = Phase.OPENING
    paused: Phase | None = None  # in CODE and STATUS: what to come back to
    turn: int = 0
    question: str | None = None
    answers: dict[str, Answer] = {}
    trail: tuple[str, ...] = ()  # questions answered, in order: the way back
    revising: bool = False  # one answer is being changed from the review; return there
    writing: tuple[str, ...] = ()  # what was written so far at a free-text question
    candidates: tuple[Candidate, ...] = ()  # units offered at `place`
    tries: int = 0  # how often the present question was asked in vain
    red: bool = False  # an emergency alert stands; nothing the chat does undoes it
    receipt: str | None = None  # 16 digits, from the red answer or the submission on
    said: tuple[Say, ...] = ()  # what the last turn answered, above the question
    offered: tuple[str, ...] = ()  # buttons of this turn alone, below the question's
    opened: Standing | None = (
        None  # the report that can be talked about here, as it stood when last looked at
    )
    shown: bool = False  # an officer's message was shown in this conversation
    voices: tuple[Voice, ...] = ()
    attachments: tuple[Attached, ...] = ()
    handed_over: bool = False  # the reporter fell silent, and an officer has what was told until then
    told_so: bool = False  # and the reporter, who came back, knows


class Effect(StrEnum):
    """What a turn asks the handler to do, in the transaction that stores the turn."""

    RED = "red"  # raise an emergency alert now; the answers so far go with it
    CRIED = "cried"  # a cry for help where an alert stands: it must be an emergency
    ANSWERED = "answered"  # an answer was added or changed (sealed as it comes once red)
    FILED = "filed"  # the report is complete
    DISCARDED = "discarded"  # erase the draft; the alert, if red, stays
    WIPED = "wiped"  # delete what the channel lets us delete, then the draft and the link
    LETTERS_SHOWN = "letters_shown"  # the officers' messages in `letters` were shown
    WROTE = "wrote"  # `text` goes to the case
    VOICE = "voice"  # the recording belongs to the interview
    VOICE_DROPPED = "voice_dropped"  # recordings that `voices` has no more are erased
    WITHDRAWN = "withdrawn"  # erase the chats through which officers could ask about this report
    SPOKE = "spoke"  # the recording goes to the case
    PROOF_FILE = "proof_file"  # the proof on the screen is sent as a file too
    NOT_TAKEN = "not_taken"  # nothing: a limit holds it up, and the reporter has to send it again
    ATTACHED = "attached"  # the picture or file belongs to the interview
    ATTACHMENTS_DROPPED = "attachments_dropped"  # those that `attachments` has no more are erased
    ATTACHED_TO_CASE = "attached_to_case"  # the picture or file goes to the case


class Turn(msgspec.Struct, frozen=True):
    """Everything that one incoming message causes.

    `conversation` None: nothing of it is kept. `screen` is what the reporter sees now; while a
    conversation is kept it equals `present(script, places, conversation)`.
    """

    conversation: Conversation | None
    screen: Screen
    effects: tuple[Effect, ...] = ()
    text: str = ""
