"""A page of a PDF in the order in which it is read: columns one after the other, tables row by row.

Runs of letters make rows; where rows have the same gap in them, they are columns or a table without lines. Drawn lines
make tables of their own.
"""

from __future__ import annotations

import math
from bisect import bisect_right as bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple, TypeAlias

__all__ = ["Cell", "Line", "Run", "Table", "laid_out", "rows_of"]

Box: TypeAlias = "tuple[float, float, float, float]"  # left, top, right, bottom

_SAME_ROW = 0.75  # of the size of letters, between baselines of a row; columns may stand half a line apart
_NEAR = 3.0  # points within which edges are the same
_WIDEST = 60  # columns of a table
_HIGHEST = 400  # rows of one on a page
_GUTTER = 0.7  # of the size of letters, between columns that go on for some rows
_WIDE_GUTTER = 1.5  # between those of few rows
_INTO_GUTTER = 3.0  # sizes that a line of a column may begin before the others
_FEW = 3  # rows
_PROSE_LETTERS = 18  # in a line of a column of text; cells of a table have fewer
_OFTEN = 8  # times that a page is parted because of tables in its columns
_APART = 3.0  # sizes between two things that stand on one line by chance


class Run(NamedTuple):
    """Letters on one line without a large gap between them; the baseline is its place from above."""

    left: float
    right: float
    base: float
    size: float
    bold: bool
    text: str

    @property
    def top(self) -> float:
        """About where its letters begin above."""
        return self.base - self.size * 0.8


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and the column that it stands in.

    Attributes:
        run: what it says, and where.
        left: where the lines of its column begin.
        right: where they end; infinite where it goes on in no next line, as a cell does not.
    """

    run: Run
    left: float
    right: float


class Cell(NamedTuple):
    """What a cell of a table says, and over how many columns and rows it goes."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; one that goes over several rows stands in the first."""

    rows: tuple[tuple[Cell, ...], ...]


Row: TypeAlias = "list[Run]"


def laid_out(runs: Sequence[Run], drawn: Sequence[Box], depth: int = 0) -> Iterator[Line | Table]:
    """The lines and tables of a page, in reading order.

    Args:
        runs: its letters.
        drawn: its level and upright lines.
        depth: how often the page was parted already.
    """
    left = list(runs)
    tables: list[tuple[Box, Table]] = []
    for grid in _grids(drawn):
        within = [run for run in left if _is_in(run, grid.box)]
        table = grid.table(within)
        if table is not None:
            tables.append((grid.box, table))
            left = [run for run in left if not _is_in(run, grid.box)]
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
        above = [row for row in rows if row[0].base <= box[1] + _NEAR]
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


def rows_of(runs: Sequence[Run]) -> list[Row]:
    """Runs that stand on one line, from above; those of a row from the left."""
    rows: list[Row] = []
    for run in sorted(runs, key=lambda run: (run.base, run.left)):
        row = rows[-1] if rows else []
        near = row and run.base - row[0].base <= _SAME_ROW * min(run.size, row[0].size)
        if near and all(run.left >= other.right or run.right <= other.left for other in row[-_WIDEST:]):
            row.append(run)
        else:
            rows.append([run])
    for row in rows:
        row.sort(key=lambda run: run.left)
    return rows


def _joined(row: Sequence[Run]) -> Run:
    size = max(row, key=lambda run: len(run.text)).size
    bold = sum(len(run.text) for run in row if run.bold) * 2 > sum(len(run.text) for run in row)
    return Run(row[0].left, max(run.right for run in row), row[0].base, size, bold, " ".join(run.text for run in row))


# --- columns


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
    if len(rows[at]) > _WIDEST:
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
    columns = [[_joined(cells[n]) for cells in parted if cells[n]] for n in range(len(edges) + 1)]
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
    return sum(abs(edge - middle) <= _NEAR for edge in edges) >= len(edges) * 0.8


def _unruled(rows: Sequence[Sequence[Row]]) -> Table:
    told: list[list[str]] = []
    for cells in rows:
        texts = [" ".join(run.text for run in cell) for cell in cells]
        if told and not texts[0]:  # a cell goes on
            told[-1] = [f"{above} {text}".strip() for above, text in zip(told[-1], texts, strict=True)]
        else:
            told.append(texts)
    return Table(tuple(tuple(map(Cell, texts)) for texts in told))


def _lines(rows: Sequence[Row], *, prose: bool = True) -> Iterator[Line]:
    found = []
    for row in rows:
        start = 0
        for n in range(1, len(row) + 1):  # two things far apart are two lines, but not what a colon leads to
            far = n < len(row) and row[n].left - row[n - 1].right > _APART * row[n].size
            if n == len(row) or (far and not row[n - 1].text.endswith(":")):
                found.append(_joined(row[start:n]))
                start = n
    left, right = min((run.left for run in found), default=0.0), max((run.right for run in found), default=0.0)
    yield from (Line(run, left, right if prose else math.inf) for run in found)  # what is not goes on in no next line


# --- tables that are drawn


class _Grid:
    """Lines that make a table.

    Args:
        lines: level and upright ones.
    """

    def __init__(self, lines: Sequence[Box]) -> None:
        level, upright = (sorted(line for line in lines if _is_level(line) is kind) for kind in (True, False))
        self.box = (
            min(line[0] for line in lines),
            min(line[1] for line in lines),
            max(line[2] for line in lines),
            max(line[3] for line in lines),
        )
        self.across = _merged([(line[0] + line[2]) / 2 for line in upright])
        self.down = _merged([(line[1] + line[3]) / 2 for line in level])
        self._upright = _along(self.across, [((line[0] + line[2]) / 2, line[1], line[3]) for line in upright])
        self._level = _along(self.down, [((line[1] + line[3]) / 2, line[0], line[2]) for line in level])

    def table(self, runs: Sequence[Run]) -> Table | None:
        """The table that it draws around some runs; None where it parts nothing."""
        columns, rows = len(self.across) - 1, len(self.down) - 1
        if not (2 <= columns <= _WIDEST and 1 <= rows <= _HIGHEST and runs):
            return None
        cells: dict[tuple[int, int, int, int], list[Run]] = {}
        for run in runs:
            x, y = (run.left + run.right) / 2, run.base - run.size * 0.3
            column = max(0, min(bisect(self.across, x) - 1, columns - 1))
            row = max(0, min(bisect(self.down, y) - 1, rows - 1))
            cells.setdefault(self._cell(column, row), []).append(run)
        told: list[tuple[Cell, ...]] = []
        for row in range(rows):
            found: list[Cell] = []
            column = 0
            while column < columns:
                left, top, right, bottom = place = self._cell(column, row)
                if top == row:
                    texts = (_joined(line).text for line in rows_of(cells.get(place, [])))
                    found.append(Cell(" ".join(texts), right - left, bottom - top))
                column = max(right, column + 1)
            told.append(tuple(found))
        return Table(tuple(told))

    def _cell(self, column: int, row: int) -> tuple[int, int, int, int]:
        """The columns and rows that a cell goes over: from the drawn edges before it to those behind it."""
        x, y = (self.across[column] + self.across[column + 1]) / 2, (self.down[row] + self.down[row + 1]) / 2
        left, right, top, bottom = column, column + 1, row, row + 1
        while left > 0 and not _is_drawn(self._upright[left], y):
            left -= 1
        while right < len(self.across) - 1 and not _is_drawn(self._upright[right], y):
            right += 1
        while top > 0 and not _is_drawn(self._level[top], x):
            top -= 1
        while bottom < len(self.down) - 1 and not _is_drawn(self._level[bottom], x):
            bottom += 1
        return left, top, right, bottom


def _is_level(line: Box) -> bool:
    return line[3] - line[1] <= line[2] - line[0]


def _along(edges: Sequence[float], lines: Sequence[tuple[float, float, float]]) -> list[list[tuple[float, float]]]:
    """For each edge, where along it lines are drawn."""
    drawn: list[list[tuple[float, float]]] = [[] for _ in edges]
    for at, start, end in lines:
        drawn[max(0, bisect(edges, at) - 1)].append((start - _NEAR, end + _NEAR))
    return drawn


def _is_drawn(lines: Sequence[tuple[float, float]], at: float) -> bool:
    return any(start <= at <= end for start, end in lines)


def _merged(places: Sequence[float]) -> list[float]:
    merged: list[float] = []
    for place in sorted(places):
        if not merged or place - merged[-1] > _NEAR:
            merged.append(place)
    return merged


def _grids(drawn: Sequence[Box]) -> list[_Grid]:
    """Lines that touch each other, where there are upright and level ones among them."""
    boxes: list[tuple[Box, list[Box]]] = []
    for line in sorted(drawn, key=lambda line: (line[1], line[0])):
        touched = [n for n, (box, _) in enumerate(boxes) if _touch(box, line)]
        box, lines = line, [line]
        for n in reversed(touched):
            other, more = boxes.pop(n)
            box = (min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3]))
            lines = more + lines
        boxes.append((box, lines))
    return [_Grid(lines) for _, lines in boxes if len(set(map(_is_level, lines))) == 2]


def _touch(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[2] + _NEAR
        and other[0] <= one[2] + _NEAR
        and one[1] <= other[3] + _NEAR
        and other[1] <= one[3] + _NEAR
    )


def _is_in(run: Run, box: Box) -> bool:
    x, y = (run.left + run.right) / 2, run.base - run.size * 0.3
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
