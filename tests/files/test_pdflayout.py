"""Pages of PDFs in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence

from rag.files.pdflayout import laid_out
from rag.files.pdfrows import Cell, Line, Run, Table


def run(left: float, base: float, text: str, size: float = 10) -> Run:
    return Run(left, left + len(text) * size / 2, base, size, False, text)


def told(runs: Sequence[Run], drawn: Sequence[tuple[float, float, float, float]] = ()) -> list[str]:
    found = []
    for block in laid_out(runs, drawn):
        if isinstance(block, Line):
            found.append(block.run.text)
        else:
            found += [" | ".join(cell.text for cell in row) for row in block.rows]
    return found


def grid(edges: Sequence[float], downs: Sequence[float]) -> list[tuple[float, float, float, float]]:
    level = [(edges[0], down, edges[-1], down) for down in downs]
    return level + [(edge, downs[0], edge, downs[-1]) for edge in edges]


def column(left: float, base: float, word: str, count: int) -> list[Run]:
    return [run(left, base + n * 14, f"{word} {n} và những chữ khác của dòng này") for n in range(count)]


def test_columns_are_read_one_after_the_other_below_what_goes_over_both() -> None:
    head = [run(50, 40, "BẢN TIN CỦA XÃ, RA NGÀY MỒNG MỘT HÀNG THÁNG, KHÔNG BÁN, PHÁT Ở NHÀ VĂN HÓA XÃ VÀ CHỢ")]
    left, right = column(50, 80, "trái", 5), column(300, 80, "phải", 6)
    # The right one is half a line lower, and goes on below the left one.
    right = [Run(r.left, r.right, r.base + 7, r.size, r.bold, r.text) for r in right]
    assert told([*right, *head, *left]) == [r.text for r in head + left + right]


def test_a_right_column_that_begins_above_the_left_one_is_read_behind_it() -> None:
    left, right = column(50, 108, "trái", 5), column(300, 80, "phải", 7)
    assert told([*left, *right]) == [r.text for r in left + right]


def test_wide_spaces_of_a_justified_line_part_nothing() -> None:
    runs = [run(50, 80, "một dòng thường của bài"), run(50, 94, "một"), run(85, 94, "dòng"), run(125, 94, "giãn")]
    assert told(runs) == ["một dòng thường của bài", "một dòng giãn"]


def test_a_table_without_lines_is_told_by_rows_and_a_cell_that_goes_on_with_its_row() -> None:
    rows = [
        ("Ngày", "Nơi tiêm", "Vắc xin"),
        ("02/4", "Bản Lầu", "Sởi"),
        ("", "nhà văn hóa", ""),
        ("03/4", "Na Sầm", "Uốn ván"),
    ]
    runs = [
        run(x, 80 + n * 14, text)
        for n, row in enumerate(rows)
        for x, text in zip((50, 150, 300), row, strict=True)
        if text
    ]
    assert told(runs) == ["Ngày | Nơi tiêm | Vắc xin", "02/4 | Bản Lầu nhà văn hóa | Sởi", "03/4 | Na Sầm | Uốn ván"]


def test_what_leads_to_something_is_a_row_of_many_and_a_line_alone() -> None:
    pairs = [("Điện thoại:", "0210 3 811"), ("Lệ phí:", "miễn phí"), ("Mang theo:", "sổ tiêm"), ("Nơi:", "trạm y tế")]
    runs = [part for n, (a, b) in enumerate(pairs) for part in (run(50, 80 + n * 14, a), run(200, 80 + n * 14, b))]
    assert told(runs) == [f"{a} | {b}" for a, b in pairs]
    assert told(runs[:2]) == ["Điện thoại: 0210 3 811"]
    assert told([run(50, 80, "Số: 4"), run(300, 80, "Vam Sa, ngày 1")]) == ["Số: 4", "Vam Sa, ngày 1"]


def test_cells_that_go_over_several_rows_or_columns() -> None:
    edges, downs = [50, 100, 200, 300], [80, 100, 120, 140]
    drawn = [line for line in grid(edges, downs) if line not in ((200, 80, 200, 140), (50, 100, 300, 100))]
    drawn += [
        (200, 100, 200, 140),
        (100, 100, 300, 100),
    ]  # the head goes over two columns, its first cell over two rows
    texts = [(60, 105, "Xã"), (120, 94, "Số hộ"), (110, 114, "2023"), (210, 114, "2024"), (60, 134, "Lầu")]
    texts += [(110, 134, "7"), (210, 134, "9")]
    [table] = laid_out([run(*text) for text in texts], drawn)
    assert table == Table(
        (
            (Cell("Xã", 1, 2), Cell("Số hộ", 2, 1)),
            (Cell("2023"), Cell("2024")),
            (Cell("Lầu"), Cell("7"), Cell("9")),
        )
    )


def test_text_stands_above_and_below_a_table_and_a_box_around_text_is_none() -> None:
    runs = [run(50, 60, "Bảng 1"), run(60, 94, "a"), run(120, 94, "b"), run(50, 160, "Nguồn: xã")]
    assert told(runs, grid([50, 100, 200], [80, 100])) == ["Bảng 1", "a | b", "Nguồn: xã"]
    assert told([run(60, 94, "Trong khung"), run(60, 108, "hai dòng")], grid([50, 200], [80, 120])) == [
        "Trong khung",
        "hai dòng",
    ]


def test_a_table_in_a_column_stands_in_it() -> None:
    head = [run(50, 40, "BẢN TIN CỦA XÃ, RA NGÀY MỒNG MỘT HÀNG THÁNG, KHÔNG BÁN, PHÁT Ở NHÀ VĂN HÓA XÃ VÀ CHỢ")]
    left, right = column(50, 80, "trái", 3), column(300, 80, "phải", 9)
    cells = [run(60, 134, "a"), run(120, 134, "b"), run(60, 154, "c"), run(120, 154, "d")]
    below = column(50, 180, "dưới", 2)
    wanted = [*(r.text for r in head + left), "a | b", "c | d", *(r.text for r in below + right)]
    assert told([*head, *left, *cells, *below, *right], grid([50, 110, 200], [120, 140, 160])) == wanted
