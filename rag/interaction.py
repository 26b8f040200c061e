"""Late interaction: how well the words of a question are met by words of a passage, in whatever language.

Every token of the question looks for the token of the passage that is nearest to it, and the mean of what they find is
the passage's evidence (Khattab and Zaharia, "ColBERT", 2020). The tokens are those of an inner layer
(`embeddings/tokens.py`), less what all tokens of their language have in common: there `electric charge` is near
`điện tích`, which no list of words tells. Where question and passage are of one language, the words themselves tell
more, and BM25 (`rag/scoring.py`) needs no help.

A passage's tokens are kept as 128 signs each, of as many random directions; a question's stay as they are. The angle
between the two can be read from that (Charikar, "Similarity estimation techniques from rounding algorithms", 2002),
less surely, but in a hundredth of the room.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from embeddings.embedder import TokenEmbedder, Vectors
from rag.language import language_of
from rag.references import DOCUMENTS
from rag.references import VERSION as REFERENCES

__all__ = ["VERSION", "TokenCoder", "asked_tokens", "met"]

VERSION = f"tokens-1, {REFERENCES}"  # raised when a passage is coded otherwise
_SIGNS = 128
_SEED = 2


class TokenCoder:
    """Codes the tokens of passages. Safe to use from threads.

    Args:
        embedder: the model that they come from.
    """

    def __init__(self, embedder: TokenEmbedder) -> None:
        self._embedder = embedder
        self._lock = threading.Lock()
        self._means: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[Vectors, bytes]]:
        """For each passage its vector, shape (d,), and its tokens as `code` codes them."""
        vectors, tokens = self._embedder.embed_documents_and_tokens(texts)
        for text, vector, seen in zip(texts, vectors, tokens, strict=True):
            yield vector, self.code(seen, language_of(text))

    def code(self, tokens: Vectors, language: str) -> bytes:
        """A passage's tokens, shape (t, d), as 16 bytes each.

        Args:
            tokens: of the passage.
            language: that it is written in, `vi`, `en` or `lo`.
        """
        if not len(tokens):
            return b""
        signs = (tokens - self._mean(language)) @ _directions(tokens.shape[1]) > 0
        return np.packbits(signs, axis=1).tobytes()

    def _mean(self, language: str) -> Vectors:
        with self._lock:
            if language not in self._means:
                _, tokens = self._embedder.embed_documents_and_tokens(DOCUMENTS[language])
                self._means[language] = np.concatenate(tokens).mean(axis=0)
            return self._means[language]


def asked_tokens(tokens: Vectors, mean: Vectors) -> Vectors:
    """A question's tokens made ready for `met`.

    Args:
        tokens: of the question, shape (t, d).
        mean: what the tokens of questions have in common, shape (d,).

    Returns:
        Shape (t, 128).
    """
    projected = (tokens - mean) @ _directions(len(mean))
    lengths = np.linalg.norm(projected, axis=1, keepdims=True) * np.sqrt(_SIGNS)
    return np.asarray(projected / np.maximum(lengths, 1e-9), np.float32)


def met(asked: Vectors, coded: Sequence[bytes]) -> npt.NDArray[np.float64]:
    """How well a question's tokens are met by each passage's: -1.0 to 1.0, 0.0 without tokens; shape (len(coded),).

    Args:
        asked: what `asked_tokens` made of the question.
        coded: what `TokenCoder.code` made of the passages.
    """
    evidence = np.zeros(len(coded))
    told = [place for place, code in enumerate(coded) if code]
    if not told or not len(asked):
        return evidence
    packed = np.frombuffer(b"".join(coded[place] for place in told), np.uint8).reshape(-1, _SIGNS // 8)
    signs = np.unpackbits(packed, axis=1).astype(np.float32)
    # With bits for signs, twice what the set ones give less what all would
    nearness = 2 * (signs @ asked.T) - asked.sum(axis=1)
    starts = np.cumsum([0, *(len(coded[place]) * 8 // _SIGNS for place in told[:-1])])
    evidence[told] = np.maximum.reduceat(nearness, starts, axis=0).mean(axis=1)
    return evidence


@lru_cache(maxsize=4)
def _directions(dimension: int) -> Vectors:
    """Random directions, shape (dimension, 128): the same on every machine, as an index may be moved to another."""
    choose = random.Random(_SEED)
    signs = [[1 if choose.getrandbits(1) else -1 for _ in range(_SIGNS)] for _ in range(dimension)]
    return np.array(signs, np.float32)
