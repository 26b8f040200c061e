"""Vietnamese words of several syllables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.compounds import compounds
from rag.text.words import spaced, terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Khí nhà kính tăng lên", [("nhà", "kính")]),
        ("Cơ quan nào thành lập thị trấn?", [("cơ", "quan"), ("thành", "lập"), ("thị", "trấn")]),
        ("hoà bình, HÒA BÌNH", [("hòa", "bình")]),  # once, however it is written
        ("cơ quan", [("cơ", "quan")]),
        ("cơ. Quan", [("cơ", "quan")]),  # terms do not tell where a sentence ends
        ("nhà", []),
        ("Who built the bridge?", []),
        ("", []),
    ],
)
def test_words_are_read_by_the_dictionary(text: str, words: list[tuple[str, ...]]) -> None:
    assert list(compounds(terms(text))) == words


def test_the_longest_word_is_read_first() -> None:
    assert compounds(terms("chủ nghĩa xã hội")) == (("chủ", "nghĩa", "xã", "hội"),)
    assert compounds(terms("chủ nghĩa của xã hội")) == (("chủ", "nghĩa"), ("xã", "hội"))


@given(st.lists(st.sampled_from("cơ quan thành lập nhà kính thị trấn chủ nghĩa xã hội của".split()), max_size=12))
def test_every_word_stands_in_its_text_whole(words: list[str]) -> None:
    for compound in compounds(words):
        assert 2 <= len(compound) <= 4
        assert spaced(compound) in spaced(words)
