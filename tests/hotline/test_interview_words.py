"""Words instead of buttons, and places as people write them."""

import unicodedata

import pytest

from hotline.interview.conversation import Effect, Incoming, Kind
from tests.reporter import Reporter

LONG_STORY = "Tối qua tôi nghe cháu khóc rất lâu."


# --- words instead of buttons ---


@pytest.mark.parametrize(
    "typed",
    ["Không", "không", "KHÔNG", "khong", "ko", "dạ không ạ", "không.", unicodedata.normalize("NFD", "Không")],
)
@pytest.mark.parametrize("role", ["child", "citizen"])
def test_typed_no_means_no_danger_for_everybody(role: str, typed: str) -> None:
    chat = Reporter()
    chat.presses(f"q:role:{role}")

    chat.writes(typed)

    assert chat.answers["danger_now"] == ("no",)


@pytest.mark.parametrize(
    ("question", "typed", "option"),
    [
        ("role", "Em là trẻ em (dưới 18)", "child"),
        ("role", "em là trẻ em", "child"),
        ("role", "cô giáo", "school"),
        ("role", "hang xom", "citizen"),
        ("role", "I am a child (under 18)", "child"),
        ("danger_now", "có", "now"),
        ("danger_now", "Có, đang xảy ra", "now"),
        ("danger_now", "có thể hôm nay", "today"),
        ("danger_now", "co the trong hom nay", "today"),
        ("danger_now", "không biết", "unknown"),
        ("category", "Bị bắt nạt ở trường", "bullying"),
        ("category", "bi bat nat", "bullying"),
        ("category", "bắt nạt", "bullying"),
        ("category", "bị", None),
        ("category", "bị ép", None),
        ("child_age", "5", "4_6"),
        ("child_age", "em 12 tuổi", "11_13"),
        ("child_age", "khoảng 3 tuổi", "0_3"),
        ("child_age", "10 tháng", "0_3"),
        ("child_age", "12t", "11_13"),
        ("child_age", "25", None),
        ("child_age", "lớp 5", None),
        ("child_age", "5 hay 6", None),
        ("child_age", "không biết", "unknown"),
        ("follow_up", "được", "yes"),
        ("follow_up", "không", "no"),
    ],
)
def test_words_mean_the_one_button_they_fit(question: str, typed: str, option: str | None) -> None:
    chat = Reporter().comes_to(question)

    chat.writes(typed)

    assert chat.answers.get(question) == (None if option is None else (option,))


def test_number_means_a_line_where_the_options_are_numbered() -> None:
    chat = Reporter("zalo", numbered=True).comes_to("child_age")

    chat.writes("5")

    assert chat.answers["child_age"] == ("14_15",)


def test_number_of_any_line_presses_its_button() -> None:
    chat = Reporter("zalo", numbered=True).comes_to("category")
    back = chat.buttons.index("q:category:back") + 1

    chat.writes(str(back))

    assert chat.conversation.question == "danger_now"


@pytest.mark.parametrize("typed", ["quay lại", "QUAY LAI", "Back"])
def test_words_of_the_engines_own_buttons_are_understood(lan: Reporter, typed: str) -> None:
    lan.comes_to("category").writes(typed)

    assert lan.conversation.question == "danger_now"


def test_done_may_be_written(lan: Reporter) -> None:
    lan.comes_to("story").writes(LONG_STORY, "xong")

    assert lan.conversation.question == "follow_up"
    assert lan.answers["story"] == LONG_STORY


def test_review_is_sent_by_words(lan: Reporter) -> None:
    lan.comes_to("review").writes("gửi")

    assert lan.turn.effects == (Effect.FILED,)


# --- places ---


def test_ambiguous_place_is_asked_with_candidates(lan: Reporter) -> None:
    lan.comes_to("place").writes("Đắk Mil")

    assert lan.sentences[0] == "place-which"
    assert lan.labels["q:place:24664"] == "Xã Đức Lập (trước đây: Thị trấn Đắk Mil, Huyện Đắk Mil)"
    assert "q:place:province" in lan.buttons

    lan.presses("q:place:24664")

    assert lan.answers["place"] == ("24664",)


@pytest.mark.parametrize("typed", ["Xã Đức Lập", "duc lap", "thị trấn Đắk Mil"])
def test_candidate_may_be_written(lan: Reporter, typed: str) -> None:
    lan.comes_to("place").writes("Đắk Mil", typed)

    assert lan.answers["place"] == ("24664",)


def test_old_name_is_answered_with_the_name_of_today(lan: Reporter) -> None:
    lan.comes_to("place").writes("Đắk Búk So")

    assert "Xã Đắk Búk So, Huyện Tuy Đức nay là Xã Tuy Đức." in lan.sees


def test_report_may_go_to_the_province_instead_of_the_commune(lan: Reporter) -> None:
    lan.comes_to("place").presses("q:place:province")

    assert lan.answers["place"] == ("province",)


def test_unknown_place_goes_to_the_province_after_asking_twice(lan: Reporter) -> None:
    lan.comes_to("place").writes("gần cây cầu treo")
    assert lan.conversation.question == "place"

    lan.writes("bên kia suối")

    assert lan.answers["place"] == ("province",)
    assert lan.answers["remarks"] == "gần cây cầu treo\nbên kia suối"
    assert lan.sentences[0] == "place-to-province"


def test_a_position_on_the_map_is_put_aside_and_the_place_asked_again(lan: Reporter) -> None:
    lan.comes_to("place").sends(Incoming(Kind.UNSUPPORTED, "location"))

    assert lan.sentences == ["cannot-take-location", "ask-place"]
    assert "place" not in lan.answers


def test_words_about_the_place_reach_the_officer(lan: Reporter) -> None:
    lan.comes_to("place").writes("thôn 3, xã Quảng Trực")

    assert lan.answers["place"] == ("24736",)
    assert lan.answers["remarks"] == "thôn 3, xã Quảng Trực"


def test_adults_are_asked_twice_before_the_place_is_skipped(lan: Reporter) -> None:
    lan.comes_to("place")
    assert "q:place:skip" not in lan.buttons

    lan.writes("không biết")

    assert lan.conversation.question == "place"
    assert "q:place:skip" in lan.buttons


def test_child_may_skip_the_place_at_once(lan: Reporter) -> None:
    lan.presses("q:role:child", "q:danger_now:no", "q:category:hit", "q:child_age:7_10", "q:place:skip")

    assert lan.answers["place"] == ()


def test_forged_unit_is_no_place(lan: Reporter) -> None:
    lan.comes_to("place").presses("q:place:99999")

    assert "place" not in lan.answers
    assert lan.sentences[0] == "stale-button"
