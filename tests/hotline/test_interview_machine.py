"""Whatever a reporter does, in any order: the interview can be finished, and red is never undone."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace

from hotline.interview.conversation import (
    CodeCheck,
    Conversation,
    Effect,
    Incoming,
    Kind,
    Phase,
    Standing,
    Turn,
)
from hotline.interview.engine import advance, begin, present
from hotline.interview.question import Answering
from tests.reporter import RECEIPT, catalog, places, restarted, script

BUTTONS = sorted(
    {question.button(option) for question in script().questions.values() for option in question.by_id}
    | {
        f"q:{id_}:{way}"
        for id_ in script().questions
        for way in ("skip", "back", "done", "province", "24664")
    }
    | {f"review:edit:{id_}" for id_ in script().questions}
    | set(script().own)
)
WORDS = [
    *("SOS", "không", "có", "em là trẻ em", "5", "1", "Đắk Mil", "Quảng Trực", "tôi không biết gì hết cả"),
    *("xong", "bỏ qua", "quay lại", "gửi", "/status", "/report", "/language", "hủy", "thoát", RECEIPT),
    *("\x00\u200b", "@ask-role"),
]
STANDINGS = [
    None,
    Standing(7, "waiting", 0),
    Standing(7, "being_read", 2),
    Standing(7, "waiting", 0, reported_on="2026-11-24", unit="24736", contact=True),
    Standing(7, "waiting", 1, reported_on="2026-11-24", unit="68", contact=True, by_code=True),
    Standing(7, "closed", 0, shown=True),
]
COMMANDS = ["start", "start x", "report", "status", "wipe", "language", "help", "nonsense", ""]
STEPS_TO_FILE = 40

incomings = st.one_of(
    st.builds(Incoming, st.just(Kind.BUTTON), st.sampled_from(BUTTONS) | st.text(max_size=20)),
    st.builds(Incoming, st.just(Kind.TEXT), st.sampled_from(WORDS) | st.text(max_size=60)),
    st.builds(Incoming, st.just(Kind.COMMAND), st.sampled_from(COMMANDS)),
    st.builds(Incoming, st.just(Kind.VOICE), st.just(""), recording=st.just(7), seconds=st.just(42)),
    st.builds(Incoming, st.just(Kind.UNSUPPORTED), st.sampled_from(["voice", "picture", "file", "sticker"])),
)


def step(conversation: Conversation, incoming: Incoming, *, numbered: bool = False) -> Turn:
    return advance(script(), places(), conversation, incoming, receipt=RECEIPT, numbered=numbered)


def way_to_the_end(conversation: Conversation) -> Conversation:
    """Presses what a hurried but honest reporter presses, on buttons that are really there."""
    for _ in range(STEPS_TO_FILE):
        if conversation.phase is Phase.FILED:
            return conversation
        buttons = [button.value for button in present(script(), places(), conversation).buttons]
        wanted = ("review:submit", "report:new", "q:code:back", "review:back")
        chosen = next((value for value in wanted if value in buttons), None) or _answer(conversation, buttons)
        turn = step(conversation, Incoming(Kind.BUTTON, chosen))
        assert turn.conversation is not None
        conversation = turn.conversation
    raise AssertionError(f"not filed after {STEPS_TO_FILE} presses: {conversation}")


def _answer(conversation: Conversation, buttons: list[str]) -> str:
    question = script().questions[conversation.question or script().first]
    endings = (
        {"skip", "done"}
        if question.answering in (Answering.TEXT, Answering.CHOICES)
        else {"no", "province", "skip", "child"}
    )
    return next(value for value in buttons if value.rpartition(":")[2] in endings)


class AnyConversation(RuleBasedStateMachine):
    """One chat, and everything that may come in."""

    def __init__(self) -> None:
        super().__init__()
        self.conversation = begin("vi", "telegram")
        self.turn: Turn | None = None

    @rule(
        incoming=incomings,
        standing=st.sampled_from(STANDINGS),
        check=st.sampled_from([None, *CodeCheck]),
        letters=st.sampled_from([(), ("Cháu ở đâu?",)]),
        late=st.sampled_from([False, False, False, True]),
        old_page=st.sampled_from([None, None, 0]),
        numbered=st.booleans(),
    )
    def comes_in(
        self,
        incoming: Incoming,
        standing: Standing | None,
        check: CodeCheck | None,
        letters: tuple[str, ...],
        late: bool,  # noqa: FBT001 (hypothesis passes by name)
        old_page: int | None,
        numbered: bool,  # noqa: FBT001
    ) -> None:
        incoming = replace(
            incoming,
            turn=old_page,
            code=check,
            standing=standing,
            letters=letters if standing else (),
            late=late,
        )
        before = self.conversation

        turn = step(before, incoming, numbered=numbered)

        assert step(restarted(before), incoming, numbered=numbered) == turn, "a restart changes the answer"
        self._check_red(before, turn)
        self._check_kept(before, turn)
        self.turn = turn
        self.conversation = begin("vi", "telegram") if turn.conversation is None else turn.conversation

    @rule()
    def answers_honestly(self) -> None:
        """Progress, so that late questions are reached as well."""
        buttons = [button.value for button in present(script(), places(), self.conversation).buttons]
        if self.conversation.phase in (Phase.OPENING, Phase.ASKING):
            turn = step(self.conversation, Incoming(Kind.BUTTON, _answer(self.conversation, buttons)))
            assert turn.conversation is not None
            self.conversation, self.turn = turn.conversation, turn

    def _check_red(self, before: Conversation, turn: Turn) -> None:
        """Red lasts as long as the report; the alarm is raised exactly when it begins."""
        after = turn.conversation
        if after is None:
            return
        filed = Phase.FILED in (before.phase, before.paused)
        if before.red and not filed:
            assert after.red
            assert after.receipt == before.receipt
            assert Effect.RED not in turn.effects
        if after.red and not before.red:
            assert Effect.RED in turn.effects
            assert after.receipt == RECEIPT

    def _check_kept(self, before: Conversation, turn: Turn) -> None:
        """An answer goes only by leaving, by filing, or by an answer that leads elsewhere."""
        after = turn.conversation
        if after is None:
            assert {Effect.DISCARDED, Effect.WIPED} & set(turn.effects)
        elif Effect.ANSWERED not in turn.effects and before.phase not in (
            Phase.FILED,
            Phase.STATUS,
            Phase.CODE,
        ):
            assert after.answers == before.answers

    @invariant()
    def screen_can_be_said_in_every_language(self) -> None:
        screen = present(script(), places(), self.conversation)
        for locale in catalog().locales:
            assert all(catalog().text(locale, line).strip() for line in screen.lines)
            assert all(catalog().text(locale, button.label).strip() for button in screen.buttons)
        assert len({button.value for button in screen.buttons}) == len(screen.buttons)
        assert all(len(button.value.encode()) <= 64 for button in screen.buttons)
        assert screen.buttons

    @invariant()
    def screen_of_the_turn_is_that_of_the_conversation(self) -> None:
        if self.turn is not None and self.turn.conversation is not None:
            assert self.turn.screen == present(script(), places(), self.turn.conversation)

    @invariant()
    def interview_can_be_finished_from_here(self) -> None:
        filed = way_to_the_end(self.conversation)

        assert filed.receipt is not None or self.conversation.phase is Phase.FILED


TestAnyConversation = AnyConversation.TestCase
TestAnyConversation.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
