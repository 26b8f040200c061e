"""What else is asked of the thing that the last question was about."""

from __future__ import annotations

import pytest

from rag.understanding.same_thing import asked_of_the_same, before_it_says, year_beside


@pytest.mark.parametrize(
    ("about", "last", "asked"),
    [
        ("vốn đầu tư", "Cầu Sậy dài bao nhiêu?", "Vốn đầu tư của cầu Sậy là bao nhiêu?"),
        ("rộng", "cầu Sậy dài bao nhiêu?", "cầu Sậy rộng bao nhiêu?"),
        ("von dau tu", "Cau Say dai bao nhieu", "Von dau tu cua cau Say la bao nhieu?"),
        ("giá vé", "hang Vạc mở cửa lúc mấy giờ?", "giá vé hang Vạc là bao nhiêu?"),
        ("rộng", "Ai xây cầu Sậy?", None),
        ("đẹp", "Cầu Sậy dài bao nhiêu?", None),
    ],
)
def test_a_property_is_asked_of_what_the_last_question_began_with(about: str, last: str, asked: str | None) -> None:
    assert asked_of_the_same(about, last) == asked


@pytest.mark.parametrize(
    ("last", "name"),
    [
        ("Cầu Sậy dài bao nhiêu?", "Cầu Sậy"),
        ("Bà Lý sinh năm nào?", "Bà Lý"),
        ("Dài bao nhiêu?", None),
        ("Cầu Sậy, xã Vạc dài bao nhiêu?", None),
        ("Ai?", None),
    ],
)
def test_a_question_begins_with_a_name(last: str, name: str | None) -> None:
    assert before_it_says(last) == name


@pytest.mark.parametrize(
    ("about", "last", "asked"),
    [
        ("năm trước đó", "Giá cam năm 2024?", "năm 2023"),
        ("năm sau", "Giá cam năm 2024?", "năm 2025"),
        ("nam truoc do", "gia cam nam 2024", "nam 2023"),
        ("the year before", "The price in 2024?", "in 2023"),
        ("the following year", "The price in 2024?", "in 2025"),
        ("năm trước", "Giá cam năm 2023 và năm 2024?", "năm trước"),
        ("năm trước", "Giá cam?", "năm trước"),
        ("giá quýt", "Giá cam năm 2024?", "giá quýt"),
    ],
)
def test_a_year_is_told_from_that_of_the_last_question(about: str, last: str, asked: str) -> None:
    assert year_beside(about, last) == asked
