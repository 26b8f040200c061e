"""The ways to read a question, over a store of a few words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from storing import put

from rag.finding.readings import readings_of
from rag.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store.sqlite")
    put(opened, "a.txt", "Chợ phiên ở Khăm Muộn bán mật ong.\nGiá lợn ở Khăm Muộn tăng.")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "language", "readings"),
    [
        ("Chợ phiên bán gì?", "vi", ["Chợ phiên bán gì?"]),
        ("cho phien ban gi", "vi", ["cho phien ban gi", "chợ phiên bán gì"]),
        ("Chợ phiên ở Khammouane bán gì?", "vi", ["Chợ phiên ở Khammouane bán gì?", "Chợ phiên ở Khăm Muộn bán gì?"]),
        ("Giá heo bao nhiêu?", "vi", ["Giá heo bao nhiêu?", "Giá lợn bao nhiêu?"]),
        ("Honey in Kham Muon?", "en", ["Honey in Kham Muon?", "Honey in Khăm Muộn?"]),
    ],
)
def test_a_question_is_read_as_the_articles_have_it(
    store: Store, question: str, language: str, readings: list[str]
) -> None:
    with store.snapshot() as snapshot:
        assert readings_of(question, snapshot, language)[0] == readings
