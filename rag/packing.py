"""Vectors and terms as bytes: the form in which the store keeps them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from embeddings.embedder import Vectors
from rag.words import term_ids

__all__ = ["pack_terms", "pack_vectors", "unpack_each", "unpack_halves", "unpack_vectors"]


def pack_terms(terms: Sequence[str]) -> bytes:
    """Distinct terms as 32-bit numbers, then their counts in 8 bits."""
    ids, counts = np.unique(term_ids(terms), return_counts=True)
    return bytes(ids.astype(np.uint32).tobytes() + np.minimum(counts, 255).astype(np.uint8).tobytes())


def pack_vectors(vectors: Vectors) -> bytes:
    """Vectors in 8 bits a value: for each row a float32 scale, then int8 values."""
    rows = np.atleast_2d(np.asarray(vectors, dtype=np.float32))
    if not rows.size:
        return b""
    scales = np.abs(rows).max(axis=1).astype(np.float32) / 127.0
    values = np.rint(rows / np.where(scales > 0, scales, 1)[:, None]).astype(np.int8)
    return bytes(scales.tobytes() + values.tobytes())


def unpack_halves(packed: Sequence[bytes]) -> Vectors:
    """Vectors of 16 bits a value as a matrix, shape (n, d)."""
    if not packed:
        return np.empty((0, 0), np.float32)
    return np.frombuffer(b"".join(packed), np.float16).reshape(len(packed), -1).astype(np.float32)


def unpack_vectors(data: bytes, rows: int) -> Vectors:
    """What `pack_vectors` packed, shape (rows, d)."""
    return unpack_each([data], [rows])[0]


def unpack_each(packed: Sequence[bytes], rows: Sequence[int]) -> list[Vectors]:
    """What several calls of `pack_vectors` packed, each of shape (its rows, d); quicker than one after another."""
    told = [(data, count) for data, count in zip(packed, rows, strict=True) if count]
    if not told:
        return [np.empty((0, 0), np.float32) for _ in rows]
    scales = np.concatenate([np.frombuffer(data, np.float32, count) for data, count in told])
    values = np.concatenate([np.frombuffer(data, np.int8, offset=4 * count) for data, count in told])
    vectors = values.reshape(len(scales), -1).astype(np.float32)
    vectors *= scales[:, None]
    ends = np.cumsum(rows).tolist()
    return [vectors[end - count : end] for count, end in zip(rows, ends, strict=True)]
