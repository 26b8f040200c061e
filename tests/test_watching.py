"""Articles come and go while they are asked."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import watchfiles
from fakes import FakeEmbedder, Folder
from watchfiles import Change

from rag import Assistant, Config, Progress, StoreError, SyncReport
from rag.watching import _is_of_articles, watching

FERRY = "Phà mới trên hồ\n\nPhà Sông Lam chở bốn mươi người mỗi chuyến.\n"
QUESTION = "Phà Sông Lam chở bao nhiêu người?"


def wait_for(true: Callable[[], object], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def sources(assistant: Assistant) -> set[str]:
    answer = assistant.ask(QUESTION)
    assert answer.refused == (not answer.citations)
    return {citation.source for citation in answer.citations}


@pytest.fixture(autouse=True)
def sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.watching._AGAIN", 0.3)
    monkeypatch.setattr("rag.watching._LOOK_MS", 200)


@pytest.fixture
def synced(folder: Folder, embedder: FakeEmbedder) -> Iterator[Assistant]:
    folder.write("cho.txt", "Chợ phiên\n\nChợ bán mật ong vào chủ nhật.\n")
    with Assistant.open(folder.path, config=Config(refuse_below=0.0), embedder=embedder) as assistant:
        assistant.sync()
        yield assistant


@pytest.mark.parametrize("polling", [False, True])
def test_answers_follow_the_folder(
    synced: Assistant, folder: Folder, monkeypatch: pytest.MonkeyPatch, polling: bool
) -> None:
    if polling:
        monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")  # as on a network drive
    folder.write("before.txt", FERRY)  # between the sync and the watch
    with synced.watching():
        wait_for(lambda: sources(synced) == {"before.txt"})
        folder.write("new/pha.txt", FERRY.replace("Phà mới", "Phà lớn"))
        folder.remove("before.txt")
        wait_for(lambda: sources(synced) == {"new/pha.txt"})
        folder.write("new/pha.txt", FERRY.replace("bốn mươi", "năm mươi"))
        wait_for(lambda: "năm mươi" in synced.ask(QUESTION).text)
        (folder.path / "new").rename(folder.path / "old")
        wait_for(lambda: sources(synced) == {"old/pha.txt"})
        shutil.rmtree(folder.path / "old")
        wait_for(lambda: "Chợ" in synced.ask(QUESTION).text)
    folder.write("after.txt", FERRY)
    time.sleep(0.8)
    assert "after.txt" not in sources(synced)  # nobody watches any more
    assert not [thread for thread in threading.enumerate() if thread.name == "hoibao-watch"]


def test_only_what_may_be_of_an_article_has_the_folder_read(synced: Assistant, folder: Folder) -> None:
    reports: list[SyncReport] = []
    with synced.watching(reports.append):
        wait_for(lambda: reports)
        for source in (".hidden.txt", ".git/a.txt", "notes.log", "photo.jpg"):
            folder.write(source, "x")
        time.sleep(1.5)
        assert len(reports) == 1
        folder.write("pha.txt", FERRY)
        wait_for(lambda: len(reports) > 1)
    assert [report.added for report in reports] == [(), ("pha.txt",)]


def test_a_data_directory_anywhere_is_not_watched(folder: Folder, embedder: FakeEmbedder) -> None:
    for place in (folder.path / "visible", folder.path):
        reports: list[SyncReport] = []
        with Assistant.open(folder.path, place, embedder=embedder) as assistant, assistant.watching(reports.append):
            wait_for(lambda reports=reports: reports)
            folder.write("pha.txt", FERRY + str(place))
            wait_for(lambda reports=reports: len(reports) > 1)
            time.sleep(1.5)
            assert len(reports) == 2  # its own writing is no change


@pytest.mark.parametrize(
    ("change", "path", "counts"),
    [
        (Change.added, "a.txt", True),
        (Change.modified, "x/a.MD", True),
        (Change.deleted, "x/a.txt", True),
        (Change.modified, "a.log", False),
        (Change.added, "a.log", False),
        (Change.added, "below", True),
        (Change.modified, "below", False),
        (Change.deleted, "gone.d", True),
        (Change.added, "x/.git/a.txt", False),
        (Change.deleted, ".a.txt.swp", False),
        (Change.modified, "index/a.txt", False),
        (Change.deleted, "index", False),
        (Change.deleted, "index2", True),
        (Change.deleted, ".", True),
    ],
)
def test_which_changes_count(tmp_path: Path, change: Change, path: str, counts: bool) -> None:
    root = tmp_path / ".hoi"  # its own name does not matter
    (root / "below").mkdir(parents=True)
    assert _is_of_articles(change, root / path, root, root / "index") is counts
    assert _is_of_articles(change, Path("/elsewhere/a.txt"), root, root / "index") is True


def test_what_goes_wrong_is_said_once_and_tried_again(folder: Folder, caplog: pytest.LogCaptureFixture) -> None:
    wrong: list[Exception] = [StoreError(folder.path, "full")] * 3
    wrong += [ZeroDivisionError("a bug")] * 2
    reports: list[SyncReport] = []

    def sync(progress: Callable[[Progress], None]) -> SyncReport:
        if wrong:
            raise wrong.pop(0)
        return SyncReport(added=("a.txt",))

    with watching(sync, folder.path, folder.path / ".hoibao", reports.append):
        wait_for(lambda: reports)
    said = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.getMessage() for record in said] == [
        f"{folder.path}: full",
        f"syncing {folder.path} failed: ZeroDivisionError('a bug')",
    ]
    assert "Traceback" not in logging.Formatter().format(said[0])
    assert "ZeroDivisionError: a bug" in logging.Formatter().format(said[1])


def test_a_folder_that_goes_away_is_waited_for(
    synced: Assistant, folder: Folder, caplog: pytest.LogCaptureFixture
) -> None:
    reports: list[SyncReport] = []
    away = folder.path.with_name("away")
    with synced.watching(reports.append):
        wait_for(lambda: reports)
        folder.path.rename(away)
        wait_for(lambda: any("there is no such folder" in message for message in caplog.messages))
        away.rename(folder.path)
        folder.write("pha.txt", FERRY)
        wait_for(lambda: sources(synced) == {"pha.txt"})
        folder.path.rename(away)  # and another is put in its place at once
        shutil.copytree(away, folder.path)
        folder.remove("pha.txt")
        wait_for(lambda: sources(synced) != {"pha.txt"})
        folder.write("lai.txt", FERRY)
        wait_for(lambda: sources(synced) == {"lai.txt"})
    assert len(caplog.messages) == len(set(caplog.messages))


def test_a_folder_that_cannot_be_watched_is_looked_at_now_and_then(
    synced: Assistant, folder: Folder, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*paths: object, **options: object) -> Iterator[set[watchfiles.main.FileChange]]:
        yield set()
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr("watchfiles.watch", broken)
    with synced.watching():
        folder.write("pha.txt", FERRY)
        wait_for(lambda: sources(synced) == {"pha.txt"})
        folder.remove("pha.txt")
        wait_for(lambda: sources(synced) != {"pha.txt"})
    assert [message for message in caplog.messages if "cannot be watched" in message] == [
        f"{folder.path} cannot be watched and is looked at every 0 s instead: [Errno 28] OS file watch limit reached"
    ]


def test_a_name_that_is_no_text_does_not_end_it(synced: Assistant, folder: Folder) -> None:
    (folder.path / "b\udce1o").mkdir()
    with synced.watching():
        folder.write("pha.txt", FERRY)
        wait_for(lambda: sources(synced) == {"pha.txt"})
        (folder.path / "b\udce1o" / "c\udce1.txt").write_text(FERRY)
        folder.remove("pha.txt")
        wait_for(lambda: sources(synced) != {"pha.txt"})


def test_leaving_does_not_wait_for_a_long_sync(folder: Folder) -> None:
    embedder = FakeEmbedder(delay=0.02)
    for n in range(400):
        folder.write(f"{n}.txt", f"Tin {n}\n\nNội dung {n} của bài {n}.\n")
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        with assistant.watching():
            wait_for(lambda: len(embedder.documents) > 20)
            began = time.monotonic()
        assert time.monotonic() - began < 3
        assert len(embedder.documents) < 400
        embedder.delay = 0.0
        assistant.sync()  # goes on where it was
        assert assistant.status().documents == 400
