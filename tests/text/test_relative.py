"""Times that are told as seen from a day."""

from __future__ import annotations

from datetime import date

import pytest

from rag.text.relative import RelativeTime, months_from, relative_times

WEDNESDAY = date(2025, 3, 5)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("hôm qua", "2025-03-04", "2025-03-04"),
        ("hom kia", "2025-03-03", "2025-03-03"),
        ("sáng nay", "2025-03-05", "2025-03-05"),
        ("3 ngày trước", "2025-03-02", "2025-03-02"),
        ("cách đây hơn hai tháng", "2025-01-01", "2025-01-31"),
        ("tháng này", "2025-03-01", "2025-03-31"),
        ("tuần trước", "2025-02-24", "2025-03-02"),
        ("thứ hai tuần trước", "2025-02-24", "2025-02-24"),
        ("thứ tư vừa qua", "2025-02-26", "2025-02-26"),
        ("last Monday", "2025-03-03", "2025-03-03"),
        ("quý trước", "2024-10-01", "2024-12-31"),
        ("năm ngoái", "2024-01-01", "2024-12-31"),
        ("năm kia", "2023-01-01", "2023-12-31"),
        ("2 năm qua", "2023-03-05", "2025-03-05"),
        ("past two weeks", "2025-02-19", "2025-03-05"),
        ("the day before yesterday", "2025-03-03", "2025-03-03"),
    ],
)
def test_a_time_is_told_from_today(text: str, first: str, last: str) -> None:
    asked = f"There, {text}?"  # without marks, as some of them are
    [found] = relative_times(asked, WEDNESDAY)
    assert found == RelativeTime(7, 7 + len(text), date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "ba ngày trước lễ",
        "năm trước khi cưới",
        "so với năm ngoái",
        "những năm trước",
        "9999 năm trước",
        "how is it today",
    ],
)
def test_what_is_not_seen_from_today(text: str) -> None:
    assert list(relative_times(text, WEDNESDAY)) == []


def test_today_is_a_day_beside_what_has_one() -> None:
    [found] = relative_times("the weather today", WEDNESDAY)
    assert (found.first, found.last) == (WEDNESDAY, WEDNESDAY)


def test_a_year_behind_a_date_needs_to_be_told_where_that_ends() -> None:
    assert list(relative_times("26/6 năm ngoái", WEDNESDAY)) == []
    [found] = relative_times("26/6 năm ngoái", WEDNESDAY, taken=[4])
    assert (found.start, found.first) == (5, date(2024, 1, 1))


def test_the_end_of_a_short_month_is_its_last_day() -> None:
    [found] = relative_times("1 tháng qua", date(2025, 3, 31))
    assert (found.first, found.last) == (date(2025, 2, 28), date(2025, 3, 31))


def test_months_are_counted_over_the_years() -> None:
    assert months_from(2025 * 12 + 10, 3) == (date(2025, 11, 1), date(2026, 1, 31))
