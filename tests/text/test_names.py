"""Names as they are compared."""

from __future__ import annotations

import pytest

from rag.text.commonwords import COMMON
from rag.text.exonyms import EXONYMS
from rag.text.names import alike, is_generic, key, sound, words


@pytest.mark.parametrize(
    ("word", "plain"), [("Hà", "ha"), ("Đức", "duc"), ("Trump's", "trump"), ("Xa-vẳn", "xavan"), ("U.S", "us")]
)
def test_a_word_is_compared_without_its_marks(word: str, plain: str) -> None:
    assert key(word) == plain


@pytest.mark.parametrize(
    ("one", "other"), [("savannakhet", "xavannakhet"), ("khammouane", "khammuane"), ("filip", "philip")]
)
def test_spellings_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("name", "whole", "other"),
    [
        ("phap", "phap", "french"),
        ("welsh", "welsh", "wales"),
        ("korea", "north korea", "bac trieu tien"),
        ("kinh", "bac kinh", "beijing"),
        ("saturday", "saturday", "thu bay"),
    ],
)
def test_a_name_has_others_in_other_languages(name: str, whole: str, other: str) -> None:
    assert other in set(alike(name, whole))


def test_a_part_of_a_name_is_not_the_whole() -> None:
    assert "beijing" not in set(alike("kinh", "kinh te"))


@pytest.mark.parametrize("name", ["police", "commission", "ministers", "demilitarised", "constitutional", "tradition"])
def test_words_that_are_translated(name: str) -> None:
    assert is_generic(name)


@pytest.mark.parametrize(
    "name",
    [
        "stone",
        "clement",
        "florence",
        "terrance",
        "inverness",
        "alfred",
        "vincent",
        "winston",
        "mohammed",
        "sanders",
        "chambers",
        "kim",
    ],
)
def test_family_names_are_not_translated(name: str) -> None:
    assert not is_generic(name)


def test_the_tables_are_written_as_they_are_read() -> None:
    assert all(word == key(word) for word in COMMON)
    assert all(len(names) > 1 and all(words(name) for name in names) for names in EXONYMS)
