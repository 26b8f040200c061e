"""Heads, feet, numbers and notes of pages."""

from __future__ import annotations

from collections.abc import Sequence

from rag.files.pdfframes import parted_notes, raised, without_frames
from rag.files.pdfglyphs import RAISED
from rag.files.pdfrows import Run


def run(base: float, text: str, size: float = 12) -> Run:
    return Run(60, 60 + len(text) * 6, base, size, False, text)


def texts(pages: Sequence[Sequence[Run]]) -> list[list[str]]:
    return [[run.text for run in page] for page in pages]


def page(head: str, foot: str, *body: str) -> list[Run]:
    return [run(30, head), *(run(80 + n * 16, text) for n, text in enumerate(body)), run(800, foot)]


def test_what_comes_again_is_left_out_but_for_the_first_head() -> None:
    pages = [page("Báo cáo" if n % 2 else "UBND tỉnh", f"Trang {n}/4", f"Chợ {n * n}.") for n in range(1, 5)]
    assert texts(without_frames(pages)) == [["Báo cáo", "Chợ 1."], ["Chợ 4."], ["Chợ 9."], ["Chợ 16."]]


def test_a_number_beside_a_head_may_begin_anywhere() -> None:
    pages = [[run(30, f"{n}"), *page("Tạp chí", "", f"Chợ {n * n}.")[:2]] for n in range(112, 115)]
    pages = [[found[0], found[1]._replace(left=300, right=342), found[2]] for found in pages]
    assert texts(without_frames(pages)) == [["112", "Tạp chí", "Chợ 12544."], ["Chợ 12769."], ["Chợ 12996."]]


def test_the_number_of_a_page_is_left_out_where_it_stands_once() -> None:
    pages = [[run(80, "Điều 1."), run(780, "Hết trang.")], [run(30, "2"), run(80, "Điều 4.")]]
    assert texts(without_frames(pages)) == [["Điều 1.", "Hết trang."], ["Điều 4."]]


def test_what_counts_appendices_stays() -> None:
    pages = [
        [run(80, text), run(120, "Danh sách."), run(800, text * 2)]
        for text in ("a", "b", "c", "d", "Phụ lục 1", "Phụ lục 2")
    ]
    assert texts(without_frames(pages)) == texts(pages)


def test_the_same_line_of_text_on_two_pages_stays() -> None:
    pages = [[*(run(80 + n * 16, f"dòng {n * page}") for n in range(40)), run(720, "báo cáo")] for page in (3, 7)]
    assert without_frames([[*found, run(800, f"{n}")] for n, found in enumerate(pages, 1)]) == pages


def test_rows_of_figures_that_grow_otherwise_than_pages_do_stay() -> None:
    pages = [[run(30, f"{n * 20 + 1} 340 22"), run(80, "a"), run(800, "b" * n)] for n in range(3)]
    assert without_frames(pages) == pages


def test_a_document_of_nothing_else_is_left_as_it_is() -> None:
    pages = [[run(30, f"Trang {n}")] for n in (1, 2, 3)]
    assert without_frames(pages) == pages


def test_notes_are_told_by_their_mark_in_the_text() -> None:
    text = [run(80, f"Chợ có 140 gian{'1'.join(RAISED)} mới."), run(96, "Diện tích 300 m2.")]
    notes = [run(700, "1 Theo sổ của chợ.", 9), run(712, "Gồm cả hàng cá.", 9)]
    assert parted_notes([*text, *notes], 12) == (text, notes)
    assert raised(notes) == {"1"}
    small = [run(700, "Nguồn: xã.", 9)]
    assert parted_notes([*text, *small], 12) == ([*text, *small], [])
