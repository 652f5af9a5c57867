"""A fault in a file of the interview's, and the line where to look for it."""

import re


class Refused(Exception):
    """A fault of the script; knows where in the text to look: a word, within a question if one is named."""

    def __init__(self, fault: str, word: str, question: str = "") -> None:
        super().__init__(fault)
        self._word = word
        self._question = question

    def line_in(self, text: str) -> int:
        """The line of the fault; the question's if the word is not found there, the first otherwise."""
        lines = text.splitlines()
        start = line_like(rf'^\s*id\s*=\s*"{re.escape(self._question)}"', lines, 0) if self._question else 0
        start = max(start, 0)
        end = line_like(r"^\s*\[", lines, start + 1)
        block = lines[:end] if self._question and end >= 0 else lines
        word = re.escape(self._word)
        found = line_like(f'"{word}"', block, start)  # an id before a key: “skip” may be either
        if found < 0:
            found = line_like(rf"(?<![\w-]){word}(?![\w-])", block, start)
        return (found if found >= 0 else start) + 1


class Repeated(Refused):
    """Two questions of one id: the second is at fault."""

    def __init__(self, question: str) -> None:
        super().__init__(f"there are two questions “{question}”", question, question)
        self._id = question

    def line_in(self, text: str) -> int:
        pattern = rf'^\s*id\s*=\s*"{re.escape(self._id)}"'
        lines = text.splitlines()
        return line_like(pattern, lines, line_like(pattern, lines, 0) + 1) + 1


def line_like(pattern: str, lines: list[str], start: int) -> int:
    """The first line from `start` on that fits the pattern, comments apart; -1 if there is none."""
    for number in range(start, len(lines)):
        if re.search(pattern, lines[number].split("#")[0]):
            return number
    return -1
