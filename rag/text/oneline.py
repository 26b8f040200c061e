"""A text on one line, cut where it is too long for its place."""

from __future__ import annotations

__all__ = ["one_line"]


def one_line(text: str, width: int) -> str:
    """The text on one line of so many characters at the most; cut between words, where there are some."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[:width].rsplit(" ", 1)[0][: width - 1] + "…"
