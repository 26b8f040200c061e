"""A store and its index, filled line by line over the fake model, and what a search of them must come to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np
from fakes import FakeEmbedder
from storing import embedded

from embeddings.embedder import Vectors
from embeddings.reranker import Reranker
from rag.config import Config
from rag.datatypes import Document, Hit
from rag.finding.centring import ReferenceMeans
from rag.finding.query import Retrieved
from rag.finding.retrieval import Retriever
from rag.finding.scoring import WordMatch
from rag.storage import records
from rag.storage.indexing import IndexCache
from rag.storage.packing import unpack_sentences, unpack_vectors
from rag.storage.store import Store
from rag.text.language import telling
from rag.text.words import terms

__all__ = ["BAKERY", "CLOSE", "HARBOUR", "MARKET", "PAIR_WEIGHT", "TODAY", "TOLD", "Library", "opened"]

TODAY = date(2025, 3, 1)
PAIR_WEIGHT = 0.04
CLOSE = 1e-5
MARKET = "Chợ phiên họp sáng chủ nhật. Chợ bán mật ong và vải lanh."
BAKERY = "The old bakery won a silver medal. It is in Hà Nội."
TOLD = "Sáng nay đoàn thuyền cá đầu tiên về bến Cồn Vành sau bảy ngày ra khơi, mỗi thuyền chở gần hai tấn cá thu lớn."
HARBOUR = "Cảng mới mở cửa. Tàu đầu tiên cập cảng lúc bình minh.\nCảng nằm cạnh đèn biển."


class Library:
    """A store and its index, filled line by line; a line is a chunk."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder / "store.sqlite")
        self.index = IndexCache(folder / "vectors.faiss", 32)
        self.model = FakeEmbedder(32)
        self.means = ReferenceMeans(self.model)

    def put(self, source: str, text: str, published: date | None = None, body_end: int = -1) -> None:
        document = Document(source, text.split("\n")[0], None, text, published, body_end)
        self.store.put(document, embedded(document), content_hash=b"x", size=1, mtime_ns=1, ctime_ns=1)

    def retriever(self, reranker: Reranker | None = None, **settings: float) -> Retriever:
        """One that takes nothing away from questions, unless it is told to, so that cosines are as they are."""
        config = Config(**{"centre_weight": 0.0, **settings})  # type: ignore[arg-type]
        return Retriever(self.model, self.index, config, self.means, TODAY, reranker)

    def find(self, question: str, k: int = 10, **settings: float) -> Retrieved:
        with self.store.snapshot() as snapshot:
            return self.retriever(**settings).search(question, snapshot, k)

    def search(self, question: str, k: int = 10, **settings: float) -> list[Hit]:
        return list(self.find(question, k, **settings).hits)

    def words(self, question: str, passage: str) -> tuple[float, float]:
        """B and P of `rag/finding/scoring.py`."""
        asked, held = telling(terms(question)), terms(passage)
        with self.store.snapshot() as snapshot:
            chunks, length, _ = snapshot.totals()
            match = WordMatch(asked, snapshot.chunk_frequencies(asked), chunks, length / chunks)
            return match.score_terms(held), match.together(held)

    def kept(self, passage: str, sentences: list[str]) -> tuple[Vectors, Vectors]:
        """The vectors of a passage and of its sentences, as exact as the store keeps them."""
        vectors = self.model.embed_documents([passage, *sentences])
        packed = records.embedded(vectors[0], vectors[1:])
        passages = unpack_vectors([packed.vector])
        rows = unpack_sentences([packed.sentence_vectors], [len(sentences)], passages)[0]
        return passages[0] / np.linalg.norm(passages[0]), rows

    def cosines(self, question: str, passage: str, sentences: list[str]) -> tuple[float, list[float]]:
        """Of a passage and of its sentences with a question."""
        [asked] = self.model.embed_queries([question])
        vector, rows = self.kept(passage, sentences)
        return float(vector @ asked), (rows @ asked).tolist()

    def expected(self, question: str, hit: Hit, weight: float = 0.1) -> float:
        """The formula, from the texts alone."""
        meaning, sentences = self.cosines(question, hit.text, [s.text for s in hit.sentences])
        sentence = max(sentences)
        words, pairs = self.words(question, hit.text)
        evidence = 0.4 * meaning + 0.6 * sentence + weight * words + PAIR_WEIGHT * pairs
        return evidence / (1 + weight + PAIR_WEIGHT)


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    library = Library(folder)
    try:
        yield library
    finally:
        library.store.close()
