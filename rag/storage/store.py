"""The durable truth: documents, chunks, vectors and words in one SQLite file.

Readers take a `snapshot`. One writer at a time (`rag/syncing.py` holds the lock) changes whole documents in one
transaction. The store's generation grows with every change of chunks.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from embeddings.embedder import Vectors
from rag.datatypes import Chunk, Document
from rag.errors import StoreError
from rag.files.sources import is_named
from rag.storage.connections import Connections
from rag.storage.duplicates import signature
from rag.storage.migrations import OUTDATED, migrate, pending
from rag.storage.packing import pack_pages, pack_terms, pack_text, unpack_text, unpack_vectors
from rag.storage.records import Embedded
from rag.storage.snapshot import Snapshot
from rag.text.language import language_of
from rag.text.spelling import names_in
from rag.text.words import fold, terms

__all__ = ["EmbeddedChunk", "Store"]

_GENERATIONS = 1000  # how far behind an index may be and still be caught up rather than rebuilt


@dataclass(frozen=True, slots=True)
class EmbeddedChunk:
    """A chunk ready to be stored.

    Attributes:
        chunk: its spans.
        text_hash: hash of the text that was embedded; equal hashes have equal vectors.
        embedded: what the model made of it, and of its sentences.
    """

    chunk: Chunk
    text_hash: bytes
    embedded: Embedded


class Store:
    """One SQLite file, opened by any number of processes and threads; those that only read need no right to write.

    Args:
        path: the database; brought to the newest schema where it is older.
        make: whether it is made where it is missing.

    Raises:
        StoreError: it cannot be opened, is corrupt, or was written by a newer hoibao.
    """

    def __init__(self, path: Path, *, make: bool = True) -> None:
        self.path = path
        self._connections = Connections(path, make=make, functions={"is_named": is_named})
        self._together: sqlite3.Connection | None = None
        with self.errors():
            if (make and not path.exists()) or self._is_old():
                self._migrate()
                self._is_old()  # opens a connection for reading, which is to be the last one closed

    def _migrate(self) -> None:
        try:
            with self._connections.writing() as connection:
                migrate(connection)
        except sqlite3.OperationalError as error:
            if "readonly" not in str(error):
                raise
            raise StoreError(
                self.path, "an older hoibao wrote it; run `hoibao status` once as an account that may write it"
            ) from error

    def _is_old(self) -> bool:
        with self._connections.reading() as connection:
            return pending(connection) > 0

    def close(self) -> None:
        """Close the connections; one that is in use is closed when its reader is done."""
        self._connections.close()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Say what SQLite's errors mean for the user.

        Raises:
            StoreError: in place of any sqlite3.Error, and where a text is damaged.
        """
        try:
            yield
        except (sqlite3.DatabaseError, zlib.error, UnicodeDecodeError) as error:
            raise StoreError(self.path, f"{error}; {_remedy(error)}") from error

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One state of the store; what others write meanwhile is not seen."""
        with self.errors(), self._connections.reading() as connection:
            yield Snapshot(connection)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written within is written at once, or none of it. Only where no other thread writes.

        A third less goes to the log than one after another: some of what each changes is in the same pages.
        """
        with self._transaction() as self._together:
            try:
                yield
            finally:
                self._together = None

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        if self._together is not None:
            yield self._together
            return
        with self.errors(), self._connections.writing() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise

    def set(self, **settings: str) -> None:
        """Write settings, all or none."""
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO settings VALUES (?, ?)", settings.items())

    def keep_means(self, digest: str, means: Mapping[str, Vectors]) -> None:
        """Keep what texts have in common, by name, in place of what was kept before; `digest` is of the texts."""
        rows = [(name, digest, np.asarray(mean, np.float32).tobytes()) for name, mean in means.items()]
        with self._transaction() as connection:
            connection.execute("DELETE FROM means")
            connection.executemany("INSERT INTO means VALUES (?, ?, ?)", rows)

    def set_failures(self, failures: Iterable[tuple[str, str]]) -> None:
        """Record the files that could not be read, in place of those recorded before."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM failures")
            connection.executemany("INSERT OR REPLACE INTO failures VALUES (?, ?)", failures)

    def set_unreadable(self, states: Mapping[str, tuple[int, int, int]]) -> None:
        """Record the size, mtime_ns and ctime_ns of the files in which there was no article, by source."""
        self.set(unreadable=json.dumps(states))

    def set_left_out(self, kinds: Sequence[tuple[str, int]], links: Sequence[str]) -> None:
        """Record how many files of which kinds were not read, and which links were not followed."""
        self.set(left_out=json.dumps(kinds), links=json.dumps(links))

    def put(
        self,
        document: Document,
        chunks: Sequence[EmbeddedChunk],
        *,
        content_hash: bytes,
        size: int,
        mtime_ns: int,
        ctime_ns: int,
    ) -> None:
        """Store a document with its chunks, in place of an earlier version of the same source."""
        published = document.published.isoformat() if document.published else None
        with self._transaction() as connection:
            _delete(connection, document.source)
            document_id = connection.execute(
                "INSERT INTO documents (source, content_hash, size, mtime_ns, ctime_ns, title, date, published,"
                " body_end, pages, text, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    document.source,
                    content_hash,
                    size,
                    mtime_ns,
                    ctime_ns,
                    document.title,
                    document.date,
                    published,
                    document.body_end,
                    pack_pages(document.pages),
                    pack_text(document.text),
                    signature(document.body),
                ),
            ).lastrowid
            assert document_id is not None
            words: list[list[str]] = []
            names: Counter[tuple[str, str]] = Counter()
            for item in chunks:
                chunk = item.chunk
                chunk_text = document.text[chunk.start : chunk.end]
                chunk_terms = terms(chunk_text)
                words.append(chunk_terms)
                names.update(names_in(chunk_text))
                language = language_of(chunk_text)
                _count_language(connection, language, item.embedded.vector, +1)
                row_id = connection.execute(
                    'INSERT INTO chunks (document_id, start, "end", teaser, language, text_hash, length, terms,'
                    " sentences, vector, sentence_vectors, tokens) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        document_id,
                        chunk.start,
                        chunk.end,
                        chunk.teaser,
                        language,
                        item.text_hash,
                        len(chunk_terms),
                        pack_terms(chunk_terms),
                        np.asarray(chunk.sentences, np.int32).tobytes(),
                        *item.embedded,
                    ),
                ).lastrowid
                connection.execute("INSERT INTO words (rowid, terms) VALUES (?, ?)", (row_id, " ".join(chunk_terms)))
            _count_names(connection, names, +1)
            _count(connection, words, +1)

    def remove(self, source: str) -> None:
        """Forget a document and all that came from it."""
        with self._transaction() as connection:
            _delete(connection, source)

    def rename(self, old: str, document: Document, *, size: int, mtime_ns: int, ctime_ns: int) -> None:
        """Keep the document of source `old` as `document`; its text, and so its chunks, are the same."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE documents SET source = ?, title = ?, date = ?, published = ?, pages = ?, size = ?,"
                " mtime_ns = ?, ctime_ns = ? WHERE source = ?",
                (
                    document.source,
                    document.title,
                    document.date,
                    document.published.isoformat() if document.published else None,
                    pack_pages(document.pages),
                    size,
                    mtime_ns,
                    ctime_ns,
                    old,
                ),
            )
            _advance(connection)

    def touch(self, states: Iterable[tuple[str, int, int, int]]) -> None:
        """Record new (source, size, mtime_ns, ctime_ns) of files whose content is as it was."""
        with self._transaction() as connection:
            connection.executemany(
                "UPDATE documents SET size = ?2, mtime_ns = ?3, ctime_ns = ?4 WHERE source = ?1",
                states,
            )

    def outdate(self, parse_version: str) -> None:
        """Record which version reads articles from now on, and have all that others read looked at again."""
        with self._transaction() as connection:
            connection.execute("UPDATE documents SET mtime_ns = ?", (OUTDATED,))
            connection.execute("INSERT OR REPLACE INTO settings VALUES ('parse_version', ?)", (parse_version,))

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the database file, as far as readers allow."""
        with self.errors(), self._connections.writing() as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def _delete(connection: sqlite3.Connection, source: str) -> None:
    row = connection.execute("SELECT id, text FROM documents WHERE source = ?", (source,)).fetchone()
    if row is None:
        return
    document_id, text = row[0], unpack_text(row[1])
    words: list[list[str]] = []
    names: Counter[tuple[str, str]] = Counter()
    for row_id, start, end, language, vector in connection.execute(
        'SELECT id, start, "end", language, vector FROM chunks WHERE document_id = ?', (document_id,)
    ).fetchall():
        _count_language(connection, language, vector, -1)
        chunk_terms = terms(text[start:end])
        words.append(chunk_terms)
        names.update(names_in(text[start:end]))
        # A contentless table forgets a row only when told what the row said.
        connection.execute(
            "INSERT INTO words (words, rowid, terms) VALUES ('delete', ?, ?)", (row_id, " ".join(chunk_terms))
        )
    connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
    _count_names(connection, names, -1)
    _count(connection, words, -1)


def _count(connection: sqlite3.Connection, chunks: Sequence[Sequence[str]], sign: int) -> None:
    """Add the words of one document's chunks to the counts, or (sign -1) take them away."""
    counts = Counter(term for chunk in chunks for term in chunk)
    presence = Counter(term for chunk in chunks for term in set(chunk))
    connection.executemany(
        "INSERT INTO vocabulary (term, folded, count, chunks) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (term) DO UPDATE SET count = count + ?3, chunks = chunks + ?4",
        [(term, fold(term), sign * n, sign * presence[term]) for term, n in counts.items()],
    )
    known: dict[str, int] = {}
    distinct = list(counts)
    for at in range(0, len(distinct), 500):
        part = distinct[at : at + 500]
        query = f"SELECT term, id FROM vocabulary WHERE term IN ({','.join('?' * len(part))})"
        known.update(connection.execute(query, part).fetchall())
    pairs = Counter((known[a], known[b]) for chunk in chunks for a, b in pairwise(chunk))
    connection.executemany(
        "INSERT INTO bigrams (first, second, count) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (first, second) DO UPDATE SET count = count + ?3",
        [(a, b, sign * n) for (a, b), n in pairs.items()],
    )
    if sign < 0:
        connection.executemany("DELETE FROM bigrams WHERE first = ? AND second = ? AND count <= 0", pairs.keys())
        connection.executemany("DELETE FROM vocabulary WHERE term = ? AND count <= 0", [(term,) for term in counts])
    connection.execute(
        "UPDATE totals SET chunks = chunks + ?, terms = terms + ?", (sign * len(chunks), sign * counts.total())
    )
    _advance(connection)


def _count_names(connection: sqlite3.Connection, names: Counter[tuple[str, str]], sign: int) -> None:
    """Add the names of one document's chunks to the counts, or (sign -1) take them away."""
    connection.executemany(
        "INSERT INTO names (key, name, count) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET count = count + ?3",
        [(key, name, sign * count) for (name, key), count in names.items()],
    )
    if sign < 0:
        gone = [(key, name) for name, key in names]
        connection.executemany("DELETE FROM names WHERE key = ? AND name = ? AND count <= 0", gone)


def _count_language(connection: sqlite3.Connection, language: str, packed: bytes, sign: int) -> None:
    """Add a chunk's vector to the sum of its language, or (sign -1) take it away; sums of packed values are exact."""
    vector = unpack_vectors([packed])[0].astype(np.float64)
    row = connection.execute("SELECT chunks, vectors FROM languages WHERE language = ?", (language,)).fetchone()
    count, total = (row[0], np.frombuffer(row[1], np.float64)) if row else (0, np.zeros(len(vector)))
    if count + sign:
        values = (language, count + sign, (total + sign * vector).tobytes())
        connection.execute("INSERT OR REPLACE INTO languages VALUES (?, ?, ?)", values)
    else:
        connection.execute("DELETE FROM languages WHERE language = ?", (language,))


def _advance(connection: sqlite3.Connection) -> None:
    """A new generation, with a token that tells it from the same number in another history (a backup restored)."""
    connection.execute("UPDATE totals SET generation = generation + 1")
    connection.execute("INSERT INTO generations SELECT generation, hex(randomblob(8)) FROM totals")
    connection.execute(
        "DELETE FROM generations WHERE generation <= (SELECT generation FROM totals) - ?", (_GENERATIONS,)
    )


def _remedy(error: Exception) -> str:
    said = str(error)
    if not isinstance(error, sqlite3.OperationalError) or "decode" in said or "no such" in said:
        return "the index is of no use, your articles are untouched: `hoibao sync --rebuild` makes it anew"
    return (
        "free some space and sync again" if "full" in said else "see that it can be read and written, or use --data-dir"
    )
