"""A golden conversation as a person has it on a channel: the transcript's steps, and what is done otherwise.

What a channel honestly can't bring stands in `OTHERWISE` and `LACKS`, by name and with its reason.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TRANSCRIPTS = sorted((Path(__file__).parents[1] / "transcripts").glob("*.toml"))
LABEL = re.compile(r"\[(.+?)\](?= \[|$)")
TYPED = frozenset({"zalo", "zalo_oa"})
"""Where a number alone means a line."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What a person does there in place of one step: nothing, or something else; and why."""

    why: str
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """`[label]`, `[value:of:a:button]`, `/command`, `(picture)`, or words.

    `late`: the hotline is away meanwhile. `is_code`: it is the receipt code of an earlier report.
    """

    did: str
    late: bool = False
    is_code: bool = False

    @property
    def is_old_button(self) -> bool:
        """Whether it is the button of a question that was answered long ago."""
        return self.did.startswith("[q:")


@dataclass(frozen=True, slots=True)
class Transcript:
    """One file of tests/transcripts."""

    name: str
    locale: str
    steps: tuple[Mapping[str, Any], ...]
    answers: Mapping[str, Any]
    numbered: bool

    @classmethod
    def read(cls, path: Path) -> "Transcript":
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(path.stem, told["locale"], tuple(told["step"]), told["answers"], "numbered" in told)

    @property
    def effects(self) -> frozenset[str]:
        """Everything that happened in it."""
        return frozenset(effect for step in self.steps for effect in step.get("effects", ()))

    @property
    def was_left_lying(self) -> bool:
        """Whether something was told, and then neither sent nor taken back."""
        return "story" in self.answers and "filed" not in self.effects

    @property
    def needs_a_report(self) -> bool:
        """Whether it is about a report that was sent before."""
        return any(step.get("code") == "fits" for step in self.steps)

    @property
    def to_officer(self) -> tuple[str, ...]:
        """What was written to an officer after the report."""
        return tuple(step["reporter"] for step in self.steps if "wrote" in step.get("effects", ()))

    def on(self, channel: str) -> Iterator[Deed]:
        """What is done there; whoever presses first has opened the chat before."""
        if self.steps[0]["reporter"].startswith("["):
            yield Deed("/start")
        otherwise = OTHERWISE[channel].get(self.name, {})
        offered = ""
        for step in self.steps:
            did = step["reporter"] if channel in TYPED else self._pressed(step["reporter"], offered)
            late = "late" in step and channel != "web"
            for deed in otherwise[did].instead if did in otherwise else (did,):
                yield Deed(deed, late, step.get("code") == "fits")
            offered = step.get("buttons", "")

    def _pressed(self, typed: str, offered: str) -> str:
        """Where lines have no numbers, the button that was meant by one."""
        labels = LABEL.findall(offered)
        is_line = self.numbered and typed.isdecimal() and int(typed) <= len(labels)
        return f"[{labels[int(typed) - 1]}]" if is_line else typed


_NO_BOX = "on the web a question with answers to choose from has no box: what is meant is pressed"
_NOWHERE = "on the web a question with answers to choose from has no box: such words can't be written"
_PAGE = "whoever would greet opens the page"
_PRESS_HAS_NO_TIME = "Telegram doesn't tell when a button was pressed, only when words were written"
_ANSWERED_AT_ONCE = "a browser is answered at once or not at all: nothing it sent comes late"
_A_LINE = "alone, a number means a line"
_LINES_ARE_NEW = "a number means a line of the newest question: an old one can't be answered again"
_LANGUAGE_UNKNOWN = "Zalo doesn't tell which language its people read: it is chosen in the chat"

Otherwises = Mapping[str, Mapping[str, Otherwise]]
_ON_ZALO: Otherwises = {
    "child_in_english": {
        "[I am a child (under 18)]": Otherwise(_LANGUAGE_UNKNOWN, ("[English]", "[I am a child (under 18)]"))
    },
    "teacher_in_english": {"9": Otherwise(_A_LINE, ("9 years",))},
    "unexpected": {"[q:role:child]": Otherwise(_LINES_ARE_NEW)},
}
OTHERWISE: Mapping[str, Otherwises] = {
    "telegram": {"unexpected": {"[Không]": Otherwise(_PRESS_HAS_NO_TIME, ("Không",))}},
    "zalo": _ON_ZALO,
    "zalo_oa": _ON_ZALO,
    "web": {
        "branch_hit_again": {"chưa ai giải quyết": Otherwise(_NO_BOX, ("[Đã báo mà chưa được giải quyết]",))},
        "child_in_danger": {
            "chào": Otherwise(_PAGE, ("/start",)),
            "có": Otherwise(_NO_BOX, ("[Có, ngay bây giờ]",)),
            "bị đánh": Otherwise(_NO_BOX, ("[Bị đánh, mắng chửi, làm nhục]",)),
            "không": Otherwise(_NOWHERE),
            "THOÁT": Otherwise(_NO_BOX, ("/wipe",)),
        },
        "discarded_after_red": {
            "SOS": Otherwise(_NOWHERE, ("/start",)),
            "[Cha, mẹ, người thân]": Otherwise(_NO_BOX, ("[Cha, mẹ, người thân]", "[Có, đang xảy ra]")),
        },
        "neighbour": {
            "bị đánh": Otherwise(_NO_BOX, ("[Bị đánh, mắng chửi, làm nhục]",)),
            "khoảng 5 tuổi": Otherwise(_NO_BOX, ("[4–6 tuổi]",)),
        },
        "numbered_lines": {"chào": Otherwise(_PAGE, ("/start",))},
        "safe_word": {
            "SOS": Otherwise(_NO_BOX, ("[Có, ngay bây giờ]",)),
            "THOÁT": Otherwise(_NO_BOX, ("/leave",)),
        },
        "teacher_in_english": {
            "teacher": Otherwise(_NO_BOX, ("[Teacher or school staff]",)),
            "no": Otherwise(_NO_BOX, ("[No]",)),
            "neglected": Otherwise(_NO_BOX, ("[Left hungry, neglected, abandoned]",)),
            "the child is in my class 3B since last year": Otherwise(_NOWHERE),
            "9": Otherwise(_NO_BOX, ("[7–10 years]",)),
            "yes": Otherwise(_NO_BOX, ("[Yes]",)),
            "Send": Otherwise(_NO_BOX, ("[Send]",)),
        },
        "unexpected": {
            "ông hàng xóm mắng cháu bé suốt ngày": Otherwise(_NOWHERE, ("/start",)),
            "(picture)": Otherwise("where pictures aren't taken the page has nothing to send one with"),
            "???": Otherwise(_NOWHERE),
            "/language": Otherwise("the other language is a link at the top of every page"),
            "[Tiếng Việt]": Otherwise("the other language is a link at the top of every page"),
            "/report": Otherwise("the page is the report that is under way"),
            "[Không]": Otherwise(_ANSWERED_AT_ONCE, ("[Không]", "[Quay lại]")),
        },
    },
}
LACKS: Mapping[tuple[str, str], str] = {("web", "teacher_in_english"): "remarks"}
"""The answer that a report of that channel can't have, for what was left out above."""
