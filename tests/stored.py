"""What a store holds, said without ids, so that two stores can be compared whatever way they came about."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from rag.storage.packing import unpack_sentences, unpack_text, unpack_vectors

__all__ = ["Contents", "assert_same", "contents", "store_path"]

Chunk = tuple[str, int, int]  # source, start, end


@dataclass
class Contents:
    """Everything in a store that an answer can depend on."""

    documents: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    chunks: dict[Chunk, tuple[Any, ...]] = field(default_factory=dict)
    vectors: dict[Chunk, np.ndarray] = field(default_factory=dict)
    sentence_vectors: dict[Chunk, np.ndarray] = field(default_factory=dict)
    tokens: dict[Chunk, np.ndarray] = field(default_factory=dict)  # their signs, 0 or 1
    vocabulary: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    bigrams: dict[tuple[str, str], int] = field(default_factory=dict)
    totals: tuple[int, int] = (0, 0)
    words: dict[Chunk, set[str]] = field(default_factory=dict)  # the full-text index, read back from itself
    failures: dict[str, str] = field(default_factory=dict)


def contents(path: Path) -> Contents:
    """Read all of a store, past the code under test."""
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        return _read(connection)
    finally:
        connection.close()


def _read(connection: sqlite3.Connection) -> Contents:
    found = Contents()
    for source, text, *rest in connection.execute(
        "SELECT source, text, content_hash, size, title, date, published, body_end, pages, signature FROM documents"
    ):
        found.documents[source] = (unpack_text(text), *rest)
    places: dict[int, Chunk] = {}
    for row in connection.execute(
        'SELECT c.id, d.source, c.start, c."end", c.teaser, c.text_hash, c.length, c.terms, c.sentences, c.vector,'
        " c.sentence_vectors, c.tokens FROM chunks c LEFT JOIN documents d ON d.id = c.document_id"
    ):
        place = places[row[0]] = row[1:4]
        assert place not in found.chunks
        found.chunks[place] = row[4:9]
        passages = unpack_vectors([row[9]])
        found.vectors[place] = passages[0]
        [found.sentence_vectors[place]] = unpack_sentences([row[10]], [len(row[8]) // 8], passages)
        found.tokens[place] = np.unpackbits(np.frombuffer(row[11], np.uint8))
    for term, folded, count, chunks in connection.execute("SELECT term, folded, count, chunks FROM vocabulary"):
        found.vocabulary[term] = folded, count, chunks
    for first, second, count in connection.execute(
        "SELECT a.term, b.term, g.count FROM bigrams g LEFT JOIN vocabulary a ON a.id = g.first"
        " LEFT JOIN vocabulary b ON b.id = g.second"
    ):
        found.bigrams[first, second] = count
    found.totals = connection.execute("SELECT chunks, terms FROM totals").fetchone()
    found.failures = dict(connection.execute("SELECT source, reason FROM failures"))

    connection.execute("CREATE VIRTUAL TABLE temp.instances USING fts5vocab('main', 'words', 'instance')")
    words: dict[Chunk, set[str]] = defaultdict(set)
    for term, row_id in connection.execute("SELECT term, doc FROM temp.instances"):
        words[places[row_id]].add(term)
    found.words = dict(words)
    return found


def assert_same(left: Contents, right: Contents) -> None:
    """Both hold the same; vectors within the rounding of their storage."""
    assert left.documents == right.documents
    assert left.chunks == right.chunks
    for name in ("vectors", "sentence_vectors"):
        a, b = getattr(left, name), getattr(right, name)
        assert a.keys() == b.keys()
        for place in a:
            assert a[place].shape == b[place].shape
            assert np.allclose(a[place], b[place], atol=1e-3), (name, place)
    assert left.tokens.keys() == right.tokens.keys()
    for place, signs in left.tokens.items():  # a value near nothing may have either sign
        assert signs.shape == right.tokens[place].shape
        assert not len(signs) or np.mean(signs != right.tokens[place]) < 0.02, place
    assert left.vocabulary == right.vocabulary
    assert left.bigrams == right.bigrams
    assert left.totals == right.totals
    assert left.words == right.words
    assert left.failures == right.failures


def store_path(data_dir: Path) -> Path:
    """The database that answers in a data directory."""
    return data_dir / (data_dir / "current").read_text().strip() / "store.sqlite"
