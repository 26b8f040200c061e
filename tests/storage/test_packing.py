"""Vectors and terms as bytes."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from rag.storage.packing import (
    pack_sentences,
    pack_terms,
    pack_text,
    pack_vector,
    unpack_sentences,
    unpack_terms,
    unpack_text,
    unpack_vectors,
)
from rag.text.words import term_ids

_VECTORS = hnp.arrays(
    np.float32, st.integers(1, 20), elements=st.floats(-1, 1, width=32).filter(lambda value: not 0 < abs(value) < 0.01)
)


def unit(seed: int, *shape: int) -> np.ndarray:
    """Vectors of length 1 with something in common, as a model makes them."""
    rows = np.random.default_rng(seed).normal(size=shape).astype(np.float32) + np.float32(0.5)
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), np.float32)


@given(_VECTORS)
def test_a_vector_comes_back_within_half_a_step(vector: np.ndarray) -> None:
    [back] = unpack_vectors([pack_vector(vector)])
    assert (back.shape, back.dtype) == (vector.shape, np.float32)
    assert (np.abs(back - vector) <= np.abs(vector).max() / 127 * 0.57).all()  # the step itself is rounded, too


@given(_VECTORS)
def test_packing_what_was_packed_changes_nothing(vector: np.ndarray) -> None:
    packed = pack_vector(vector)
    assert pack_vector(unpack_vectors([packed])[0]) == packed


def test_vectors_become_a_matrix() -> None:
    packed = [pack_vector(np.array(row, np.float32)) for row in ([1.0, -1.0], [0.0, 0.0], [0.0, 0.5])]
    assert unpack_vectors(packed) == pytest.approx(np.array([[1.0, -1.0], [0.0, 0.0], [0.0, 0.5]]), rel=5e-4)
    assert unpack_vectors([]).shape == (0, 0)
    assert len(pack_vector(np.ones(384, np.float32))) == 2 + 384


@given(st.integers(0, 2**32 - 1))
def test_directions_survive(seed: int) -> None:
    rows, others = unit(seed, 6, 384), unit(seed + 1, 20, 384)
    passages = unpack_vectors([pack_vector(rows[0])])
    assert rows[0] @ passages[0] == pytest.approx(1.0, abs=2e-3)
    [back] = unpack_sentences([pack_sentences(rows[1:], passages[0])], [5], passages)
    assert np.linalg.norm(back, axis=1) == pytest.approx(np.ones(5), abs=2e-3)
    cosines = (rows[1:] * back).sum(axis=1)
    assert (
        cosines.min() > 0.96
    )  # one of two thousand examples is below 0.98, where one value is much larger than the others
    assert cosines.mean() > 0.98
    assert np.abs(others @ rows[1:].T - others @ back.T).max() < 0.05
    assert np.abs(others @ rows[1:].T - others @ back.T).mean() < 0.01


def test_a_sentence_that_is_its_passage_is_as_exact_as_the_passage() -> None:
    passages = unpack_vectors([pack_vector(unit(1, 384))])
    [back] = unpack_sentences([pack_sentences(passages, passages[0])], [1], passages)
    assert back[0] == pytest.approx(passages[0] / np.linalg.norm(passages[0]), abs=1e-3)


@pytest.mark.parametrize("d", [1, 2, 5, 384])
def test_a_sentence_takes_half_a_byte_a_value(d: int) -> None:
    passage = unit(2, d)
    data = pack_sentences(unit(3, 3, d), passage)
    assert len(data) == 3 * (4 + (d + 1) // 2)
    assert unpack_sentences([data], [3], passage[None])[0].shape == (3, d)


def test_no_sentences_are_no_bytes() -> None:
    assert pack_sentences(np.empty((0, 8), np.float32), unit(4, 8)) == b""
    [none] = unpack_sentences([b""], [0], unit(4, 1, 8))
    assert none.shape == (0, 0)
    zeros = pack_sentences(np.zeros((2, 3), np.float32), np.zeros(3, np.float32))
    assert unpack_sentences([zeros], [2], np.zeros((1, 3), np.float32))[0].tolist() == [[0.0] * 3] * 2


@given(st.lists(st.integers(0, 4), max_size=5))
def test_several_are_unpacked_as_each_alone(counts: list[int]) -> None:
    passages = unit(9, len(counts), 8)
    packed = [
        pack_sentences(unit(i, n, 8), passage) for i, (n, passage) in enumerate(zip(counts, passages, strict=True))
    ]
    together = unpack_sentences(packed, counts, passages)
    assert len(together) == len(counts)
    for i, (data, n) in enumerate(zip(packed, counts, strict=True)):
        [alone] = unpack_sentences([data], [n], passages[i : i + 1])
        assert together[i].tolist() == alone.tolist()


_TERMS = st.lists(st.sampled_from(["cảng", "tàu", "sông", "x", "mở cửa", "ນ້ຳ"]), max_size=12)


@given(st.lists(_TERMS, max_size=4))
def test_terms_come_back_with_their_counts(passages: list[list[str]]) -> None:
    told = unpack_terms([pack_terms(terms) for terms in passages])
    assert [dict(zip(ids.tolist(), counts.tolist(), strict=True)) for ids, counts in told] == [
        {int(term_ids([term])[0]): count for term, count in Counter(terms).items()} for terms in passages
    ]


def test_a_term_takes_three_bytes_and_one_more_where_it_comes_again() -> None:
    assert [len(pack_terms(terms)) for terms in ([], ["a"], ["a", "b"], ["a", "b", "a"])] == [2, 5, 8, 9]


@pytest.mark.parametrize(("times", "kept"), [(255, 255), (256, 255), (1000, 255)])
def test_counts_end_at_a_byte(times: int, kept: int) -> None:
    [(_, counts)] = unpack_terms([pack_terms(["x"] * times)])
    assert counts.tolist() == [kept]


@given(st.text())
def test_a_text_comes_back(text: str) -> None:
    assert unpack_text(pack_text(text)) == text
    assert len(pack_text("cảng " * 1000)) < 100
