"""Which language a request is answered in."""

from collections.abc import Sequence

LANGUAGE_COOKIE = "langnghe_console_language"


def language_of(chosen: str | None, accepts: str, offered: Sequence[str], otherwise: str) -> str:
    """The language chosen before, else the one that `Accept-Language` likes best, else `otherwise`."""
    if chosen is not None and chosen in offered:
        return chosen
    liked = sorted(_weighed(accepts), reverse=True, key=lambda one: one[1])
    return next((language for language, weight in liked if weight > 0 and language in offered), otherwise)


def _weighed(accepts: str) -> list[tuple[str, float]]:
    """`vi-VN;q=0.5` is vi, 0.5. What can't be read weighs nothing."""
    found = []
    for part in accepts.split(",")[:20]:
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        found.append((tag.partition("-")[0].strip().lower(), weight))
    return found
