"""Reading the store: a `Snapshot` answers everything from one state, whatever is written meanwhile."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from embeddings.embedder import Vectors
from rag.datatypes import Document, Scope
from rag.errors import DocumentNotFoundError
from rag.storage.packing import unpack_pages, unpack_text, unpack_vectors
from rag.storage.records import ChunkRecord, Embedded, chunk_records

__all__ = ["Snapshot"]

_APART = re.compile(r"[^0-9A-Za-z\x80-\U0010ffff]+")  # where FTS5's tokenizer `ascii` parts words
_MANY = 500  # below SQLite's limit on the variables of one statement, in every build


_DOCUMENT = "source, title, date, published, body_end, pages, text"


def _document(row: Sequence[Any]) -> Document:
    source, title, printed, published, body_end, pages, packed = row
    return Document(
        source=source,
        title=title,
        date=printed,
        text=unpack_text(packed),
        published=date.fromisoformat(published) if published else None,
        body_end=body_end,
        pages=unpack_pages(pages),
    )


class Snapshot:
    """One state of the store, for reading. Made by `Store.snapshot`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def _in(self, query: str, values: Iterable[object]) -> Iterator[tuple[Any, ...]]:
        """Rows of a query that ends in `IN`, for any number of values."""
        rest = list(values)
        for at in range(0, len(rest), _MANY):
            part = rest[at : at + _MANY]
            yield from self._connection.execute(f"{query} ({','.join('?' * len(part))})", part)

    def totals(self) -> tuple[int, int, int]:
        """Number of chunks, number of their terms, and the generation."""
        row = self._connection.execute("SELECT chunks, terms, generation FROM totals").fetchone()
        return int(row[0]), int(row[1]), int(row[2])

    def stamp(self) -> str:
        """Names this state of the chunks; no other state, of this store or another, has the same."""
        row = self._connection.execute(
            "SELECT generation || ':' || token FROM generations ORDER BY generation DESC LIMIT 1"
        ).fetchone()
        return str(row[0])

    def descends_from(self, stamp: str) -> bool:
        """Whether this state came from the one that `stamp` names, lately enough to be known."""
        generation, _, token = stamp.partition(":")
        row = self._connection.execute("SELECT token FROM generations WHERE generation = ?", (generation,)).fetchone()
        return row is not None and row[0] == token

    def setting(self, key: str) -> str | None:
        """A setting's value, or None."""
        row = self._connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def means(self, digest: str) -> dict[str, Vectors]:
        """What the texts of that digest have in common, as `Store.keep_means` kept it."""
        rows = self._connection.execute("SELECT name, vector FROM means WHERE digest = ?", (digest,))
        return {name: np.frombuffer(vector, np.float32) for name, vector in rows}

    def failures(self) -> tuple[tuple[str, str], ...]:
        """(source, reason) of the files that the last sync could not read."""
        return tuple(self._connection.execute("SELECT source, reason FROM failures ORDER BY source"))

    def unreadable(self) -> dict[str, tuple[int, int, int]]:
        """Size, mtime_ns and ctime_ns of the files in which the last sync found no article, by source."""
        return {source: tuple(state) for source, state in json.loads(self.setting("unreadable") or "{}").items()}

    def left_out(self) -> tuple[tuple[str, int], ...]:
        """(suffix, how many) of the files of kinds that the last sync did not read."""
        return tuple((suffix, count) for suffix, count in json.loads(self.setting("left_out") or "[]"))

    def links(self) -> tuple[str, ...]:
        """The symbolic links that the last sync did not follow."""
        return tuple(json.loads(self.setting("links") or "[]"))

    def files(self) -> dict[str, tuple[int, int, int]]:
        """Size, mtime_ns and ctime_ns of every file when it was read, by source.

        Plain tuples, since a sync looks at all.
        """
        rows = self._connection.execute("SELECT source, size, mtime_ns, ctime_ns FROM documents")
        return {source: (size, mtime_ns, ctime_ns) for source, size, mtime_ns, ctime_ns in rows}

    def content_hashes(self, sources: Iterable[str]) -> dict[str, bytes]:
        """Hashes of the bytes of files, by source; sources that are unknown are left out."""
        return dict(self._in("SELECT source, content_hash FROM documents WHERE source IN", set(sources)))

    def document_count(self) -> int:
        """Number of documents."""
        return int(self._connection.execute("SELECT count(*) FROM documents").fetchone()[0])

    def document(self, source: str) -> Document:
        """The document of a source.

        Raises:
            DocumentNotFoundError: there is none.
        """
        row = self._connection.execute(f"SELECT {_DOCUMENT} FROM documents WHERE source = ?", (source,)).fetchone()
        if row is None:
            raise DocumentNotFoundError(source)
        return _document(row)

    def documents(self, ids: Iterable[int]) -> dict[int, Document]:
        """Documents by id; ids that are unknown are left out."""
        query = f"SELECT id, {_DOCUMENT} FROM documents WHERE id IN"
        return {row[0]: _document(row[1:]) for row in self._in(query, set(ids))}

    def signatures(self, ids: Iterable[int]) -> dict[int, bytes]:
        """Signatures of documents (`rag.storage.duplicates.signature`) by id."""
        return dict(self._in("SELECT id, signature FROM documents WHERE id IN", set(ids)))

    def chunk_ids_within(self, scope: Scope) -> list[int]:
        """The ids of the chunks that a scope leaves."""
        condition, values = _within(scope)
        # Not a join, which would ask of every chunk whether its document is meant
        query = f"SELECT id FROM chunks WHERE document_id IN (SELECT d.id FROM documents d WHERE {condition})"
        return [row[0] for row in self._connection.execute(query, values)]

    def chunk_ids_of(self, source: str) -> list[int]:
        """The ids of the chunks of a document; none where there is no such document."""
        query = "SELECT c.id FROM chunks c JOIN documents d ON d.id = c.document_id WHERE d.source = ?"
        return [row[0] for row in self._connection.execute(query, (source,))]

    def titles(self, limit: int) -> list[str]:
        """Titles of the documents that came in last."""
        rows = self._connection.execute(
            "SELECT title FROM documents ORDER BY published DESC, id DESC LIMIT ?", (limit,)
        )
        return [str(row[0]) for row in rows]

    def newest(self, limit: int, scope: Scope) -> list[Document]:
        """The documents of a scope that were published last, the newest first, behind them those without a date."""
        condition, values = _within(scope)
        rows = self._connection.execute(
            f"SELECT {_DOCUMENT} FROM documents d WHERE {condition} ORDER BY published DESC, id DESC LIMIT ?",
            (*values, limit),
        )
        return [_document(row) for row in rows]

    def period(self, scope: Scope) -> tuple[int, date | None, date | None, int]:
        """Number of documents of a scope, first and last day of publication, and the number of those that tell it."""
        condition, values = _within(scope)
        count, first, last, dated = self._connection.execute(
            f"SELECT count(*), min(published), max(published), count(published) FROM documents d WHERE {condition}",
            values,
        ).fetchone()
        return int(count), first and date.fromisoformat(first), last and date.fromisoformat(last), int(dated)

    def sources(self) -> list[str]:
        """The sources of all documents, sorted."""
        return [str(row[0]) for row in self._connection.execute("SELECT source FROM documents ORDER BY source")]

    def chunks_of(self, source: str) -> list[ChunkRecord]:
        """The chunks of one document, in no order."""
        rows = self._connection.execute(
            "SELECT c.id FROM chunks c JOIN documents d ON d.id = c.document_id WHERE d.source = ?", (source,)
        )
        return self.chunks([row[0] for row in rows])

    def languages(self) -> dict[str, tuple[int, npt.NDArray[np.float64]]]:
        """Number of chunks in each language, and the sum of their vectors, shape (d,)."""
        rows = self._connection.execute("SELECT language, chunks, vectors FROM languages")
        return {language: (count, np.frombuffer(total, np.float64)) for language, count, total in rows}

    def chunk_ids_in(self, language: str) -> npt.NDArray[np.int64]:
        """The ids of the chunks in a language, shape (n,)."""
        # One text of them all: a row each takes three times as long, and half a folder may be in the language
        query = "SELECT group_concat(id) FROM chunks WHERE language = ?"
        [ids] = self._connection.execute(query, (language,)).fetchone()
        return np.fromstring(ids or "", np.int64, sep=",")

    def languages_of(self, ids: Iterable[int]) -> dict[int, str]:
        """The language of each of some chunks."""
        return dict(self._in("SELECT id, language FROM chunks WHERE id IN", set(ids)))

    def chunk_ids(self) -> set[int]:
        """The ids of all chunks."""
        return {row[0] for row in self._connection.execute("SELECT id FROM chunks INDEXED BY chunks_document")}

    def vectors(self, ids: Iterable[int]) -> tuple[list[int], Vectors]:
        """The vectors of chunks: their ids, and a matrix of shape (n, d) in the same order."""
        found, blobs = [], []
        for chunk_id, blob in self._in("SELECT id, vector FROM chunks WHERE id IN", ids):
            found.append(chunk_id)
            blobs.append(blob)
        return found, unpack_vectors(blobs)

    def chunks(self, ids: Iterable[int]) -> list[ChunkRecord]:
        """Chunks by id, in no order; ids that are unknown are left out."""
        query = (
            'SELECT id, document_id, start, "end", teaser, language, length, vector, terms, sentences,'
            " sentence_vectors, tokens"
        )
        return chunk_records(list(self._in(query + " FROM chunks WHERE id IN", ids)))

    def embedded(self, text_hashes: Iterable[bytes]) -> dict[bytes, Embedded]:
        """What is known already of chunk texts, by the text's hash."""
        query = "SELECT text_hash, vector, sentence_vectors, tokens FROM chunks WHERE text_hash IN"
        return {text_hash: Embedded(*packed) for text_hash, *packed in self._in(query, set(text_hashes))}

    def embedded_of(self, source: str) -> dict[bytes, Embedded]:
        """The same, for all chunks of one document."""
        rows = self._connection.execute(
            "SELECT c.text_hash FROM chunks c JOIN documents d ON d.id = c.document_id WHERE d.source = ?", (source,)
        )
        return self.embedded([row[0] for row in rows])

    def matching(self, terms: Mapping[str, float], limit: int, allowed: Iterable[int] | None = None) -> list[int]:
        """Ids of the chunks that hold most of some terms, best first; of equals, those that came in last.

        FTS5's own BM25 looks up the length of every chunk that it finds, which takes five times as long; how often
        a word occurs, and among how many others, is looked at when the best are scored (`rag/finding/scoring.py`).

        Args:
            terms: words, with what each weighs; of several words in one, a chunk holds all.
            limit: how many ids at the most.
            allowed: only these chunks; None for all.
        """
        found, weights = [np.empty(0, np.int64)], [np.empty(0)]
        for term, weight in terms.items():
            # As one text: to make a Python number of every id would take three times as long.
            quoted = " ".join(f'"{word}"' for word in _APART.split(term) if word)
            query = "SELECT group_concat(rowid) FROM words WHERE words MATCH ?"
            [ids] = self._connection.execute(query, (quoted,)).fetchone() if quoted else [None]
            if ids:
                found.append(np.fromstring(ids, np.int64, sep=","))
                weights.append(np.full(len(found[-1]), weight))
        ids, places = np.unique(np.concatenate(found), return_inverse=True)
        held = np.bincount(places, np.concatenate(weights), len(ids))
        if allowed is not None:
            within = np.isin(ids, np.fromiter(allowed, np.int64))
            ids, held = ids[within], held[within]
        best = np.lexsort((-ids, -held))[:limit]
        return [int(chunk_id) for chunk_id in ids[best]]

    def chunk_frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many chunks each term occurs; terms that are unknown are left out."""
        rows = self._in("SELECT term, chunks FROM vocabulary WHERE term IN", set(terms))
        return dict(rows)

    def spellings(self, folded: Iterable[str]) -> dict[str, list[tuple[int, str, int]]]:
        """For terms without marks, the terms of the articles that fold to them: (id, term, count)."""
        found: dict[str, list[tuple[int, str, int]]] = {}
        query = "SELECT folded, id, term, count FROM vocabulary WHERE folded IN"
        for key, term_id, term, count in self._in(query, set(folded)):
            found.setdefault(key, []).append((term_id, term, count))
        return found

    def names(self, keys: Iterable[str]) -> dict[str, dict[str, int]]:
        """For keys of `rag.text.spelling.name_key`, the names that articles print, and how often."""
        found: dict[str, dict[str, int]] = {}
        for key, name, count in self._in("SELECT key, name, count FROM names WHERE key IN", set(keys)):
            found.setdefault(key, {})[name] = count
        return found

    def name_keys(self, initial: str, shortest: int, longest: int) -> list[str]:
        """The keys of all names that begin with a letter and are of about one length."""
        query = "SELECT DISTINCT key FROM names WHERE key >= ?1 AND key < ?1 || '~' AND length(key) BETWEEN ?2 AND ?3"
        return [str(row[0]) for row in self._connection.execute(query, (initial, shortest, longest))]

    def bigram_counts(self, firsts: Sequence[int], seconds: Sequence[int]) -> dict[tuple[int, int], int]:
        """How often a term of `firsts` stands right before a term of `seconds`, by their ids."""
        if not firsts or not seconds:
            return {}
        query = (
            f"SELECT first, second, count FROM bigrams WHERE first IN ({','.join(map(str, firsts))})"
            f" AND second IN ({','.join(map(str, seconds))})"
        )
        return {(row[0], row[1]): row[2] for row in self._connection.execute(query)}


def _within(scope: Scope) -> tuple[str, list[object]]:
    """The condition, on documents `d`, of being within a scope, with its values."""
    conditions, values = ["1"], list[object]()
    for day, comparison in ((scope.after, ">="), (scope.before, "<=")):
        if day is not None:
            conditions.append(f"d.published {comparison} ?")
            values.append(day.isoformat())
    if scope.sources:
        conditions.append("is_named(d.source, ?)")  # not GLOB, which takes brackets for a choice and knows no NFC
        values.append("\0".join(scope.sources))
    return " AND ".join(conditions), values
