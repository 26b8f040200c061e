"""A text on one line: cut where it is too long for its place, or with what would begin another written out."""

from __future__ import annotations

import re

__all__ = ["in_brief", "on_its_line", "one_line"]

_BRIEF = 80  # characters of what is wrong
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def one_line(text: str, width: int) -> str:
    """The text on one line of so many characters at the most; cut between words, where there are some."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[:width].rsplit(" ", 1)[0][: width - 1] + "…"


def in_brief(value: object) -> str:
    """What a caller gave, as an error shows it."""
    return one_line(repr(value), _BRIEF)


def on_its_line(name: str) -> str:
    """A file's name as a terminal may show it: a control character in it, such as a new line, is written out."""
    return _CONTROL.sub(lambda found: found.group().encode("unicode_escape").decode(), name)
