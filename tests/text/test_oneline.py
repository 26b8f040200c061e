"""A text on one line."""

from __future__ import annotations

import pytest

from rag.text.oneline import on_its_line, one_line


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


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("kinh-te/lễ hội 2024.txt", "kinh-te/lễ hội 2024.txt"),
        ("a\nb\r\t.txt", r"a\nb\r\t.txt"),
        ("\x1b[2J\x00\x7f\x9b\u2028.txt", r"\x1b[2J\x00\x7f\x9b\u2028.txt"),
    ],
)
def test_a_name_stays_on_its_line(name: str, shown: str) -> None:
    assert on_its_line(name) == shown
