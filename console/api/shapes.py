"""What the API takes and gives. The OpenAPI document is made from these types and nothing else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from hotline.alert.closing import CloseReason, ReopenReason, Safe
from hotline.letter import MOST_CHARACTERS
from hotline.two_people import LONGEST_REASON, SHORTEST_REASON

Time = Annotated[datetime, Meta(tz=True, description="UTC, ISO 8601 with Z")]
State = Literal["open", "acknowledged", "closed"]
Urgency = Literal["emergency", "urgent", "normal", "low"]
Contact = Literal["none", "open", "withdrawn"]
PageState = Literal["pending", "sent", "failed", "cancelled"]
UNIT_CODE = "^([0-9]{2,5}|[a-z][a-z0-9-]{1,30})$"
"""Of a province, a commune, or another agency's desk."""
Password = Annotated[str, Meta(min_length=1, max_length=1024)]


class Credentials(Struct, forbid_unknown_fields=True):
    """Who logs in."""

    username: Annotated[str, Meta(min_length=1, max_length=64)]
    password: Password


class Session(Struct):
    """A session has begun. The token goes into `Authorization: Bearer`."""

    token: str
    must_change_password: bool


class NewPassword(Struct, forbid_unknown_fields=True):
    """The present password and the one that replaces it."""

    old: Password
    new: Password


class Page(Struct):
    """One attempt to reach one officer by one contact method."""

    officer: Annotated[str, Meta(description="a username")]
    state: PageState
    reason: Literal["step", "help", "repeat"]
    leg: int
    round: int
    step: int
    made_at: Time
    settled_at: Time | None


class AlertSummary(Struct):
    """An alert in a list. `unit` is the unit's code, `acknowledged_by` a username, `drill`: a test."""

    number: int
    state: State
    urgency: Urgency
    category: str | None
    unit: str
    opened_at: Time
    due_at: Time | None
    acknowledged_by: str | None
    acknowledged_at: Time | None
    drill: bool


class Half(Struct):
    """What a second agency has of an alert."""

    number: int
    unit: str
    state: State


class Alert(AlertSummary):
    """An alert with every page it caused.

    `standing`: where it stands on its ladder; send it back with `/escalate`. `promised_at`: when its owner
    will be there. `offered_to`: a username, who may accept it until `offered_until`. `joint`: the halves of
    further agencies; of such a half `joint_of` is the first alert. `linked`: cases about the same child.
    """

    pages: Sequence[Page]
    standing: str
    promised_at: Time | None
    offered_to: str | None
    offered_until: Time | None
    joint_of: int | None
    joint: Sequence[Half]
    linked: Sequence[int]


class NewPromise(Struct, forbid_unknown_fields=True):
    """The owner will be there in so many minutes."""

    minutes: Annotated[int, Meta(ge=1, le=10_080)]


class Escalation(Struct, forbid_unknown_fields=True):
    """`standing` as the alert had it: if it has gone further since, nobody is paged twice."""

    standing: Annotated[str, Meta(pattern=r"^\d{1,6}\.\d{1,6}\.\d{1,6}$")]


class Receiver(Struct, forbid_unknown_fields=True):
    """Who shall have the alert: a username."""

    to: Annotated[str, Meta(min_length=1, max_length=64)]


class NewClosing(Struct, forbid_unknown_fields=True):
    """Why the case is closed, and how the child is. `words` are sealed with the case.

    `seen_at`: when the child was last seen; needed if `safe` is yes. If it is unknown, `words` are.
    """

    reason: CloseReason
    safe: Safe
    seen_at: Time | None = None
    words: Annotated[str, Meta(max_length=2000)] = ""


class NewReopening(Struct, forbid_unknown_fields=True):
    """Why the case begins again. `words` are sealed with it."""

    reason: ReopenReason
    words: Annotated[str, Meta(max_length=2000)] = ""


class OtherCase(Struct, forbid_unknown_fields=True):
    """The number of a case about the same child."""

    number: Annotated[int, Meta(ge=1, le=999_999_999_999_999)]


class Desk(Struct, forbid_unknown_fields=True):
    """The code of an agency's desk."""

    unit: Annotated[str, Meta(min_length=1, max_length=64)]


class LikelyCase(Struct):
    """A case that may be about the same child. `alike`: of 100, by the words; null: not compared."""

    number: int
    state: State
    opened_at: Time
    same_category: bool
    alike: int | None


class LikelyCases(Struct):
    """Cases that may be about the same child. Nothing is ever linked but by an officer."""

    items: Sequence[LikelyCase]


class AlertList(Struct):
    """Some alerts, newest first. `next` is the `cursor` of those after them; null: there are none."""

    items: Sequence[AlertSummary]
    next: str | None


class NewMessage(Struct, forbid_unknown_fields=True):
    """Words for the reporter."""

    text: Annotated[str, Meta(min_length=1, max_length=MOST_CHARACTERS)]


class NewUrgency(Struct, forbid_unknown_fields=True):
    """Another urgency, and why. The reason is sealed to the report."""

    urgency: Urgency
    reason: Annotated[str, Meta(min_length=1, max_length=MOST_CHARACTERS)]


class CaseMessage(Struct):
    """What was written after the report. `read`: the reporter was shown it; null for the reporter's own."""

    at: Time
    author: Annotated[str | None, Meta(description="an officer's username; null: the reporter")]
    text: str
    read: bool | None
    sender: Literal["reporter", "officer"] = field(name="from")


class SentMessage(CaseMessage):
    """What an officer has just written. `tells_chat` false: only the receipt code opens it."""

    tells_chat: Annotated[bool, Meta(description="whether the reporter's chat can be told, if there is one")]


class Voice(Struct):
    """A voice message; `/cases/<number>/media/<id>` plays it. `question` null: it came after the report.

    `seconds` null: it came by the page, and a browser doesn't say how long it lasts.
    """

    id: int
    at: Time
    seconds: int | None
    question: str | None
    kind: Literal["voice"] = "voice"


class Opening(Struct):
    """An officer asks to open a picture or a file. `agreed_by` null: a second person still has to agree.

    `until`: when the question lapses, or, agreed to, when it can't be opened any more.
    """

    id: int
    asked_by: Annotated[str, Meta(description="a username")]
    asked_at: Time
    reason: str
    agreed_by: Annotated[str | None, Meta(description="a username")]
    until: Time


class Attachment(Struct):
    """A picture or a file. `cleaned`: there is a copy to look at. `openings` are those that still count.

    Nobody opens one alone: one officer asks (`POST …/attachments/<id>/openings`), a second one agrees
    (`POST …/openings/<id>/agreement`), and for 30 minutes the first may `GET …/attachments/<id>/copy` or
    `…/original`.
    """

    id: int
    at: Time
    kind: Literal["picture", "file"]
    cleaned: bool
    openings: Sequence[Opening]


class NewOpening(Struct, forbid_unknown_fields=True):
    """Why it has to be opened; whoever is asked to agree reads it."""

    reason: Annotated[str, Meta(min_length=SHORTEST_REASON, max_length=LONGEST_REASON)]


class OpeningAsked(Struct):
    """A second person may agree from now on."""

    id: int
    asked_at: Time


class OpeningAgreed(Struct):
    """Whoever asked may open it until then."""

    open_until: Time


class Deadline(Struct):
    """A time limit on the case; `due_at` is the limit. `ended`: the case was closed before it was met.

    `breached_at`: when it was noticed that the limit had passed; it stays, also if it is met afterwards.
    """

    kind: str
    name: str
    starts_at: Time
    due_at: Time
    state: Literal["running", "met", "ended"]
    breached_at: Time | None
    met_at: Time | None
    met_by: Annotated[str | None, Meta(description="a username")]


class Reason(Struct):
    """Why a report is as urgent as it is. `urgency` null: one level more than otherwise.

    `holds` false: by an answer that was changed since; what was raised is never lowered by an answer.
    """

    code: str
    urgency: Urgency | None
    text: str
    holds: bool


class Note(Struct):
    """What whoever handles the case must heed."""

    code: str
    text: str


class Regrading(Struct):
    """An officer set another urgency. `by` is a username."""

    at: Time
    by: str
    before: Urgency
    urgency: Urgency
    reason: str


class Remark(Struct):
    """What an officer wrote for the colleagues when the case was closed or opened again, and why it was."""

    at: Time
    author: Annotated[str, Meta(description="an officer's username")]
    about: str
    reason: str
    text: str


class Case(Alert):
    """An alert with what was reported. `answers` hold option ids, a list where several, or free words.

    A question that was skipped isn't among them. `finished`: the interview is over;
    `incomplete`: the reporter fell silent before its end. `contact`: whether messages are announced in the
    reporter's chat; otherwise the receipt code alone shows them.
    """

    answers: dict[str, str | Sequence[str]]
    story: str | None
    messages: Sequence[CaseMessage]
    deadlines: Sequence[Deadline]
    media: Sequence[Voice]
    attachments: Sequence[Attachment]
    finished: bool
    reasons: Sequence[Reason]
    notes: Sequence[Note]
    incomplete: bool
    regradings: Sequence[Regrading]
    contact: Contact
    remarks: Sequence[Remark]


class Problem(Struct):
    """Why a request was refused: a word for programs and a sentence for people."""

    code: str
    message: str


class Taken(Problem):
    """The alert isn't open. `acknowledged_by`: who has it; null: it is closed and nobody had."""

    acknowledged_by: str | None
