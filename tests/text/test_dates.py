"""The dates that a text tells."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.dates import dates_in, parse_date

Told = tuple["int | None", "int | None", "int | None"]


def told(text: str) -> list[Told]:
    return [(found.year, found.month, found.day) for found in dates_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Từ 1/5/2023 đến 2-6-2024.", [(2023, 5, 1), (2024, 6, 2)]),
        ("Ngày 3/7 và 4/7, tháng 8/2024", [(None, 7, 3), (None, 7, 4), (2024, 8, None)]),
        ("ngày 2 tháng Chín năm 2023, tháng chạp", [(2023, 9, 2), (None, 12, None)]),
        ("tháng Hai năm 1974", [(1974, 2, None)]),
        ("ngay 26 thang 6 nam 2024", [(2024, 6, 26)]),
        ("In June he came, on 2 May 5, 2024 he left", [(None, 6, None), (2024, 5, 5)]),
        ("by mid-September of 2024", [(2024, 9, None)]),
        ("ເລີ່ມແຕ່ເດືອນພະຈິກ 2022 ຫາ 15 ພຶດສະພາ", [(2022, 11, None), (None, 5, 15)]),
        ("tối 26-6", [(None, 6, 26)]),
        ("ngày 26", [(None, None, 26)]),
        # what only looks like a date
        ("trong 9 tháng năm 2018", []),
        ("14 tuổi 11 tháng 23 ngày", []),
        ("ba tháng một lần", []),
        ("quý 4/2023", []),
        ("yêu ngay 1 cô gái", []),
        ("từ 3-6 người", []),
        ("you may 2 times", []),
        ("26 người, 3,5 triệu", []),
        ("April and June are names", []),
        ("45/13/2024", []),
    ],
)
def test_what_a_text_tells(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


def test_a_date_and_the_word_that_leads_it() -> None:
    [found] = dates_in("Họp ngày 26/6/2024.")
    assert (found.start, found.core, found.end) == (4, 9, 18)
    assert "Họp ngày 26/6/2024."[found.start : found.end] == "ngày 26/6/2024"


@pytest.mark.parametrize(("text", "plain"), [("2/3 dân số", True), ("ngày 2/3", False), ("2 tháng 3", False)])
def test_two_figures_may_be_something_else(text: str, plain: bool) -> None:
    [found] = dates_in(text)
    assert found.plain is plain


@pytest.mark.parametrize("text", ["31/02/2024", "2024-13-45", "45/45/2024", "6/12", "không có"])
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_the_first_date_that_exists() -> None:
    assert parse_date("31/02/2024 hay 28/02/2024") == date(2024, 2, 28)
    assert parse_date("24/12 năm 2001") == date(2001, 12, 24)
    assert parse_date("26/6/24") == date(2024, 6, 26)


@given(st.text("0123456789/-: thángnămJuneMay,.", max_size=40))
def test_dates_are_in_order_and_within_the_calendar(text: str) -> None:
    at = 0
    for found in dates_in(text):
        assert at <= found.start <= found.core < found.end <= len(text)
        assert found.month is None or 1 <= found.month <= 12
        assert found.day is None or 1 <= found.day <= 31
        at = found.end


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ວັນທີ ໘ ມີນາ ໒໐໒໕", date(2025, 3, 8)),
        ("ມີນາ 10, 2024", date(2024, 3, 10)),
        ("2025年3月12日", date(2025, 3, 12)),
        ("12 มีนาคม 2568", date(2025, 3, 12)),  # of the Buddhist era
        ("๑๒ มีนาคม พ.ศ. ๒๕๖๘", date(2025, 3, 12)),
        ("12 марта 2025 г.", date(2025, 3, 12)),
    ],
)
def test_days_in_other_scripts(text: str, day: date) -> None:
    assert parse_date(text) == day
    [found] = dates_in(text)
    assert found.full == day
