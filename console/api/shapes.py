"""What the API takes and gives. The OpenAPI document is made from these types and nothing else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from hotline.letter import MOST_CHARACTERS

Time = Annotated[datetime, Meta(tz=True, description="UTC, ISO 8601 with Z")]
State = Literal["open", "acknowledged", "closed"]
Urgency = Literal["emergency", "urgent", "normal", "low"]
Contact = Literal["none", "open", "withdrawn"]
PageState = Literal["pending", "sent", "failed", "cancelled"]
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


class Alert(AlertSummary):
    """An alert with every page it caused."""

    pages: Sequence[Page]


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


class Voice(Struct):
    """A voice message; `/cases/<number>/media/<id>` plays it. `question` null: it came after the report."""

    id: int
    at: Time
    seconds: int
    question: str | None
    kind: Literal["voice"] = "voice"


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
    finished: bool
    reasons: Sequence[Reason]
    notes: Sequence[Note]
    incomplete: bool
    regradings: Sequence[Regrading]
    contact: Contact


class Problem(Struct):
    """Why a request was refused: a word for programs and a sentence for people."""

    code: str
    message: str


class Taken(Problem):
    """The alert isn't open. `acknowledged_by`: who has it; null: it is closed and nobody had."""

    acknowledged_by: str | None
