"""What an officer sees of a case that was opened for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hotline.attachment import Sort
from hotline.duty.deadlines import DeadlineView
from hotline.ids import AlertNumber


@dataclass(frozen=True, slots=True)
class Words:
    """What was written after the report.

    `author`: an officer's username, or None for the reporter; `name` is the officer's own.
    """

    at: datetime
    author: str | None
    text: str
    shown: bool | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A voice message, by its place in the case (1 is the first). `question` None: it came later."""

    place: int
    at: datetime
    seconds: int | None
    question: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """An officer asks to open a picture or a file. `agreed_by` None: nobody has agreed yet.

    `until`: when it shuts again, or when the question lapses. `number`: its place among the case's.
    """

    number: int
    asked_by: str
    name: str
    asked_at: datetime
    reason: str
    agreed_by: str | None
    until: datetime


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture or a file, by its place in the case (1 is the first). `has_copy`: it can be looked at.

    `questions` are those that stand: open, or waiting for a second person.
    """

    place: int
    at: datetime
    sort: Sort
    has_copy: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the report is as urgent as it is. `holds` False: by an answer that was changed since.

    `urgency` is the level that the reason alone makes; None: one higher than the others.
    """

    sentence: str
    urgency: str | None
    holds: bool


@dataclass(frozen=True, slots=True)
class Regrading:
    """An officer set another urgency. `author` is a username, `name` the officer's own."""

    at: datetime
    author: str
    name: str
    before: str
    urgency: str
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What an officer wrote for the colleagues when the case was `closed` or `reopened` (`about`)."""

    at: datetime
    author: str
    name: str
    about: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """What is known. `finished`: the interview is over; else more may come.

    `incomplete`: the reporter fell silent before the end. `contact`: whether an officer may ask in the chat:
    `none` (it wasn't agreed), `open`, or `withdrawn`; when it was withdrawn nobody is told, for that would
    tell when the reporter held the phone.
    """

    number: AlertNumber
    answers: Mapping[str, str | tuple[str, ...]]
    story: str | None
    messages: tuple[Words, ...]
    finished: bool
    begun_at: datetime
    spoken: tuple[Spoken, ...] = ()
    incomplete: bool = False
    reasons: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()
    regradings: tuple[Regrading, ...] = ()
    remarks: tuple[Remark, ...] = ()
    contact: str = "none"
    deadlines: tuple[DeadlineView, ...] = ()
    attached: tuple[Attached, ...] = ()
