"""A text on one line."""

from __future__ import annotations

import pytest

from rag.text.oneline import one_line


@pytest.mark.parametrize(
    ("text", "width", "line"),
    [
        (" Đê\n\n dài\tlắm ", 20, "Đê dài lắm"),
        ("Đê dài lắm", 10, "Đê dài lắm"),
        ("Đê dài lắm", 9, "Đê dài…"),
        ("Đê dài lắm", 7, "Đê dài…"),
        ("Đê dài lắm", 6, "Đê…"),
        ("x" * 30, 10, "x" * 9 + "…"),
        ("", 5, ""),
    ],
)
def test_it_is_cut_between_words(text: str, width: int, line: str) -> None:
    assert one_line(text, width) == line
    assert len(line) <= width
