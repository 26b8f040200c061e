"""Runs of letters on a page of a PDF, and the rows that they make."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.files.pdfrows import Run, joined, rows_of


def run(left: float, base: float, text: str, size: float = 10, *, bold: bool = False) -> Run:
    return Run(left, left + len(text) * size / 2, base, size, bold, text)


def texts(runs: list[Run]) -> list[list[str]]:
    return [[one.text for one in row] for row in rows_of(runs)]


def test_the_middle_and_the_top_of_letters_are_above_their_baseline() -> None:
    letters = run(50, 100, "chợ hoa", 20)
    assert (letters.right, letters.top, letters.middle) == (120, 84, (85, 94))


def test_rows_are_read_from_above_and_each_from_the_left() -> None:
    runs = [run(200, 100, "giá"), run(50, 120, "cam"), run(50, 100, "loại"), run(200, 120, "38.000")]
    assert texts(runs) == [["loại", "giá"], ["cam", "38.000"]]


@pytest.mark.parametrize(("base", "rows"), [(107, [["loại", "giá"]]), (108, [["loại"], ["giá"]])])
def test_letters_a_little_lower_stand_on_the_same_row(base: float, rows: list[list[str]]) -> None:
    assert texts([run(50, 100, "loại"), run(200, base, "giá")]) == rows


def test_small_letters_are_on_the_row_of_large_ones_only_where_they_are_near_for_their_own_size() -> None:
    assert texts([run(50, 100, "TIN", 40), run(200, 105, "số 1", 10)]) == [["TIN", "số 1"]]
    assert texts([run(50, 100, "TIN", 40), run(200, 110, "số 1", 10)]) == [["TIN"], ["số 1"]]


def test_what_stands_one_above_the_other_is_on_two_rows() -> None:
    assert texts([run(50, 100, "dòng trên"), run(60, 105, "dòng dưới")]) == [["dòng trên"], ["dòng dưới"]]


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 800), st.integers(5, 40)), max_size=30))
def test_every_run_is_in_one_row_in_which_nothing_overlaps(places: list[tuple[int, int, int]]) -> None:
    runs = [run(left, base, str(n), size) for n, (left, base, size) in enumerate(places)]
    rows = rows_of(runs)
    assert sorted(int(one.text) for row in rows for one in row) == list(range(len(runs)))
    for row in rows:
        assert all(one.right <= other.left for one, other in pairwise(row))


def test_a_row_is_as_large_as_its_longest_run_and_as_bold_as_most_of_its_letters() -> None:
    row = [run(50, 100, "Giá", 14, bold=True), run(100, 101, "cam loại một", 10), run(170, 100, "*", 6, bold=True)]
    assert joined(row) == Run(50, 173, 100, 10, False, "Giá cam loại một *")
    assert joined([run(50, 100, "Giá cam", bold=True), run(100, 100, "đ")]).bold
    assert not joined([run(50, 100, "Giá", bold=True), run(100, 100, "cam")]).bold  # half is not most


def test_a_row_ends_where_its_furthest_run_ends() -> None:
    assert joined([run(50, 100, "một dòng dài"), run(60, 100, "*")]).right == 110
