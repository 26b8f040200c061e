"""Documents into the store: what is embedded, what waits, and what is told when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEmbedder

from rag.datatypes import Document
from rag.files.chunking import Chunker
from rag.finding.centring import ReferenceMeans
from rag.ingesting import Ingester
from rag.storage.store import Store

RAIN, SUN = "Mưa lớn ở bản Sậy.", "Nắng to ở bản Vạc."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store.sqlite")
    yield opened
    opened.close()


class Ingesting:
    """An ingester, what it told, and what its model was asked for."""

    def __init__(self, store: Store) -> None:
        self.told: list[str] = []
        self.embedder = FakeEmbedder(max_tokens=16)
        chunker = Chunker(self.embedder.count_tokens, 16)
        self.ingester = Ingester(store, self.embedder, chunker, ReferenceMeans(self.embedder), self.told.append)

    def put(self, source: str, text: str) -> None:
        self.ingester.put(Document(source, source, None, text), source.encode(), len(text), 7, 8)

    @property
    def counted(self) -> tuple[int, int, int]:
        return self.ingester.split, self.ingester.stored, self.ingester.embedded


def test_small_documents_wait_for_each_other_and_a_large_one_does_not(store: Store) -> None:
    one = Ingesting(store)
    for number in range(15):
        one.put(f"{number}.txt", f"{RAIN} {number}")
    assert (one.told, one.counted, one.embedder.documents) == ([], (15, 0, 0), [])
    one.put("15.txt", RAIN)
    assert (one.told, one.counted) == ([f"{number}.txt" for number in range(16)], (16, 16, 16))
    one.put("large.txt", "\n\n".join(f"{SUN * 3} {number}" for number in range(20)))
    assert one.told[-1] == "large.txt"
    assert one.counted == (36, 36, 36)


def test_what_waits_is_stored_at_the_end_with_the_state_of_its_file(store: Store) -> None:
    one = Ingesting(store)
    one.put("a.txt", RAIN)
    one.ingester.finish()
    assert (one.told, one.counted) == (["a.txt"], (1, 1, 1))
    with store.snapshot() as snapshot:
        assert snapshot.files() == {"a.txt": (len(RAIN), 7, 8)}
        assert snapshot.content_hashes(["a.txt"])["a.txt"] == b"a.txt"
        [record] = snapshot.chunks_of("a.txt")
    [vector] = one.embedder.embed_documents([RAIN])
    assert np.allclose(record.vector, vector, atol=0.01)
    assert record.sentences.tolist() == [[0, len(RAIN)]]


def test_without_documents_the_model_is_not_asked(store: Store) -> None:
    one = Ingesting(store)
    one.embedder.fail_at = 0
    one.ingester.finish()
    assert one.counted == (0, 0, 0)


def test_a_text_is_embedded_once(store: Store) -> None:
    one = Ingesting(store)
    one.put("a.txt", f"{RAIN} {SUN}")
    one.put("b.txt", f"{RAIN} {SUN}")
    one.put("c.txt", RAIN)
    one.ingester.finish()
    assert sorted(one.embedder.documents) == sorted([f"{RAIN} {SUN}", RAIN, SUN])
    assert one.counted == (3, 3, 2)
    again = Ingesting(store)
    again.put("d.txt", f"{RAIN} {SUN}")
    again.ingester.finish()
    assert (again.embedder.documents, again.counted) == ([], (1, 1, 0))


def test_what_one_file_lost_another_may_have(store: Store) -> None:
    one = Ingesting(store)
    one.put("a.txt", RAIN)
    one.put("b.txt", SUN)
    one.ingester.finish()
    asked = list(one.embedder.documents)
    one.put("a.txt", SUN)
    one.ingester.finish()
    one.put("b.txt", RAIN)  # which no file has any more
    one.ingester.finish()
    assert one.embedder.documents == asked
    with store.snapshot() as snapshot:
        assert snapshot.document("b.txt").text == RAIN
