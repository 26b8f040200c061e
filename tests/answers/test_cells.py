"""The cell of a row that answers, and no other."""

from __future__ import annotations

import pytest
from fakes import FakeEmbedder, Folder
from hypothesis import given
from hypothesis import strategies as st
from passages import passage

from rag import Assistant, Config
from rag.answers.cells import cell_highlights, is_head

PRICES = "Mặt hàng | Đơn vị | Giá tháng 5 | Giá tháng 6 | Thay đổi"
PEPPER = "Hồ tiêu đen | kg | 120.000 đồng | 138.000 đồng | +18.000 đồng"
FARMS = "Xã | Số hộ | Diện tích (ha) | Sản lượng cam (tấn)"
FARM = "Hòa An | 212 | 340,5 | 4.100"


@pytest.mark.parametrize(
    ("question", "head", "row", "answers"),
    [
        ("Giá hồ tiêu tháng 6 là bao nhiêu?", PRICES, PEPPER, ["138.000 đồng"]),
        ("Giá hồ tiêu tháng 5 là bao nhiêu?", PRICES, PEPPER, ["120.000 đồng"]),
        ("Tháng 6/2024 hồ tiêu giá bao nhiêu?", PRICES, PEPPER, ["138.000 đồng"]),
        ("What was the price of pepper in June?", PRICES, PEPPER, ["138.000 đồng"]),
        ("Giá hồ tiêu là bao nhiêu?", PRICES, PEPPER, []),  # of which month?
        ("Giá hồ tiêu tháng 7 là bao nhiêu?", PRICES, PEPPER, []),
        ("Giá hồ tiêu tháng 6 so với tháng 5 là bao nhiêu?", PRICES, PEPPER, []),
        ("Tháng 6 giá hồ tiêu thay đổi bao nhiêu?", PRICES, PEPPER, []),
        ("Giá hồ tiêu là bao nhiêu?", "", PEPPER, []),
        ("Giá hồ tiêu là bao nhiêu?", "Mặt hàng | Giá", PEPPER, []),  # not the head of this row
        ("Giá hồ tiêu là bao nhiêu?", "", "Hồ tiêu đen | kg | 138.000 đồng", ["138.000 đồng"]),
        ("Giá hồ tiêu tháng 7 là bao nhiêu?", "Hàng | Giá tháng 6", "Hồ tiêu | 138.000 đồng", []),
        # the head of a column tells what its figures are of
        ("Diện tích trồng cam ở Hòa An là bao nhiêu ha?", FARMS, FARM, ["340,5"]),
        ("Sản lượng cam của xã Hòa An là bao nhiêu?", FARMS, FARM, ["4.100"]),
        ("Xã Hòa An có bao nhiêu con trâu?", FARMS, FARM, []),
        ("Xã Hòa An có bao nhiêu con trâu?", "Xã | Dân số", "Hòa An | 4.100", []),
        ("Năm 2023 trồng bao nhiêu ha?", "Năm | Trồng (ha)", "2023 | 340", ["340"]),
        ("Ai phụ trách xã Hòa An?", "Xã | Cán bộ", "Hòa An | ông Hồ Văn Tư", ["Hồ Văn Tư"]),
    ],
)
def test_the_cell_whose_column_a_question_names(question: str, head: str, row: str, answers: list[str]) -> None:
    assert [row[start:end] for start, end in cell_highlights(question, row, head)] == answers


@given(
    st.sampled_from(["Giá bao nhiêu?", "Ai?", "Giá tháng 6?"]),
    st.text("| 6giáthn", max_size=60),
    st.text("| 6giáđồng5.", max_size=60),
)
def test_spans_are_in_their_row(question: str, head: str, row: str) -> None:
    done = 0
    for start, end in cell_highlights(question, row, head):
        assert done <= start < end <= len(row)
        done = end


@pytest.mark.parametrize(("month", "price"), [("5", "120.000 đồng"), ("6", "138.000 đồng"), ("4", None)])
def test_an_answer_marks_the_cell_below_the_head_that_the_question_names(
    folder: Folder, embedder: FakeEmbedder, month: str, price: str | None
) -> None:
    rows = [PRICES, "---|---|---|---|---", PEPPER, "Gạo tẻ | kg | 15.000 đồng | 15.500 đồng | +500 đồng"]
    table = "\n".join(f"| {row} |" for row in rows)
    folder.write("gia.md", f"# Bảng giá nông sản\n\nGiá bán lẻ ở chợ.\n\n{table}\n")
    with Assistant.open(folder.path, config=Config(refuse_below=0.0), embedder=embedder) as assistant:
        assistant.sync()
        answer = assistant.ask(f"Giá hồ tiêu đen tháng {month} là bao nhiêu?")
    assert PRICES in answer.text
    assert [answer.text[start:end] for start, end in answer.highlights] == ([price] if price else [])


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        (["Tàu | Giá vé (đồng)", "Mê Linh | 120.000", "Hải Âu | 280.000"], [True, False, False]),
        (["Ngày | Xã", "09/6 | Tân Lập", "10/6 | Ea Mươn"], [True, False, False]),
        (["Mê Linh | 120.000", "Hải Âu | 280.000"], [False, False]),  # a table without a head
        (["Địa chỉ | 12 phố Hạ", "Điện thoại | 3.851.112", "Giám đốc | Lê Na"], [False] * 3),
        (["Tàu | Giá vé (đồng)"], [False]),
    ],
)
def test_a_head_is_told_by_the_figures_below_it(rows: list[str], heads: list[bool]) -> None:
    hit = passage("a.txt", *((row, 0.5) for row in rows), ("Không có gì thêm.", 0.5))
    assert [is_head(hit, place) for place in range(len(rows) + 1)] == [*heads, False]
