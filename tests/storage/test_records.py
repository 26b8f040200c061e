"""Stored chunks unpacked."""

from __future__ import annotations

import numpy as np
import pytest

from rag.storage.packing import pack_terms
from rag.storage.records import chunk_records, embedded
from rag.text.words import term_ids


def row(chunk_id: int, *sentences: tuple[int, int]) -> tuple[object, ...]:
    packed = embedded(np.full(4, chunk_id / 4, np.float32), np.eye(4, dtype=np.float32)[: len(sentences)], b"codes")
    spans = np.array(sentences, np.int32).tobytes()
    return (chunk_id, 7, 10, 90, 1, "vi", 3, packed.vector, pack_terms(["cảng", "cảng"]), spans, *packed[1:])


def test_rows_become_records_each_with_its_own_sentences() -> None:
    first, empty, last = chunk_records([row(1, (10, 20), (21, 90)), row(2), row(3, (10, 90))])
    assert (first.id, first.document_id, first.start, first.end, first.teaser) == (1, 7, 10, 90, True)
    assert (first.language, first.length, first.tokens) == ("vi", 3, b"codes")
    assert first.vector == pytest.approx([0.5] * 4)
    assert last.vector == pytest.approx([0.5] * 4)  # of length 1
    assert (first.term_ids.tolist(), first.term_counts.tolist()) == (term_ids(["cảng"]).tolist(), [2])
    assert first.sentences.tolist() == [[10, 20], [21, 90]]
    assert first.sentence_vectors == pytest.approx(np.eye(4)[:2], abs=0.05)
    assert (empty.sentences.shape, len(empty.sentence_vectors)) == ((0, 2), 0)
    assert last.sentence_vectors == pytest.approx(np.eye(4)[:1], abs=0.05)


def test_no_rows_are_no_records() -> None:
    assert chunk_records([]) == []
