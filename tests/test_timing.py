"""The time that a question names."""

from __future__ import annotations

from datetime import date

import pytest

from rag.datatypes import Document
from rag.timing import AskedTime

TODAY = date(2025, 3, 1)


def asked(question: str) -> AskedTime:
    return AskedTime.of(question, TODAY)


def article(text: str = "Không nói ngày.", published: date | None = None, printed: str | None = None) -> Document:
    return Document("a.txt", "Tên", printed, text, published)


@pytest.mark.parametrize(
    ("question", "years", "days"),
    [
        ("Ai thắng năm 2024?", {2024}, set()),
        ("Who won in 2023 and 2024?", {2023, 2024}, set()),
        ("hội nghị ngày 6/12", set(), {(6, 12)}),
        ("hội nghị ngày 6/12/2018", {2018}, {(6, 12)}),
        ("ngày 26 tháng 6 có gì", set(), {(26, 6)}),
        ("năm nay và năm ngoái", {2025, 2024}, set()),
        ("last year's harvest", {2024}, set()),
        ("giá 38.000 đồng, 45/13, dài 2024 km-h", {2024}, set()),
        ("Ai là hiệu trưởng?", set(), set()),
    ],
)
def test_what_a_question_names(question: str, years: set[int], days: set[tuple[int, int]]) -> None:
    assert (asked(question).years, asked(question).days) == (years, days)
    assert bool(asked(question)) == bool(years or days)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Ai thắng giải đua năm 2024?", "Ai thắng giải đua ?"),
        ("Ai đến ngày 6/12/2018 vậy", "Ai đến vậy"),
        ("Who won in 2024", "Who won"),
        ("Ai thắng?", "Ai thắng?"),
    ],
)
def test_a_question_without_its_time(question: str, topic: str) -> None:
    assert " ".join(AskedTime.strip(question).split()) == topic


def test_an_article_of_the_year_gains_and_one_of_another_loses() -> None:
    time = asked("đua thuyền năm 2024")
    right = article(published=date(2024, 4, 29))
    wrong = article(published=date(2023, 4, 29))
    told = article("Năm 2024 thì khác.", published=date(2023, 4, 29))
    undated = article()
    undated_told = article("Mở đầu.\nHội năm 2024 đông.")
    assert [time.timely(d, d.text) for d in (right, wrong, told, undated)] == [True, False, True, None]
    assert time.timely(undated_told, "Mở đầu.") is True
    assert [time.adjust(d, d.text) for d in (right, wrong, undated)] == [0.03, -0.06, 0.0]


def test_an_article_of_the_day_gains_and_one_of_another_loses() -> None:
    time = asked("hội nghị ngày 6/12")
    assert time.timely(article(), "x") is None
    assert time.adjust(article(printed="6/12"), "x") == 0.03
    assert time.adjust(article("Sáng nay (6/12), khai mạc."), "x") == 0.03
    assert time.adjust(article(printed="26/6"), "x") == -0.06
    assert time.adjust(article(), "x") == 0.0
