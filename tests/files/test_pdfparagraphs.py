"""Paragraphs of the lines of PDFs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rag.files.pdfglyphs import RAISED
from rag.files.pdfparagraphs import Paragraph, paragraphs, plain, plain_cell
from rag.files.pdfrows import Cell, Line, Run, Table

RIGHT = 60 + 40 * 6  # forty letters


def line(text: str, base: float, left: float = 60, size: float = 12, *, bold: bool = False) -> Line:
    return Line(Run(left, left + len(text) * size / 2, base, size, bold, text), 60, RIGHT)


def told(*pages: Sequence[Line], notes: frozenset[str] = frozenset()) -> list[str]:
    return plain([block for block in paragraphs(pages) if isinstance(block, Paragraph)], notes)


def below(*texts: str, pitch: float = 16) -> list[Line]:
    return [line(text, 80 + n * pitch) for n, text in enumerate(texts)]


FULL = "Chợ đêm Vĩnh Tràng ở phường Tân Lập đã"  # 38 letters: no word fits behind it


def test_lines_that_are_full_go_on() -> None:
    assert told(below(FULL, "mở lại.")) == [f"{FULL} mở lại."]


def test_a_line_that_had_room_ends_a_paragraph_but_not_before_a_small_letter() -> None:
    assert told(below("Chợ đêm mở lại", "Chợ mở từ 18 giờ.")) == ["Chợ đêm mở lại", "Chợ mở từ 18 giờ."]
    assert told(below("Chợ đêm mở lại", "sau bốn tháng")) == ["Chợ đêm mở lại sau bốn tháng"]
    assert told(below("Thành phần:", "a) Bản Lầu;", "b) Na Sầm.")) == ["Thành phần:", "a) Bản Lầu;", "b) Na Sầm."]


def test_larger_letters_bold_ones_an_indent_or_a_gap_begin_a_paragraph() -> None:
    end = FULL[:-2] + "rồi."
    assert told([line(FULL, 80, size=12, bold=True), line("Chợ mở.", 96)]) == [FULL, "Chợ mở."]
    assert told([line(end, 80), line("Chợ mở.", 96, left=80), line("Chợ cá.", 112)]) == [end, "Chợ mở.", "Chợ cá."]
    assert told([*below(FULL, end), line("Chợ mở.", 120)]) == [f"{FULL} {end}", "Chợ mở."]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    page = [line(FULL, 780), Line(Run(400, 640, 80, 12, False, FULL), 400, 640)]
    assert told(page, [line("mở lại.", 80), line("Hết.", 120)]) == [f"{FULL} {FULL} mở lại.", "Hết."]
    assert told([line(FULL[:-3] + "xa.", 780)], [line("Chợ cá.", 80)]) == [FULL[:-3] + "xa.", "Chợ cá."]


def test_the_contents_are_left_out() -> None:
    assert told(below("MỤC LỤC", "1. Mở đầu ............... 3", "2. Kết quả . . . . . . . 14", "Hết ...")) == [
        "MỤC LỤC",
        "Hết ...",
    ]


@pytest.mark.parametrize(
    ("above", "under", "elsewhere", "wanted"),
    [
        ("Nine new gauges were built by the govern-", "ment.", "", "by the government."),
        ("It was told by some of the most well-", "known men.", "The well was known.", "the most well-known men."),
        ("It was told by some of the most well-", "known men.", "A well-known man.", "the most well-known men."),
        ("The office of the people of Nam will co-", "operate.", "They cooperate.", "will cooperate."),
        ("Kế hoạch của Ủy ban tỉnh cho năm 2024-", "2025.", "", "năm 2024-2025."),
        ("Quyết định số 12/2019 của tỉnh và số QĐ-", "UBND mới.", "", "số QĐ-UBND mới."),
        ("Ông Nguyễn Văn An, ở phường Tân Lập, -", "thợ mộc.", "", "Tân Lập, - thợ mộc."),
    ],
)
def test_hyphens_at_the_end_of_a_line(above: str, under: str, elsewhere: str, wanted: str) -> None:
    found = told(below(above, under), [line(elsewhere, 80)] if elsewhere else [])
    assert found[0].endswith(wanted)


def test_marks_of_notes_are_left_out_and_powers_are_not() -> None:
    one, two = "1".join(RAISED), "2".join(RAISED)
    assert told(below(f"Chợ{one} rộng 300 m{two}, có 2 gian{two}."), notes=frozenset("12")) == [
        "Chợ rộng 300 m2, có 2 gian."
    ]
    assert plain_cell(f"300 m{two}, 5{one}") == "300 m2, 51"


def test_a_table_that_goes_on_has_its_head_once() -> None:
    head, first, second = ((Cell("Xã"), Cell("Hộ")), (Cell("Lầu"), Cell("7")), (Cell("Sầm"), Cell("9")))
    pages = [[line("Bảng 1", 80), Table((head, first))], [Table((head, second)), line("Hết.", 400)]]
    found = [block for block in paragraphs(pages) if isinstance(block, Table)]
    assert found == [Table((head, first, second))]
