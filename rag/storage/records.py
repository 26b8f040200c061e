"""Rows of stored chunks as retrieval and syncing need them, their numbers unpacked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from embeddings.embedder import Vectors
from rag.storage.packing import pack_sentences, pack_vector, unpack_sentences, unpack_terms, unpack_vectors

__all__ = ["ChunkRecord", "Embedded", "chunk_records", "embedded"]


@dataclass(frozen=True, slots=True)
class ChunkRecord:
    """A stored chunk, as retrieval needs it.

    Attributes:
        id: the chunk's id, never used for another.
        document_id: the id of its document.
        start: first character in the document's text.
        end: one past the last.
        teaser: whether it stands among teasers of other stories.
        language: the language it is written in, as `rag.text.language` tells it.
        length: number of terms.
        vector: shape (d,), rounded to 8 bits, of length 1.
        term_ids: `rag.text.words.term_ids` of its distinct terms, shape (u,).
        term_counts: how often each occurs, shape (u,).
        sentences: spans in the document's text, shape (s, 2).
        sentence_vectors: shape (s, d), rounded to 4 bits, rows of length 1.
        tokens: as `rag.finding.interaction.TokenCoder` codes them; empty where the model shows none.
    """

    id: int
    document_id: int
    start: int
    end: int
    teaser: bool
    language: str
    length: int
    vector: Vectors
    term_ids: npt.NDArray[np.uint32]
    term_counts: npt.NDArray[np.uint8]
    sentences: npt.NDArray[np.int32]
    sentence_vectors: Vectors
    tokens: bytes = b""


class Embedded(NamedTuple):
    """What a model made of a chunk's text, packed. It is never packed anew, so that it stays what it is.

    Attributes:
        vector: as `rag.storage.packing.pack_vector` packs it.
        sentence_vectors: as `rag.storage.packing.pack_sentences` packs them.
        tokens: as `rag.finding.interaction.TokenCoder` codes them; empty where the model shows none.
    """

    vector: bytes
    sentence_vectors: bytes
    tokens: bytes = b""


def embedded(vector: Vectors, sentence_vectors: Vectors, tokens: bytes = b"") -> Embedded:
    """Pack what a model made of a chunk's text: its vector, shape (d,), those of its sentences, (s, d), its tokens."""
    packed = pack_vector(vector)
    return Embedded(packed, pack_sentences(sentence_vectors, unpack_vectors([packed])[0]), tokens)


def chunk_records(rows: Sequence[Sequence[Any]]) -> list[ChunkRecord]:
    """Rows as records; the vectors of all are unpacked at once, which is quicker than one after another.

    Args:
        rows: id, document_id, start, end, teaser, language, length, vector, terms, sentences, sentence_vectors and
            tokens of each chunk, as the store has them.
    """
    vectors = unpack_vectors([row[7] for row in rows])
    spans = [np.frombuffer(row[9], np.int32).reshape(-1, 2) for row in rows]
    sentence_vectors = unpack_sentences([row[10] for row in rows], [len(each) for each in spans], vectors)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    records = []
    terms = unpack_terms([row[8] for row in rows])
    told = zip(rows, vectors, terms, spans, sentence_vectors, strict=True)
    for row, vector, (ids, counts), sentences, of_sentences in told:
        chunk_id, document_id, start, end, teaser, language, length, *_, tokens = row
        records.append(
            ChunkRecord(
                id=chunk_id,
                document_id=document_id,
                start=start,
                end=end,
                teaser=bool(teaser),
                language=language,
                length=length,
                vector=vector,
                term_ids=ids,
                term_counts=counts,
                sentences=sentences,
                sentence_vectors=of_sentences,
                tokens=tokens,
            )
        )
    return records
