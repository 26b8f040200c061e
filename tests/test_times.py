"""The times that a text names, on a list of expressions and in sentences."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from pathlib import Path

import pytest

from rag.times import NamedTime, times_in
from rag.words import has_marks

TODAY = date(2025, 3, 1)  # a Saturday
EXPRESSIONS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("asked_times.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def written(time: NamedTime) -> str:
    """A time as the list writes it."""
    if time.first is None or time.last is None:
        return f"--{time.month:02}-{time.day:02}" if time.day else f"--{time.month:02}"
    first, last = time.first, time.last
    if first == last:
        return first.isoformat()
    if first.day == 1 and (last.year, last.month, last.day) == (
        first.year,
        first.month,
        monthrange(first.year, first.month)[1],
    ):
        return f"{first:%Y-%m}"
    if f"{first:%m-%d} {last:%m-%d}" == "01-01 12-31" and first.year == last.year:
        return f"{first:%Y}"
    return f"{first}..{last}"


def named(text: str) -> list[str]:
    return [written(time) for time in times_in(text, TODAY)]


@pytest.mark.parametrize(("expression", "meaning"), EXPRESSIONS)
def test_an_expression_of_the_list(expression: str, meaning: str) -> None:
    assert named(expression) == [meaning]
    asked = "Hội nghị {} họp ở đâu?" if has_marks(expression) else "hoi nghi {} hop o dau, what is it?"
    assert named(asked.format(expression)) == [meaning]
