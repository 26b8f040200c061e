"""Vectors and terms as bytes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from rag.packing import pack_terms, pack_vectors, unpack_each, unpack_halves, unpack_vectors
from rag.words import term_ids

_MATRICES = hnp.arrays(
    np.float32,
    st.tuples(st.integers(1, 6), st.integers(1, 20)),
    elements=st.floats(-1, 1, width=32, allow_subnormal=False),
)


@given(_MATRICES)
def test_vectors_come_back_within_half_a_step(matrix: np.ndarray) -> None:
    back = unpack_vectors(pack_vectors(matrix), len(matrix))
    assert back.shape == matrix.shape
    assert back.dtype == np.float32
    step = np.abs(matrix).max(axis=1, keepdims=True) / 127
    assert (np.abs(back - matrix) <= step * 0.5001 + 1e-38).all()


@given(_MATRICES)
def test_packing_what_was_packed_changes_nothing(matrix: np.ndarray) -> None:
    once = unpack_vectors(pack_vectors(matrix), len(matrix))
    again = unpack_vectors(pack_vectors(once), len(matrix))
    assert np.allclose(once, again, rtol=1e-6, atol=1e-38)


@given(st.integers(0, 2**32 - 1))
def test_directions_survive(seed: int) -> None:
    rows = np.random.default_rng(seed).normal(size=(4, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    back = unpack_vectors(pack_vectors(rows), 4)
    assert ((rows * back).sum(axis=1) / np.linalg.norm(back, axis=1) > 0.9999).all()
    assert np.abs(rows @ rows.T - back @ back.T).max() < 0.01


def test_a_vector_takes_a_byte_a_value() -> None:
    assert len(pack_vectors(np.ones((3, 384), np.float32))) == 3 * (4 + 384)


def test_edges() -> None:
    assert pack_vectors(np.empty((0, 8), np.float32)) == b""
    assert unpack_vectors(b"", 0).shape[0] == 0
    zeros = unpack_vectors(pack_vectors(np.zeros((2, 3), np.float32)), 2)
    assert zeros.tolist() == [[0.0] * 3] * 2
    single = unpack_vectors(pack_vectors(np.array([0.5, -1.0], np.float32)), 1)
    assert single.tolist() == [pytest.approx([0.5, -1.0], abs=0.005)]


def test_terms_are_sorted_numbers_and_counts() -> None:
    data = pack_terms(["cảng", "tàu", "cảng"])
    ids = np.frombuffer(data, np.uint32, 2)
    counts = np.frombuffer(data, np.uint8, offset=8)
    assert ids.tolist() == sorted(term_ids(["cảng", "tàu"]).tolist())
    assert dict(zip(ids.tolist(), counts.tolist(), strict=True)) == {
        int(term_ids(["cảng"])[0]): 2,
        int(term_ids(["tàu"])[0]): 1,
    }
    assert pack_terms([]) == b""


@pytest.mark.parametrize(("times", "kept"), [(255, 255), (256, 255), (1000, 255)])
def test_counts_end_at_a_byte(times: int, kept: int) -> None:
    assert pack_terms(["x"] * times)[4] == kept


def test_vectors_of_16_bits_become_a_matrix() -> None:
    rows = np.array([[0.5, -1.0], [0.25, 0.125]], np.float16)
    matrix = unpack_halves([row.tobytes() for row in rows])
    assert (matrix.dtype, matrix.tolist()) == (np.float32, rows.tolist())
    assert unpack_halves([]).shape == (0, 0)


@given(st.lists(st.integers(0, 4), max_size=5))
def test_several_are_unpacked_as_each_alone(counts: list[int]) -> None:
    matrices = [np.random.default_rng(i).normal(size=(n, 8)).astype(np.float32) for i, n in enumerate(counts)]
    packed = [pack_vectors(matrix) for matrix in matrices]
    together = unpack_each(packed, counts)
    assert len(together) == len(counts)
    for data, n, found in zip(packed, counts, together, strict=True):
        assert found.tolist() == unpack_vectors(data, n).tolist()
