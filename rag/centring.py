"""What all questions of a language have in common, so that it can be taken away.

In a multilingual model some passages are near to any question whatever ("hubs": Radovanović, Nanopoulos, Ivanović,
"Hubs in space", 2010), those in the question's own language most of all. A few questions about nothing in particular
tell which: as far as a passage is near to those, its nearness says little.
"""

from __future__ import annotations

import threading

import numpy as np

from embeddings.embedder import Embedder, Vectors, shows_tokens
from rag.references import QUESTIONS

__all__ = ["QuestionCentre"]


class QuestionCentre:
    """What questions of a language have in common; found out when first asked for. Safe to use from threads.

    Args:
        embedder: the model that questions are embedded with.
        weight: how much of their mean is taken away from an embedding, from 0.0 (nothing) to 1.0.
    """

    def __init__(self, embedder: Embedder, weight: float) -> None:
        self._embedder = embedder
        self._weight = weight
        self._lock = threading.Lock()
        self._means: dict[str, tuple[Vectors, Vectors | None]] = {}

    def of(self, language: str) -> Vectors:
        """What to take away from the embedding of a question in `vi`, `en` or `lo`, shape (d,)."""
        return self._weight * self._mean(language)[0]

    def of_tokens(self, language: str) -> Vectors | None:
        """The mean of the tokens of questions in a language, shape (d,); None where the model shows none."""
        return self._mean(language)[1]

    def _mean(self, language: str) -> tuple[Vectors, Vectors | None]:
        with self._lock:
            if language not in self._means:
                if shows_tokens(self._embedder):
                    vectors, tokens = self._embedder.embed_queries_and_tokens(QUESTIONS[language])
                    self._means[language] = (
                        vectors.mean(axis=0),
                        np.concatenate([seen.vectors for seen in tokens]).mean(axis=0),
                    )
                else:
                    self._means[language] = self._embedder.embed_queries(QUESTIONS[language]).mean(axis=0), None
            return self._means[language]
