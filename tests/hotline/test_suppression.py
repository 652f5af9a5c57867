"""Published counts: exact where nobody is alone in them, else hidden so that no sum tells."""

from collections import defaultdict
from itertools import product

from hotline.suppression import HIDDEN, Shown, publish


def test_counts_of_five_and_more_are_exact() -> None:
    published = publish({"unit": {"a": 7, "b": 5, "c": 0}, "urgency": {"low": 12}})

    assert published.total == 12
    assert published.tables["unit"] == {"a": 7, "b": 5, "c": 0}
    assert not published.rounded


def test_a_count_under_five_is_hidden_and_a_zero_looks_the_same() -> None:
    published = publish({"unit": {"a": 7, "b": 4, "c": 0}})

    assert published.tables["unit"] == {"a": 5, "b": HIDDEN, "c": HIDDEN}
    assert published.total == 10


def test_another_table_does_not_tell_what_one_hides() -> None:
    published = publish({"unit": {"a": 6, "b": 1}, "urgency": {"normal": 7, "low": 0}})

    assert published.tables["urgency"] == {"normal": 5, "low": HIDDEN}
    assert published.total == 5


def test_no_sum_gives_a_hidden_count_away() -> None:
    """Whoever knows this rule, and tries all tables that would look the same, is left with several counts."""
    alike: dict[tuple[Shown, ...], list[tuple[int, ...]]] = defaultdict(list)
    for a, b, c, one in product(range(15), range(15), range(15), range(43)):
        if one > a + b + c:
            continue
        published = publish({"x": {"a": a, "b": b, "c": c}, "y": {"1": one, "2": a + b + c - one}})
        if published.rounded:
            shown = (published.total, *published.tables["x"].values(), *published.tables["y"].values())
            alike[shown].append((a, b, c, one, a + b + c - one))

    for figures, tables in alike.items():
        for place, figure in enumerate(figures[1:]):
            if figure == HIDDEN:
                assert len({table[place] for table in tables}) > 1, figures
