"""Late interaction: how well the words of a question are met by words of a passage, in whatever language.

Every token of the question looks for the token of the passage that is nearest to it, and the mean of what they find is
the passage's evidence (Khattab and Zaharia, "ColBERT", 2020). The tokens are those of an inner layer
(`embeddings/tokens.py`), less what all tokens of their language have in common: there `electric charge` is near
`điện tích`, which no list of words tells. Where question and passage are of one language, the words themselves tell
more, and BM25 (`rag/finding/scoring.py`) needs no help.

A passage's tokens are kept as 128 signs each, of as many random directions; a question's stay as they are. The angle
between the two can be read from that (Charikar, "Similarity estimation techniques from rounding algorithms", 2002),
less surely, but in a hundredth of the room; more surely where the directions are orthogonal (Ji and others, "Super-bit
locality-sensitive hashing", 2012). A token that comes again in a passage is kept as it was the first time.
How many belong to each sentence is kept, too: what a sentence meets alone, and together with the one before, tells
which sentences answer (`rag/answers/choosing.py`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from embeddings.embedder import TokenEmbedder, Vectors
from embeddings.tokens import Tokens
from rag.finding.centring import ReferenceMeans
from rag.finding.references import VERSION as REFERENCES
from rag.text.language import language_of

__all__ = ["VERSION", "Met", "TokenCoder", "alone_and_together", "asked_tokens", "how_far_met", "met"]

VERSION = f"tokens-4, {REFERENCES}"  # raised when a passage is coded otherwise
_SIGNS = 128
_SEED = 2
_SHARPNESS = 0.05  # how quickly a token is met beyond the nearness at which it half is
_FIRST = np.zeros(0, np.intp)  # one passage: before its first sentence stands none

Floats = npt.NDArray[np.float64]


class TokenCoder:
    """Codes the tokens of passages. Safe to use from threads.

    Args:
        embedder: the model that they come from.
        means: what its tokens have in common.
    """

    def __init__(self, embedder: TokenEmbedder, means: ReferenceMeans) -> None:
        self._embedder = embedder
        self._means = means

    def embed(self, texts: Sequence[str], sentences: Sequence[Sequence[int]]) -> Iterator[tuple[Vectors, bytes]]:
        """For each passage its vector, shape (d,), and its tokens as `code` codes them.

        Args:
            texts: the passages.
            sentences: for each, as `code` takes them.
        """
        vectors, tokens = self._embedder.embed_documents_and_tokens(texts)
        for text, ends, vector, seen in zip(texts, sentences, vectors, tokens, strict=True):
            yield vector, self.code(seen, ends, language_of(text))

    def code(self, tokens: Tokens, sentences: Sequence[int], language: str) -> bytes:
        """A passage's tokens; nothing where there are none.

        In the order of the bytes: how many of them differ (16 bits); how many each sentence has (16 bits each); for
        each token in turn whether it comes for the first time (a bit); for each that comes again, which of those that
        differ it is (8 bits, or 16 where more than 256 differ); the signs of those that differ, as they come (16 bytes
        each).

        Args:
            tokens: of the passage.
            sentences: where each of its sentences ends, in the text of the passage; none is taken for a single one.
            language: that it is written in, `vi`, `en` or `lo`.
        """
        if not len(tokens.vectors):
            return b""
        mean = self._means.document_tokens(language)
        assert mean is not None, "the embedder shows tokens"
        met_before: dict[int, int] = {}
        which = np.array([met_before.setdefault(token_id, len(met_before)) for token_id in tokens.ids.tolist()])
        first = np.diff(np.maximum.accumulate([-1, *which])) > 0
        signs = (tokens.vectors[first] - mean) @ _directions(tokens.vectors.shape[1]) > 0
        groups = max(len(sentences), 1)
        places = np.minimum(np.searchsorted(np.asarray(sentences, np.int64), tokens.ends), groups - 1)
        counts = np.array([len(signs), *np.bincount(places, minlength=groups)], "<u2")
        again = which[~first].astype(_number(len(signs)))
        return b"".join(part.tobytes() for part in (counts, np.packbits(first), again, np.packbits(signs, axis=1)))


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


@dataclass(frozen=True, slots=True)
class Met:
    """How well each of a question's tokens is met by every sentence of passages: by the nearest of its tokens.

    Attributes:
        found: shape (sentences of all passages, q), from -1.0 to 1.0: -1.0 for a sentence without tokens, 0.0
            throughout for a passage without.
        starts: where the sentences of each passage begin; every passage has one at least.
    """

    found: Vectors
    starts: npt.NDArray[np.intp]

    def by_passages(self) -> Floats:
        """How well the question's tokens are met on average by each passage, shape (p,)."""
        if not self.found.size:
            return np.zeros(len(self.starts))
        return np.asarray(np.maximum.reduceat(self.found, self.starts, axis=0).mean(axis=1), np.float64)

    def by_sentences(self) -> list[Floats]:
        """How well they are met by each sentence of each passage: the mean of alone and together with the one before.

        Returns:
            For each passage shape (its sentences or 1,).
        """
        if not self.found.size:
            return np.split(np.zeros(len(self.found)), self.starts[1:]) if len(self.starts) else []
        mean = alone_and_together(self.found, self.starts).mean(axis=1)
        return np.split(np.asarray(mean, np.float64), self.starts[1:])


def met(asked: Vectors, coded: Sequence[bytes], sentences: Sequence[int]) -> Met:
    """What a question's tokens meet in passages.

    Args:
        asked: what `asked_tokens` made of the question, shape (q, 128).
        coded: what `TokenCoder.code` made of the passages.
        sentences: how many sentences each of them has.
    """
    groups = [max(count, 1) for count in sentences]
    starts = np.cumsum([0, *groups])[:-1]
    found = np.full((sum(groups), len(asked)), -1.0, np.float32)
    counts, which, packed, before = np.zeros(len(found), np.int64), [], [], 0
    for code, count, start in zip(coded, groups, starts.tolist(), strict=True):
        if code:
            differ, *of_sentences = np.frombuffer(code, "<u2", 1 + count).tolist()
            counts[start : start + count] = of_sentences
            total, at = sum(of_sentences), 2 + 2 * count
            first = np.unpackbits(np.frombuffer(code, np.uint8, (total + 7) // 8, at), count=total)
            again = np.frombuffer(code, _number(differ), total - differ, at + (total + 7) // 8)
            each = np.cumsum(first, dtype=np.int64) - 1
            each[first == 0] = again
            which.append(each + before)
            packed.append(code[len(code) - _SIGNS // 8 * differ :])
            before += differ
        else:
            found[start : start + count] = 0.0
    filled = np.flatnonzero(counts)
    if len(filled) and len(asked):
        signs = np.unpackbits(np.frombuffer(b"".join(packed), np.uint8).reshape(-1, _SIGNS // 8), axis=1)
        # With bits for signs, twice what the set ones give less what all would
        nearness = 2 * (signs.astype(np.float32) @ asked.T) - asked.sum(axis=1)
        firsts = np.cumsum([0, *counts[filled][:-1]])
        found[filled] = np.maximum.reduceat(nearness[np.concatenate(which)], firsts, axis=0)
    return Met(found, starts)


def alone_and_together(found: npt.NDArray[Any], starts: npt.NDArray[np.intp] = _FIRST) -> npt.NDArray[Any]:
    """What sentences meet: the mean of what each does alone, and together with the one before it, shape (s, t).

    Args:
        found: as `Met.found`, of one passage or of several.
        starts: where the sentences of each passage begin: what stands before these is of another.
    """
    together = found.copy()
    together[1:] = np.maximum(found[1:], found[:-1])
    together[starts] = found[starts]
    return np.asarray((found + together) / 2)


def how_far_met(nearness: npt.ArrayLike, half: float) -> Floats:
    """Whether tokens are met, from 0.0 (not at all) to 1.0: half where they are as near as `half`, and soon more."""
    return np.asarray(1 / (1 + np.exp((half - np.asarray(nearness, np.float64)) / _SHARPNESS)))


def _number(differ: int) -> str:
    """The form of a number that tells one of so many."""
    return "u1" if differ <= 256 else "<u2"


@lru_cache(maxsize=4)
def _directions(dimension: int) -> Floats:
    """Random directions, shape (dimension, 128), as many orthogonal at a time as there are dimensions.

    The same on every machine, as an index may be moved to another.
    """
    choose = random.Random(_SEED)
    signs = np.array([[1.0 if choose.getrandbits(1) else -1.0 for _ in range(_SIGNS)] for _ in range(dimension)])
    some = np.split(signs, range(dimension, _SIGNS, dimension), axis=1)
    return np.hstack([np.linalg.qr(each)[0] for each in some])
