"""The store's schema, as numbered steps; each runs once, in a transaction of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

__all__ = ["MIGRATIONS", "OUTDATED", "migrate", "pending"]

OUTDATED = -2
"""In place of the mtime_ns of a file that was last read by another version of hoibao: the next sync reads it again."""


def _001_schema(connection: sqlite3.Connection) -> None:
    # AUTOINCREMENT: an id is never used again, so two versions of the index differ exactly by their ids.
    for statement in (
        "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE totals (chunks INTEGER NOT NULL, terms INTEGER NOT NULL, generation INTEGER NOT NULL)",
        "INSERT INTO totals VALUES (0, 0, 0)",
        "CREATE TABLE generations (generation INTEGER PRIMARY KEY, token TEXT NOT NULL)",
        "INSERT INTO generations VALUES (0, hex(randomblob(8)))",
        """CREATE TABLE documents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            source TEXT NOT NULL UNIQUE,
            content_hash BLOB NOT NULL,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            title TEXT NOT NULL,
            date TEXT,
            published TEXT,
            body_end INTEGER NOT NULL,
            text BLOB NOT NULL,
            signature BLOB NOT NULL)""",
        """CREATE TABLE chunks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            teaser INTEGER NOT NULL,
            language TEXT NOT NULL,
            text_hash BLOB NOT NULL,
            length INTEGER NOT NULL,
            terms BLOB NOT NULL,
            sentences BLOB NOT NULL,
            vector BLOB NOT NULL,
            sentence_vectors BLOB NOT NULL,
            tokens BLOB NOT NULL)""",
        "CREATE INDEX chunks_document ON chunks(document_id)",
        "CREATE INDEX chunks_text ON chunks(text_hash)",
        # Of the chunks in each language: how many, and the sum of their vectors (float64).
        """CREATE TABLE languages (
            language TEXT PRIMARY KEY, chunks INTEGER NOT NULL, vectors BLOB NOT NULL) WITHOUT ROWID""",
        # Contentless: the words are found here, the text stands in documents. Which chunks hold a word is kept, not
        # where in them. They are written apart by spaces, and this tokenizer leaves alone all that is not ASCII.
        """CREATE VIRTUAL TABLE words USING fts5(
            terms, content='', detail=none, columnsize=0, tokenize=ascii)""",
        # count: occurrences; chunks: how many chunks hold the term. folded: the term without its marks.
        """CREATE TABLE vocabulary (
            id INTEGER PRIMARY KEY,
            term TEXT NOT NULL UNIQUE,
            folded TEXT NOT NULL,
            count INTEGER NOT NULL,
            chunks INTEGER NOT NULL)""",
        "CREATE INDEX vocabulary_folded ON vocabulary(folded)",
        """CREATE TABLE bigrams (
            first INTEGER NOT NULL, second INTEGER NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY (first, second)) WITHOUT ROWID""",
        """CREATE TABLE names (
            key TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (key, name)) WITHOUT ROWID""",
        "CREATE TABLE means (name TEXT PRIMARY KEY, digest TEXT NOT NULL, vector BLOB NOT NULL) WITHOUT ROWID",
        "CREATE TABLE failures (source TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID",
    ):
        connection.execute(statement)


def _002_ctime(connection: sqlite3.Connection) -> None:
    # Without it, an edit that keeps a file's size and time is not seen. 0: the next sync reads the file again.
    connection.execute("ALTER TABLE documents ADD COLUMN ctime_ns INTEGER NOT NULL DEFAULT 0")


def _003_chunks_language(connection: sqlite3.Connection) -> None:
    # The nearest passages of a language that few are in are looked for among these alone.
    connection.execute("CREATE INDEX chunks_language ON chunks(language)")


def _004_pages(connection: sqlite3.Connection) -> None:
    # Where pages begin, as `rag.storage.packing.pack_pages` packs it. Only PDFs have any; they are read once more.
    connection.execute("ALTER TABLE documents ADD COLUMN pages BLOB NOT NULL DEFAULT x''")
    connection.execute("UPDATE documents SET mtime_ns = ? WHERE source LIKE '%.pdf'", (OUTDATED,))


def _005_documents_apart(connection: sqlite3.Connection) -> None:
    # What a sync looks at in every document, and a list of the newest or of a scope, apart from their texts, which
    # would be read through.
    connection.execute("CREATE INDEX documents_state ON documents(source, size, mtime_ns, ctime_ns, published)")
    connection.execute("CREATE INDEX documents_published ON documents(published)")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _001_schema,
    _002_ctime,
    _003_chunks_language,
    _004_pages,
    _005_documents_apart,
)
# Versions that no release had. What they hold cannot be brought to today's form: it must be embedded anew anyway.
_BEFORE_RELEASE = 5


def pending(connection: sqlite3.Connection) -> int:
    """How many steps the schema lacks; only looks.

    Raises:
        sqlite3.DatabaseError: the file is no database, or was written by a version that is too old or newer.
    """
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if 0 < version <= _BEFORE_RELEASE:
        raise sqlite3.DatabaseError(f"it has schema version {version}, older than this hoibao reads")
    left = len(MIGRATIONS) - max(version - _BEFORE_RELEASE, 0)
    if left < 0:
        raise sqlite3.DatabaseError(f"it has schema version {version}, newer than this hoibao knows")
    return left


def migrate(connection: sqlite3.Connection) -> int:
    """Bring the schema to the newest version; returns how many steps ran.

    Raises:
        sqlite3.DatabaseError: the file is no database, or was written by a newer version.
    """
    done = 0
    while True:
        # The version is read inside the transaction: of two processes that open at once, the second sees it done.
        connection.execute("BEGIN IMMEDIATE")
        try:
            left = pending(connection)
            if not left:
                connection.execute("ROLLBACK")
                return done
            step = len(MIGRATIONS) - left
            MIGRATIONS[step](connection)
            connection.execute(f"PRAGMA user_version = {_BEFORE_RELEASE + step + 1}")
            connection.execute("COMMIT")
            done += 1
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
