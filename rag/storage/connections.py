"""Connections to one SQLite file, for writing it and for reading it, also where it may only be read.

In WAL mode a database has two files beside it, which SQLite makes when they are missing: the log (-wal), and an index
of the log (-shm). Whoever reads needs both, and an account that may not write into the folder cannot make them. SQLite
takes them away when the last connection that may write is closed; one that may only read leaves them. So here one that
may only read is always the last to be closed, and the next reader finds both, whoever it is
(https://sqlite.org/wal.html#readonly).

Where both are missing nonetheless (a copy of the file alone, a disc), the file is read by itself, as one that nobody
writes (`immutable`). SQLite then neither locks nor looks whether somebody does, so that is done here: a log is the
first thing that a writer makes, and what was read until one came is no answer.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from rag.errors import StoreError

__all__ = ["Connections"]

_WAIT = 60  # seconds for others to be done with the file
_CHANGING = 5  # seconds for a writer to be done with the log's index, which takes it less than a thousandth of one

_File: TypeAlias = tuple[int, int, int] | None  # inode, size and mtime_ns; None where there is none


class Connections:
    """The connections of this process to one database, each used by one at a time and kept for the next.

    Args:
        path: the database.
        make: whether one is made where it is missing, when it is first written.
        functions: what statements may call, by name, each of two values.
    """

    def __init__(
        self, path: Path, *, make: bool, functions: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType({})
    ) -> None:
        self._path = path
        self._uri = path.absolute().as_uri()
        self._mode = "rwc" if make else "rw"
        self._functions = functions
        self._readers: list[sqlite3.Connection] = []
        self._writers: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else uses meanwhile, for reading one state; what others write then is not seen.

        Raises:
            StoreError: the file was written while it was read by itself, or its log cannot be read.
        """
        connection = self._idle(self._readers)
        before = self._files()
        if connection is None:
            try:
                connection = self._reader()
            except sqlite3.OperationalError as error:
                self._check_by_itself(before, error)
        if connection is None:
            with self._by_itself(before) as connection, self._one_state(connection):
                yield connection
        else:
            with self._kept(connection, self._readers), self._one_state(connection):
                yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else uses meanwhile, for reading and writing."""
        connection = self._idle(self._writers) or self._writer()
        with self._kept(connection, self._writers):
            yield connection

    def close(self) -> None:
        """Close the connections; one that is in use is closed when its user is done."""
        with self._guard:
            self._closed = True
            writers, self._writers = self._writers, []
            readers, self._readers = self._readers, []
        for connection in writers:
            with suppress(sqlite3.Error):  # what cannot be brought into the file stays in its log
                connection.execute("PRAGMA busy_timeout = 0")  # as far as readers allow, without waiting for them
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.close()
        for connection in readers:  # last: see above
            connection.close()

    def _idle(self, connections: list[sqlite3.Connection]) -> sqlite3.Connection | None:
        with self._guard:
            return connections.pop() if connections else None

    @contextmanager
    def _kept(self, connection: sqlite3.Connection, idle: list[sqlite3.Connection]) -> Iterator[None]:
        """Keep a connection for the next when its user is done."""
        try:
            yield
        finally:
            with self._guard:
                keep = not self._closed
                if keep:
                    idle.append(connection)
            if not keep:
                connection.close()

    def _writer(self) -> sqlite3.Connection:
        return self._open(
            f"mode={self._mode}",
            # Chunks take about 4 KB each: in pages of the usual size, a fifth of the file would be their empty ends.
            "PRAGMA page_size = 1024",
            # Pages: every 32 MB. Documents change much the same pages, which are copied into the file once each time.
            "PRAGMA wal_autocheckpoint = 32000",
            "PRAGMA journal_mode = WAL",
            # In WAL, NORMAL keeps every state consistent over a crash; at worst the last documents are read again.
            "PRAGMA synchronous = NORMAL",
            "PRAGMA foreign_keys = ON",
        )

    def _reader(self) -> sqlite3.Connection:
        return self._open("mode=ro", "PRAGMA user_version")  # opens the log, or shows that it cannot be opened

    def _open(self, how: str, *statements: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._uri}?{how}", uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False
        )
        try:
            for name, function in self._functions.items():
                connection.create_function(name, 2, function, deterministic=True)
            for statement in (*statements, "PRAGMA cache_size = -16000"):
                self._patiently(partial(connection.execute, statement))
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _one_state(self, connection: sqlite3.Connection) -> Iterator[None]:
        def begin() -> None:
            connection.execute("BEGIN")
            try:
                connection.execute("SELECT 1 FROM sqlite_master").fetchone()  # only a first look chooses the state
            except BaseException:
                connection.execute("ROLLBACK")
                raise

        self._patiently(begin)
        try:
            yield
        finally:
            if connection.in_transaction:  # not after every error
                connection.execute("ROLLBACK")

    @contextmanager
    def _by_itself(self, before: tuple[_File, ...]) -> Iterator[sqlite3.Connection]:
        """A connection to the file alone, for once: what it has in mind is never compared with the file again."""
        connection = self._open("mode=ro&immutable=1")
        try:
            yield connection
        except Exception as error:  # of half of what was written, anything may be made
            self._check_unchanged(before, error)
            raise
        finally:
            connection.close()
        self._check_unchanged(before, None)

    def _check_by_itself(self, files: tuple[_File, ...], error: sqlite3.OperationalError) -> None:
        """Raise what is wrong, unless the file alone is the whole state."""
        database, log, index, journal = files
        if database is None or journal is not None or "locked" in str(error):
            raise error
        if log is not None and log[1]:
            if index is not None:
                raise error
            raise StoreError(
                self._path,
                "a sync of another account did not end, and what it wrote last cannot be read without writing here;"
                " run `hoibao status` once as that account",
            ) from error

    def _check_unchanged(self, before: tuple[_File, ...], error: Exception | None) -> None:
        """Raise what is to be done, where somebody began to write."""
        if self._files() != before:
            raise StoreError(
                self._path, "another account began to write it while it was read here; ask again"
            ) from error

    def _patiently(self, run: Callable[[], object]) -> None:
        """Run what SQLite refuses at once, instead of waiting, while others are at the file.

        It does where several make the file. And where the log's index may only be read, while a writer changes it,
        it says that the database may not be written.
        """
        began = time.monotonic()
        while True:
            try:
                run()
            except sqlite3.OperationalError as error:
                waited = time.monotonic() - began
                made = "locked" in str(error) and waited < _WAIT
                _, log, index, _ = self._files()
                changed = "readonly" in str(error) and waited < _CHANGING and None not in (log, index)
                if not made and not changed:
                    raise
                time.sleep(0.005)
            else:
                return

    def _files(self) -> tuple[_File, ...]:
        """The database, its log, the log's index, and the journal that it has in another mode than WAL."""
        return tuple(_file(f"{self._path}{suffix}") for suffix in ("", "-wal", "-shm", "-journal"))


def _file(path: str) -> _File:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
