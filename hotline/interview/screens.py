"""What the reporter sees: a conversation as sentences and buttons, always the same for the same state."""

from collections.abc import Iterator

from hotline.interview.conversation import Answer, Conversation, Phase, Standing, Voice
from hotline.interview.mending import mended
from hotline.interview.moment import INTERVIEW, role_of, under_way
from hotline.interview.question import REMARKS, Answering, Question, Wording
from hotline.interview.script import Script
from hotline.interview.voice import lengths, of_question
from hotline.interview.ways import answered_further, further, way
from hotline.messages import Button, Say, Screen
from hotline.places import Candidate, Places

WITHOUT_BUTTONS = frozenset({"zalo", "zalo_oa"})
"""Media where options are numbered lines; on an Official Account only where there are more than five."""

_GOODBYES = frozenset({"wiped", "discarded"})


def present(script: Script, places: Places, conversation: Conversation) -> Screen:
    """The screen of this conversation as it stands, whatever script it began under."""
    return shown(script, places, mended(script, places, conversation))


def shown(script: Script, places: Places, conversation: Conversation) -> Screen:
    """The screen of a conversation that fits the script."""
    match conversation.phase:
        case Phase.OPENING | Phase.ASKING:
            screen = _question(script, places, conversation)
        case Phase.REVIEW:
            screen = _review(script, places, conversation)
        case Phase.EDITING:
            screen = _editing(script, conversation)
        case Phase.FILED:
            screen = _filed(script, conversation)
        case Phase.CODE:
            screen = Screen((Say("ask-code"),), (script.own["q:code:back"],), free_text=True)
        case Phase.STATUS:
            screen = _status(script, conversation)
    return Screen(
        (*conversation.said, *screen.lines),
        (*screen.buttons, *_besides(script, conversation, screen)),
        screen.free_text,
    )


def may_skip(script: Script, conversation: Conversation, question: Question) -> bool:
    """Whether the question may be skipped now: some are put to adults twice before."""
    if conversation.tries == 0 and role_of(script, conversation) in question.ask_twice:
        return False
    return question.skip


def receipt_code(digits: str) -> str:
    """The receipt code as people read it: `dddd dddd dddd dddd`."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def editable(script: Script, conversation: Conversation) -> tuple[str, ...]:
    """The questions whose answers the review may change."""
    remarks = (
        (REMARKS,) if conversation.answers.get(REMARKS) or _voices(script, conversation, REMARKS) else ()
    )
    answers = conversation.answers
    return (*way(script, answers), *answered_further(script, answers), *remarks)


def beside(script: Script, conversation: Conversation) -> Iterator[Question]:
    """Further questions of which one option is offered already now, beside the question that is asked.

    They follow from the answer just given, and can't wait: was it in the last three days, is anybody hurt?
    Nobody has to answer them, so they never stand in the way.
    """
    if conversation.phase is not Phase.ASKING or conversation.revising or not conversation.trail:
        return
    role, last = role_of(script, conversation), conversation.trail[-1]
    for question in script.beside.get(last, ()):
        if question.id != conversation.question and question.is_due(role, conversation.answers):
            yield question


def _besides(script: Script, conversation: Conversation, screen: Screen) -> Iterator[Button]:
    """Buttons that do not belong to the question: this turn's own, and the early receipt code."""
    values = [button.value for button in screen.buttons]
    yield from (script.own[value] for value in conversation.offered if value not in values)
    if conversation.red and conversation.phase in INTERVIEW:
        yield script.own["receipt:now"]


def _question(script: Script, places: Places, conversation: Conversation) -> Screen:
    question = script.questions[conversation.question or script.first]
    role, medium = role_of(script, conversation), conversation.medium
    wording = script.wording(question.id, role, medium)
    # Whoever has just left reads the goodbye; whoever comes next reads the opening.
    left = any(say.id in _GOODBYES for say in conversation.said)
    opening = conversation.phase is Phase.OPENING and not left
    lines = [*_opening(script, role, medium)] if opening else []
    offers = [(one, script.wording(one.id, role, medium)) for one in beside(script, conversation)]
    return Screen(
        (
            *lines,
            *(put.beside for _, put in offers if put.beside),
            *_asked(script, conversation, question, wording),
        ),
        (
            *_options(conversation, question, wording),
            *(_candidate(places, question, candidate) for candidate in conversation.candidates),
            *(
                button
                for one, put in offers
                for button in put.buttons
                if button.value == one.button(one.beside or "")
            ),
            *_ways_on(script, conversation, question),
            *(_other_languages(script, conversation) if opening else ()),
        ),
        free_text=question.answering not in (Answering.CHOICE, Answering.CHOICES),
    )


def _opening(script: Script, role: str, medium: str) -> Iterator[Say]:
    """The script's first sentences, and what becomes of an interview that isn't finished."""
    yield from (script.say(sentence, role, medium) for sentence in script.opening)
    minutes = round(script.abandoned_after.total_seconds() / 60)
    yield Say("opening-silence", {"medium": medium, "minutes": minutes})
    if medium in WITHOUT_BUTTONS:
        yield Say("opening-numbers", {"medium": medium})


def _options(conversation: Conversation, question: Question, wording: Wording) -> Iterator[Button]:
    """The options; of several, those already chosen are marked."""
    chosen = conversation.answers.get(question.id, ()) if question.answering is Answering.CHOICES else ()
    for option, button in zip(question.options, wording.buttons, strict=True):
        if option.id in chosen:
            yield Button(button.value, Say("chosen", {**button.label.args, "option": f"@{button.label.id}"}))
        else:
            yield button


def _asked(script: Script, conversation: Conversation, question: Question, wording: Wording) -> Iterator[Say]:
    """The question; or what follows it, when it was answered in part. Candidates were asked about already."""
    asks_itself = any(say.id.startswith("place-") for say in conversation.said)
    again = conversation.tries or conversation.writing or of_question(conversation, question.id)
    if not (conversation.candidates and asks_itself):
        yield wording.more if again or _is_choosing(conversation, question) else wording.ask
    spoken = question.answering is Answering.TEXT and question.id != REMARKS
    if spoken and not again and conversation.medium in script.hears:
        yield script.say("voice-offer", role_of(script, conversation), conversation.medium)


def _is_choosing(conversation: Conversation, question: Question) -> bool:
    return question.answering is Answering.CHOICES and bool(conversation.answers.get(question.id))


def _candidate(places: Places, question: Question, candidate: Candidate) -> Button:
    name = places.name(candidate.unit)
    if candidate.within:
        label = Say("candidate-within", {"name": name, "within": candidate.within})
    elif candidate.formerly:
        label = Say("candidate-formerly", {"name": name, "formerly": candidate.formerly})
    else:
        label = Say("candidate", {"name": name})
    return Button(question.button(candidate.unit), label)


def _ways_on(script: Script, conversation: Conversation, question: Question) -> Iterator[Button]:
    own = script.own
    if question.answering is Answering.PLACE:
        yield Button(question.button("province"), own["province"].label)
    voices = of_question(conversation, question.id)
    if conversation.writing or voices or _is_choosing(conversation, question):
        yield Button(question.button("done"), own["done"].label)
    elif may_skip(script, conversation, question):
        yield Button(question.button("skip"), own["skip"].label)
    if voices and not conversation.red:
        yield own["voice:drop"]
    if conversation.trail or conversation.revising:
        yield Button(question.button("back"), own["back"].label)
    if (question.enough or question.further) and not conversation.revising:
        yield own["review:now"]


def _other_languages(script: Script, conversation: Conversation) -> Iterator[Button]:
    yield from (script.own[f"lang:{locale}"] for locale in script.locales if locale != conversation.locale)
    if any(question.anytime for question in script.further):
        yield script.own["call:language"]


def _review(script: Script, places: Places, conversation: Conversation) -> Screen:
    role = role_of(script, conversation)
    lines = [
        line
        for question in editable(script, conversation)
        if not _is_left_out(script, conversation, question)
        for line in _review_lines(script, places, conversation, question)
    ]
    count = len(conversation.attachments)
    sent = (Say("review-attached", {"count": count}),) if count else ()
    drop = ("attached:drop",) if count and not (conversation.red or conversation.handed_over) else ()
    stays = (Say("review-red"),) if conversation.red else ()
    left = len(further(script, conversation.answers))
    more = (Say("review-more", {"role": role, "count": left}),) if left else ()
    ways = ("review:submit", *(("review:more",) if left else ()), "review:edit", *drop, "review:discard")
    return Screen(
        (script.say("review-intro", role, conversation.medium), *lines, *sent, *stays, *more),
        tuple(script.own[value] for value in ways),
    )


def _is_left_out(script: Script, conversation: Conversation, question: str) -> bool:
    """A further question that was skipped: “(skipped)” a dozen times hides what there is to look over."""
    told = conversation.answers.get(question) or _voices(script, conversation, question)
    return script.questions[question].further and not told


def _review_lines(script: Script, places: Places, conversation: Conversation, question: str) -> Iterator[Say]:
    """A question's answer: what was written or chosen, and how long what was said is."""
    voices, answer = _voices(script, conversation, question), conversation.answers.get(question, ())
    role = role_of(script, conversation)
    if answer or not voices:
        yield _review_line(script, places, question, answer, role)
    if voices:
        told: dict[str, str | int] = {"length": lengths(voices), "count": len(voices)}
        yield Say("review-voice", {"role": role, "question": f"@name-{question}", **told})


def _voices(script: Script, conversation: Conversation, question: str) -> tuple[Voice, ...]:
    """The recordings listed with this question: with the remarks, also those of questions no longer asked."""
    if not conversation.voices or question != REMARKS:
        return of_question(conversation, question)
    asked = way(script, conversation.answers)
    return tuple(voice for voice in conversation.voices if voice.question not in asked)


def _review_line(script: Script, places: Places, id_: str, answer: Answer, role: str) -> Say:
    """One answer in a line. Of free text only the length: whoever looks over a shoulder reads no story."""
    question = f"@name-{id_}"
    if not answer:
        return Say("review-line", {"role": role, "question": question, "answer": "@review-skipped"})
    if isinstance(answer, str):
        return Say("review-text", {"role": role, "question": question, "words": len(answer.split())})
    if len(answer) > 1:
        return Say("review-several", {"role": role, "question": question, "count": len(answer)})
    if script.questions[id_].answering is Answering.PLACE:
        named = "@review-province" if answer[0] == "province" else places.name(answer[0])
    else:
        named = f"@{id_}-{answer[0]}"
    return Say("review-line", {"role": role, "question": question, "answer": named})


def _editing(script: Script, conversation: Conversation) -> Screen:
    role, medium = role_of(script, conversation), conversation.medium
    buttons = [
        Button(f"review:edit:{question}", script.say(f"name-{question}", role, medium))
        for question in editable(script, conversation)
    ]
    return Screen((Say("ask-edit"),), (*buttons, script.own["review:back"]))


def _filed(script: Script, conversation: Conversation) -> Screen:
    """What `filed_lines` said, as long as it is remembered; then no more than that a report was sent."""
    if is_receipt_said(conversation):
        lines: tuple[Say, ...] = ()
    elif conversation.receipt:
        lines = (Say("filed-done"), _code(conversation))
    else:
        lines = (Say("filed-done"),)
    return Screen(lines, (script.own["report:new"],))


def filed_lines(script: Script, conversation: Conversation) -> tuple[Say, ...]:
    """The confirmation of a report. Said once: the draft's answers, which choose the wording, are erased."""
    role, medium = role_of(script, conversation), conversation.medium
    follows = conversation.answers.get("follow_up") == ("yes",)
    return (
        script.say("filed-thanks", role, medium),
        _code(conversation),
        script.say("filed-keep", role, medium),
        script.say("filed-follow-up" if follows else "filed-no-follow-up", role, medium),
    )


def is_receipt_said(conversation: Conversation) -> bool:
    """Whether the confirmation with the receipt code stands on the screen."""
    return any(say.id == "filed-code" for say in conversation.said)


def _code(conversation: Conversation) -> Say:
    return Say("filed-code", {"code": receipt_code(conversation.receipt or "")})


def _standing(conversation: Conversation, standing: Standing) -> tuple[Say, ...]:
    """Where the report stands; in the middle of a talk with the officer only what is new."""
    unread = (Say("status-unread", {"count": standing.unread}),) if standing.unread else ()
    talk = {say.id for say in conversation.said}
    if "written" in talk:
        return unread
    if "letters" in talk:
        return (*unread, Say("status-write"))
    return (Say(f"status-{standing.state}"), *(unread or (Say("status-no-unread"),)), Say("status-write"))


def _status(script: Script, conversation: Conversation) -> Screen:
    standing = conversation.opened
    if standing is None:  # a state no turn makes; a screen all the same
        return Screen((), (script.own["report:new"],))
    return Screen(
        _standing(conversation, standing),
        (
            *((script.own["msg:show"],) if standing.unread else ()),
            *((script.own["proof:show"],) if standing.reported_on else ()),
            *((script.own["contact:withdraw"],) if standing.contact else ()),
            script.own["q:code:back" if under_way(conversation) else "report:new"],
        ),
        free_text=True,
    )
