"""What stands on a page of a PDF: runs of letters, the rows that they make, and what is read of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

__all__ = ["NEAR", "WIDEST", "Box", "Cell", "Line", "Row", "Run", "Table", "joined", "rows_of"]

Box: TypeAlias = "tuple[float, float, float, float]"  # left, top, right, bottom

NEAR = 3.0
"""Points within which edges are the same."""
WIDEST = 60
"""Columns of a table at the most."""
_SAME_ROW = 0.75  # of the size of letters, between baselines of a row; columns may stand half a line apart


class Run(NamedTuple):
    """Letters on one line without a large gap between them; the baseline is its place from above.

    Its page is counted from the first of the file, which is 1.
    """

    left: float
    right: float
    base: float
    size: float
    bold: bool
    text: str
    page: int = 1

    @property
    def top(self) -> float:
        """About where its letters begin above."""
        return self.base - self.size * 0.8

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its letters."""
        return (self.left + self.right) / 2, self.base - self.size * 0.3


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
    """What a cell of a table says, over how many columns and rows it goes, and on which page it stands."""

    text: str
    across: int = 1
    down: int = 1
    page: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; one that goes over several rows stands in the first."""

    rows: tuple[tuple[Cell, ...], ...]


Row: TypeAlias = "list[Run]"


def rows_of(runs: Sequence[Run]) -> list[Row]:
    """Runs that stand on one line, from above; those of a row from the left."""
    rows: list[Row] = []
    for run in sorted(runs, key=lambda run: (run.base, run.left)):
        row = rows[-1] if rows else []
        near = row and run.base - row[0].base <= _SAME_ROW * min(run.size, row[0].size)
        if near and all(run.left >= other.right or run.right <= other.left for other in row[-WIDEST:]):
            row.append(run)
        else:
            rows.append([run])
    for row in rows:
        row.sort(key=lambda run: run.left)
    return rows


def joined(row: Sequence[Run]) -> Run:
    """The runs of a row as one."""
    size = max(row, key=lambda run: len(run.text)).size
    bold = sum(len(run.text) for run in row if run.bold) * 2 > sum(len(run.text) for run in row)
    text = " ".join(run.text for run in row)
    return Run(row[0].left, max(run.right for run in row), row[0].base, size, bold, text, row[0].page)
