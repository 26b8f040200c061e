"""What a search makes on its way to its hits, kept so that it can be explained; nothing of it is made for that."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rag.text.words import has_marks

if TYPE_CHECKING:
    from embeddings.embedder import Vectors
    from rag.datatypes import Document
    from rag.finding.query import Query, Retrieved
    from rag.finding.timing import AskedTime
    from rag.storage.records import ChunkRecord
    from rag.text.spelling import Respelling

__all__ = ["Ranking", "Trace", "shown"]

_UNMARKED = 0.02  # by how much Vietnamese as it is typed without marks must be better than it is with them

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates for one reading of a question.

    Attributes:
        query: the reading.
        records: the candidates, by id; everything else is in their order.
        similarities: cosines of their sentences, each of shape (s,).
        met: how well the question's tokens are met by their sentences, each of shape (s,).
        found: the same for each token alone, each of shape (s, t); (0, 0) where that was not looked at.
        scores: shape (n,).
        evidence: what the scores were made of, by the names in `rag/finding/explanation.py`, each of shape (n,).
        by_meaning: ids that the index found, nearest first.
        by_words: ids that the full text found, best first.
    """

    query: Query
    records: list[ChunkRecord]
    similarities: list[Floats]
    met: list[Floats]
    found: list[Vectors]
    scores: Floats
    evidence: dict[str, Floats]
    by_meaning: list[int]
    by_words: list[int]

    def best(self) -> float:
        """The best score, by which a reading is taken.

        Of Vietnamese without marks, which tells a model little, that of a Vietnamese passage, and somewhat less: its
        vectors lie nearer to everything.
        """
        if self.query.language != "vi" or has_marks(self.query.text):
            return float(self.scores.max(initial=-1.0))
        scores = self.scores[np.array([record.language == "vi" for record in self.records], bool)]
        return float(scores.max(initial=-1.0)) - _UNMARKED


@dataclass(frozen=True, slots=True)
class Trace:
    """How a search came to its hits: what it made on the way, for `rag/explaining.py`.

    Attributes:
        retrieved: what it found.
        rankings: one for each reading: as typed, with diacritics, with names respelt.
        best: the best score of each, by which one was taken.
        names: the names of each that articles spell in another way.
        taken: which of them.
        asked: the time that it names.
        order: places in the ranking of the passages whose text was looked at, best first.
        kept: documents that stay, with those that gave way to each (`rag/storage/duplicates.py`).
        documents: those of the passages in `order`, by id.
        liked: what the reranker said of the best of them, by place in the ranking.
        allowed: ids of the passages in the scope; None for all.
    """

    retrieved: Retrieved
    rankings: Sequence[Ranking]
    best: Sequence[float]
    names: Sequence[Sequence[Respelling]]
    taken: int
    asked: AskedTime
    order: Sequence[int]
    kept: Mapping[int, Sequence[int]]
    documents: Mapping[int, Document]
    liked: Mapping[int, float]
    allowed: Sequence[int] | None

    @property
    def ranking(self) -> Ranking:
        """The ranking that was taken."""
        return self.rankings[self.taken]

    @property
    def shown(self) -> list[int]:
        """Places in it of the passages that could be hits, best first."""
        return shown(self.ranking, self.order, self.kept)


def shown(ranking: Ranking, order: Sequence[int], kept: Container[int]) -> list[int]:
    """Those of some places in a ranking whose documents stay."""
    return [i for i in order if ranking.records[i].document_id in kept]
