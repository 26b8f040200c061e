"""The schema grows by numbered steps, each whole or not at all."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.storage import migrations
from rag.storage.migrations import MIGRATIONS, migrate

NEWEST = 5 + len(MIGRATIONS)  # five were before the first release


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(tmp_path / "store.sqlite", isolation_level=None)
    yield opened
    opened.close()


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_an_empty_file_gets_every_step_once(connection: sqlite3.Connection) -> None:
    assert migrate(connection) == len(MIGRATIONS)
    assert _version(connection) == NEWEST
    assert {"documents", "chunks", "words", "vocabulary", "bigrams", "settings", "totals", "failures"} <= _tables(
        connection
    )
    assert connection.execute("SELECT chunks, terms, generation FROM totals").fetchall() == [(0, 0, 0)]
    assert migrate(connection) == 0
    assert not connection.in_transaction


def test_a_newer_schema_is_refused_and_left_alone(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    with pytest.raises(sqlite3.DatabaseError, match="newer"):
        migrate(connection)
    assert not connection.in_transaction
    assert _tables(connection) == set()
    assert _version(connection) == NEWEST + 1


@pytest.mark.parametrize("version", [1, 5])
def test_a_schema_from_before_the_first_release_is_refused(connection: sqlite3.Connection, version: int) -> None:
    connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(sqlite3.DatabaseError, match=f"version {version}, older"):
        migrate(connection)
    assert _version(connection) == version


def test_a_step_that_fails_leaves_nothing_and_is_tried_again(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = [True]

    def step(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE later (x)")
        connection.execute("INSERT INTO settings VALUES ('half', 'done')")
        if broken[0]:
            raise KeyboardInterrupt

    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, step))
    with pytest.raises(KeyboardInterrupt):
        migrate(connection)
    assert not connection.in_transaction
    assert _version(connection) == NEWEST
    assert "later" not in _tables(connection)
    assert connection.execute("SELECT * FROM settings").fetchall() == []
    broken[0] = False
    assert migrate(connection) == 1
    assert "later" in _tables(connection)


def test_an_older_store_keeps_what_it_holds(connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(connection)
    connection.execute("INSERT INTO settings VALUES ('fingerprint', 'old')")
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, lambda c: c.execute("CREATE TABLE later (x)")))
    assert migrate(connection) == 1
    assert connection.execute("SELECT value FROM settings").fetchall() == [("old",)]


def test_of_many_that_open_at_once_each_step_is_made_once(tmp_path: Path) -> None:
    ran: list[int] = []
    start = threading.Barrier(6)

    def run() -> None:
        own = sqlite3.connect(tmp_path / "s.sqlite", timeout=30, isolation_level=None)
        start.wait()
        ran.append(migrate(own))
        own.close()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(ran) == len(MIGRATIONS)  # each step ran once; another may go on between two of them


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"no database " * 100)
    connection = sqlite3.connect(tmp_path / "x", isolation_level=None)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        migrate(connection)
    connection.close()
