"""The further questions: whom they concern, and that nobody has to answer them."""

import random

import pytest

from hotline.interview.conversation import Conversation, Effect, Incoming, Kind, Phase
from hotline.interview.engine import advance, begin, present
from hotline.interview.ways import further
from tests.reporter import RECEIPT, Reporter, places, restarted, script

CORE = {"danger_now", "category", "child_age", "place", "story", "follow_up"}
WALKS, MOVES = 10_000, 8


def at_review(role: str, category: str = "hit") -> Reporter:
    chat = Reporter()
    chat.presses(f"q:role:{role}", "q:danger_now:no", f"q:category:{category}", "q:child_age:7_10")
    chat.presses("q:place:24736", "q:story:skip", "q:follow_up:no")
    return chat


@pytest.mark.parametrize(("role", "count"), [("child", 8), ("citizen", 13), ("family", 14), ("school", 15)])
def test_road_is_as_long_as_promised(role: str, count: int) -> None:
    """Eight for a child, thirteen for an adult; relatives and teachers have theirs beside."""
    chat = at_review(role)

    assert len(CORE) + len(further(script(), chat.answers)) == count


def test_core_path_is_never_stood_in_the_way_of() -> None:
    for category in script().questions["category"].by_id:
        chat = at_review("citizen", category)

        assert chat.conversation.phase is Phase.REVIEW
        assert chat.buttons[0] == "review:submit"


def test_five_answers_are_enough_to_send() -> None:
    chat = Reporter().comes_to("story")
    chat.presses("review:now", "review:submit")

    assert chat.conversation.phase is Phase.FILED


def test_review_at_once_never_leaves_out_the_safety_question() -> None:
    chat = Reporter()
    chat.presses("q:role:child", "review:now")

    assert chat.conversation.question == "danger_now"


def test_every_further_question_may_be_skipped_and_the_name_comes_last() -> None:
    chat = at_review("school")
    chat.presses("review:more")
    asked = []
    while chat.conversation.phase is Phase.ASKING:
        asked.append(chat.conversation.question)
        chat.presses(f"q:{chat.conversation.question}:skip")

    assert asked[-1] == "child_name"
    assert "review:more" not in chat.buttons


def test_review_lists_what_was_told_and_not_what_was_skipped_beyond_the_core() -> None:
    chat = at_review("citizen")
    chat.presses("review:more", "q:setting:skip", "q:sex:girl", "review:now")

    listed = [line.args["question"] for line in chat.turn.screen.lines if line.id == "review-line"]
    assert "@name-setting" not in listed
    assert {"@name-sex", "@name-story"} <= set(listed)
    chat.presses("review:edit")
    assert "review:edit:setting" in chat.buttons


def test_back_from_the_first_further_question_is_the_review() -> None:
    chat = at_review("child")
    chat.presses("review:more", "q:daily_access:back")

    assert chat.conversation.phase is Phase.REVIEW


@pytest.mark.parametrize(
    ("danger", "category", "flag"),
    [
        ("now", None, "q:injured:yes"),
        ("no", "sexual", "q:recent:yes"),
        ("no", "self_harm", "q:self_harm_today:yes"),
        ("no", "hazard", "q:in_water:yes"),
    ],
)
def test_what_cannot_wait_is_offered_beside_the_next_question_and_raises_the_alarm(
    danger: str, category: str | None, flag: str
) -> None:
    chat = Reporter()
    chat.presses("q:role:child", f"q:danger_now:{danger}")
    if category:
        chat.presses(f"q:category:{category}")
    question = chat.conversation.question
    assert flag in chat.buttons

    chat.presses(flag)

    assert chat.conversation.red
    assert chat.conversation.question == question


def test_several_signs_are_marked_taken_back_and_ended() -> None:
    chat = at_review("school")
    chat.presses("review:more")
    while chat.conversation.question != "signs":
        chat.presses(f"q:{chat.conversation.question}:skip")
    chat.presses("q:signs:sleep", "q:signs:afraid", "q:signs:results", "q:signs:sleep")
    assert chat.labels["q:signs:afraid"].startswith("✓")

    chat.presses("q:signs:done")

    assert chat.answers["signs"] == ("afraid", "results")
    assert chat.conversation.question != "signs"


def test_missing_child_waits_for_the_place_and_a_word_of_danger_for_nothing() -> None:
    missing = Reporter()
    missing.presses("q:role:citizen", "q:danger_now:no", "q:category:missing")
    assert not missing.conversation.red
    missing.presses("q:child_age:7_10", "q:place:24736")
    assert missing.conversation.red

    words = Reporter()
    words.writes("nó đang cầm dao đuổi em")
    assert words.is_red


def test_who_reports_an_officer_of_the_commune_is_told_who_reads_it() -> None:
    before = at_review("citizen")
    before.presses("review:more")
    before.presses("q:setting:home", "q:sex:girl", "q:daily_access:no", "q:relationship:commune_officer")
    assert "conflict-province" in before.sentences

    after = Reporter()
    after.presses("q:role:citizen", "q:danger_now:now", "q:category:hit", "q:child_age:7_10")
    after.presses("q:place:24736", "review:now", "review:more", "q:injured:no", "q:setting:home")
    after.presses("q:sex:girl", "q:daily_access:no", "q:relationship:commune_officer")
    assert "conflict-moved" in after.sentences


def test_ten_thousand_walks_end_at_the_receipt_whatever_restarts_between() -> None:
    """Seeded, so that a failure can be walked again."""
    chance = random.Random(20261124)
    for _ in range(WALKS):
        conversation = begin(chance.choice(("vi", "en")), chance.choice(("web", "telegram", "zalo")))
        for _ in range(MOVES):
            buttons = present(script(), places(), conversation).buttons
            conversation = press(conversation, chance.choice(buttons).value)
        filed = hurried(conversation)
        assert filed.phase is Phase.FILED, conversation


def press(conversation: Conversation, value: str) -> Conversation:
    stored = restarted(conversation)
    assert stored == conversation
    turn = advance(script(), places(), stored, Incoming(Kind.BUTTON, value), receipt=RECEIPT)
    if turn.conversation is None:
        return begin("vi", "web")
    assert not (conversation.red and not turn.conversation.red and conversation.phase is not Phase.FILED)
    assert (Effect.RED in turn.effects) == (turn.conversation.red and not conversation.red)
    return turn.conversation


def hurried(conversation: Conversation) -> Conversation:
    for _ in range(30):
        if conversation.phase is Phase.FILED:
            break
        values = [button.value for button in present(script(), places(), conversation).buttons]
        conversation = press(
            conversation, next(value for end in ENDS for value in values if value.endswith(end))
        )
    return conversation


ENDS = (
    "review:submit",
    "q:code:back",
    "report:new",
    "review:back",
    "review:now",
    ":danger_now:no",
    ":skip",
    ":done",
    ":province",
    ":yes",
    ":child",
)


@pytest.mark.parametrize("role", ["child", "family", "school", "citizen"])
def test_safe_word_is_heard_at_every_further_question(role: str) -> None:
    for place in range(len(further(script(), at_review(role).answers))):
        chat = at_review(role)
        chat.presses("review:more")
        for _ in range(place):
            chat.presses(f"q:{chat.conversation.question}:skip")
        asked = chat.conversation.question
        chat.writes("CỨU")

        assert chat.is_red
        assert chat.conversation.question == asked
        assert "red-call" in chat.sentences
