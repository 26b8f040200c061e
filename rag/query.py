"""A question made ready, and what a search found for it: what finding hands to answering and refusing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rag.datatypes import Hit
from rag.scoring import WordMatch

if TYPE_CHECKING:
    from embeddings.embedder import Vectors

__all__ = ["Query", "Retrieved"]

_UNSEEN = np.empty((0, 0), np.float32)


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready.

    Attributes:
        text: the reading that was searched for.
        understood: the same, where it is not what was typed; else None.
        vector: its embedding, less what all questions have in common, shape (d,).
        match: its words.
        topic: its words without the time that it names: an article need not repeat that in every sentence.
        language: that it is asked in.
        tokens: its tokens, as `rag.interaction.asked_tokens` has them; None where the model shows none.
        lift: what the cosines with `vector` miss on average; added to them, they read like plain cosines again.
        telling: how much each of the tokens tells (`rag/weighing.py`), shape (t,); known once passages were found, and
            None without tokens.
        met: how well each of the tokens is met by each sentence of the passages that were found, by their places in
            articles; see `meets`.
    """

    text: str
    understood: str | None
    vector: Vectors
    match: WordMatch
    topic: WordMatch
    language: str = "vi"
    tokens: Vectors | None = None
    lift: float = 0.0
    telling: npt.NDArray[np.float64] | None = None
    met: Mapping[tuple[str, int], Vectors] = field(default_factory=dict)

    def meets(self, hit: Hit) -> Vectors:
        """How well each of its tokens is met by each sentence of a passage, as `rag.interaction.Met.found`.

        Returns:
            Shape (s, t); (0, 0) where that was not looked at.
        """
        return self.met.get((hit.source, hit.start), _UNSEEN)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What a search found.

    Attributes:
        query: the question as it was understood.
        hits: passages, best first.
        unranked: the same search without the reranker, where there is one: what tells whether the question is answered.
    """

    query: Query
    hits: tuple[Hit, ...]
    unranked: tuple[Hit, ...] | None = None

    @property
    def evidence(self) -> tuple[Hit, ...]:
        """The hits as the scores alone have them, which `rag/confidence.py` was calibrated on."""
        return self.hits if self.unranked is None else self.unranked
