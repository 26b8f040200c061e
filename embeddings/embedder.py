"""Text to vectors: the Embedder protocol and its sentence-transformers implementation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Embedder", "Vectors"]

Vectors: TypeAlias = npt.NDArray[np.float32]


class Embedder(Protocol):
    """What turns questions and documents into vectors of one space.

    Attributes:
        dimension: length d of every vector.
        fingerprint: names model and revision; vectors of two fingerprints are never compared.
        max_tokens: how many tokens of a text the model sees, its own special tokens and prompt aside.
    """

    @property
    def dimension(self) -> int: ...

    @property
    def fingerprint(self) -> str: ...

    @property
    def max_tokens(self) -> int: ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions: float32, shape (len(texts), dimension), rows of length 1."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed passages or sentences: float32, shape (len(texts), dimension), rows of length 1."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many of the model's tokens `text` has, without special tokens and prompt."""
        ...
