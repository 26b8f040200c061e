"""A page of a PDF in the order in which it is read: columns one after the other, tables row by row.

Runs of letters make rows; where rows have the same gap in them, they are columns or a table without lines. Drawn lines
make tables of their own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from rag.files.pdfgrids import grids, is_in
from rag.files.pdfrows import NEAR, WIDEST, Box, Cell, Line, Row, Run, Table, joined, rows_of

__all__ = ["laid_out"]

_GUTTER = 0.7  # of the size of letters, between columns that go on for some rows
_WIDE_GUTTER = 1.5  # between those of few rows
_INTO_GUTTER = 3.0  # sizes that a line of a column may begin before the others
_FEW = 3  # rows
_PROSE_LETTERS = 18  # in a line of a column of text; cells of a table have fewer
_OFTEN = 8  # times that a page is parted because of tables in its columns
_APART = 3.0  # sizes between two things that stand on one line by chance


def laid_out(runs: Sequence[Run], drawn: Sequence[Box], depth: int = 0) -> Iterator[Line | Table]:
    """The lines and tables of a page, in reading order.

    Args:
        runs: its letters.
        drawn: its level and upright lines.
        depth: how often the page was parted already.
    """
    left = list(runs)
    tables: list[tuple[Box, Table]] = []
    for grid in grids(drawn):
        within = [run for run in left if is_in(run, grid.box)]
        table = grid.table(within)
        if table is not None:
            tables.append((grid.box, table))
            left = [run for run in left if not is_in(run, grid.box)]
    if depth < _OFTEN:
        for box, _ in tables:
            beside = [run for run in left if box[1] <= run.top and run.base <= box[3]]
            if len(beside) > 1 and _are_long(beside):
                right = beside[0].left > box[2]
                cut = min(run.left for run in beside) - 1 if right else max(run.right for run in beside) + 1
                for some, lines in _parts(runs, drawn, box, cut):
                    yield from laid_out(some, lines, depth + 1)
                return
    rows = rows_of(left)
    for box, table in sorted(tables, key=lambda found: found[0][1]):
        above = [row for row in rows if row[0].base <= box[1] + NEAR]
        rows = rows[len(above) :]
        yield from _blocks(above)
        yield table
    yield from _blocks(rows)


def _parts(runs: Sequence[Run], drawn: Sequence[Box], table: Box, cut: float) -> Iterator[tuple[list[Run], list[Box]]]:
    """A page with a table in one of its columns: what is above the columns, the left, the right, and what is below."""
    across = [run.base for run in runs if run.left < cut < run.right]
    above = max((base for base in across if base <= table[1]), default=-math.inf)
    below = min((base for base in across if base >= table[3]), default=math.inf)

    def place(x: float, y: float) -> int:
        return 0 if y <= above else 3 if y >= below else 1 + (x > cut)

    of_runs = [place(run.left, run.base) for run in runs]
    of_lines = [place((line[0] + line[2]) / 2, line[1]) for line in drawn]
    for part in range(4):
        yield (
            [run for run, at in zip(runs, of_runs, strict=True) if at == part],
            [line for line, at in zip(drawn, of_lines, strict=True) if at == part],
        )


def _blocks(rows: Sequence[Row]) -> Iterator[Line | Table]:
    """Rows as lines, and where several have the same gaps in them, as columns or a table."""
    plain: list[Row] = []
    at = 0
    while at < len(rows):
        end, gutters = _block(rows, at)
        if not gutters:
            plain.append(rows[at])
            at += 1
            continue
        beside = _beside(plain, gutters)
        yield from _lines(plain[: len(plain) - beside])
        plain = []
        yield from _columns(rows[at - beside : end], gutters)
        at = end
    yield from _lines(plain)


def _block(rows: Sequence[Row], at: int) -> tuple[int, list[tuple[float, float]]]:
    """Where a block of columns that begins with a row ends, and the gaps between them; no gaps without a block."""
    if len(rows[at]) > WIDEST:
        return at, []
    gutters = [(left.right, right.left) for left, right in pairwise(rows[at])]
    end = at + 1
    last = end
    while gutters and end < len(rows):
        row = rows[end]
        size = row[0].size
        if row[0].base - rows[end - 1][0].base > size * 3.5:
            break
        if len(row) == 1 and any(start < row[0].left < end - _INTO_GUTTER * size for start, end in gutters):
            break  # a heading below, in the middle
        free = [gap for gutter in gutters for gap in _free(gutter, row) if gap[1] - gap[0] >= _GUTTER * size]
        if not free:
            break
        gutters = free
        end += 1
        if row[-1].left >= gutters[0][1] - 1:
            last = end
    # What goes on below in one column only, beyond a larger gap, is no part of it.
    pitches = [below[0].base - above[0].base for above, below in pairwise(rows[at:end])]
    pitch = median(pitches) if pitches else 0.0
    for n in range(last, end):
        if rows[n][0].base - rows[n - 1][0].base > pitch * 1.6:
            end = n
            break
    size = rows[at][0].size
    edge = gutters[0][1] - 1 if gutters else 0.0
    parted = min(sum(row[0].left < edge for row in rows[at:end]), sum(row[-1].left >= edge for row in rows[at:end]))
    wide = [gap for gap in gutters if gap[1] - gap[0] >= (_GUTTER if parted > _FEW else _WIDE_GUTTER) * size]
    return (end, wide) if parted > 1 and wide else (at, [])


def _beside(rows: Sequence[Row], gutters: Sequence[tuple[float, float]]) -> int:
    """How many of the rows above a block stand in its columns, since its right one begins higher."""
    start, end = gutters[0]
    beside = 0
    for n, row in enumerate(reversed(rows), start=1):
        if row[0].left < end - 1:
            if row[-1].right > start + 1:
                break
        else:
            beside = n
    return beside


def _free(gutter: tuple[float, float], row: Row) -> Iterator[tuple[float, float]]:
    """What a row leaves free of a gap."""
    start, end = gutter
    for run in row:
        if run.right <= start or run.left >= end:
            continue
        if run.left > start:
            yield start, run.left
        start = max(start, run.right)
    if start < end:
        yield start, end


def _columns(rows: Sequence[Row], gutters: Sequence[tuple[float, float]]) -> Iterator[Line | Table]:
    edges = [(start + end) / 2 for start, end in gutters]
    parted = [_parted(row, edges) for row in rows]
    columns = [[joined(cells[n]) for cells in parted if cells[n]] for n in range(len(edges) + 1)]
    if all(columns) and _is_table(columns, sum(all(cells[:2]) for cells in parted)):
        yield _unruled(parted)
        return
    for column in columns:
        yield from _lines([[run] for run in column], prose=_is_prose(column))


def _parted(row: Row, edges: Sequence[float]) -> list[Row]:
    cells: list[Row] = [[] for _ in range(len(edges) + 1)]
    for run in row:
        cells[sum(run.left > edge for edge in edges)].append(run)
    return cells


def _is_table(columns: Sequence[Sequence[Run]], full: int) -> bool:
    """Whether columns hold cells: short ones that begin, or end, one below the other."""
    if all(map(_is_prose, columns)) and full >= _FEW:
        return False
    if len(columns) == 2 and full <= _FEW:
        return False  # who issues an office's paper, beside the country; who signs it
    return all(
        _is_even([run.left for run in column]) or _is_even([run.right for run in column]) for column in columns[1:]
    )


def _is_prose(column: Sequence[Run]) -> bool:
    return len(column) > _FEW and _are_long(column)


def _are_long(column: Sequence[Run]) -> bool:
    return sum(len(run.text) for run in column) >= _PROSE_LETTERS * len(column)


def _is_even(edges: Sequence[float]) -> bool:
    middle = median(edges)
    return sum(abs(edge - middle) <= NEAR for edge in edges) >= len(edges) * 0.8


def _unruled(rows: Sequence[Sequence[Row]]) -> Table:
    told: list[list[str]] = []
    for cells in rows:
        texts = [" ".join(run.text for run in cell) for cell in cells]
        if told and not texts[0]:  # a cell goes on
            told[-1] = [f"{above} {text}".strip() for above, text in zip(told[-1], texts, strict=True)]
        else:
            told.append(texts)
    page = next(run.page for cells in rows for cell in cells for run in cell)
    return Table(tuple(tuple(Cell(text, page=page) for text in texts) for texts in told))


def _lines(rows: Sequence[Row], *, prose: bool = True) -> Iterator[Line]:
    found = []
    for row in rows:
        start = 0
        for n in range(1, len(row) + 1):  # two things far apart are two lines, but not what a colon leads to
            far = n < len(row) and row[n].left - row[n - 1].right > _APART * row[n].size
            if n == len(row) or (far and not row[n - 1].text.endswith(":")):
                found.append(joined(row[start:n]))
                start = n
    left, right = min((run.left for run in found), default=0.0), max((run.right for run in found), default=0.0)
    yield from (Line(run, left, right if prose else math.inf) for run in found)  # what is not goes on in no next line
