"""Patterns for words with Vietnamese marks or without."""

from __future__ import annotations

import re

import pytest

from rag.text.patterns import NAME, Pattern, alternatives, any_of, groups, lenient, row_of, words_in


def test_alternatives_may_name_the_same_group() -> None:
    pattern = re.compile(alternatives([r"(?P<q>[ab])(?P=q)", r"(?P<q>c)(?P<rest>d)?"]))
    assert groups(pattern.fullmatch("bb")) == {"q": "b"}  # type: ignore[arg-type]
    assert pattern.fullmatch("ab") is None
    assert groups(pattern.fullmatch("cd")) == {"q": "c", "rest": "d"}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "fits"), [("quý 2", True), ("QUÝ 2", True), ("quy 2", True), ("quỹ 2", False), ("quy 2 ở xã", False)]
)
def test_only_a_text_without_any_marks_is_read_without(text: str, fits: bool) -> None:
    assert (Pattern("quý [0-9]").of(text).match(text) is not None) == fits


@pytest.mark.parametrize(
    ("text", "fits"), [("chào đi", True), ("chao đi", True), ("Chào di", True), ("cháo đi", False), ("chaào đi", False)]
)
def test_each_mark_may_be_left_out_but_none_is_another(text: str, fits: bool) -> None:
    assert (lenient("cha\u0300o đi").fullmatch(text) is not None) == fits


def test_a_table_of_words_is_a_pattern_and_tells_their_rows() -> None:
    rows = "một,an|hai,haiku"
    assert re.findall(words_in(rows), "an haiku một") == ["an", "haiku", "một"]
    assert row_of(rows) == {"mot": 1, "an": 1, "hai": 2, "haiku": 2}


def test_any_of_several_is_found_in_any_case() -> None:
    assert any_of("ab", "c").findall("ABcd") == ["AB", "c"]


@pytest.mark.parametrize("name", ["Đức", "O’Brien", "Xa-vẳn", "À"])
def test_a_name_has_a_capital(name: str) -> None:
    assert any_of(NAME, flags=0).fullmatch(name)
    assert not any_of(NAME, flags=0).match(name.lower())
