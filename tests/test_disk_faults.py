"""What goes wrong between the folder and the disk: nothing of it may pass for articles that are gone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeEmbedder, Folder

from rag import ArticlesFolderError, Assistant, DataDirError, ReadError
from rag.files.folder import check_folder, list_articles, read_bytes
from rag.storage.datadir import DataDir


class Looked:
    """An entry of a folder that cannot be looked at."""

    def __init__(self, entry: os.DirEntry[str], error: OSError) -> None:
        self.name, self.path, self._error = entry.name, entry.path, error

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        raise self._error


class Scanned:
    """`os.scandir`, where the entries of one name fail."""

    def __init__(self, name: str, error: OSError) -> None:
        self._name, self._error, self._real = name, error, os.scandir

    def __call__(self, where: str) -> Scanned:
        self._found = self._real(where)
        return self

    def __enter__(self) -> Iterator[object]:
        return (Looked(e, self._error) if e.name == self._name else e for e in self._found)

    def __exit__(self, *_: object) -> None:
        self._found.close()


def test_a_disk_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("rag.files.folder.os.scandir", fail)
    for look in (check_folder, list_articles):
        with pytest.raises(ArticlesFolderError, match=r"Input/output error.*Check the disk or the network drive"):
            look(tmp_path)


def test_a_file_that_cannot_be_looked_at_is_a_problem(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write_all({"a.txt": "Một.", "b.txt": "Hai."})
    monkeypatch.setattr("rag.files.folder.os.scandir", Scanned("b.txt", OSError(5, "Input/output error")))
    listing = list_articles(folder.path)
    assert [entry.source for entry in listing.entries] == ["a.txt"]
    assert listing.problems == (("b.txt", "it cannot be looked at (Input/output error); check its rights"),)


def test_a_file_that_vanishes_while_it_is_listed_is_gone(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write_all({"a.txt": "Một.", "b.txt": "Hai."})
    monkeypatch.setattr("rag.files.folder.os.scandir", Scanned("b.txt", FileNotFoundError(2, "No such file")))
    listing = list_articles(folder.path)
    assert ([entry.source for entry in listing.entries], listing.problems) == (["a.txt"], ())


def test_what_cannot_be_looked_at_stays_indexed(
    folder: Folder, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_all({"a.txt": "Cầu treo.\n\nCầu treo bắc qua suối.", "b.txt": "Đèn lồng.\n\nĐèn lồng treo cao."})
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        assistant.sync()
        monkeypatch.setattr("rag.files.folder.os.scandir", Scanned("b.txt", OSError(5, "Input/output error")))
        report = assistant.sync()
        assert (report.unchanged, report.removed) == (("a.txt",), ())
        assert assistant.search("đèn lồng treo cao", 1)[0].source == "b.txt"
        assert [source for source, _ in assistant.status().failed] == ["b.txt"]


def test_a_file_on_a_disk_that_fails_is_said(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("a.txt", "Một.")
    [entry] = list_articles(folder.path).entries

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(ReadError, match=r"it cannot be read \(Input/output error\); check the disk") as caught:
        read_bytes(entry, 100)
    assert caught.value.source == "a.txt"


def test_a_file_that_is_too_large_is_not_even_opened(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("a.txt", "Một hai ba bốn.")
    [entry] = list_articles(folder.path).entries
    monkeypatch.setattr(Path, "open", None)
    with pytest.raises(ReadError, match="larger than 5 bytes"):
        read_bytes(entry, 5)


def test_an_index_that_cannot_be_begun_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data_dir = DataDir(tmp_path / "index")
    data_dir.prepare()

    def fail(self: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", fail)
    with pytest.raises(DataDirError, match=r"No space left on device.*--data-dir"):
        data_dir.building()


def test_an_index_that_was_begun_and_holds_nothing_answers_that_nothing_is_indexed(
    folder: Folder, embedder: FakeEmbedder
) -> None:
    folder.write("a.txt", "Cầu treo.")
    data_dir = DataDir(folder.path / ".hoibao")
    data_dir.prepare()
    data_dir.activate(data_dir.building())  # killed here: the store has no fingerprint yet
    data_dir.close()
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        assert assistant.search("cầu treo") == []
        assert assistant.ask("cầu treo ở đâu?").text.startswith("Chưa có bài báo nào")
        assert assistant.sync().added == ("a.txt",)
        assert assistant.search("cầu treo")[0].source == "a.txt"


def test_only_so_many_replaced_vectors_are_kept_in_mind(
    folder: Folder, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.ingesting._REMEMBERED", 1)
    texts = [f"Tin số {n}\n\nNội dung riêng của tin thứ {n}." for n in range(3)]
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        folder.write_all({f"{n}.txt": text for n, text in enumerate(texts)})
        assistant.sync()
        # each takes the text of the one before it; 0.txt that of 2.txt, which still stands there
        folder.write_all({f"{n}.txt": texts[n - 1] for n in range(3)})
        assert assistant.sync().changed == ("0.txt", "1.txt", "2.txt")
        assert [assistant.document(f"{n}.txt").title for n in range(3)] == ["Tin số 2", "Tin số 0", "Tin số 1"]
        assert assistant.search(texts[0], 1)[0].source == "1.txt"
