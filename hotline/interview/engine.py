"""The interview's engine: one thing that came in, and the conversation, make the next conversation.

Pure: no clock, no randomness, no database. A turn's screen is always `present` of its conversation, so
that a channel may show it now (a messenger) or whenever it is asked for (the web page).
"""

from msgspec.structs import replace

from hotline.interview import (
    abandoned,
    alarm,
    answering,
    attachments,
    commands,
    follow_up,
    limits,
    review,
    voice,
)
from hotline.interview.conversation import Conversation, Incoming, Kind, Phase, Turn
from hotline.interview.mending import mended
from hotline.interview.moment import Moment, Outcome, begin, resumed, saying, under_way
from hotline.interview.screens import present, shown
from hotline.interview.script import Script
from hotline.interview.typed import meant
from hotline.messages import Say, Screen
from hotline.places import Places
from hotline.text import clean, same_word

__all__ = ["HIDDEN", "advance", "begin", "present", "typed_button"]

HIDDEN = "hidden"
"""A message whose contents the messenger keeps from us: most likely a child's."""
_DECLINED = frozenset({"voice", "voice-failed", "voice-long", "picture", "file", "location", "edited"}) | {
    "voice-large",
    "voice-kind",
    "file-failed",
    "file-large",
    "file-empty",
    "file-kind",
}


def advance(
    script: Script,
    places: Places,
    conversation: Conversation,
    incoming: Incoming,
    *,
    receipt: str,
    numbered: bool = False,
) -> Turn:
    """What the conversation becomes, what the reporter sees, what the handler has to do.

    `receipt`: a code of 16 digits that becomes the report's if this turn makes it need one.
    `numbered`: the channel shows buttons as numbered lines; a typed number then means a line.
    """
    moment = Moment(script, places, incoming, receipt, numbered)
    if _is_stale(moment, conversation):
        if incoming.kind is Kind.BUTTON and conversation == begin(conversation.locale, conversation.medium):
            return _turn(moment, Outcome(saying(script, replace(conversation, turn=1), "conversation-gone")))
        return Turn(conversation, present(script, places, conversation))
    if limits.is_too_fast(moment):
        return _turn(moment, limits.held_up(moment, conversation, "too-fast"))
    before = alarm.as_it_was_seen(moment, mended(script, places, conversation))
    moment = replace(moment, before=before)
    heard = replace(before, turn=conversation.turn + 1, said=(), offered=())
    outcome = alarm.heed(moment, before, _still_confirmed(before, _hear(moment, heard)))
    if limits.may_wait(moment, before, outcome):
        return _turn(moment, limits.held_up(moment, conversation, "too-busy"))
    if incoming.late:
        outcome = alarm.after_outage(moment, outcome)
    if outcome.conversation is not None:
        outcome = replace(outcome, conversation=abandoned.told_so(outcome.conversation))
    return _turn(moment, outcome)


def typed_button(
    script: Script, places: Places, conversation: Conversation, incoming: Incoming, *, numbered: bool
) -> str | None:
    """The value of the button that typed words mean, as `advance` will take them; None if they mean none."""
    moment = Moment(script, places, incoming, "", numbered)
    before = alarm.as_it_was_seen(moment, mended(script, places, conversation))
    moment = replace(moment, before=before)
    return meant(moment, before, clean(incoming.value).strip())


def _still_confirmed(before: Conversation, outcome: Outcome) -> Outcome:
    """The confirmation of a report, with its receipt code, stays on the screen until something new begins."""
    after = outcome.conversation
    if after is None or before.phase is not Phase.FILED or after.phase is not Phase.FILED:
        return outcome
    confirmed = tuple(say for say in before.said if say.id.startswith("filed-"))
    return replace(outcome, conversation=replace(after, said=confirmed + after.said))


def _turn(moment: Moment, outcome: Outcome) -> Turn:
    if outcome.conversation is None:
        return Turn(None, Screen(outcome.parting), outcome.effects)
    screen = shown(moment.script, moment.places, outcome.conversation)
    return Turn(outcome.conversation, screen, outcome.effects, outcome.text)


def _is_stale(moment: Moment, conversation: Conversation) -> bool:
    """An old web page sent this. A cry for help, and wanting all gone, count from one too."""
    turn = moment.incoming.turn
    if turn is None or turn == conversation.turn:
        return False
    cries = moment.incoming.kind is Kind.TEXT and alarm.is_cry(moment, moment.incoming.value)
    return not (cries or review.is_parting(moment))


def _hear(moment: Moment, conversation: Conversation) -> Outcome:
    match moment.incoming.kind:
        case Kind.COMMAND:
            return commands.obey(moment, conversation, moment.incoming.value)
        case Kind.BUTTON:
            return _press(moment, conversation, moment.incoming.value)
        case Kind.TEXT:
            return _read(moment, conversation, clean(moment.incoming.value).strip())
        case Kind.VOICE:
            return _with_caption(moment, voice.hear(moment, conversation))
        case Kind.ATTACHMENT:
            return _with_caption(moment, attachments.take(moment, conversation))
        case Kind.UNSUPPORTED:
            return _with_caption(moment, _decline(moment, conversation))


def _press(moment: Moment, conversation: Conversation, value: str) -> Outcome:
    match value.split(":", 1):
        case ["q", rest]:
            return _press_option(moment, conversation, *rest.partition(":")[::2])
        case ["review", "now"] if conversation.phase is Phase.ASKING:
            return review.now(moment, conversation)
        case ["call", "language"] if conversation.phase in (Phase.OPENING, Phase.ASKING, Phase.REVIEW):
            return commands.offer_call_languages(moment, conversation)
        case ["review", action] if conversation.phase in (Phase.REVIEW, Phase.EDITING):
            return review.press(moment, conversation, action)
        case ["lang", locale]:
            return commands.speak(moment, conversation, locale)
        case ["msg" | "proof" | "contact", _] if follow_up.may_press(conversation, value):
            return follow_up.press(moment, conversation, value)
        case ["voice" | "attached" as sent, "drop"]:
            kept = voice.drop if sent == "voice" else attachments.drop
            return kept(moment, conversation)
        case ["receipt", "now"] if conversation.red and under_way(conversation):
            return alarm.early_receipt(conversation)
        case ["report", "new"] if not under_way(conversation) and conversation.phase is not Phase.OPENING:
            return follow_up.another_report(moment, conversation)
    return _stale(moment, conversation)


def _stale(moment: Moment, conversation: Conversation) -> Outcome:
    """An earlier question's button, or a forged one; after filing mostly a second press of “send”."""
    if conversation.phase is Phase.FILED:
        return Outcome(conversation)
    began_now = conversation.phase is Phase.OPENING and conversation.turn == 1
    said = "conversation-gone" if began_now else "stale-button"
    return Outcome(saying(moment.script, conversation, said))


def _press_option(moment: Moment, conversation: Conversation, question: str, option: str) -> Outcome:
    if question == "code" and conversation.phase in (Phase.CODE, Phase.STATUS):
        return Outcome(resumed(conversation))
    waiting = resumed(conversation)
    asked = waiting.question or moment.script.first
    if waiting.phase in (Phase.OPENING, Phase.ASKING) and question == asked:
        return answering.press(moment, waiting, option)
    if _is_taken_beside(moment, waiting, question, option):
        return answering.press_beside(moment, waiting, moment.script.questions[question], option)
    return _stale(moment, conversation)


def _is_taken_beside(moment: Moment, conversation: Conversation, question: str, option: str) -> bool:
    """Whether this option of a question that isn't asked now is taken all the same."""
    known = moment.script.questions.get(question)
    if known is None or not known.further or option not in known.by_id:
        return False
    if not (under_way(conversation) or conversation.phase is Phase.OPENING):
        return False
    offered = option == known.beside or known.anytime
    return offered and known.concerns(moment.script.role_in(conversation.answers), conversation.answers)


def _read(moment: Moment, conversation: Conversation, text: str) -> Outcome:
    """Words: safe words first, then a code, then a button's words, then whatever is being asked."""
    word = same_word(text)
    if alarm.is_cry(moment, text):
        return alarm.raise_alarm(moment, conversation)
    if word in moment.script.words.discard:
        return review.discard(conversation)
    if word in moment.script.words.leave:
        return review.wipe(conversation)
    if text.startswith("/") and text[1:].partition(" ")[0].lower() in commands.COMMANDS:
        return commands.obey(moment, conversation, text[1:])
    code = moment.incoming.code
    if code and not (under_way(conversation) and conversation.phase is not Phase.CODE):
        return follow_up.check_code(moment, conversation, code)
    if value := meant(moment, conversation, text):
        return _press(moment, conversation, value)
    return _read_words(moment, conversation, text)


def _read_words(moment: Moment, conversation: Conversation, text: str) -> Outcome:
    if not text:
        return Outcome(saying(moment.script, conversation, "not-understood"))
    if follow_up.may_write(moment, conversation):
        return follow_up.write_to_case(moment, conversation, text)
    match conversation.phase:
        case Phase.CODE:
            return Outcome(saying(moment.script, conversation, "code-shape"))
        case Phase.FILED:
            return _after_filing(moment, conversation, text)
        case Phase.OPENING | Phase.ASKING:
            return answering.write(moment, conversation, text)
    return answering.not_understood(moment, conversation, text)


def _after_filing(moment: Moment, conversation: Conversation, text: str) -> Outcome:
    """A new opening; longer words are kept for the report they may belong to."""
    outcome = follow_up.another_report(moment, conversation, "filed-before")
    new = outcome.conversation or conversation
    return answering.not_understood(moment, new, text) if len(text.split()) > 3 else outcome


def _decline(moment: Moment, conversation: Conversation) -> Outcome:
    if moment.incoming.value == HIDDEN:
        return _send_elsewhere(moment, conversation)
    kind = moment.incoming.value if moment.incoming.value in _DECLINED else "other"
    return Outcome(saying(moment.script, conversation, f"cannot-take-{kind}"))


def _send_elsewhere(moment: Moment, conversation: Conversation) -> Outcome:
    """To where words can be read. Whoever answers questions here is not a child; others are asked none."""
    ways = ("hidden-why", "hidden-ways", "hidden-safe")
    if conversation.phase is Phase.OPENING and not conversation.answers:
        return Outcome(None, parting=tuple(Say(sentence) for sentence in ways))
    return Outcome(saying(moment.script, conversation, *ways[:2]))


def _with_caption(moment: Moment, outcome: Outcome) -> Outcome:
    """The words beside a picture or a recording are words, whatever becomes of that."""
    caption = clean(moment.incoming.caption).strip()
    if not caption or outcome.conversation is None:
        return outcome
    read = _read(moment, outcome.conversation, caption)
    if read.conversation is None:  # the reporter left with these words: what came with them goes too
        return read
    return replace(read, effects=(*outcome.effects, *read.effects))
