"""How much each token of a question tells."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.finding.references import QUESTIONS
from rag.finding.scoring import WordMatch
from rag.finding.weighing import token_weights, within_article
from rag.text.language import telling
from rag.text.words import terms


def topic(text: str, frequencies: dict[str, int]) -> WordMatch:
    """The words that tell, in ten passages."""
    return WordMatch(telling(terms(text)), frequencies, 10, 8)


def test_a_token_tells_what_its_word_tells() -> None:
    # "lò" is one token, "bánh" two; the mark is of no word
    text = "Lò bánh?"
    weights = token_weights(text, np.array([2, 5, 7, 8]), topic(text, {"lò": 1, "bánh": 4}), "vi")
    rare, common = math.log(1 + 9.5 / 1.5), math.log(1 + 6.5 / 4.5)  # no question of the references has either
    assert weights == pytest.approx(np.array([rare, common, common, 0.0]) / (rare + 2 * common))


def test_a_word_that_questions_have_tells_less() -> None:
    text = "Cây lò"
    asked, questions = sum("cây" in terms(question) for question in QUESTIONS["vi"]), len(QUESTIONS["vi"])
    seldom = math.log((questions + 1) / (asked + 1)) / math.log(questions + 1)
    assert 0.5 < seldom < 0.9
    weights = token_weights(text, np.array([3, 6]), topic(text, {"cây": 2, "lò": 2}), "vi")
    assert weights == pytest.approx([seldom**2 / (1 + seldom**2), 1 / (1 + seldom**2)])


def test_what_any_text_of_its_language_has_tells_nothing() -> None:
    text = "What is the harbour"
    weights = token_weights(text, np.array([4, 7, 11, 19]), topic(text, {"harbour": 3}), "en")
    assert weights.tolist() == [0.0, 0.0, 0.0, 1.0]


def test_a_word_counts_whatever_its_case_and_its_tone_s_place() -> None:
    text = "HOÀ nhà"
    weights = token_weights(text, np.array([3, 7]), topic("hòa", {"hòa": 1}), "vi")
    assert weights.tolist() == [1.0, 0.0]


def test_where_nothing_tells_all_tell_the_same() -> None:
    assert token_weights("??", np.array([1, 2]), topic("là", {}), "vi").tolist() == [0.5, 0.5]
    assert token_weights("", np.array([], np.int64), topic("", {}), "vi").tolist() == []


@given(text=st.text("aàbcd ?ກ0", max_size=20), ends=st.lists(st.integers(1, 25), max_size=6))
def test_they_are_shares(text: str, ends: list[int]) -> None:
    weights = token_weights(text, np.array(ends, np.int64), topic(text, {"a": 3, "b": 9}), "vi")
    assert weights.shape == (len(ends),)
    assert (weights >= 0).all()
    assert not ends or weights.sum() == pytest.approx(1.0)


def test_within_an_article_what_few_of_its_sentences_meet_tells_the_most() -> None:
    # the first token is met by all four, the second by one, the third half by one, the fourth by none
    found = np.array([[9, -9, -9, -9], [9, -9, -9, -9], [9, -9, -9, -9], [9, 9, 0.42, -9]], np.float32)
    told = np.array([math.log(7 / 6), math.log(7 / 3), math.log(7 / 2.5), math.log(7 / 2)]) ** 2
    assert within_article(found) == pytest.approx(told / told.sum())


def test_without_sentences_or_tokens_nothing_is_weighed() -> None:
    assert within_article(np.zeros((3, 0), np.float32)).tolist() == []
    assert within_article(np.zeros((0, 2), np.float32)).tolist() == [0.0, 0.0]


@given(rows=st.lists(st.lists(st.floats(-1, 1), min_size=3, max_size=3), min_size=1, max_size=6))
def test_those_within_an_article_are_shares_too(rows: list[list[float]]) -> None:
    weights = within_article(np.array(rows, np.float32))
    assert (weights > 0).all()
    assert weights.sum() == pytest.approx(1.0)
