"""A text in runs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.text.emphasis import runs


def test_runs_tell_what_is_highlighted() -> None:
    assert list(runs("Cầu dài 268 m.", [(8, 13)])) == [("Cầu dài ", False), ("268 m", True), (".", False)]
    assert list(runs("268 m", [(0, 5)])) == [("268 m", True)]
    assert list(runs("", [])) == []


def test_a_part_knows_where_it_begins() -> None:
    assert list(runs("dài 268 m.", [(0, 3), (8, 13)], start=4)) == [("dài ", False), ("268 m", True), (".", False)]
    assert list(runs("dài 26", [(8, 13)], start=4)) == [("dài 26", False)]  # not wholly in it


@given(
    st.text(max_size=30), st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33)), max_size=4), st.integers(0, 9)
)
def test_nothing_is_lost(text: str, highlights: list[tuple[int, int]], start: int) -> None:
    found = list(runs(text, highlights, start))
    assert "".join(run for run, _ in found) == text
    assert all(run for run, _ in found)
