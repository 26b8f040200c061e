"""Stored chunks unpacked."""

from __future__ import annotations

import numpy as np

from rag.packing import pack_terms, pack_vectors
from rag.records import chunk_records
from rag.words import term_ids


def row(chunk_id: int, *sentences: tuple[int, int]) -> tuple[object, ...]:
    vectors = np.eye(4, dtype=np.float32)[: len(sentences)]
    return (
        *(
            chunk_id,
            7,
            10,
            90,
            1,
            "vi",
            3,
            np.full(4, chunk_id / 4, np.float16).tobytes(),
            pack_terms(["cảng", "cảng"]),
        ),
        *(np.array(sentences, np.int32).tobytes(), pack_vectors(vectors), b"codes"),
    )


def test_rows_become_records_each_with_its_own_sentences() -> None:
    first, empty, last = chunk_records([row(1, (10, 20), (21, 90)), row(2), row(3, (10, 90))])
    assert (first.id, first.document_id, first.start, first.end, first.teaser) == (1, 7, 10, 90, True)
    assert (first.language, first.length, first.tokens) == ("vi", 3, b"codes")
    assert first.vector.tolist() == [0.25] * 4
    assert last.vector.tolist() == [0.75] * 4
    assert (first.term_ids.tolist(), first.term_counts.tolist()) == (term_ids(["cảng"]).tolist(), [2])
    assert first.sentences.tolist() == [[10, 20], [21, 90]]
    assert first.sentence_vectors.tolist() == [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]]
    assert (empty.sentences.shape, len(empty.sentence_vectors)) == ((0, 2), 0)
    assert last.sentence_vectors.tolist() == [[1.0, 0.0, 0.0, 0.0]]


def test_no_rows_are_no_records() -> None:
    assert chunk_records([]) == []
