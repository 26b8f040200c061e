"""The times that a text names, on a list of expressions and in sentences."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.times import TextTime, times_in
from rag.text.words import has_marks

TODAY = date(2025, 3, 1)  # a Saturday
EXPRESSIONS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("asked_times.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def written(time: TextTime) -> str:
    """A time as the list writes it."""
    if time.first is None or time.last is None:
        return f"--{time.month:02}-{time.day:02}" if time.day else f"--{time.month:02}"
    first, last = time.first, time.last
    if first == last:
        return first.isoformat()
    if first.day == 1 and (last.year, last.month, last.day) == (
        first.year,
        first.month,
        monthrange(first.year, first.month)[1],
    ):
        return f"{first:%Y-%m}"
    if f"{first:%m-%d} {last:%m-%d}" == "01-01 12-31" and first.year == last.year:
        return f"{first:%Y}"
    return f"{first}..{last}"


def named(text: str) -> list[str]:
    return [written(time) for time in times_in(text, TODAY)]


@pytest.mark.parametrize(("expression", "meaning"), EXPRESSIONS)
def test_an_expression_of_the_list(expression: str, meaning: str) -> None:
    assert named(expression) == [meaning]
    asked = "Hội nghị {} họp ở đâu?" if has_marks(expression) else "hoi nghi {} hop o dau, what is it?"
    assert named(asked.format(expression)) == [meaning]


@pytest.mark.parametrize(
    "text",
    [
        "những năm trước ai thắng",
        "nhiều năm qua",
        "so với tuần trước tăng bao nhiêu",
        "hơn năm ngoái mấy tấn",
        "higher than last year",
        "compared to last month",
        "năm trước khi xây cầu",
        "ba ngày trước lễ hội có gì",
        "hai tuần trước khi bão đến",
        "thi công trong 3 tháng",
        "5 năm xây xong",
        "thứ hai là ai",
        "khám sáng thứ Bảy",
        "ba người, sáu con",
        "ngày nay",
        "What is the town known as today?",
        "quỹ 2 xã",
        "hơn 2/3 dân số",
        "tỷ số 3/2",
        "2024 công nhân, quốc lộ 2024, giá 2024.000 đồng",
        "the river of May",
        "sông tháng năm",
        "you may go",
        "last",
        "",
    ],
)
def test_what_names_no_time(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("từ 1/5/2023 đến 6/2024", ["2023-05-01", "2024-06"]),
        ("năm nay và năm ngoái", ["2025", "2024"]),
        ("Who won in 2023 and 2024?", ["2023", "2024"]),
        ("from 1914 to 1945", ["1914", "1945"]),  # too long for a range of news
        ("in the 1980s", ["1980-01-01..1989-12-31"]),
        ("giữa những năm 1980", ["1980-01-01..1989-12-31"]),
        ("giữa năm 2020 và 2022", ["2020-01-01..2022-12-31"]),
        ("ngày 31/2/2024", ["2024-02"]),  # there is no such day, the month is told
        ("26/6, hôm qua", ["--06-26", "2025-02-28"]),
        ("cuối tuần trước", ["2025-02-21..2025-02-23"]),
        ("giá hôm nay so với tuần trước", ["2025-03-01"]),
    ],
)
def test_several_times_and_what_stands_beside_them(text: str, meanings: list[str]) -> None:
    assert named(text) == meanings


def test_a_time_stands_where_it_is_named() -> None:
    text = "Ai thắng trong tháng 6 năm ngoái ở Hà Tĩnh?"
    [time] = times_in(text, TODAY)
    assert text[time.start : time.end] == "trong tháng 6 năm ngoái"
    assert (time.first, time.last, time.relative) == (date(2024, 6, 1), date(2024, 6, 30), False)


def test_a_word_belongs_to_one_time() -> None:
    text = "cách đây 3 ngày 26/6/2024"  # three days, and a day: `ngày` is taken by the first
    assert [text[time.start : time.end] for time in times_in(text, TODAY)] == ["cách đây 3 ngày", "26/6/2024"]
    text = "last Monday tuần này"  # a day, and a week: `Monday` is taken by the first
    assert [text[time.start : time.end] for time in times_in(text, TODAY)] == ["last Monday", "tuần này"]


def test_seen_from_the_first_years_of_the_calendar_nothing_is_relative() -> None:
    assert times_in("mười năm trước, hôm qua", date(1, 1, 1)) == []


@given(
    st.text(alphabet="0123456789/-. nămthágyqutrướcôivừal2024", max_size=40)
    | st.lists(st.sampled_from([e for e, _ in EXPRESSIONS]), max_size=4).map(" ".join),
    st.dates(),
)
def test_any_text_is_read(text: str, today: date) -> None:
    at = 0
    for time in times_in(text, today):
        assert at <= time.start < time.end <= len(text)
        assert (time.first is None) == (time.last is None) == (time.month is not None)
        assert time.first is None or time.last is None or time.first <= time.last
        at = time.end
