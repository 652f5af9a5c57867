"""Floods: emergencies that anybody can make by a few taps must not bury the one that has words.

After three of them that nobody acknowledged, within ten minutes and for one unit, further ones share a page,
one a minute. They stay open and climb like any other; whoever tells a place, a word or something aloud is
paged for alone, at once.
"""

from collections.abc import Mapping
from datetime import timedelta

ALONE = 3
"""So many are paged for one by one."""
WITHIN = timedelta(minutes=10)
EVERY = timedelta(minutes=1)


def is_taps_alone(answers: Mapping[str, str | tuple[str, ...]]) -> bool:
    """Whether nothing was written and no place was named."""
    if any(isinstance(answer, str) and answer.strip() for answer in answers.values()):
        return False
    return answers.get("place", ()) in ((), ("province",))
