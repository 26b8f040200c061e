"""An index that may only be read: another account's, on a disc, in a copy."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from accounts import OtherAccount, may_only_be_read, readable_directory
from fakes import FakeEmbedder, Folder
from stored import store_path

from rag import Assistant
from rag.storage.packing import pack_text

BRIDGE = "Cầu treo thông xe\n\nCầu treo bắc qua suối được thông xe sáng nay."
SCHOOL = "Trường mới khai giảng\n\nTrường tiểu học đón ba trăm học sinh."
RIVER = "Mực nước sông hạ\n\nNước sông hạ bốn mươi phân trong đêm qua."

OPEN = "assistant = Assistant.open(folder, embedder=FakeEmbedder())"
ASK = """
status = assistant.status()
hits = assistant.search(question, 1)
result = [status.documents, hits[0].source, assistant.ask(question).text, assistant.document(hits[0].source).title]
"""


@pytest.fixture(scope="module")
def other() -> Iterator[OtherAccount]:
    with OtherAccount() as account:
        yield account


@pytest.fixture
def folder() -> Iterator[Folder]:
    """Articles that every account can read, with an index beside them, closed."""
    with readable_directory() as where:
        folder = Folder(where / "articles")
        folder.write_all({"cau.txt": BRIDGE, "truong.txt": SCHOOL})
        sync(folder)
        yield folder


def sync(folder: Folder) -> None:
    with Assistant.open(folder.path, embedder=FakeEmbedder()) as assistant:
        assistant.sync()


def beside(folder: Folder) -> dict[str, int]:
    """The files of the database, and their sizes."""
    store = store_path(folder.path / ".hoibao")
    return {path.name: path.stat().st_size for path in sorted(store.parent.glob("store.sqlite*"))}


def bare(folder: Folder) -> None:
    """What a copy of the database file alone is."""
    store = store_path(folder.path / ".hoibao")
    for suffix in ("-wal", "-shm"):
        Path(f"{store}{suffix}").unlink(missing_ok=True)


def test_a_sync_leaves_an_empty_log_for_those_who_may_not_make_one(folder: Folder) -> None:
    left = beside(folder)
    assert list(left) == ["store.sqlite", "store.sqlite-shm", "store.sqlite-wal"]
    assert left["store.sqlite-wal"] == 0  # everything stands in the database
    with Assistant.open(folder.path, embedder=FakeEmbedder()) as assistant:
        assert assistant.status().documents == 2
    assert beside(folder) == left


@pytest.mark.parametrize("copied", [False, True])
def test_another_account_asks_an_index_that_it_may_only_read(folder: Folder, other: OtherAccount, copied: bool) -> None:
    if copied:
        bare(folder)
    left = beside(folder)
    with may_only_be_read(folder.path):
        other.run(OPEN, folder=folder.path)
        assert other.run(ASK, question="trường đón bao nhiêu học sinh?") == [
            2,
            "truong.txt",
            "Trường tiểu học đón ba trăm học sinh. [1]",
            "Trường mới khai giảng",
        ]
        other.run("assistant.close()")
        assert other.run(OPEN + ASK, folder=folder.path, question="cầu treo bắc qua đâu?")[1] == "cau.txt"
        other.run("assistant.close()")
    assert beside(folder) == left


@pytest.mark.parametrize("copied", [False, True])
def test_an_index_of_an_older_version_that_may_only_be_read_says_who_can_help(
    folder: Folder, other: OtherAccount, copied: bool
) -> None:
    with closing(sqlite3.connect(store_path(folder.path / ".hoibao"), isolation_level=None)) as connection:
        connection.execute("DROP INDEX documents_state")
        connection.execute("DROP INDEX documents_published")
        connection.execute("ALTER TABLE documents DROP COLUMN ctime_ns")
        connection.execute("PRAGMA user_version = 6")
    if copied:
        bare(folder)
    with may_only_be_read(folder.path):
        other.run(OPEN, folder=folder.path)
        said = other.fails("assistant.status()")
        other.run("assistant.close()")
    assert said.startswith("StoreError: ")
    assert said.endswith("an older hoibao wrote it; run `hoibao status` once as an account that may write it")


@pytest.mark.parametrize("copied", [False, True])
def test_what_is_synced_meanwhile_is_found_by_those_who_only_read(
    folder: Folder, other: OtherAccount, copied: bool
) -> None:
    if copied:
        bare(folder)
    other.run(OPEN, folder=folder.path)
    assert other.run(ASK, question="cầu treo bắc qua đâu?")[:2] == [2, "cau.txt"]
    with Assistant.open(folder.path, embedder=FakeEmbedder()) as assistant:
        folder.write("song.txt", RIVER)
        assistant.sync()
        assert other.run(ASK, question="nước sông hạ bao nhiêu?")[:2] == [3, "song.txt"]
        folder.remove("cau.txt")
        assistant.sync()
        assert other.run("result = assistant.status().documents") == 2
    folder.write("cau.txt", BRIDGE.replace("suối", "vực"))
    sync(folder)
    assert "qua vực" in other.run("result = assistant.search('cầu treo bắc qua vực', 1)[0].text")
    with Assistant.open(folder.path, embedder=FakeEmbedder()) as assistant:
        folder.remove("song.txt")
        assistant.sync(rebuild=True)
    assert other.run(ASK, question="cầu treo bắc qua đâu?")[:2] == [2, "cau.txt"]
    other.run("assistant.close()")


def test_what_a_killed_sync_left_in_its_log_is_read(folder: Folder, other: OtherAccount) -> None:
    store = store_path(folder.path / ".hoibao")
    with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)) as last:
        last.execute("SELECT count(*) FROM settings").fetchone()  # open to the last, so that the log stays
        with closing(sqlite3.connect(store)) as killed:
            killed.execute("UPDATE documents SET title = 'Tên mới'")
            killed.commit()
    assert beside(folder)["store.sqlite-wal"] > 0
    with may_only_be_read(folder.path):
        other.run(OPEN, folder=folder.path)
        assert other.run("result = assistant.document('cau.txt').title") == "Tên mới"
        other.run("assistant.close()")
    # Without its index, which nobody who may only read can make, the log cannot be read; the database alone is older.
    Path(f"{store}-shm").unlink()
    with may_only_be_read(folder.path):
        other.run(OPEN, folder=folder.path)
        said = other.fails("assistant.status()")
        other.run("assistant.close()")
    assert said.startswith("StoreError: ")
    assert "hoibao status" in said
    with Assistant.open(folder.path, embedder=FakeEmbedder()) as assistant:
        assert assistant.document("cau.txt").title == "Tên mới"
    other.run(OPEN, folder=folder.path)
    assert other.run("result = assistant.document('cau.txt').title") == "Tên mới"
    other.run("assistant.close()")


# What of an index that everybody may read is not everybody's to write.
PROTECTED = ["all", "lock", "store", "folder of the store"]


@pytest.mark.parametrize("protected", PROTECTED)
def test_a_sync_of_an_index_that_may_only_be_read_says_what_to_do(
    folder: Folder, other: OtherAccount, protected: str
) -> None:
    data_dir = folder.path / ".hoibao"
    store = store_path(data_dir)
    shared = {
        "all": [],
        "lock": [data_dir],
        "store": [data_dir, data_dir / "sync.lock", store.parent],
        "folder of the store": [data_dir, data_dir / "sync.lock", *store.parent.iterdir()],
    }
    with may_only_be_read(folder.path):
        for path in shared[protected]:
            path.chmod(0o777)
        other.run(OPEN, folder=folder.path)
        said = other.fails("assistant.sync()")
        assert said.startswith(
            f"ReadOnlyIndexError: {data_dir}: the index cannot be updated here (Permission denied) and answers as its"
            " last sync left it, 20"
        )
        assert said.endswith("Choose a directory that can be written with --data-dir (data_dir= in Python).")
        status = other.run("status = assistant.status(); result = [status.documents, status.last_sync]")
        assert status == [2, other.run("try: assistant.sync()\nexcept Exception as error: result = error.since")]
        other.run("assistant.close()")


def until(signal: Path, otherwise: str) -> None:
    """Wait for a file that another process makes."""
    deadline = time.monotonic() + 30
    while not signal.exists():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.01)


CANNOT = "the index cannot be updated here (Permission denied) and answers as its last sync left it, 20"


def test_one_question_is_answered_from_an_index_that_may_only_be_read(folder: Folder, other: OtherAccount) -> None:
    folder.write("song.txt", RIVER)  # and nobody synced it
    logged = """
import logging
class Kept(logging.Handler):
    def emit(self, record):
        said.append([record.levelname, record.getMessage()])
said, kept = [], Kept()
logging.getLogger("rag").addHandler(kept)
logging.getLogger("rag").setLevel("WARNING")  # as in a program that sets none; a command shows errors only
answer = ask("trường đón bao nhiêu học sinh?", folder, sync=sync)
logging.getLogger("rag").removeHandler(kept)
result = [answer.text, said]
"""
    with may_only_be_read(folder.path):
        text, said = other.run(logged, folder=folder.path, sync=True)
        assert text == "Trường tiểu học đón ba trăm học sinh. [1]"
        [[level, message]] = said
        assert level == "WARNING"
        assert CANNOT in message
        assert other.run(logged, folder=folder.path, sync=False) == [text, []]


def test_the_shell_asks_an_index_that_may_only_be_read(folder: Folder, other: OtherAccount) -> None:
    question = "trường đón bao nhiêu học sinh?"
    command = "result = shell(*arguments, folder)"
    with may_only_be_read(folder.path):
        for arguments in (("ask", question), ("search", question), ("ask", question, "--json")):
            code, out, err = other.run(command, arguments=arguments, folder=folder.path)
            assert code == 0
            assert "Trường tiểu học đón ba trăm học sinh." in out
            assert err.startswith(f"hoibao: {folder.path / '.hoibao'}: {CANNOT}")
            assert err.count("\n") == 1
            asked = other.run(command, arguments=(*arguments, "--no-sync"), folder=folder.path)
            assert asked == [0, out, ""]
        code, out, err = other.run(command, arguments=("sync",), folder=folder.path)
        assert (code, out) == (1, "")  # that was told to write
        assert CANNOT in err


def test_without_an_index_there_is_nothing_to_ask(folder: Folder, other: OtherAccount) -> None:
    shutil.rmtree(folder.path / ".hoibao")
    with may_only_be_read(folder.path):
        code, out, err = other.run("result = shell('ask', 'trường ở đâu?', folder)", folder=folder.path)
    assert (code, out) == (1, "")
    assert err == (
        f"hoibao: {folder.path / '.hoibao'}: the index cannot be written here (Permission denied). Choose a directory"
        " that can be written with --data-dir (data_dir= in Python).\n"
    )


CHAT = """
import sys, threading, time, types
app = types.ModuleType("app")
def launch_chat(assistant, **options):
    told = []
    def documents(wanted):
        until = time.monotonic() + 20
        while assistant.status().documents != wanted and time.monotonic() < until:
            time.sleep(0.02)
        told.append(assistant.status().documents)
    documents(2)
    told.append("hoibao-watch" in {thread.name for thread in threading.enumerate()})
    Path(signal).mkdir()
    documents(3)
    told.append(assistant.ask("nước sông hạ bao nhiêu?").text)
    print(json.dumps(told))
app.launch_chat = launch_chat
sys.modules["app"] = app
code, out, err = shell("chat", folder, *options)
result = [code, json.loads(out), err]
"""


@pytest.mark.parametrize("options", [(), ("--no-sync",)])
def test_a_chat_that_may_only_read_follows_what_others_sync(
    folder: Folder, other: OtherAccount, options: tuple[str, ...]
) -> None:
    signal = folder.path.parent / "shared" / "opened"
    signal.parent.mkdir()
    signal.parent.chmod(0o777)
    with may_only_be_read(folder.path):
        other.begin(CHAT, folder=folder.path, signal=signal, options=options)
        until(signal, "the chat does not open")
    folder.write("song.txt", RIVER)
    sync(folder)
    told = other.answer()
    assert "error" not in told, told["trace"]
    code, (before, watched, after, text), err = told["result"]
    assert (code, before, watched, after) == (0, 2, False, 3)
    assert text == "Nước sông hạ bốn mươi phân trong đêm qua. [1]"
    assert (CANNOT in err) == (not options)


READ_FROM_A_COPY = """
from rag.storage.store import Store
import time
store = Store(Path(path), make=False)
with store.snapshot() as snapshot:
    before = snapshot.document_count()
    Path(signal).mkdir()
    while Path(signal).exists():
        time.sleep(0.01)
    result = [before, snapshot.document_count()]
"""


def test_what_was_read_from_a_file_that_was_written_meanwhile_is_no_answer(folder: Folder, other: OtherAccount) -> None:
    bare(folder)
    signal = folder.path.parent / "shared" / "reading"
    signal.parent.mkdir()
    signal.parent.chmod(0o777)
    other.begin(READ_FROM_A_COPY, path=store_path(folder.path / ".hoibao"), signal=signal)
    until(signal, "it does not begin to read")
    folder.write("song.txt", RIVER)
    sync(folder)
    signal.rmdir()
    told = other.answer()
    if os.geteuid() == 0:  # else it could make a log of its own, and saw one state
        assert told["error"].startswith("StoreError: ")
        assert "ask again" in told["error"]
    assert other.run("with store.snapshot() as snapshot: result = snapshot.document_count()") == 3
    other.run("store.close()")


WATCH = """
import time
from rag.storage.store import Store
store = Store(Path(path), make=False)
until, seen, wrong = time.monotonic() + 3, set(), []
while time.monotonic() < until:
    with store.snapshot() as snapshot:
        versions = {snapshot.document(source).text for source in snapshot.sources()}
        chunks = snapshot.totals()[0]
        if len(versions) != 1 or chunks != 2 * snapshot.document_count():
            wrong.append([sorted(versions), chunks])
    seen |= versions
store.close()
result = [len(seen), wrong]
"""


def test_those_who_only_read_see_whole_states_while_others_write(folder: Folder, other: OtherAccount) -> None:
    store = store_path(folder.path / ".hoibao")
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # as often as it can
        connection.execute("PRAGMA wal_autocheckpoint = 3")  # the database itself is written all the time

        # Two documents of one text, of two chunks each.
        def write(n: int) -> None:
            connection.execute("BEGIN IMMEDIATE")
            for source in ("cau.txt", "truong.txt"):
                connection.execute("UPDATE documents SET text = ? WHERE source = ?", (pack_text(f"bản {n}"), source))
            connection.execute("UPDATE totals SET chunks = 4")
            connection.execute("COMMIT")

        write(0)
        other.begin(WATCH, path=store)
        n = 0
        answer = ThreadPoolExecutor(1).submit(other.answer)
        while not answer.done():
            n += 1
            write(n)
            if n % 50 == 0:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    told = answer.result()
    assert "error" not in told, told["trace"]
    seen, wrong = told["result"]
    assert wrong == []
    assert seen > 5
