"""One form for what is written in several."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.writing import composed_lao, in_one_form, western_digits

AM, NIKHAHIT, AA, MAITHO = "\u0eb3", "\u0ecd", "\u0eb2", "\u0ec9"


@pytest.mark.parametrize(
    "typed",
    [f"ນ{MAITHO}{AM}", f"ນ{NIKHAHIT}{MAITHO}{AA}", f"ນ{MAITHO}{NIKHAHIT}{AA}", f"ນ{AM}{MAITHO}"],
)
def test_what_looks_alike_in_lao_is_one(typed: str) -> None:
    assert composed_lao(unicodedata.normalize("NFC", typed)) == f"ນ{MAITHO}{AM}"


def test_two_vowels_for_one() -> None:
    assert composed_lao("ເເຂວງ") == "ແຂວງ"
    assert composed_lao("ຄໍາ") == "ຄຳ"
    assert composed_lao(f"ນ{AM}{AM}{MAITHO}") == f"ນ{MAITHO}{AM}{AM}"
    assert composed_lao("cầu Hà Linh") == "cầu Hà Linh"


def test_words_are_compared_with_joined_letters_and_western_digits() -> None:
    assert in_one_form("ຫນອງ ຫມາກ ຫລວງ ໒໐໒໕") == "ໜອງ ໝາກ ຫຼວງ 2025"
    assert composed_lao("ຫນອງ ໒໐໒໕") == "ຫນອງ ໒໐໒໕"  # what readers see stays


@pytest.mark.parametrize(
    ("digits", "western"), [("໒໐໒໕", "2025"), ("๑๒", "12"), ("٣٤", "34"), ("១៩", "19"), ("၂၀", "20")]
)
def test_digits_of_every_script(digits: str, western: str) -> None:
    assert western_digits(digits) == western


@given(st.text())
def test_places_stay(text: str) -> None:
    assert len(western_digits(text)) == len(text)


@given(st.text(alphabet="ນກເແຳໍາ້່ຫມລ໑2 a"))
def test_once_is_enough(text: str) -> None:
    assert in_one_form(in_one_form(text)) == in_one_form(text)
    assert composed_lao(composed_lao(text)) == composed_lao(text)
