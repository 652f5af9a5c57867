import pytest

from hotline.alert.alert import Urgency
from hotline.alert.urgency import highest, unit_of, urgency_of
from hotline.ids import UnitCode
from tests.reporter import script

PROVINCE = UnitCode("68")
RULES = script().rules


@pytest.mark.parametrize(
    ("category", "urgency"),
    [
        ("missing", Urgency.EMERGENCY),
        ("sexual", Urgency.URGENT),
        ("self_harm", Urgency.URGENT),
        ("online", Urgency.URGENT),
        ("marriage", Urgency.URGENT),
        ("hit", Urgency.NORMAL),
        ("neglect", Urgency.NORMAL),
        ("bullying", Urgency.NORMAL),
        ("labour", Urgency.NORMAL),
        ("facility", Urgency.NORMAL),
        ("other", Urgency.NORMAL),
        ("hazard", Urgency.LOW),
    ],
)
@pytest.mark.parametrize("danger", ["no", "unknown"])
def test_without_danger_the_category_decides(danger: str, category: str, urgency: Urgency) -> None:
    assert urgency_of(RULES, {"danger_now": (danger,), "category": (category,)}) == urgency


@pytest.mark.parametrize("category", ["missing", "hit", "hazard"])
def test_danger_now_is_an_emergency_whatever_happened(category: str) -> None:
    assert urgency_of(RULES, {"danger_now": ("now",), "category": (category,)}) == Urgency.EMERGENCY


@pytest.mark.parametrize(
    ("category", "urgency"),
    [("hazard", Urgency.URGENT), ("hit", Urgency.URGENT), ("missing", Urgency.EMERGENCY)],
)
def test_danger_today_is_at_least_urgent(category: str, urgency: Urgency) -> None:
    assert urgency_of(RULES, {"danger_now": ("today",), "category": (category,)}) == urgency


@pytest.mark.parametrize("age", ["0_3", "4_6"])
@pytest.mark.parametrize(
    ("category", "urgency"),
    [
        ("hazard", Urgency.NORMAL),
        ("hit", Urgency.URGENT),
        ("sexual", Urgency.EMERGENCY),
        ("missing", Urgency.EMERGENCY),
    ],
)
def test_a_child_under_six_raises_it_one_level(age: str, category: str, urgency: Urgency) -> None:
    assert urgency_of(RULES, {"danger_now": ("no",), "category": (category,), "child_age": (age,)}) == urgency


@pytest.mark.parametrize("age", ["7_10", "11_13", "14_15", "16_17", "unknown"])
def test_an_older_child_leaves_it(age: str) -> None:
    assert urgency_of(RULES, {"category": ("hit",), "child_age": (age,)}) == Urgency.NORMAL


@pytest.mark.parametrize("category", [(), "nói bằng lời", ("something_new",)])
def test_what_is_not_known_is_normal(category: str | tuple[str, ...]) -> None:
    assert urgency_of(RULES, {"category": category}) == Urgency.NORMAL
    assert urgency_of(RULES, {}) == Urgency.NORMAL


def test_the_higher_of_two_urgencies_is_the_more_urgent() -> None:
    assert highest(Urgency.LOW, Urgency.URGENT) == Urgency.URGENT
    assert highest(Urgency.EMERGENCY, Urgency.NORMAL) == Urgency.EMERGENCY


def test_the_place_that_was_chosen_must_act() -> None:
    assert unit_of(RULES, {"place": ("24736",)}, PROVINCE) == "24736"


@pytest.mark.parametrize("place", [("province",), (), "gần cầu"])
def test_an_unknown_place_or_a_wish_goes_to_the_province(place: str | tuple[str, ...]) -> None:
    """Words that no unit was found for are not a unit."""
    assert unit_of(RULES, {"place": place}, PROVINCE) == PROVINCE
    assert unit_of(RULES, {}, PROVINCE) == PROVINCE


def test_self_harm_goes_to_the_province_and_to_the_commune_only_for_danger_now() -> None:
    told: dict[str, str | tuple[str, ...]] = {"category": ("self_harm",), "place": ("24736",)}

    assert unit_of(RULES, told, PROVINCE) == PROVINCE
    assert unit_of(RULES, {**told, "self_harm_today": ("yes",)}, PROVINCE) == PROVINCE
    assert unit_of(RULES, {**told, "danger_now": ("today",)}, PROVINCE) == PROVINCE
    assert unit_of(RULES, {**told, "danger_now": ("now",)}, PROVINCE) == "24736"
