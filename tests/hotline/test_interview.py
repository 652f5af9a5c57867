"""The interview as a reporter lives it. Every message comes after a restart of the program."""

import pytest

from hotline.interview.conversation import Effect, Incoming, Kind, Phase
from hotline.interview.engine import begin, present
from tests.reporter import RECEIPT, SHOWN_RECEIPT, Reporter, places, restarted, script

LONG_STORY = "Tối qua tôi nghe cháu khóc rất lâu."


# --- the opening ---


def test_first_screen_tells_who_we_are_and_asks_at_once(lan: Reporter) -> None:
    lan.commands("start")

    assert "Lắng Nghe" in lan.sees
    assert "111, 113, 115" in lan.sees
    assert "Không cần cho biết tên" in lan.sees
    assert "phải báo người có trách nhiệm" in lan.sees
    assert lan.buttons[:4] == ["q:role:child", "q:role:family", "q:role:school", "q:role:citizen"]


@pytest.mark.parametrize("medium", ["telegram", "zalo"])
def test_messenger_is_not_called_secret(medium: str) -> None:
    chat = Reporter(medium)

    assert f"{medium.title()} vẫn biết tài khoản này đã nhắn tin" in chat.sees


def test_web_page_says_what_the_browser_may_remember() -> None:
    assert "Trình duyệt có thể nhớ địa chỉ trang" in Reporter("web").sees


def test_web_page_offers_nothing_that_it_cannot_take() -> None:
    """On the first page there is no text box in which to write SOS."""
    page = Reporter("web")

    assert not page.turn.screen.free_text
    assert "SOS" not in page.sees


def test_greeting_is_answered_by_the_opening_alone(lan: Reporter) -> None:
    lan.writes("xin chào")

    assert lan.sentences[0] == "opening-who"


def test_story_told_at_once_is_kept(lan: Reporter) -> None:
    lan.writes("ông hàng xóm hay đánh con trai nhỏ")

    assert lan.answers == {"remarks": "ông hàng xóm hay đánh con trai nhỏ"}
    assert lan.sentences[0] == "words-kept"
    assert Effect.ANSWERED in lan.turn.effects


def test_poster_code_of_a_start_link_changes_nothing(lan: Reporter) -> None:
    assert lan.commands("start poster12").screen == Reporter().turn.screen


# --- from the first question to the receipt ---


def test_neighbour_reports_from_beginning_to_end(lan: Reporter) -> None:
    lan.presses("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:4_6")
    lan.writes("xã Đắk Búk So, Tuy Đức")
    lan.writes("Cháu khóc mỗi tối.", "Hôm qua có vết bầm.")
    lan.presses("q:story:done", "q:follow_up:yes")

    filed = lan.presses("review:submit")

    assert filed.effects == (Effect.FILED,)
    assert lan.answers == {
        "role": ("citizen",),
        "danger_now": ("no",),
        "category": ("hit",),
        "child_age": ("4_6",),
        "place": ("24739",),
        "story": "Cháu khóc mỗi tối.\nHôm qua có vết bầm.",
        "follow_up": ("yes",),
    }
    assert lan.conversation.phase is Phase.FILED
    assert lan.conversation.receipt == RECEIPT
    assert SHOWN_RECEIPT in lan.sees


def test_everything_but_safety_may_be_skipped(lan: Reporter) -> None:
    lan.presses("q:role:skip", "q:danger_now:unknown", "q:category:skip", "q:child_age:skip")
    lan.presses("q:place:skip", "q:place:skip", "q:story:skip", "q:follow_up:skip", "review:submit")

    assert lan.conversation.phase is Phase.FILED
    assert lan.answers["place"] == ()


def test_safety_question_cannot_be_skipped_even_by_a_forged_button(lan: Reporter) -> None:
    lan.presses("q:role:citizen")
    assert "q:danger_now:skip" not in lan.buttons

    lan.presses("q:danger_now:skip")

    assert lan.conversation.question == "danger_now"
    assert lan.sentences[0] == "no-skip"


def test_child_is_addressed_as_em_and_adults_are_not(lan: Reporter) -> None:
    assert "em có đang" in (lan.presses("q:role:child"), lan.sees)[1]

    family = Reporter()
    family.presses("q:role:family")

    assert "em" not in family.sees.casefold().split()


def test_child_is_told_it_is_not_their_fault(lan: Reporter) -> None:
    lan.presses("q:role:child", "q:danger_now:no", "q:category:sexual")

    assert "không phải lỗi của em" in lan.sees


def test_adult_is_asked_not_to_confront(lan: Reporter) -> None:
    lan.comes_to("category").presses("q:category:hit")

    assert "không tự đối chất" in lan.sees


def test_follow_up_question_warns_of_the_notice_on_a_messenger(lan: Reporter) -> None:
    assert "thông báo có tên Lắng Nghe" in lan.comes_to("follow_up").sees
    assert "thông báo" not in Reporter("web").comes_to("follow_up").sees


def test_second_press_of_send_shows_the_receipt_again(lan: Reporter) -> None:
    lan.comes_to("review").presses("review:submit")
    screen = lan.turn.screen

    assert lan.presses("review:submit").screen == screen
    assert lan.turn.effects == ()


def test_confirmation_outlives_the_answers_that_worded_it() -> None:
    """The handler erases a filed draft; the child's page must still speak to a child."""
    page = Reporter("web")
    page.presses("q:role:child", "q:danger_now:no", "q:category:skip", "q:child_age:skip", "q:place:skip")
    page.presses("q:story:skip", "q:follow_up:no", "review:submit")
    kept = Reporter("web")
    kept.conversation = restarted(
        begin("vi", "web").__class__(
            "vi", "web", phase=Phase.FILED, receipt=RECEIPT, said=page.conversation.said
        )
    )

    assert present(script(), places(), kept.conversation) == page.turn.screen


# --- the story ---


def test_messages_join_to_one_story(lan: Reporter) -> None:
    lan.comes_to("story").writes("Một", "Hai", "Ba")

    assert lan.answers["story"] == "Một\nHai\nBa"
    assert lan.turn.effects == (Effect.ANSWERED,)


def test_done_appears_with_the_first_words(lan: Reporter) -> None:
    lan.comes_to("story")
    assert "q:story:done" not in lan.buttons

    lan.writes("Một")

    assert "q:story:done" in lan.buttons
    assert "q:story:skip" not in lan.buttons


def test_done_without_words_leaves_the_story_out(lan: Reporter) -> None:
    lan.comes_to("story").presses("q:story:done")

    assert lan.answers["story"] == ()


def test_story_is_stored_as_it_was_written(lan: Reporter) -> None:
    lan.comes_to("story").writes("Em   sợ…\n\tko dám kể 😢")

    assert lan.answers["story"] == "Em   sợ…\n\tko dám kể 😢"


def test_endless_story_is_taken_up_to_a_point(lan: Reporter) -> None:
    lan.comes_to("story").writes("a" * 19_000, "b" * 2000)

    assert lan.answers["story"] == "a" * 19_000
    assert lan.sentences[0] == "words-too-many"


# --- what was not expected ---


@pytest.mark.parametrize("kind", ["voice", "picture", "file", "sticker"])
def test_what_cannot_be_taken_is_answered_kindly(lan: Reporter, kind: str) -> None:
    lan.comes_to("story").sends(Incoming(Kind.UNSUPPORTED, kind))

    assert lan.sentences == [f"cannot-take-{kind if kind != 'sticker' else 'other'}", "ask-story"]


@pytest.mark.parametrize("text", ["asdf", "🙂", "?", "\x00", "   ", "/unknown", "'; DROP TABLE"])
def test_garbage_is_answered_with_the_question_again(lan: Reporter, text: str) -> None:
    before = lan.comes_to("category").answers

    lan.writes(text)

    assert lan.sentences == ["not-understood", "ask-category"]
    assert lan.answers == before


def test_words_where_a_button_was_expected_are_kept(lan: Reporter) -> None:
    lan.comes_to("child_age").writes("cháu học lớp ba trường làng")

    assert lan.answers["remarks"] == "cháu học lớp ba trường làng"
    assert lan.sentences == ["words-kept", "ask-child_age"]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "q",
        "q:",
        "q:category",
        "q:role:child",
        "q:nothing:x",
        "q:category:nothing",
        "review:submit",
        "review:edit:role",
        "lang:xx",
        "msg:hide",
        "alert:1:ack",
        "q:category:done",
        "report:new",
        ":",
        "x" * 5000,
    ],
)
def test_stale_or_forged_button_changes_nothing(lan: Reporter, value: str) -> None:
    before = lan.comes_to("category").answers

    lan.presses(value)

    assert lan.answers == before
    assert lan.sentences == ["stale-button", "ask-category"]
    assert lan.turn.effects == ()


@pytest.mark.parametrize("value", ["q:category:hit", "review:submit", "receipt:now"])
def test_button_of_a_lost_conversation_says_that_it_is_gone(lan: Reporter, value: str) -> None:
    """Nothing of it is left after a restore or past its term: “nothing is lost” would be untrue."""
    lan.presses(value)

    assert lan.sentences[0] == "conversation-gone"
    assert lan.conversation.phase is Phase.OPENING


def test_old_page_of_a_lost_conversation_says_that_it_is_gone() -> None:
    lan = Reporter("web")

    lan.sends(Incoming(Kind.BUTTON, "q:category:hit", turn=7))

    assert lan.sentences[0] == "conversation-gone"
    lan.sends(Incoming(Kind.BUTTON, "q:category:hit", turn=7))
    assert lan.sentences[0] == "conversation-gone"


def test_unknown_command_points_to_help(lan: Reporter) -> None:
    lan.comes_to("category").commands("admin")

    assert lan.sentences == ["unknown-command", "ask-category"]


def test_stale_page_shows_the_screen_again() -> None:
    page = Reporter("web").comes_to("category")
    before, screen = page.conversation, page.turn.screen

    turn = page.sends(Incoming(Kind.BUTTON, "q:category:hit", turn=before.turn - 1))

    assert turn.conversation == before
    assert turn.screen == screen
    assert turn.effects == ()


def test_present_page_is_answered() -> None:
    page = Reporter("web").comes_to("category")

    page.sends(Incoming(Kind.BUTTON, "q:category:hit", turn=page.conversation.turn))

    assert page.answers["category"] == ("hit",)


def test_language_changes_at_any_time_without_losing_the_place(lan: Reporter) -> None:
    lan.comes_to("child_age").presses("lang:en")

    assert lan.conversation.question == "child_age"
    assert "About how old is the child?" in lan.sees


def test_language_command_offers_every_language(lan: Reporter) -> None:
    lan.comes_to("child_age").commands("language")

    assert lan.buttons[-3:] == ["lang:vi", "lang:en", "call:language"]
    assert "lang:vi" not in (lan.writes("5"), lan.buttons)[1]


def test_help_is_given_beside_the_question(lan: Reporter) -> None:
    lan.comes_to("category").commands("help")

    assert "111, 113, 115" in lan.sees
    assert lan.sentences[-1] == "ask-category"


@pytest.mark.parametrize("command", ["start", "report"])
def test_report_under_way_goes_on(lan: Reporter, command: str) -> None:
    """To start over takes a word of its own; a slip of the thumb loses nothing."""
    before = lan.comes_to("place").answers

    lan.commands(command)

    assert lan.answers == before
    assert lan.sentences == ["under-way", "ask-place"]


def test_outage_is_apologised_for_and_danger_asked_again(lan: Reporter) -> None:
    lan.comes_to("child_age").sends(Incoming(Kind.BUTTON, "q:child_age:4_6", late=True))

    assert lan.sentences == ["late", "ask-danger_now"]
    assert lan.answers["child_age"] == ("4_6",)

    lan.presses("q:danger_now:no")

    assert lan.conversation.question == "place"


@pytest.mark.parametrize("late", ["Rồi bố bỏ đi.", "3"])
def test_the_backlogs_next_message_answers_what_its_writer_saw(lan: Reporter, late: str) -> None:
    """Not the danger question, not seen again yet: no word is lost, and no 3 means “no danger”."""
    lan.comes_to("story").sends(Incoming(Kind.TEXT, "Bố đánh con.", late=True))
    lan.sends(Incoming(Kind.TEXT, late, late=True))

    assert lan.sentences == ["late", "ask-danger_now"]
    lan.presses("q:danger_now:no")
    lan.presses("q:story:done")
    assert lan.answers["story"] == f"Bố đánh con.\n{late}"


def test_a_yes_to_danger_in_the_backlog_is_heard(lan: Reporter) -> None:
    lan.comes_to("story").sends(Incoming(Kind.TEXT, "Bố đánh con.", late=True))
    lan.sends(Incoming(Kind.TEXT, "Có, đang xảy ra", late=True))

    assert lan.is_red


def test_late_red_answer_alarms_at_once(lan: Reporter) -> None:
    lan.comes_to("danger_now").sends(Incoming(Kind.BUTTON, "q:danger_now:now", late=True))

    assert lan.is_red
    assert lan.sentences[:2] == ["late", "red-sent"]


def test_late_message_at_the_review_comes_back_to_it(lan: Reporter) -> None:
    lan.comes_to("follow_up").sends(Incoming(Kind.BUTTON, "q:follow_up:no", late=True))
    assert lan.conversation.question == "danger_now"

    lan.presses("q:danger_now:no")

    assert lan.conversation.phase is Phase.REVIEW


def test_conversation_of_an_older_script_goes_on(lan: Reporter) -> None:
    """A social worker renames a question while people are being asked."""
    older = begin("vi", "telegram").__class__(
        "vi",
        "telegram",
        phase=Phase.ASKING,
        question="where_now",
        turn=4,
        answers={"role": ("family",), "danger_now": ("perhaps",), "hair": ("red",)},
        trail=("role", "danger_now", "hair"),
    )
    lan.conversation = older

    lan.writes("xin chào")

    assert lan.conversation.question == "danger_now"
    assert lan.answers == {"role": ("family",)}


def test_screen_is_always_that_of_the_conversation(lan: Reporter) -> None:
    for value in ("q:role:child", "q:danger_now:now", "receipt:now", "q:category:hit", "nonsense"):
        turn = lan.presses(value)

        assert turn.screen == present(script(), places(), lan.conversation)
