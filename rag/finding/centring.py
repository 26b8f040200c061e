"""What all texts of a language have in common, so that it can be taken away.

In a multilingual model some passages are near to any question whatever ("hubs": Radovanović, Nanopoulos, Ivanović,
"Hubs in space", 2010), those in the question's own language most of all. A few questions about nothing in particular
tell which: as far as a passage is near to those, its nearness says little. So it is with the tokens of texts.

The bundled model's are shipped (`means.npz`, made by `benchmarks/means.py`); another model's are found out by syncs
and kept in the store.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.embedder import Embedder, Vectors, shows_tokens
from embeddings.tokens import Tokens
from rag.finding.references import DOCUMENTS, QUESTIONS

__all__ = ["DIGEST", "SHIPPED", "ReferenceMeans", "ship", "shipped_means"]

# Of the texts that the means are of.
DIGEST = hashlib.blake2b(repr((QUESTIONS, DOCUMENTS)).encode(), digest_size=8).hexdigest()
SHIPPED = Path(__file__).with_name("means.npz")
_MADE_OF = "made of"
_SPREAD_OVER = ("vi", "en")
_LEVEL = 0.7833  # mean cosine of two of those questions with the bundled model
_LEAST_SPREAD = 0.01  # no model has all texts alike


class ReferenceMeans:
    """The means of what a model makes of the texts of `rag/finding/references.py`. Safe to use from threads.

    Each is found out when first asked for, unless it is known from before.

    Args:
        embedder: the model.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._lock = threading.RLock()
        self._known: dict[str, Vectors] = {}
        self._told: set[str] = set()
        self._shipped = False

    def questions(self, language: str) -> Vectors:
        """The mean of the embeddings of questions in `vi`, `en` or `lo`, shape (d,)."""
        return self._get("questions", language, self._embed_questions)

    def question_tokens(self, language: str) -> Vectors | None:
        """The mean of the tokens of questions in a language, shape (d,); None where the model shows none."""
        if not shows_tokens(self._embedder):
            return None
        return self._get("question tokens", language, self._embed_questions)

    def document_tokens(self, language: str) -> Vectors | None:
        """The mean of the tokens of passages in a language, shape (d,); None where the model shows none."""
        if not shows_tokens(self._embedder):
            return None
        return self._get("document tokens", language, self._embed_documents)

    def _get(self, what: str, language: str, find_out: Callable[[str], None]) -> Vectors:
        with self._lock:
            name = f"{what} {language}"
            if name not in self._known:
                find_out(language)
            return self._known[name]

    def _embed_questions(self, language: str) -> None:
        if shows_tokens(self._embedder):
            vectors, tokens = self._embedder.embed_queries_and_tokens(QUESTIONS[language])
            self._known[f"question tokens {language}"] = _mean(tokens)
        else:
            vectors = self._embedder.embed_queries(QUESTIONS[language])
        self._known[f"questions {language}"] = vectors.mean(axis=0)

    def _embed_documents(self, language: str) -> None:
        assert shows_tokens(self._embedder)
        _, tokens = self._embedder.embed_documents_and_tokens(DOCUMENTS[language])
        self._known[f"document tokens {language}"] = _mean(tokens)

    def complete_questions(self) -> None:
        """Find out those of questions in every language: which will be asked in is not known beforehand."""
        for language in QUESTIONS:
            self.questions(language)
            self.question_tokens(language)

    def spread(self) -> float:
        """What a difference of two cosines of this model is of one of the bundled model's, which weights are set for.

        Cosines of texts that have nothing in common are near 0.8 with one model and near 0.2 with another; what is the
        same has 1.0 with both. So 1 - (1 - c) * spread reads like a cosine of the bundled model.
        """
        if self._shipped:
            return 1.0
        level = float(np.mean([mean @ mean for mean in map(self.questions, _SPREAD_OVER)]))
        return (1 - _LEVEL) / max(1 - level, _LEAST_SPREAD)

    def learn(self, known: Mapping[str, Vectors], *, shipped: bool = False) -> None:
        """Take over means that were found out before, with the same model and texts.

        Args:
            known: by their names.
            shipped: whether they came with the install, and the model with them.
        """
        with self._lock:
            self._shipped = self._shipped or shipped
            self._known = {**known, **self._known}
            self._told |= known.keys()

    def known(self) -> dict[str, Vectors]:
        """All that are known by now, by names of their own."""
        with self._lock:
            return dict(self._known)

    def found(self) -> frozenset[str]:
        """The names of those that were found out here, and not learnt."""
        with self._lock:
            return frozenset(self._known.keys() - self._told)


def _mean(tokens: Sequence[Tokens]) -> Vectors:
    return np.asarray(np.concatenate([seen.vectors for seen in tokens]).mean(axis=0), np.float32)


def shipped_means(fingerprint: str, path: Path = SHIPPED) -> dict[str, Vectors]:
    """The means that come with the install, for `ReferenceMeans.learn`; none for another model than they are of.

    Args:
        fingerprint: of the embedder.
        path: where `ship` wrote them.
    """
    if not path.exists():
        return {}
    with np.load(path, allow_pickle=False) as kept:
        if str(kept[_MADE_OF]) != _made_of(fingerprint):
            return {}
        return {name: kept[name] for name in kept.files if name != _MADE_OF}


def ship(means: ReferenceMeans, fingerprint: str, path: Path = SHIPPED) -> None:
    """Write what `shipped_means` reads."""
    kept: dict[str, Any] = {_MADE_OF: np.array(_made_of(fingerprint)), **means.known()}
    np.savez(path, **kept)


def _made_of(fingerprint: str) -> str:
    return f"{DIGEST} {fingerprint}"
