"""The cell of a row of a table that answers: the one that alone holds what is asked for, or whose column is named.

The head of a column says of what its cells are. Where a question names no column rather than another, none is marked.
"""

from __future__ import annotations

from itertools import takewhile

import regex

from rag.answers.generating import Statement
from rag.answers.highlighting import Span, highlights, telling_words, unnamed
from rag.datatypes import Hit
from rag.finding.timing import ANY_DAY
from rag.text.commonmark import CELL
from rag.text.times import times_in
from rag.understanding.asking import Asked

__all__ = ["cell_highlights", "head_of", "highlights_at", "is_head", "statement_highlights"]

_TIME = "month "  # before the number of one, which no word is
_FIGURES = regex.compile(r"[^\p{L}]*\d[^\p{L}]*")


def statement_highlights(question: str, statement: Statement) -> list[Span]:
    """What of a statement is asked for; of a row of a table, below the row of its passage that names the columns.

    Args:
        question: as it was understood.
        statement: of an answer to it.
    """
    return highlights_at(question, statement.hit, statement.place, statement.text)


def highlights_at(question: str, hit: Hit, place: int, text: str | None = None) -> list[Span]:
    """What of a sentence of a passage is asked for, as `statement_highlights` has it.

    Args:
        question: as it was understood.
        hit: the passage.
        place: of one of its sentences.
        text: as it is told; None for as it stands.
    """
    told = hit.sentences[place].text if text is None else text
    if CELL not in told:
        return highlights(question, told)
    head = head_of(hit, place)
    return cell_highlights(question, told, "" if head is None else hit.sentences[head].text)


def head_of(hit: Hit, place: int) -> int | None:
    """The place of the row above that names the columns, for a row of a table; None for that row, and for a sentence.

    Args:
        hit: the passage.
        place: of one of its sentences.
    """
    head = place
    while head and CELL in hit.sentences[place].text and CELL in hit.sentences[head - 1].text:
        head -= 1
    return head if head < place else None


def is_head(hit: Hit, place: int) -> bool:
    """Whether a row names the columns and tells nothing itself: below one of its cells are figures, and it is none.

    Args:
        hit: the passage.
        place: of one of its sentences.
    """
    if CELL not in hit.sentences[place].text or (place and CELL in hit.sentences[place - 1].text):
        return False
    below = takewhile(lambda sentence: CELL in sentence.text, hit.sentences[place + 1 :])
    names, *rows = [sentence.text.split(CELL) for sentence in (hit.sentences[place], *below)]
    rows = [row for row in rows if len(row) == len(names)]
    return bool(rows) and any(
        not _FIGURES.fullmatch(name) and all(map(_FIGURES.fullmatch, column))
        for name, *column in zip(names, *rows, strict=True)
    )


def cell_highlights(question: str, row: str, head: str) -> list[Span]:
    """Spans of a row, as `rag.answers.highlighting.highlights` has them, within cells.

    Args:
        question: as it was understood, with its diacritics.
        row: of a table, as an answer quotes it.
        head: the row that names the columns; "" where none does.
    """
    names = head.split(CELL)
    cells: list[tuple[int, str]] = []
    for cell in row.split(CELL):
        cells.append((cells[-1][0] + len(cells[-1][1]) + len(CELL) if cells else 0, cell))
    if len(names) != len(cells):
        names = [""] * len(cells)
    held = {place: highlights(question, cell) for place, (_, cell) in enumerate(cells)}
    found = {place: spans for place, spans in held.items() if spans}
    bare = not found and bool(Asked.of(question).kinds & {"money", "number"})
    if bare:  # the head of the column says what the figures are of
        figures = {place: [(0, len(cell))] for place, (_, cell) in enumerate(cells) if _FIGURES.fullmatch(cell)}
        found = {place: spans for place, spans in figures.items() if unnamed(question, cells[place][1], spans)}
    asked, columns = _named_by(question), {place: _named_by(names[place]) for place in found}
    times = _of_time(asked)
    others = {place for place, words in columns.items() if times and _of_time(words) and not times & _of_time(words)}
    named = bare or bool(others)  # the price of another month is none, and then no figure beside it is
    told = [
        place
        for place in found
        if place not in others
        and (columns[place] & asked or not named)
        and all(_is_rather(columns[place], columns[other], asked) for other in found if other != place)
    ]
    return [(cells[place][0] + start, cells[place][0] + end) for place in told for start, end in found[place]]


def _named_by(text: str) -> frozenset[str]:
    """The words of a question, or of the head of a column, that tell one column from another, and the times named."""
    times = set()
    for time in times_in(text, ANY_DAY):
        if time.month:
            times.add(f"{_TIME}{time.month}")
        elif time.first and time.last and (time.first.year, time.first.month) == (time.last.year, time.last.month):
            times.add(f"{_TIME}{time.first.month}")
    return telling_words(text) | times


def _of_time(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.startswith(_TIME))


def _is_rather(column: frozenset[str], other: frozenset[str], asked: frozenset[str]) -> bool:
    """Whether a question names one column rather than another: by more words, or by all of its head."""
    more, less = column & asked, other & asked
    return less < more or (column <= asked and not other <= asked and len(less) < len(more))
