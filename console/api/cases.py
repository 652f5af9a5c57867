"""Cases: what was reported, and words for the reporter. Opening one is audited by the handler."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

import msgspec

from console.api.alerts import alert_of
from console.api.operations import Answer, Ask, Fault, Operation
from console.api.shapes import (
    Attachment,
    Case,
    CaseMessage,
    Contact,
    Deadline,
    NewMessage,
    Note,
    Opening,
    Problem,
    Reason,
    Regrading,
    Remark,
    SentMessage,
    Urgency,
    Voice,
)
from console.deadline_names import deadline_name
from handlers import case as cases
from handlers import deadline as deadlines
from handlers import follow_up
from hotline import case_view
from hotline.case_view import Attached, Words
from hotline.duty.deadlines import DeadlineView
from hotline.errors import NotFound
from hotline.messages import Say
from hotline.recording import Recording


async def opened(ask: Ask) -> Answer:
    """The case in clear."""
    try:
        view = await cases.open_case(ask.office, ask.caller.officer, ask.caller.seeds, ask.number)
    except NotFound:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found") from None
    alert = await alert_of(ask)
    case = Case(
        **msgspec.structs.asdict(alert),
        answers=answers_of(view.answers),
        story=view.story,
        messages=[_message(words) for words in view.messages],
        deadlines=[_deadline(ask, one) for one in view.deadlines],
        media=[Voice(one.place, one.at, one.seconds, one.question) for one in view.spoken],
        attachments=[_attachment(one) for one in view.attached],
        finished=view.finished,
        incomplete=view.incomplete,
        reasons=[
            Reason(_code(one.sentence), _urgency(one.urgency), ask.text(Say(one.sentence)), one.holds)
            for one in view.reasons
        ],
        notes=[Note(_code(sentence), ask.text(Say(sentence))) for sentence in view.notes],
        regradings=[msgspec.convert(_regrading(one), Regrading) for one in view.regradings],
        contact=msgspec.convert(view.contact, Contact),
        remarks=[Remark(one.at, one.author, one.about, one.reason, one.text) for one in view.remarks],
    )
    return Answer(case)


async def play(ask: Ask) -> Answer:
    """A voice message of the case, as it was recorded."""
    caller = ask.caller
    try:
        recording = await cases.open_recording(
            ask.office, caller.officer, caller.seeds, ask.number, ask.medium
        )
    except NotFound:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found") from None
    return Answer(recording)


async def write(ask: Ask) -> Answer:
    """The reporter can read the words from now on."""
    message: NewMessage = ask.body
    officer = ask.caller.officer
    try:
        written = await follow_up.write(ask.office, officer, ask.number, message.text)
    except NotFound:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found") from None
    if written.fault is not None:
        say = Say(written.fault)
        raise Fault(HTTPStatus.UNPROCESSABLE_ENTITY, written.fault.replace("-", "_"), say)
    sent = SentMessage(
        written.at,
        officer.username,
        message.text,
        read=False,
        sender="officer",
        tells_chat=written.tells_chat,
    )
    return Answer(sent, HTTPStatus.CREATED)


async def meet(ask: Ask) -> Answer:
    """What had to be done by the deadline is done; 409 if somebody said so before."""
    try:
        view, done = await deadlines.meet(ask.office, ask.caller.officer, ask.number, ask.kind)
    except NotFound:
        raise Fault(HTTPStatus.NOT_FOUND, "not_found") from None
    return Answer(_deadline(ask, view), HTTPStatus.OK if done else HTTPStatus.CONFLICT)


def answers_of(answers: Mapping[str, str | tuple[str, ...]]) -> dict[str, str | Sequence[str]]:
    """Answers as the API gives them: one option alone, several as a list, what was skipped not at all."""
    return {
        question: answer[0] if isinstance(answer, tuple) and len(answer) == 1 else answer
        for question, answer in answers.items()
        if answer
    }


def _deadline(ask: Ask, view: DeadlineView) -> Deadline:
    return Deadline(
        kind=view.kind,
        name=deadline_name(ask.office, ask.locale, view),
        starts_at=view.starts_at,
        due_at=view.ends_at,
        state=view.state.value,
        breached_at=view.breached_at,
        met_at=view.met_at,
        met_by=view.met_by,
    )


def _code(sentence: str) -> str:
    """`reason-danger-now` is `danger_now` to programs."""
    return sentence.partition("-")[2].replace("-", "_")


def _regrading(one: case_view.Regrading) -> dict[str, object]:
    return {
        "at": one.at,
        "by": one.author,
        "before": one.before,
        "urgency": one.urgency,
        "reason": one.reason,
    }


def _urgency(level: str | None) -> Urgency | None:
    return None if level is None else msgspec.convert(level, Urgency)


def _message(words: Words) -> CaseMessage:
    return CaseMessage(
        words.at, words.author, words.text, words.shown, "reporter" if words.author is None else "officer"
    )


def _attachment(one: Attached) -> Attachment:
    openings = [
        Opening(asked.number, asked.asked_by, asked.asked_at, asked.reason, asked.agreed_by, asked.until)
        for asked in one.questions
    ]
    return Attachment(one.place, one.at, one.sort, one.has_copy, openings)


OPERATIONS = (
    Operation("GET", "/cases/{number}", opened, {HTTPStatus.OK: Case, HTTPStatus.NOT_FOUND: Problem}),
    Operation(
        "GET",
        "/cases/{number}/media/{medium}",
        play,
        {HTTPStatus.OK: Recording, HTTPStatus.PARTIAL_CONTENT: Recording, HTTPStatus.NOT_FOUND: Problem}
        | {HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: Recording},
    ),
    Operation(
        "POST",
        "/cases/{number}/deadlines/{kind}/met",
        meet,
        {HTTPStatus.OK: Deadline, HTTPStatus.NOT_FOUND: Problem, HTTPStatus.CONFLICT: Deadline},
    ),
    Operation(
        "POST",
        "/cases/{number}/messages",
        write,
        {HTTPStatus.CREATED: SentMessage, HTTPStatus.NOT_FOUND: Problem},
        body=NewMessage,
    ),
)
