"""What pages of a PDF have around their text: heads, feet and numbers, which are left out, and notes.

They are told by where they stand and that they come again, in no language.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rag.files.pdfglyphs import RAISED
from rag.files.pdfrows import Run, rows_of

__all__ = ["parted_notes", "raised", "without_frames"]

_EDGE_ROWS = 3  # of a page, from above or below, that may be its frame
_DEEPEST = 0.15  # of a page
_SAME_PLACE = 4.0  # points
_AWAY = 1.5  # sizes of letters between a frame and the text
_NEIGHBOURS = (-2, -1, 1, 2)  # left and right pages may have other heads
_LONGEST = 200  # characters of a row of a frame
_NUMBER = re.compile(r"\d{1,4}")
_FOOT = re.compile(r"\W*[^\W\d]{1,10}\W+\d{1,4}(?:\W+(?:[^\W\d]{1,10}\W+)?\d{1,4})?\W*")  # `Trang 2/9`, `Page 2 of 9`
_BARE = re.compile(r"\W*\d{1,4}\W*")
_FIRST_PAGES = range(-2, 2)  # numbers of the first page of a file, which may begin with a cover
_SMALLER = 0.92  # of the usual size of letters are those of notes
_RAISED = re.compile(f"{RAISED[0]}([^{RAISED[1]}]*){RAISED[1]}")
_MARK = re.compile(rf"{RAISED[0]}[(\[]?(\d{{1,3}}|\*{{1,3}})[)\]]?{RAISED[1]}|[(\[]?(\d{{1,3}}|\*{{1,3}})[)\].]?(?=\s)")


def without_frames(pages: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """The letters of pages without the rows at their edges that come again.

    A row comes again if one of the next pages has the same in the same place, but for a number that grows as that of
    the page does, and the text keeps away from it. The head of the first page stays, since it may be a title; a lone
    number of the page never does.
    """
    rows = [rows_of(runs) for runs in pages]
    bases = [row[0].base for found in rows for row in found]
    deep = (max(bases, default=0.0) - min(bases, default=0.0)) * _DEEPEST
    within = min(bases, default=0.0) + deep, max(bases, default=0.0) - deep
    seen: defaultdict[tuple[int, bool, str], list[float]] = defaultdict(list)
    for page, found in enumerate(rows):
        for above in (True, False):
            for row in _edge(found, above):
                for key in _keys(row, page):
                    seen[page, above, key].append(row[0].base)
    kept: list[list[Run]] = []
    for page, found in enumerate(rows):
        gone: set[int] = set()
        for above in (True, False):
            edge = _edge(found, above)
            frame = 0  # rows
            for n, row in enumerate(edge[:_EDGE_ROWS]):
                text = _text(row)
                numbered = _BARE.fullmatch(text) is not None
                alone = (numbered or (not above and _FOOT.fullmatch(text))) and int(
                    _NUMBER.findall(text)[0]
                ) == page + 1
                again = any(
                    abs(base - row[0].base) <= _SAME_PLACE
                    for key in _keys(row, page)
                    for other in _NEIGHBOURS
                    for base in seen.get((page + other, above, key), ())
                )
                outside = row[0].base < within[0] if above else row[0].base > within[1]
                if not (outside and (alone or (again and (page > 0 or not above or numbered)))):
                    break
                if n + 1 == len(edge) or abs(edge[n + 1][0].base - row[0].base) > _AWAY * row[0].size:
                    frame = n + 1
            gone |= {id(run) for row in edge[:frame] for run in row}
        kept.append([run for row in found for run in row if id(run) not in gone])
    return kept if any(kept) else [list(runs) for runs in pages]


def _edge(rows: Sequence[list[Run]], above: bool) -> Sequence[list[Run]]:
    """The rows from an edge on, and one more."""
    return rows[: _EDGE_ROWS + 1] if above else rows[: -_EDGE_ROWS - 2 : -1]


def _text(row: Sequence[Run]) -> str:
    return " ".join(run.text for run in row)[: _LONGEST + 1]


def _keys(row: Sequence[Run], page: int) -> Iterator[str]:
    """What a row has in common with that of another page: its text, or that with a number counted from the page's."""
    text = _text(row)
    if len(text) > _LONGEST:
        return
    yield text
    for number in list(_NUMBER.finditer(text))[:4]:
        counted = int(number[0]) - page
        # One such as `Phụ lục 2` counts something else, but hardly from the first page on
        if counted in _FIRST_PAGES or len(row) > 1 or _BARE.fullmatch(text):
            yield f"{text[: number.start()]}\0{counted}\0{text[number.end() :]}"


def parted_notes(runs: Sequence[Run], usual: float) -> tuple[list[Run], list[Run]]:
    """The letters of a page's text, and those of the notes below it.

    Notes are in smaller letters and begin with a mark that stands raised in the text.

    Args:
        runs: the letters of a page, row by row.
        usual: the size of letters of the text.
    """
    rows = rows_of(runs)
    first = len(rows)
    while first > 0 and max(run.size for run in rows[first - 1]) <= usual * _SMALLER:
        first -= 1
    marks = raised([run for row in rows[:first] for run in row])
    for n in range(first, len(rows)):
        mark = _MARK.match(rows[n][0].text)
        if mark is not None and (mark[1] or mark[2]) in marks:
            return [run for row in rows[:n] for run in row], [run for row in rows[n:] for run in row]
    return list(runs), []


def raised(runs: Sequence[Run]) -> set[str]:
    """What stands small and raised in some letters, and at their head as the mark of a note."""
    found = {mark.strip("()[] ") for run in runs for mark in _RAISED.findall(run.text)}
    return found | {mark[1] or mark[2] for run in runs if (mark := _MARK.match(run.text))}
