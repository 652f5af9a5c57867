"""The colours of the public pages can be read by tired and by weak eyes, by day and by night."""

import re
from pathlib import Path

import pytest

STYLE = (Path(__file__).parents[2] / "bot" / "reporter" / "static" / "web.css").read_text(encoding="utf-8")
DAY, NIGHT = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", STYLE, re.S)
)
WORDS_ON = [
    *[("ink", ground) for ground in ("paper", "card", "tint", "alarm-tint")],
    *[("soft", ground) for ground in ("paper", "card")],
    *[("own", ground) for ground in ("paper", "card", "tint", "alarm-tint")],
    *[("alarm", ground) for ground in ("paper", "card", "alarm-tint")],
    ("own-ink", "own"),
    ("exit-ink", "exit"),
    ("paper", "alarm"),
]


def brightness(colour: str) -> float:
    """The relative luminance that WCAG defines."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("words", "ground"), WORDS_ON)
def test_words_stand_out_from_their_ground(colours: dict[str, str], words: str, ground: str) -> None:
    assert contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_the_edges_of_buttons_and_boxes_can_be_seen(colours: dict[str, str], ground: str) -> None:
    assert contrast(colours["line"], colours[ground]) >= 3
