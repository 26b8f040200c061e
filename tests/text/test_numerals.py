"""Numbers in figures and in words, and what they may mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.numerals import Numeral, numerals, roman


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.150 người", {1150, 1.15}),
        ("0.500", {0.5}),
        ("1.150,5 ha", {1150.5}),
        ("1,234.5 ha", {1234.5}),
        ("1.500.000", {1_500_000}),
        ("12 345", {12_345}),
        ("3.2.1", {1, 2, 3}),
        ("2.000 tỷ", {2e9, 2e12}),
        ("1,2 triệu", {1.2e6}),
        ("20tr", {2e7}),
        ("5k", {5000}),
        ("5 trieu", {5e6}),
        ("5 nghìn tỷ", {5e12}),
        ("5 ພັນ", {5000}),
        ("5 giờ chiều", {5, 17}),
        ("5:30 p.m.", {5, 17}),
        ("13 giờ chiều", {13}),
        ("5 kg", {5}),
    ],
)
def test_a_number_in_figures_may_mean(text: str, values: set[float]) -> None:
    found = next(numerals(text))
    assert (found.values, found.certain) == (values, True)


def test_both_ends_of_a_range_have_its_scale() -> None:
    assert list(numerals("từ 20 đến 30 triệu đồng")) == [
        Numeral(3, 5, frozenset({20.0, 2e7})),
        Numeral(10, 18, frozenset({3e7})),
    ]


def test_no_minutes_are_no_number() -> None:
    assert [found.values for found in numerals("lúc 04:00, 5h00")] == [{4}, {5}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("mười lăm", 15),
        ("hai mươi lăm em", 25),
        ("ba mươi mốt", 31),
        ("một trăm linh năm", 105),
        ("hai trăm linh năm", 205),
        ("năm trăm", 500),
        ("một nghìn hai trăm hộ", 1200),
        ("ba nghìn không trăm hai mươi", 3020),
        ("hai triệu rưỡi", 2.5e6),
        ("một trăm triệu", 1e8),
        ("năm người", 5),
        ("twenty-five children", 25),
        ("one hundred and five", 105),
        ("two thousand", 2000),
        ("two million three hundred thousand", 2.3e6),
    ],
)
def test_a_number_in_words_is_one(text: str, value: float) -> None:
    [found] = numerals(text)
    assert (found.start, found.values, found.certain) == (0, {value}, True)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("thứ hai", {2}),
        ("cả hai", {2}),
        ("Ba đi làm", {3}),
        ("hai ba", {2, 3}),
        ("one of them", {1}),
        ("half of it", {0.5}),
        ("a dozen", {12}),
        ("the third", {3}),
        ("kênh eight ở đây", {8}),
    ],
)
def test_a_word_that_has_another_use_is_doubtful(text: str, values: set[float]) -> None:
    found = list(numerals(text))
    assert {value for each in found for value in each.values} == values
    assert not any(each.certain for each in found)


def test_a_year_is_no_five() -> None:
    assert [found.values for found in numerals("năm nay, năm 2024")] == [{2024}]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        *(("XIX", 19), ("IV", 4), ("XLIX", 49), ("LXXXIX", 89), ("XXI", 21)),
        *((word, None) for word in ("I", "Vi", "XXL", "XC", "IIII", "xix", "")),
    ],
)
def test_roman_numerals(word: str, value: int | None) -> None:
    assert roman(word) == value


@given(st.integers(0, 10**12))
def test_figures_mean_themselves_however_they_are_grouped(number: int) -> None:
    for text in (f"{number}", f"{number:,}", f"{number:,}".replace(",", "."), f"{number:,}".replace(",", " ")):
        assert number in next(numerals(f"là {text} người")).values
