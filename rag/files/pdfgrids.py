"""Tables whose lines are drawn on a page of a PDF."""

from __future__ import annotations

from bisect import bisect_right as bisect
from collections.abc import Sequence

from rag.files.pdfrows import NEAR, WIDEST, Box, Cell, Run, Table, joined, rows_of

__all__ = ["Grid", "grids", "is_in"]

_HIGHEST = 400  # rows of one on a page


class Grid:
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
        if not (2 <= columns <= WIDEST and 1 <= rows <= _HIGHEST and runs):
            return None
        cells: dict[tuple[int, int, int, int], list[Run]] = {}
        for run in runs:
            x, y = run.middle
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
                    texts = (joined(line).text for line in rows_of(cells.get(place, [])))
                    found.append(Cell(" ".join(texts), right - left, bottom - top, runs[0].page))
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
        drawn[max(0, bisect(edges, at) - 1)].append((start - NEAR, end + NEAR))
    return drawn


def _is_drawn(lines: Sequence[tuple[float, float]], at: float) -> bool:
    return any(start <= at <= end for start, end in lines)


def _merged(places: Sequence[float]) -> list[float]:
    merged: list[float] = []
    for place in sorted(places):
        if not merged or place - merged[-1] > NEAR:
            merged.append(place)
    return merged


def grids(drawn: Sequence[Box]) -> list[Grid]:
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
    return [Grid(lines) for _, lines in boxes if len(set(map(_is_level, lines))) == 2]


def _touch(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[2] + NEAR
        and other[0] <= one[2] + NEAR
        and one[1] <= other[3] + NEAR
        and other[1] <= one[3] + NEAR
    )


def is_in(run: Run, box: Box) -> bool:
    """Whether a run stands in a box."""
    x, y = run.middle
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
