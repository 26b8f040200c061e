"""Whether the passages answer the question at all: one number from 0 to 1.

A logistic regression over a few signals of the search; its weights come from `benchmarks/calibrate.py`, which asks
development questions with and without the article that answers them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.datatypes import Hit
from rag.words import terms

if TYPE_CHECKING:
    from rag.retrieval import Query

__all__ = ["SIGNALS", "confidence", "signals"]

SIGNALS = ("similarity", "sentence", "words", "covered", "margin")
_WEIGHTS = (0.0, 0.0, 0.0, 0.0, 0.0)
_INTERCEPT = 1.0


def signals(query: Query, hits: Sequence[Hit]) -> tuple[float, ...]:
    """The values of `SIGNALS` for what a search found; `hits` must not be empty."""
    best = hits[0]
    sentence = max((s for hit in hits[:3] for s in hit.sentences), key=lambda s: s.similarity, default=None)
    words = terms(best.text)
    return (
        best.score,
        sentence.similarity if sentence else 0.0,
        query.match.score_terms(words),
        query.match.covered(words),
        best.score - (hits[4].score if len(hits) > 4 else hits[-1].score),
    )


def confidence(query: Query, hits: Sequence[Hit]) -> float:
    """From 0.0 (nothing to do with the question) to 1.0; 0.0 without hits."""
    if not hits:
        return 0.0
    z = _INTERCEPT + sum(weight * value for weight, value in zip(_WEIGHTS, signals(query, hits), strict=True))
    return 1 / (1 + math.exp(-z))
