"""Tables whose lines are drawn on a page of a PDF, told from lines and letters at places."""

from __future__ import annotations

from collections.abc import Sequence

from rag.files.pdfgrids import Grid, grids, is_in
from rag.files.pdfrows import Box, Cell, Run, Table


def run(left: float, base: float, text: str) -> Run:
    return Run(left, left + len(text) * 5, base, 10, False, text)


def level(down: float, left: float, right: float) -> Box:
    return (left, down, right, down)


def upright(across: float, top: float, bottom: float) -> Box:
    return (across, top, across, bottom)


def drawn(edges: Sequence[float], downs: Sequence[float]) -> list[Box]:
    """All lines of a table."""
    return [level(down, edges[0], edges[-1]) for down in downs] + [upright(x, downs[0], downs[-1]) for x in edges]


PRICES = [run(55, 115, "Loại"), run(155, 115, "Giá"), run(55, 135, "Cam"), run(155, 135, "38.000")]
EDGES, DOWNS = (50, 150, 250), (100, 120, 140)


def test_each_cell_has_the_letters_that_stand_in_it() -> None:
    grid = Grid(drawn(EDGES, DOWNS))
    assert grid.box == (50, 100, 250, 140)
    assert (grid.across, grid.down) == ([50, 150, 250], [100, 120, 140])
    assert grid.table(PRICES) == Table(((Cell("Loại"), Cell("Giá")), (Cell("Cam"), Cell("38.000"))))


def test_the_lines_of_a_cell_are_read_as_one_text_and_an_empty_cell_stays() -> None:
    runs = [run(155, 116, "vườn"), run(155, 106, "Giá tại"), run(55, 130, "Cam")]
    assert Grid(drawn(EDGES, DOWNS)).table(runs) == Table(((Cell(""), Cell("Giá tại vườn")), (Cell("Cam"), Cell(""))))


def test_a_head_over_two_columns_is_one_cell() -> None:
    lines = [*(level(down, 50, 350) for down in (100, 120, 140)), upright(50, 100, 140), upright(350, 100, 140)]
    lines += [upright(150, 100, 140), upright(250, 120, 140)]  # no line parts the head
    runs = [run(55, 115, "Loại"), run(230, 115, "Giá"), run(155, 135, "sỉ"), run(255, 135, "lẻ"), run(55, 135, "Cam")]
    assert Grid(lines).table(runs) == Table(((Cell("Loại"), Cell("Giá", 2)), (Cell("Cam"), Cell("sỉ"), Cell("lẻ"))))


def test_a_cell_over_two_rows_stands_in_the_first() -> None:
    lines = [level(100, 50, 250), level(140, 50, 250), level(120, 150, 250)]
    lines += [upright(x, 100, 140) for x in EDGES]
    runs = [run(55, 125, "Cam"), run(155, 115, "sỉ"), run(155, 135, "lẻ")]
    assert Grid(lines).table(runs) == Table(((Cell("Cam", 1, 2), Cell("sỉ")), (Cell("lẻ"),)))


def test_edges_that_are_drawn_twice_or_thickly_are_one() -> None:
    lines = drawn(EDGES, DOWNS) + drawn((50.5, 151, 252), (101, 121.5, 141)) + [(50, 99, 250, 101)]
    assert Grid(lines).table(PRICES) == Table(((Cell("Loại"), Cell("Giá")), (Cell("Cam"), Cell("38.000"))))


def test_letters_that_lean_out_of_the_table_belong_to_its_outer_cells() -> None:
    runs = [run(20, 90, "Loại"), run(270, 150, "38.000")]
    assert Grid(drawn(EDGES, DOWNS)).table(runs) == Table(((Cell("Loại"), Cell("")), (Cell(""), Cell("38.000"))))


def test_a_frame_parts_nothing_and_is_no_table() -> None:
    assert Grid(drawn((50, 250), (100, 120, 140))).table(PRICES) is None
    assert Grid(drawn(EDGES, DOWNS)).table([]) is None
    assert Grid(drawn(range(0, 62 * 5, 5), (100, 140))).table(PRICES) is None  # more columns than any table has


def test_lines_that_touch_are_one_table_and_those_of_one_direction_are_none() -> None:
    first, second = drawn((50, 150, 250), (100, 120)), drawn((50, 150, 250), (300, 320))
    rules = [level(200, 50, 250), upright(300, 100, 320)]  # below a head, between two columns
    found = grids([*second, *rules, *first])
    assert [grid.box for grid in found] == [(50, 100, 250, 120), (50, 300, 250, 320)]


def test_tables_that_a_line_leads_over_are_one() -> None:
    first, second = drawn((50, 150), (100, 120)), drawn((200, 250), (100, 120))
    assert [grid.box for grid in grids([*first, *second])] == [(50, 100, 150, 120), (200, 100, 250, 120)]
    assert [grid.box for grid in grids([*first, *second, level(120, 152, 198)])] == [(50, 100, 250, 120)]


def test_letters_are_in_a_box_by_their_middle() -> None:
    assert is_in(run(45, 110, "Loại"), (50, 100, 250, 120))
    assert not is_in(run(20, 110, "Loại"), (50, 100, 250, 120))
    assert not is_in(run(55, 124, "Loại"), (50, 100, 250, 120))
