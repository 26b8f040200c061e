"""Where the pages of a file begin in its text: as marks in it while it is put together, then as places.

A mark is one character for each page. It goes with the text through what joins lines, writes tables and composes
letters, so that none of that has to count characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rag.datatypes import PageStart

__all__ = ["MARKS", "carried", "mark", "unmarked"]

_BEFORE_FIRST = 0xF0000  # for private use, and met in no text
MARKS = r"\U000f0001-\U000fffff"
"""The marks of all pages, as a range of a regular expression; a text has none of its own."""
_MARK = re.compile(f"[{MARKS}]")


def mark(page: int) -> str:
    """What stands where a page begins."""
    return chr(_BEFORE_FIRST + page)


def unmarked(text: str) -> tuple[str, tuple[PageStart, ...]]:
    """A text without its marks, and where they stood."""
    marks = list(_MARK.finditer(text))
    starts = (PageStart(found.start() - n, ord(found[0]) - _BEFORE_FIRST) for n, found in enumerate(marks))
    return _MARK.sub("", text), _told(starts)


def carried(starts: Sequence[PageStart], text: str, kept: str) -> tuple[PageStart, ...]:
    """Where pages begin in what is left of a text without some of its lines, and without spaces around them.

    Args:
        starts: where they begin in the text.
        text: all of it.
        kept: what is left.
    """
    left = _lines(kept)
    places: list[tuple[int, int, int]] = []  # of each line that is kept: its start and end in the text, and its start
    for start, line in reversed(_lines(text)):  # from the end: at the head of a file a line may go that comes again
        if left and left[-1][1] == line:
            places.append((start, start + len(line), left.pop()[0]))
    moved: list[PageStart] = []
    for page in starts:
        while places and places[-1][1] <= page.start:
            places.pop()
        if places:
            start, _, at = places[-1]
            moved.append(PageStart(at + max(page.start - start, 0), page.number))
    return _told(moved)


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines that say something, each with where it starts, without the spaces around it."""
    found: list[tuple[int, str]] = []
    start = 0
    for line in text.split("\n"):
        if said := line.strip(" "):
            found.append((start + line.index(said), said))
        start += len(line) + 1
    return found


def _told(starts: Iterable[PageStart]) -> tuple[PageStart, ...]:
    """The same, without pages that have no character, and each once where nothing of another stands between."""
    told: list[PageStart] = []
    for page in starts:
        if told and told[-1].start == page.start:
            told.pop()
        if not told or told[-1].number != page.number:
            told.append(page)
    return tuple(told)
