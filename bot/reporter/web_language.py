"""Which of our languages a browser asks for."""

from collections.abc import Sequence

_MOST_WISHES = 20


def preferred(accept_language: str, ours: Sequence[str]) -> str | None:
    """The language of ours that the header wants most; None if it wants none of them."""
    wishes = [_wish(part) for part in accept_language.split(",")[:_MOST_WISHES]]
    for weight, language in sorted(wishes, key=lambda wish: -wish[0]):
        if weight > 0 and language in ours:
            return language
    return None


def _wish(part: str) -> tuple[float, str]:
    """`en-GB;q=0.8` is (0.8, "en")."""
    tag, _, weight = part.partition(";")
    language = tag.strip().partition("-")[0].lower()
    try:
        return float(weight.strip().removeprefix("q=") or 1), language
    except ValueError:
        return 0, language
