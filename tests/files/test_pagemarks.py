"""Where pages begin: marks in a text, places behind them, and what is left of those when lines go."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from rag.datatypes import Document, PageStart
from rag.files.pagemarks import carried, mark, unmarked

LINES = st.text(alphabet="ab |", max_size=6)
PARTS = st.lists(st.tuples(st.integers(1, 4), st.text(alphabet="ab \n", max_size=5)), max_size=8)


def test_marks_become_places() -> None:
    text = f"{mark(1)}Chợ mở {mark(2)}từ 18 giờ.\n{mark(3)}{mark(4)}Hết.{mark(4)} {mark(5000)}"
    assert unmarked(text) == (
        "Chợ mở từ 18 giờ.\nHết. ",
        (PageStart(0, 1), PageStart(7, 2), PageStart(18, 4), PageStart(23, 5000)),
    )
    assert unmarked("Chợ mở từ 18 giờ.") == ("Chợ mở từ 18 giờ.", ())


@given(PARTS)
def test_each_character_is_of_the_page_whose_mark_is_before_it(parts: list[tuple[int, str]]) -> None:
    text, pages = unmarked("".join(mark(page) + part for page, part in parts))
    assert text == "".join(part for _, part in parts)
    document = Document("a.pdf", "", None, text, pages=pages)
    wanted = [page for page, part in parts for _ in part]
    assert [document.page_at(place) for place in range(len(text))] == wanted
    assert list(pages) == sorted(pages)


def test_a_span_over_two_pages_is_of_its_first() -> None:
    document = Document("a.pdf", "", None, "Chợ mở từ 18 giờ.", pages=(PageStart(0, 3), PageStart(7, 4)))
    assert [document.page_at(place) for place in (0, 6, 7, 16)] == [3, 3, 4, 4]
    assert Document("a.txt", "", None, "Chợ").page_at(0) is None


@given(st.lists(st.tuples(st.integers(1, 3), LINES), max_size=12), st.sets(LINES, max_size=4), st.integers(0, 3))
@example([(1, "a"), (1, "b"), (2, "a"), (3, " b")], set(), 1)
def test_pages_stay_with_their_lines_when_others_go(lines: list[tuple[int, str]], gone: set[str], head: int) -> None:
    """Those that go are told by what they say, and at the head by where they stand."""
    text, pages = unmarked("\n".join(mark(page) + line for page, line in lines))
    kept = [(page, line.strip(" ")) for page, line in lines[head:] if line not in gone and line.strip(" ") not in gone]
    left = "\n".join(line for _, line in kept)
    document = Document("a.pdf", "", None, left, pages=carried(pages, text, left))
    at = 0
    for page, line in kept:
        assert [document.page_at(place) for place in range(at, at + len(line))] == [page] * len(line)
        at += len(line) + 1


def test_a_page_that_begins_within_a_line_begins_there_when_others_go() -> None:
    text, pages = unmarked(f"{mark(1)}Trang chủ\n  {mark(2)}Chợ mở {mark(3)}từ 18 giờ.\n{mark(4)}Chia sẻ\n")
    assert carried(pages, text, "Chợ mở từ 18 giờ.") == (PageStart(0, 2), PageStart(7, 3))
    assert carried(pages, text, "") == ()
