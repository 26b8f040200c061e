"""Vectors in 8 bits a value, each row with what one of its steps is worth; packing again changes nothing.

For the index file and, through `rag/storage/packing.py`, for the store.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from embeddings.embedder import Vectors

__all__ = ["Steps", "Values", "pack_rows", "unpack_rows"]

Steps = npt.NDArray[np.float16]
Values = npt.NDArray[np.int8]


def pack_rows(vectors: Vectors) -> tuple[Steps, Values]:
    """The steps, shape (n,), and the values from -127 to 127, shape (n, d), of vectors, shape (n, d)."""
    steps = (np.abs(vectors).max(axis=1, initial=0) / 127).astype(np.float16)
    wide = np.where(steps > 0, steps, 1).astype(np.float32)[:, None]
    return steps, np.clip(np.rint(vectors / wide), -127, 127).astype(np.int8)


def unpack_rows(steps: Steps, values: Values) -> Vectors:
    """The vectors that `pack_rows` packed."""
    vectors = values.astype(np.float32)
    vectors *= steps.astype(np.float32)[:, None]
    return vectors
