"""The directory of an index: one store that answers, at most one in the making."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fakes import FakeEmbedder, Folder
from stored import store_path

from rag import Assistant
from rag.errors import DataDirError, FingerprintMismatchError, ReadOnlyIndexError, StoreError, SyncBusyError
from rag.storage.datadir import DataDir, OpenStore


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[DataDir]:
    made = DataDir(tmp_path / "deep" / "index")
    yield made
    made.close()


def fill(data_dir: DataDir, fingerprint: str = "one", *, rebuild: bool = False, **settings: str) -> None:
    """Write as a sync would."""
    with data_dir.writing(fingerprint, rebuild=rebuild, timeout=5) as opened:
        opened.store.set(**settings)


def read(data_dir: DataDir, key: str) -> str | None:
    opened = data_dir.opened()
    if opened is None:
        return None
    with opened.store.snapshot() as snapshot:
        return snapshot.setting(key)


def interrupt_rebuild(data_dir: DataDir) -> None:
    """Begin to rebuild for `two`, and be stopped with something done."""

    def rebuild() -> None:
        with data_dir.writing("two", rebuild=True, timeout=5) as opened:
            opened.store.set(half="done")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild()


def test_before_anything_is_written_nothing_is_made(data_dir: DataDir) -> None:
    assert data_dir.current() is None
    assert data_dir.opened() is None
    assert not data_dir.path.exists()


def test_the_first_store_answers_while_it_is_filled(data_dir: DataDir) -> None:
    with data_dir.writing("one", rebuild=False, timeout=5) as opened:
        opened.store.set(half="done")
        assert read(DataDir(data_dir.path), "half") == "done"
    assert read(data_dir, "fingerprint") == "one"


def test_a_store_is_opened_once(data_dir: DataDir) -> None:
    fill(data_dir)
    assert data_dir.opened() is data_dir.opened()
    with data_dir.writing("one", rebuild=False, timeout=5) as opened:
        assert opened is data_dir.opened()


def test_a_copy_that_took_the_place_of_an_open_store_answers(data_dir: DataDir) -> None:
    fill(data_dir, told="the first")
    assert read(data_dir, "told") == "the first"
    away = data_dir.path.with_name("away")
    data_dir.path.rename(away)  # a drive that went, with all that was open on it
    assert data_dir.opened() is None
    shutil.copytree(away, data_dir.path)
    assert read(data_dir, "told") == "the first"
    data_dir.path.rename(away.with_name("further"))
    shutil.copytree(away, data_dir.path)  # at once
    fill(data_dir, told="the second")
    assert read(data_dir, "told") == "the second"
    assert read(DataDir(data_dir.path), "told") == "the second"


def test_the_index_of_a_store_is_made_once(data_dir: DataDir) -> None:
    fill(data_dir)
    opened = data_dir.opened()
    assert opened is not None
    assert opened.index(8) is opened.index(8)


def test_another_fingerprint_is_refused(data_dir: DataDir) -> None:
    fill(data_dir, "one", kept="yes")
    with pytest.raises(FingerprintMismatchError) as caught:
        fill(data_dir, "two")
    assert (caught.value.stored, caught.value.wanted) == ("one", "two")
    assert (read(data_dir, "fingerprint"), read(data_dir, "kept")) == ("one", "yes")
    fill(data_dir, "one", kept="still")  # and the lock is free again
    assert read(data_dir, "kept") == "still"


def test_a_rebuild_answers_only_when_it_is_complete(data_dir: DataDir) -> None:
    fill(data_dir, "one", which="old")
    reader = DataDir(data_dir.path)
    with data_dir.writing("two", rebuild=True, timeout=5) as opened:
        opened.store.set(which="new")
        assert read(data_dir, "which") == read(reader, "which") == "old"
    assert read(data_dir, "which") == read(reader, "which") == "new"
    assert read(reader, "fingerprint") == "two"
    assert [p.name for p in data_dir.path.glob("store-*")] == [data_dir.current().name]  # type: ignore[union-attr]
    reader.close()


def test_a_rebuild_that_fails_leaves_the_old_store_and_what_it_did(data_dir: DataDir) -> None:
    fill(data_dir, "one", which="old")

    interrupt_rebuild(data_dir)
    assert read(data_dir, "which") == "old"
    with data_dir.writing("two", rebuild=True, timeout=5) as opened, opened.store.snapshot() as snapshot:
        assert snapshot.setting("half") == "done"
    assert read(data_dir, "half") == "done"


def test_half_a_rebuild_for_another_fingerprint_is_thrown_away(data_dir: DataDir) -> None:
    fill(data_dir, "one", which="old")

    interrupt_rebuild(data_dir)
    fill(data_dir, "three", rebuild=True)
    assert (read(data_dir, "fingerprint"), read(data_dir, "half")) == ("three", None)


def test_half_a_rebuild_that_is_damaged_is_thrown_away(data_dir: DataDir) -> None:
    fill(data_dir, "one")
    half = data_dir.building()
    (half / "store.sqlite").write_bytes(b"nonsense" * 1000)
    fill(data_dir, "two", rebuild=True)
    assert read(data_dir, "fingerprint") == "two"


def test_a_damaged_store_is_replaced_by_a_rebuild_only(data_dir: DataDir) -> None:
    fill(data_dir, "one")
    data_dir.close()
    current = data_dir.current()
    assert current is not None
    for path in current.iterdir():
        path.write_bytes(b"nonsense" * 1000)
    with pytest.raises(StoreError):
        fill(data_dir, "one")
    with pytest.raises(StoreError):
        data_dir.opened()
    fill(data_dir, "one", rebuild=True)
    assert read(data_dir, "fingerprint") == "one"


@pytest.mark.parametrize("pointer", ["", "\n", "store-99", "nowhere", "../outside", "/etc", "."])
def test_a_pointer_to_nothing_is_no_pointer(data_dir: DataDir, pointer: str) -> None:
    fill(data_dir, "one", kept="yes")
    data_dir.close()
    (data_dir.path / "current").write_text(pointer)
    assert data_dir.current() is None
    fill(data_dir, "one")
    assert read(data_dir, "kept") == "yes"  # the store itself was whole


def test_a_pointer_that_is_no_text_is_no_pointer(data_dir: DataDir) -> None:
    fill(data_dir, "one", kept="yes")
    data_dir.close()
    (data_dir.path / "current").write_bytes(b"\xff\xfe\x00garbage")
    assert data_dir.current() is None


def test_a_pointer_may_be_read_by_whoever_may_read_the_directory(data_dir: DataDir) -> None:
    mask = os.umask(0o022)
    try:
        fill(data_dir)
    finally:
        os.umask(mask)
    current = data_dir.current()
    assert current is not None
    assert (data_dir.path / "current").stat().st_mode & 0o777 == (current / "store.sqlite").stat().st_mode & 0o777


def test_a_disk_that_is_full_when_the_pointer_is_turned_is_said(
    data_dir: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(data_dir, "one", which="old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rag.storage.datadir.os.fsync", fail)
    with pytest.raises(DataDirError, match="No space left"):
        fill(data_dir, "two", rebuild=True)
    assert read(data_dir, "which") == "old"


def test_a_path_that_cannot_be_a_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(DataDirError, match="--data-dir") as caught:
            DataDir(path).prepare()
        assert caught.value.data_dir == path


def test_a_directory_that_takes_no_files_is_refused(data_dir: DataDir, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("rag.storage.datadir.tempfile.TemporaryFile", fail)
    with pytest.raises(DataDirError, match=r"Read-only file system.*--data-dir") as caught:
        fill(data_dir)
    assert not isinstance(caught.value, ReadOnlyIndexError)  # there is none to be read


@pytest.mark.parametrize(
    ("error", "readable"),
    [
        (OSError(30, "Read-only file system"), True),
        (PermissionError(13, "Permission denied"), True),
        (OSError(28, "No space left on device"), False),  # that passes
    ],
)
def test_an_index_in_a_directory_that_takes_no_files_may_only_be_read(
    data_dir: DataDir, monkeypatch: pytest.MonkeyPatch, error: OSError, readable: bool
) -> None:
    fill(data_dir, last_sync="2024-09-03T10:00:00+00:00")

    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr("rag.storage.datadir.tempfile.TemporaryFile", fail)
    with pytest.raises(DataDirError) as caught:
        data_dir.prepare()
    assert isinstance(caught.value, ReadOnlyIndexError) == readable
    assert getattr(caught.value, "since", None) == ("2024-09-03T10:00:00+00:00" if readable else None)
    assert (error.strerror or "") in str(caught.value)
    monkeypatch.undo()
    data_dir.prepare()  # as soon as it can be written


def test_one_writes_at_a_time(data_dir: DataDir) -> None:
    fill(data_dir)
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with data_dir.writing("one", rebuild=False, timeout=5):
            inside.set()
            leave.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    assert inside.wait(20)
    try:
        with (
            pytest.raises(SyncBusyError, match=r"0\.1 s"),
            DataDir(data_dir.path).writing("one", rebuild=False, timeout=0.1),
        ):
            pass
        assert read(DataDir(data_dir.path), "fingerprint") == "one"  # readers wait for nobody
    finally:
        leave.set()
        thread.join()
    fill(data_dir, "one", after="yes")
    assert read(data_dir, "after") == "yes"


@pytest.mark.parametrize(
    "error",
    [
        PermissionError(13, "Permission denied"),
        OSError(37, "No locks available"),
        NotImplementedError("the file system has no locks"),
    ],
)
def test_a_lock_that_cannot_be_had_is_said(
    data_dir: DataDir, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    fill(data_dir, kept="yes")

    def fail(self: object, **_: object) -> None:
        raise error

    monkeypatch.setattr("rag.storage.datadir.filelock.FileLock.acquire", fail)
    with pytest.raises(DataDirError) as caught:
        fill(data_dir)
    told = str(caught.value)
    assert str(getattr(error, "strerror", error)) in told
    assert "--data-dir" in told
    assert isinstance(caught.value, ReadOnlyIndexError) == isinstance(error, PermissionError)
    assert read(data_dir, "kept") == "yes"


def test_other_things_in_the_directory_are_left_alone(data_dir: DataDir) -> None:
    data_dir.prepare()
    (data_dir.path / "store-notes").mkdir()
    (data_dir.path / "mine.txt").write_text("keep")
    fill(data_dir)
    fill(data_dir, rebuild=True)
    assert (data_dir.path / "store-notes").is_dir()
    assert (data_dir.path / "mine.txt").read_text() == "keep"


def test_a_closed_directory_opens_again(data_dir: DataDir) -> None:
    fill(data_dir, kept="yes")
    data_dir.close()
    assert read(data_dir, "kept") == "yes"


# Rebuilds and readers ---------------------------------------------------------------------------------------------


def half_rebuilt(data_dir: DataDir, fingerprint: str = "two") -> Path:
    """The folder that an interrupted rebuild leaves."""
    folders: list[Path] = []

    def rebuild() -> None:
        with data_dir.writing(fingerprint, rebuild=True, timeout=5) as opened:
            opened.store.set(half="done")
            folders.append(opened.folder)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild()
    return folders[0]


def test_what_waits_while_the_store_is_replaced_opens_the_new_one(data_dir: DataDir) -> None:
    fill(data_dir, "one", which="old")
    old = data_dir.opened()
    assert old is not None
    found: list[str | None] = []
    reader = threading.Thread(target=lambda: found.append(read(data_dir, "which")))
    with data_dir._guard:  # as another reader has it
        reader.start()
        reader.join(0.2)
        fill(DataDir(data_dir.path), "one", rebuild=True, which="new")
        assert not old.folder.exists()
    reader.join(20)
    assert found == ["new"]


def test_a_store_that_is_taken_away_while_it_is_found_is_not_made_again(
    data_dir: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(data_dir, "one")
    data_dir.close()
    folder = data_dir.current()
    assert folder is not None
    (folder / "store.sqlite").unlink()  # the first thing that a rebuild takes away
    monkeypatch.setattr(DataDir, "current", lambda self: folder)
    with pytest.raises(StoreError, match="unable to open"):
        data_dir.opened()
    assert not (folder / "store.sqlite").exists()


def test_where_the_pointer_turns_while_it_is_followed_the_new_store_is_found(
    data_dir: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(data_dir, "one", which="old")
    data_dir.close()
    is_file, rebuilt = Path.is_file, []

    def replaced(self: Path) -> bool:
        if not rebuilt:
            rebuilt.append(self)
            fill(DataDir(data_dir.path), "one", rebuild=True, which="new")
        return is_file(self)

    monkeypatch.setattr(Path, "is_file", replaced)
    assert read(data_dir, "which") == "new"


def test_a_question_asked_while_the_store_is_replaced_is_answered_from_the_new_one(
    folder: Folder, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("a.txt", "Cầu treo bắc qua suối.")
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        assistant.sync()
        opened, replaced = DataDir.opened, []

        def replace(self: DataDir) -> OpenStore | None:
            if not replaced:
                replaced.append(self.current())
                with Assistant.open(folder.path, embedder=FakeEmbedder()) as other:
                    other.sync(rebuild=True)
                raise StoreError(self.path, "it was taken away before it was open")
            return opened(self)

        monkeypatch.setattr(DataDir, "opened", replace)
        assert assistant.search("cầu treo")[0].source == "a.txt"
        assert replaced


def test_a_store_that_stays_damaged_is_told(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write("a.txt", "Cầu treo bắc qua suối.")
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        assistant.sync()
        assistant.close()
        path = store_path(folder.path / ".hoibao")
        path.write_bytes(b"nonsense" * 1000)
        with pytest.raises(StoreError, match="--rebuild"):
            assistant.search("cầu treo")


def test_questions_are_answered_while_the_index_is_rebuilt_again_and_again(folder: Folder) -> None:
    folder.write_all({f"{n}.txt": f"Cầu số{n} bắc qua suối{n}." for n in range(5)})
    with Assistant.open(folder.path, embedder=FakeEmbedder()) as assistant:
        assistant.sync()
        done = threading.Event()

        def ask(n: int) -> int:
            asked = 0
            while not done.is_set():
                assert assistant.search(f"cầu số{n}", 1)[0].source == f"{n}.txt"
                assert assistant.status().documents == 5
                asked += 1
            return asked

        with ThreadPoolExecutor(3) as readers:
            asked = [readers.submit(ask, n) for n in range(3)]
            try:
                for n in range(12):
                    if n % 2:
                        assistant.sync(rebuild=True)
                    else:
                        with Assistant.open(folder.path, embedder=FakeEmbedder()) as other:
                            other.sync(rebuild=True)
            finally:
                done.set()
            assert min(future.result() for future in asked) > 0


def test_a_sync_takes_away_what_an_interrupted_rebuild_left(data_dir: DataDir) -> None:
    fill(data_dir, "one", which="old")
    half = half_rebuilt(data_dir)
    assert half.is_dir()
    fill(data_dir, "one")
    assert [path.name for path in data_dir.path.glob("store-*")] == [data_dir.current().name]  # type: ignore[union-attr]
    assert (read(data_dir, "which"), read(data_dir, "half")) == ("old", None)


def test_a_sync_that_is_refused_leaves_half_a_rebuild_to_be_gone_on_with(data_dir: DataDir) -> None:
    fill(data_dir, "one", which="old")
    half = half_rebuilt(data_dir, "two")
    with pytest.raises(FingerprintMismatchError):
        fill(data_dir, "two")
    assert half.is_dir()
    fill(data_dir, "two", rebuild=True)
    assert (data_dir.current(), read(data_dir, "half")) == (half, "done")


def test_a_sync_leaves_a_rebuild_alone_that_goes_on_elsewhere(data_dir: DataDir) -> None:
    fill(data_dir, "one", which="old")
    with DataDir(data_dir.path).writing("two", rebuild=True, timeout=5) as opened:
        with pytest.raises(SyncBusyError), data_dir.writing("one", rebuild=False, timeout=0.1):
            pass
        opened.store.set(which="new")
    assert read(data_dir, "which") == "new"


def test_who_reads_a_store_reads_on_when_it_is_taken_away(data_dir: DataDir) -> None:
    fill(data_dir, "one", which="old")
    reader = DataDir(data_dir.path)
    opened = reader.opened()
    assert opened is not None
    with opened.store.snapshot() as snapshot:
        fill(data_dir, "one", rebuild=True, which="new")
        assert not opened.folder.exists()
        assert snapshot.setting("which") == "old"
    assert read(reader, "which") == "new"
    reader.close()


def test_the_size_is_that_of_every_store(data_dir: DataDir) -> None:
    assert data_dir.size_bytes() == 0
    fill(data_dir, "one", text="x" * 100_000)
    one = data_dir.size_bytes()
    half = half_rebuilt(data_dir)
    assert data_dir.size_bytes() == one + sum(path.stat().st_size for path in half.iterdir())
    assert data_dir.size_bytes() == sum(path.stat().st_size for path in data_dir.path.glob("store-*/*"))
    assert one > 100_000
    (data_dir.path / "mine.txt").write_text("x" * 1000)
    assert data_dir.size_bytes() < one + 1000 + sum(path.stat().st_size for path in half.iterdir())


def test_an_index_that_may_not_be_looked_at_is_not_taken_for_none(
    data_dir: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(data_dir, "one")

    def refuse(self: Path, **_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(StoreError, match=r"Permission denied.*right to read"):
        data_dir.current()
