"""The store follows the folder: what is new, changed, moved or gone, and at what cost."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fakes import FakeEmbedder, FakeTokenEmbedder, Folder
from pdffiles import Page
from pdffiles import document as pdf
from stored import Contents, assert_same, contents, store_path

from embeddings.embedder import Vectors
from rag import (
    ArticlesFolderError,
    Assistant,
    Config,
    Document,
    DocumentNotFoundError,
    FingerprintMismatchError,
    Progress,
    ReadError,
    StoreError,
    SyncReport,
)
from rag.files.articles import PARSE_VERSION, parse
from rag.text.words import terms

BRIDGE = "Cầu treo thông xe\n\nCầu treo bắc qua suối được thông xe sáng nay. Người dân hai bản đi lại dễ dàng hơn.\n"
SCHOOL = "Trường mới khai giảng\n\nTrường tiểu học đón ba trăm học sinh. Thư viện có hai nghìn cuốn sách.\n"
RIVER = "River level falls\n\nThe river fell by forty centimetres overnight. Boats will sail again on Friday.\n"
# Three paragraphs of more than half a chunk each, so that each is a chunk of its own.
PARAGRAPHS = [
    "Đoạn thứ nhất kể về người thợ rèn già ở cuối làng bên sông.",
    "Đoạn thứ hai nói rằng lò rèn đỏ lửa từ sáng sớm đến khuya.",
    "Đoạn thứ ba cho biết con trai ông sẽ nối nghề vào mùa thu.",
]
SMALL = Config(chunk_tokens=16)


@pytest.fixture
def assistant(folder: Folder, embedder: FakeEmbedder) -> Iterator[Assistant]:
    with Assistant.open(folder.path, config=SMALL, embedder=embedder) as opened:
        yield opened


def stored(assistant: Assistant) -> Contents:
    return contents(store_path(Path(assistant.status().data_dir)))


def sources(assistant: Assistant) -> list[str]:
    return sources_of(store_path(Path(assistant.status().data_dir)))


def sources_of(path: Path) -> list[str]:
    return sorted(contents(path).documents)


@pytest.fixture
def as_new(folder: Folder, assistant: Assistant, tmp_path: Path) -> Callable[[], None]:
    """Checks that the store equals one that is made anew from the folder as it is."""

    def check() -> None:
        clean = tmp_path / f"clean-{time.monotonic_ns()}"
        with Assistant.open(folder.path, clean, SMALL, embedder=FakeEmbedder()) as other:
            other.sync()
        assert_same(stored(assistant), contents(store_path(clean)))

    return check


def article(*paragraphs: str) -> str:
    return "Chuyện làng\n\n" + "\n\n".join(paragraphs or PARAGRAPHS) + "\n"


# Each kind of change ----------------------------------------------------------------------------------------------


def test_new_files_are_added(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, as_new: Callable[[], None]
) -> None:
    folder.write_all({"b.txt": BRIDGE, "en/river.md": RIVER})
    report = assistant.sync()
    assert report.added == ("b.txt", "en/river.md")
    assert (report.changed, report.moved, report.removed, report.unchanged, report.failed) == ((), (), (), (), ())
    assert report.chunks_embedded == len(stored(assistant).chunks)
    assert "The river fell by forty centimetres overnight." in embedder.documents
    assert assistant.document("en/river.md").title == "River level falls"
    as_new()


def test_an_unchanged_folder_costs_nothing(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    before, embedded = stored(assistant), len(embedder.documents)

    _deny(monkeypatch, *folder.path.glob("*.txt"))
    report = assistant.sync()
    monkeypatch.undo()
    assert report == SyncReport(unchanged=("a.txt", "b.txt"))
    assert len(embedder.documents) == embedded
    assert_same(before, stored(assistant))


def test_a_changed_file_replaces_its_document(folder: Folder, assistant: Assistant, as_new: Callable[[], None]) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    folder.write("a.txt", RIVER)
    report = assistant.sync()
    assert (report.changed, report.unchanged, report.added) == (("a.txt",), ("b.txt",), ())
    assert assistant.document("a.txt").title == "River level falls"
    assert "thông" not in stored(assistant).vocabulary
    as_new()


def test_unchanged_paragraphs_of_a_changed_file_keep_their_vectors(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, as_new: Callable[[], None]
) -> None:
    folder.write("a.txt", article())
    assistant.sync()
    assert len([c for c in stored(assistant).chunks if c[1] > 0]) >= 2
    before = len(embedder.documents)
    changed = "Đoạn thứ ba đã được viết lại bởi một người hoàn toàn khác hẳn rồi."
    folder.write("a.txt", article(*PARAGRAPHS[:2], changed))
    report = assistant.sync()
    assert report.chunks_embedded == 1
    assert set(embedder.documents[before:]) == {changed}
    as_new()


def test_a_moved_file_is_not_embedded_again(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, as_new: Callable[[], None]
) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    embedded = len(embedder.documents)
    folder.move("a.txt", "sâu/hơn/nữa.txt")
    report = assistant.sync()
    assert report == SyncReport(moved=("sâu/hơn/nữa.txt",), unchanged=("b.txt",))
    assert len(embedder.documents) == embedded
    assert assistant.document("sâu/hơn/nữa.txt").text.startswith("Cầu treo thông xe")
    with pytest.raises(DocumentNotFoundError):
        assistant.document("a.txt")
    as_new()


def test_a_moved_folder_is_not_embedded_again(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, as_new: Callable[[], None]
) -> None:
    folder.write_all({"old/a.txt": BRIDGE, "old/b.txt": SCHOOL, "old/deep/c.md": RIVER})
    assistant.sync()
    embedded = len(embedder.documents)
    folder.move("old", "new")
    assert assistant.sync().moved == ("new/a.txt", "new/b.txt", "new/deep/c.md")
    assert len(embedder.documents) == embedded
    as_new()


def test_a_removed_file_is_not_found_any_more(folder: Folder, assistant: Assistant, as_new: Callable[[], None]) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    folder.remove("a.txt")
    assert assistant.sync() == SyncReport(removed=("a.txt",), unchanged=("b.txt",))
    assert {hit.source for hit in assistant.search("cầu treo thông xe")} == {"b.txt"}
    as_new()


def test_a_removed_folder_is_not_found_any_more(folder: Folder, assistant: Assistant) -> None:
    folder.write_all({"d/a.txt": BRIDGE, "d/e/b.txt": SCHOOL, "d.txt": RIVER})
    assistant.sync()
    for source in ("d/a.txt", "d/e/b.txt"):
        folder.remove(source)
    (folder.path / "d/e").rmdir()
    (folder.path / "d").rmdir()
    assert assistant.sync().removed == ("d/a.txt", "d/e/b.txt")
    assert sources(assistant) == ["d.txt"]


def test_everything_at_once_also_after_a_long_time(
    folder: Folder, embedder: FakeEmbedder, tmp_path: Path, assistant: Assistant, as_new: Callable[[], None]
) -> None:
    folder.write_all({"stays.txt": BRIDGE, "changes.txt": SCHOOL, "moves.txt": RIVER, "goes.txt": article()})
    assistant.sync()
    assistant.close()
    folder.write("changes.txt", SCHOOL.replace("ba trăm", "bốn trăm"))
    folder.move("moves.txt", "moved.txt")
    folder.remove("goes.txt")
    folder.write("comes.txt", "Mới tinh\n\nTin này hoàn toàn mới.")
    with Assistant.open(folder.path, config=SMALL, embedder=FakeEmbedder()) as later:
        report = later.sync()
    assert (report.added, report.changed, report.moved, report.removed, report.unchanged) == (
        ("comes.txt",),
        ("changes.txt",),
        ("moved.txt",),
        ("goes.txt",),
        ("stays.txt",),
    )
    as_new()


# Names and times --------------------------------------------------------------------------------------------------


def test_one_name_in_two_folders_is_two_documents(
    folder: Folder, assistant: Assistant, as_new: Callable[[], None]
) -> None:
    folder.write_all({"a/tin.txt": BRIDGE, "b/tin.txt": SCHOOL})
    assistant.sync()
    assert assistant.document("a/tin.txt").title == "Cầu treo thông xe"
    assert assistant.document("b/tin.txt").title == "Trường mới khai giảng"
    folder.remove("a/tin.txt")
    assert assistant.sync().removed == ("a/tin.txt",)
    assert sources(assistant) == ["b/tin.txt"]
    as_new()


def test_copies_are_documents_of_their_own_and_cost_one_embedding(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, as_new: Callable[[], None]
) -> None:
    folder.write("a.txt", BRIDGE)
    assistant.sync()
    embedded = len(embedder.documents)
    folder.write("copy.txt", BRIDGE)
    report = assistant.sync()
    assert (report.added, report.moved, report.chunks_embedded) == (("copy.txt",), (), 0)
    assert len(embedder.documents) == embedded
    as_new()
    folder.remove("a.txt")
    assistant.sync()
    assert sources(assistant) == ["copy.txt"]
    as_new()


def test_two_copies_moved_are_both_moved(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, as_new: Callable[[], None]
) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": BRIDGE, "c.txt": BRIDGE})
    assistant.sync()
    embedded = len(embedder.documents)
    folder.move("a.txt", "x.txt")
    folder.move("b.txt", "y.txt")
    folder.remove("c.txt")
    report = assistant.sync()
    assert report.moved == ("x.txt", "y.txt")
    assert report.removed == ("c.txt",)
    assert len(embedder.documents) == embedded
    as_new()


def test_a_file_moved_and_changed_keeps_the_vectors_of_what_stayed(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, as_new: Callable[[], None]
) -> None:
    folder.write("a.txt", article())
    assistant.sync()
    before = len(embedder.documents)
    new = "Đoạn thứ hai giờ đây đã khác xưa rất nhiều, ai đọc cũng thấy."
    folder.move("a.txt", "b.txt")
    folder.write("b.txt", article(PARAGRAPHS[0], new, PARAGRAPHS[2]))
    report = assistant.sync()
    assert (report.added, report.removed, report.chunks_embedded) == (("b.txt",), ("a.txt",), 1)
    assert set(embedder.documents[before:]) == {new}
    as_new()


def test_a_file_moved_over_another_takes_its_place(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, as_new: Callable[[], None]
) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    embedded = len(embedder.documents)
    folder.move("a.txt", "b.txt")
    report = assistant.sync()
    assert (report.changed, report.removed) == (("b.txt",), ("a.txt",))
    assert len(embedder.documents) == embedded
    as_new()


def test_two_files_that_swap_names_swap_documents(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, as_new: Callable[[], None]
) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    embedded = len(embedder.documents)
    folder.move("a.txt", "swap")
    folder.move("b.txt", "a.txt")
    folder.move("swap", "b.txt")
    report = assistant.sync()
    assert assistant.document("a.txt").title == "Trường mới khai giảng"
    assert assistant.document("b.txt").title == "Cầu treo thông xe"
    assert report.changed == ("a.txt", "b.txt")
    as_new()
    assert len(embedder.documents) == embedded


def test_rotated_names_cost_only_the_new_text(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, as_new: Callable[[], None]
) -> None:
    folder.write_all({"tin.1.txt": BRIDGE, "tin.2.txt": SCHOOL})
    assistant.sync()
    folder.move("tin.2.txt", "tin.3.txt")
    folder.move("tin.1.txt", "tin.2.txt")
    folder.write("tin.1.txt", RIVER)
    before = len(embedder.documents)
    assistant.sync()
    as_new()
    assert all("river" in text.lower() or "boats" in text.lower() for text in embedder.documents[before:])


def test_a_file_renamed_to_another_format_is_read_as_that_format(
    folder: Folder, assistant: Assistant, as_new: Callable[[], None]
) -> None:
    folder.write("a.txt", "# Tiêu đề lớn\n\nMột câu có **chữ đậm** ở giữa dòng.\n")
    assistant.sync()
    assert "**chữ đậm**" in assistant.document("a.txt").text
    folder.move("a.txt", "a.md")
    assistant.sync()
    assert assistant.document("a.md").text == "Tiêu đề lớn\n\nMột câu có chữ đậm ở giữa dòng."
    as_new()


def test_a_touched_file_is_unchanged_and_its_new_time_is_remembered(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder.write("a.txt", BRIDGE)
    assistant.sync()
    embedded = len(embedder.documents)
    os.utime(path, (1_650_000_000, 1_650_000_000))
    assert assistant.sync() == SyncReport(unchanged=("a.txt",))

    _deny(monkeypatch, *folder.path.glob("*.txt"))
    assert assistant.sync() == SyncReport(unchanged=("a.txt",))
    assert len(embedder.documents) == embedded


def test_an_edit_within_the_clock_s_tick_is_seen(folder: Folder, assistant: Assistant) -> None:
    now = time.time()
    folder.write("a.txt", BRIDGE, mtime=now)
    assistant.sync()
    changed = BRIDGE.replace("suối", "sông")
    changed += " " * (len(BRIDGE.encode()) - len(changed.encode()))
    path = folder.write("a.txt", changed, mtime=now)
    assert path.stat().st_size == len(BRIDGE.encode())
    assert assistant.sync().changed == ("a.txt",)
    assert "qua sông" in assistant.document("a.txt").text


def test_an_edit_within_the_tick_is_seen_however_long_embedding_took(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = 1_700_000_000
    clock = [written * 10**9 + 5 * 10**8]
    embed = embedder.embed_documents

    def slow(texts: Sequence[str]) -> Vectors:
        clock[0] += 60 * 10**9
        return embed(texts)

    monkeypatch.setattr("rag.syncing.time.time_ns", lambda: clock[0])
    monkeypatch.setattr(embedder, "embed_documents", slow)
    folder.write("a.txt", RIVER, mtime=written)
    assistant.sync()
    folder.write("a.txt", RIVER.replace("forty", "fifty"), mtime=written)
    assert assistant.sync().changed == ("a.txt",)


def test_an_edit_that_keeps_size_and_time_is_seen(folder: Folder, assistant: Assistant) -> None:
    folder.write("a.txt", RIVER, mtime=1_700_000_000)
    assistant.sync()
    folder.write("a.txt", RIVER.replace("forty", "fifty"), mtime=1_700_000_000)  # as a crawler that sets times does
    assert assistant.sync().changed == ("a.txt",)
    assert "fifty" in assistant.document("a.txt").text


def test_another_file_of_the_same_size_and_time_in_its_place_is_seen(folder: Folder, assistant: Assistant) -> None:
    folder.write("a.txt", RIVER, mtime=1_700_000_000)
    other = folder.write(".b.txt", RIVER.replace("forty", "fifty"), mtime=1_700_000_000)
    assistant.sync()
    other.rename(folder.path / "a.txt")
    assert assistant.sync().changed == ("a.txt",)
    assert "fifty" in assistant.document("a.txt").text


def test_what_touches_a_file_s_entry_only_is_read_once_and_not_embedded(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder.write("a.txt", BRIDGE)
    assistant.sync()
    embedded = len(embedder.documents)
    path.chmod(0o640)
    assert assistant.sync() == SyncReport(unchanged=("a.txt",))
    _deny(monkeypatch, path)
    assert assistant.sync() == SyncReport(unchanged=("a.txt",))
    assert len(embedder.documents) == embedded


def test_an_index_of_before_that_time_was_kept_is_not_embedded_again(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder
) -> None:
    folder.write("a.txt", BRIDGE)
    assistant.sync()
    embedded = len(embedder.documents)
    assistant.close()
    with closing(sqlite3.connect(store_path(folder.path / ".hoibao"), isolation_level=None)) as connection:
        connection.execute("DROP INDEX documents_state")
        connection.execute("DROP INDEX documents_published")
        connection.execute("DROP INDEX chunks_language")
        connection.execute("ALTER TABLE documents DROP COLUMN ctime_ns")
        connection.execute("ALTER TABLE documents DROP COLUMN pages")
        connection.execute("PRAGMA user_version = 6")
    assert assistant.sync() == SyncReport(unchanged=("a.txt",))
    assert assistant.sync() == SyncReport(unchanged=("a.txt",))
    assert len(embedder.documents) == embedded


def test_an_index_of_before_pages_were_kept_reads_pdfs_again_and_embeds_nothing(
    folder: Folder,
    assistant: Assistant,
    embedder: FakeEmbedder,
    monkeypatch: pytest.MonkeyPatch,
    as_new: Callable[[], None],
) -> None:
    folder.write("a.txt", BRIDGE)
    for source, text in (("b.pdf", "Trường tiểu học đón ba trăm học sinh."), ("c.PDF", "Thư viện mở cửa lúc 7 giờ.")):
        (folder.path / source).write_bytes(pdf(Page().text(60, 60, "Trang bìa."), Page().text(60, 60, text)))
    assistant.sync()
    embedded = len(embedder.documents)
    assistant.close()
    with closing(sqlite3.connect(store_path(folder.path / ".hoibao"), isolation_level=None)) as connection:
        connection.execute("DROP INDEX documents_state")
        connection.execute("DROP INDEX documents_published")
        connection.execute("ALTER TABLE documents DROP COLUMN pages")
        connection.execute("PRAGMA user_version = 8")
    assert [s.page for s in assistant.search("trường đón ba trăm học sinh", k=1)[0].sentences] == [None, None]
    read: list[str] = []

    def parsed(source: str, data: bytes) -> Document:
        if len(read) == 1:
            read.append("killed")
            raise KeyboardInterrupt
        read.append(source)
        return parse(source, data)

    monkeypatch.setattr("rag.syncing.parse", parsed)
    with pytest.raises(KeyboardInterrupt):
        assistant.sync()
    assert assistant.sync() == SyncReport(changed=("c.PDF",), unchanged=("a.txt", "b.pdf"))
    assert read == ["b.pdf", "killed", "c.PDF"]
    assert assistant.sync() == SyncReport(unchanged=("a.txt", "b.pdf", "c.PDF"))
    assert len(embedder.documents) == embedded
    for question in ("trường đón ba trăm học sinh", "thư viện mở cửa"):
        assert [s.page for s in assistant.search(question, k=1)[0].sentences] == [1, 2]
    as_new()


def test_an_edit_that_keeps_the_size_is_seen(folder: Folder, assistant: Assistant) -> None:
    folder.write("a.txt", RIVER)
    assistant.sync()
    folder.write("a.txt", RIVER.replace("forty", "fifty"))
    assert assistant.sync().changed == ("a.txt",)
    assert "fifty" in assistant.document("a.txt").text


def test_hidden_files_and_other_formats_are_no_articles(folder: Folder, assistant: Assistant) -> None:
    folder.write_all({"a.txt": BRIDGE, ".b.txt": SCHOOL, ".hidden/c.txt": RIVER, "d.odt": RIVER, "e": RIVER})
    assert assistant.sync().added == ("a.txt",)


def test_what_is_left_out_is_reported_and_remembered(folder: Folder, assistant: Assistant) -> None:
    folder.write_all({"a.txt": BRIDGE, "d.odt": "x", "e.odt": "y", "f": "z", "g.rtf": "h"})
    (folder.path / "link.txt").symlink_to(folder.path.parent / "elsewhere.txt")
    (folder.path / "drafts").symlink_to(folder.path.parent)
    report = assistant.sync()
    assert (report.added, report.failed) == (("a.txt",), ())
    assert report.left_out == ((".odt", 2), ("", 1), (".rtf", 1))
    assert report.links == ("drafts", "link.txt")
    status = assistant.status()
    assert (status.left_out, status.links) == (report.left_out, report.links)
    for name in ("d.odt", "e.odt", "f", "g.rtf", "link.txt", "drafts"):
        folder.remove(name)
    assert assistant.sync() == SyncReport(unchanged=("a.txt",))
    assert (assistant.status().left_out, assistant.status().links) == ((), ())


def test_an_index_inside_the_folder_is_not_read(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write("a.txt", BRIDGE)
    folder.write("index/notes.txt", SCHOOL)
    with Assistant.open(folder.path, folder.path / "index", embedder=embedder) as assistant:
        assert assistant.sync().added == ("a.txt",)


# Another version of what reads articles ---------------------------------------------------------------------------


@pytest.fixture
def upgrade(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Document], Document]], None]:
    """Installs a hoibao that makes another document of the same bytes."""

    def install(reads: Callable[[Document], Document]) -> None:
        monkeypatch.setattr("rag.syncing.PARSE_VERSION", PARSE_VERSION + 1)
        monkeypatch.setattr("rag.syncing.parse", lambda source, data: reads(parse(source, data)))

    return install


def retitled(document: Document) -> Document:
    """Finds another title and date in one article."""
    if "Cầu treo" not in document.text:
        return document
    return replace(document, title="Tên khác", date="3/9/2025", published=date(2025, 9, 3))


Upgrade = Callable[[Callable[[Document], Document]], None]


def test_an_upgrade_finds_new_titles_and_dates_without_embedding(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, upgrade: Upgrade, as_new: Callable[[], None]
) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    assert assistant.search("cầu treo bắc qua suối")[0].title == "Cầu treo thông xe"
    embedded = len(embedder.documents)
    upgrade(retitled)
    assert assistant.sync() == SyncReport(changed=("a.txt",), unchanged=("b.txt",))
    hit = assistant.search("cầu treo bắc qua suối", after="2025-09-01")[0]
    assert (hit.source, hit.title, hit.date) == ("a.txt", "Tên khác", "3/9/2025")
    assert len(embedder.documents) == embedded
    as_new()


def test_after_an_upgrade_files_are_read_once(
    folder: Folder, assistant: Assistant, upgrade: Upgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    upgrade(retitled)
    assistant.sync()
    _deny(monkeypatch, *folder.path.glob("*.txt"))
    assert assistant.sync() == SyncReport(unchanged=("a.txt", "b.txt"))


def test_an_upgrade_that_reads_another_text_embeds_what_is_new_in_it(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, upgrade: Upgrade, as_new: Callable[[], None]
) -> None:
    folder.write_all({"a.txt": article(), "b.txt": SCHOOL})
    assistant.sync()
    embedded = len(embedder.documents)
    new = "Đoạn thứ ba giờ đây đã khác xưa rất nhiều, ai đọc cũng thấy."
    upgrade(lambda document: replace(document, text=document.text.replace(PARAGRAPHS[2], new), body_end=-1))
    report = assistant.sync()
    assert (report.changed, report.unchanged, report.chunks_embedded) == (("a.txt",), ("b.txt",), 1)
    assert set(embedder.documents[embedded:]) == {new}
    as_new()


def test_an_upgrade_may_refuse_what_was_an_article(folder: Folder, assistant: Assistant, upgrade: Upgrade) -> None:
    def refuse(document: Document) -> Document:
        if document.source == "a.txt":
            raise ReadError("a.txt", "it is a menu")
        return document

    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    upgrade(refuse)
    report = assistant.sync()
    assert (report.removed, report.failed) == (("a.txt",), (("a.txt", "it is a menu"),))
    assert sources(assistant) == ["b.txt"]


def test_what_cannot_be_read_after_an_upgrade_is_read_when_it_can(
    folder: Folder, assistant: Assistant, upgrade: Upgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL, "d/c.txt": BRIDGE, "d/e.txt": RIVER})
    assistant.sync()
    upgrade(retitled)
    with monkeypatch.context() as closed:
        _deny(closed, folder.path / "a.txt", folder.path / "d")
        for _ in range(2):
            report = assistant.sync()
            assert ([source for source, _ in report.failed], report.unchanged) == (["a.txt", "d"], ("b.txt",))
    _deny(monkeypatch, folder.path / "b.txt")  # which was read again already
    report = assistant.sync()
    assert (report.changed, report.unchanged, report.failed) == (("a.txt", "d/c.txt"), ("b.txt", "d/e.txt"), ())
    assert assistant.document("d/c.txt").title == "Tên khác"
    _deny(monkeypatch, *folder.path.rglob("*.txt"))
    assert assistant.sync().unchanged == ("a.txt", "b.txt", "d/c.txt", "d/e.txt")


def test_a_file_that_moves_at_an_upgrade_is_read_as_the_new_version_does(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, upgrade: Upgrade, as_new: Callable[[], None]
) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    embedded = len(embedder.documents)
    folder.move("a.txt", "c.txt")
    upgrade(retitled)
    assert assistant.sync() == SyncReport(moved=("c.txt",), unchanged=("b.txt",))
    assert assistant.document("c.txt").title == "Tên khác"
    assert len(embedder.documents) == embedded
    as_new()


def test_an_upgrade_that_is_interrupted_goes_on(folder: Folder, assistant: Assistant, upgrade: Upgrade) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL, "c.txt": BRIDGE + "Hết."})
    assistant.sync()
    upgrade(retitled)

    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        assistant.sync(stop)
    assert assistant.sync().changed == ("c.txt",)
    assert {assistant.document(source).title for source in ("a.txt", "c.txt")} == {"Tên khác"}


def test_an_index_of_before_versions_were_kept_is_read_again(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("a.txt", BRIDGE)
    assistant.sync()
    read: list[str] = []

    def note(source: str, data: bytes) -> Document:
        read.append(source)
        return parse(source, data)

    monkeypatch.setattr("rag.syncing.parse", note)
    assistant.sync()
    assert read == []
    with sqlite3.connect(store_path(folder.path / ".hoibao")) as connection:
        connection.execute("DELETE FROM settings WHERE key = 'parse_version'")
    connection.close()
    embedded = len(embedder.documents)
    for _ in range(2):
        assert assistant.sync() == SyncReport(unchanged=("a.txt",))
    assert (read, len(embedder.documents)) == (["a.txt"], embedded)


# What fails -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \n\t ... \n", "empty"),
        (b"%PDF-1.7\n" + b"x" * 50, "PDF"),
        (bytes(range(256)) * 40, "not text"),
    ],
)
def test_a_file_that_cannot_be_taken_does_not_stop_the_others(
    folder: Folder, assistant: Assistant, content: bytes, says: str
) -> None:
    folder.write("a-bad.txt", content)
    folder.write("b.txt", BRIDGE)
    report = assistant.sync()
    assert report.added == ("b.txt",)
    [(source, reason)] = report.failed
    assert source == "a-bad.txt"
    assert says in reason
    assert assistant.status().failed == report.failed
    assert assistant.sync().failed == report.failed  # said again until it is mended
    folder.write("a-bad.txt", SCHOOL)
    assert assistant.sync().added == ("a-bad.txt",)
    assert assistant.status().failed == ()


def test_a_file_without_an_article_is_read_again_only_where_that_may_help(
    folder: Folder, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    for source, text in (("a.txt", ""), ("b.txt", BRIDGE), ("c.txt", "")):
        folder.write(source, text)
        os.utime(folder.path / source, (1_650_000_000, 1_650_000_000))
    read: list[str] = []

    def parsed(source: str, data: bytes) -> Document:
        read.append(source)
        return parse(source, data)

    def sync() -> tuple[list[str], SyncReport]:
        read.clear()
        report = assistant.sync()
        return sorted(read), report

    monkeypatch.setattr("rag.syncing.parse", parsed)
    empty = assistant.sync().failed
    assert [source for source, _ in empty] == ["a.txt", "c.txt"]
    assert sync() == ([], SyncReport(unchanged=("b.txt",), failed=empty))
    assert assistant.status().failed == empty
    folder.write("a.txt", SCHOOL)
    mended = SyncReport(added=("a.txt",), unchanged=("b.txt",), failed=empty[1:], chunks_embedded=2)
    assert sync() == (["a.txt"], mended)
    monkeypatch.setattr("rag.syncing.PARSE_VERSION", PARSE_VERSION + 1)
    assert sync()[0] == ["a.txt", "b.txt", "c.txt"]  # it may be read otherwise


def test_a_file_that_is_too_large_fails(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write_all({"large.txt": BRIDGE * 50, "small.txt": BRIDGE})
    with Assistant.open(folder.path, config=Config(max_file_bytes=1000), embedder=embedder) as assistant:
        report = assistant.sync()
    assert report.added == ("small.txt",)
    assert [source for source, _ in report.failed] == ["large.txt"]
    assert "max_file_bytes" in report.failed[0][1]


@pytest.mark.parametrize("content", [b"", bytes(range(256)) * 40])
def test_what_was_an_article_and_is_none_answers_no_more(folder: Folder, assistant: Assistant, content: bytes) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    folder.write("a.txt", content)
    report = assistant.sync()
    assert [source for source, _ in report.failed] == ["a.txt"]
    assert (report.removed, report.changed, report.unchanged) == (("a.txt",), (), ("b.txt",))
    assert {hit.source for hit in assistant.search("cầu treo thông xe")} == {"b.txt"}
    with pytest.raises(DocumentNotFoundError):
        assistant.document("a.txt")
    again = assistant.sync()
    assert (again.removed, again.failed) == ((), report.failed)
    folder.write("a.txt", BRIDGE)
    assert assistant.sync().added == ("a.txt",)
    assert assistant.search("cầu treo thông xe")[0].source == "a.txt"
    assert assistant.status().failed == ()


def _deny(monkeypatch: pytest.MonkeyPatch, *denied: Path) -> None:
    """Root may read everything, so the refusal is made up: of these files and folders."""
    real_scandir, real_open = os.scandir, Path.open

    def scandir(path: object = ".") -> object:
        if Path(os.fspath(path)) in denied:  # type: ignore[call-overload]
            raise PermissionError(13, "Permission denied", str(path))
        return real_scandir(path)  # type: ignore[call-overload]

    def opened(self: Path, *args: object, **named: object) -> object:
        if self in denied:
            raise PermissionError(13, "Permission denied", str(self))
        return real_open(self, *args, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(Path, "open", opened)


def test_a_file_that_may_not_be_read_keeps_its_earlier_version(
    folder: Folder, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    folder.write("a.txt", RIVER)
    _deny(monkeypatch, folder.path / "a.txt")
    report = assistant.sync()
    assert [source for source, _ in report.failed] == ["a.txt"]
    assert "may not be read" in report.failed[0][1]
    assert assistant.document("a.txt").title == "Cầu treo thông xe"
    monkeypatch.undo()
    assert assistant.sync().changed == ("a.txt",)
    assert assistant.document("a.txt").title == "River level falls"


def test_a_subfolder_that_may_not_be_read_is_not_taken_for_deleted(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_all({"a.txt": BRIDGE, "d/b.txt": SCHOOL, "d/e/c.txt": RIVER, "dd/x.txt": article()})
    assistant.sync()
    embedded = len(embedder.documents)
    folder.remove("dd/x.txt")  # its folder's name begins like the one that may not be read
    _deny(monkeypatch, folder.path / "d")
    report = assistant.sync()
    assert report.removed == ("dd/x.txt",)
    assert report.unchanged == ("a.txt",)
    assert [source for source, _ in report.failed] == ["d"]
    assert sources(assistant) == ["a.txt", "d/b.txt", "d/e/c.txt"]
    assert assistant.search("thư viện trường tiểu học")[0].source == "d/b.txt"
    monkeypatch.undo()
    assert assistant.sync().unchanged == ("a.txt", "d/b.txt", "d/e/c.txt")
    assert assistant.status().failed == ()
    assert len(embedder.documents) == embedded


@pytest.mark.usefixtures("one_by_one")
def test_a_file_that_vanishes_while_the_folder_is_read(folder: Folder, assistant: Assistant) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL, "c.txt": RIVER})

    def vanish(progress: Progress) -> None:
        if progress.source == "a.txt":
            folder.remove("b.txt")

    report = assistant.sync(vanish)
    assert report.added == ("a.txt", "c.txt")
    assert [source for source, _ in report.failed] == ["b.txt"]
    assert "vanished" in report.failed[0][1]
    report = assistant.sync()
    assert (report.failed, report.unchanged) == ((), ("a.txt", "c.txt"))
    assert assistant.status().failed == ()


@pytest.mark.usefixtures("one_by_one")
def test_a_file_that_moves_on_before_it_is_read_is_not_embedded_again(folder: Folder, assistant: Assistant) -> None:
    folder.write_all({"a.txt": article(), "m.txt": BRIDGE})
    assistant.sync()
    folder.move("m.txt", "n.txt")
    folder.write("b.txt", "Lò bánh cũ được huy chương bạc.")

    def move_on(progress: Progress) -> None:
        if progress.source == "b.txt":
            folder.move("n.txt", "o.txt")

    report = assistant.sync(move_on)
    assert (report.added, report.moved, report.removed) == (("b.txt",), (), ())
    assert "vanished" in dict(report.failed)["n.txt"]
    report = assistant.sync()
    assert (report.moved, report.removed, report.failed, report.chunks_embedded) == (("o.txt",), (), (), 0)


@pytest.mark.usefixtures("one_by_one")
def test_a_file_that_vanishes_and_was_known_is_gone_with_the_next_sync(folder: Folder, assistant: Assistant) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    folder.write("a.txt", BRIDGE + "Thêm một câu.")
    folder.write("b.txt", SCHOOL + "Thêm một câu.")
    assistant.sync(lambda p: folder.remove("b.txt") if p.source == "a.txt" else None)
    assert sources(assistant) == ["a.txt", "b.txt"]
    assert assistant.sync().removed == ("b.txt",)
    assert sources(assistant) == ["a.txt"]


def test_a_moved_file_that_its_new_reader_refuses_is_not_kept_under_its_old_name(
    folder: Folder, assistant: Assistant
) -> None:
    folder.write("a.txt", "<!-- chỉ là ghi chú -->")
    assistant.sync()
    folder.move("a.txt", "a.md")  # to Markdown this is a comment, so the article is empty
    assert [source for source, _ in assistant.sync().failed] == ["a.md"]
    assert sources(assistant) == []


@pytest.mark.usefixtures("one_by_one")
def test_a_model_that_breaks_keeps_what_was_done(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, as_new: Callable[[], None]
) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL, "c.txt": RIVER})
    folder.write("z-gone.txt", article())
    assistant.sync()
    folder.remove("z-gone.txt")
    folder.write("a.txt", BRIDGE + "\nThêm vào.")
    folder.write("b.txt", SCHOOL + "\nThêm vào.")
    embedder.fail_at = len(embedder.documents) + 2
    with pytest.raises(RuntimeError, match="the model broke"):
        assistant.sync()
    assert sources(assistant) == ["a.txt", "b.txt", "c.txt", "z-gone.txt"]
    assert assistant.ask("thư viện có bao nhiêu cuốn sách").hits[0].source == "b.txt"
    embedder.fail_at = None
    report = assistant.sync()
    assert report.removed == ("z-gone.txt",)
    assert "b.txt" in report.changed
    as_new()


def test_small_articles_are_embedded_together_and_those_before_a_failure_are_kept(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, as_new: Callable[[], None]
) -> None:
    folder.write_all({f"{n:02}.txt": f"Bến đò{n} mở lại." for n in range(40)})
    calls: list[list[str]] = []
    embed = embedder.embed_documents

    def note(texts: Sequence[str]) -> Vectors:
        if len(calls) == 4:
            raise RuntimeError("the model broke")
        calls.append(list(texts))
        return embed(texts)

    embedder.embed_documents = note  # type: ignore[method-assign]
    with pytest.raises(RuntimeError, match="the model broke"):
        assistant.sync()
    # An article of one sentence is a passage, and no sentence beside it
    assert calls == [[f"Bến đò{n} mở lại." for n in range(16)], [], [f"Bến đò{n} mở lại." for n in range(16, 32)], []]
    assert sources(assistant) == [f"{n:02}.txt" for n in range(32)]
    embedder.embed_documents = embed  # type: ignore[method-assign]
    assert assistant.sync().added == tuple(f"{n:02}.txt" for n in range(32, 40))
    as_new()


def test_nothing_new_asks_nothing_of_the_model(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    folder.remove("a.txt")
    monkeypatch.setattr(embedder, "embed_documents", None)  # whatever calls it fails
    assert assistant.sync().removed == ("a.txt",)
    assert assistant.sync().unchanged == ("b.txt",)


@pytest.mark.usefixtures("one_by_one")
def test_a_callback_that_breaks_keeps_what_was_done(
    folder: Folder, assistant: Assistant, embedder: FakeEmbedder, as_new: Callable[[], None]
) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})

    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        assistant.sync(stop)
    assert sources(assistant) == ["a.txt"]
    embedded = len(embedder.documents)
    report = assistant.sync()
    assert (report.added, report.unchanged) == (("b.txt",), ("a.txt",))
    assert not set(embedder.documents[:embedded]) & set(embedder.documents[embedded:])
    as_new()


def test_a_full_disk_keeps_what_was_done(
    folder: Folder,
    assistant: Assistant,
    embedder: FakeEmbedder,
    monkeypatch: pytest.MonkeyPatch,
    as_new: Callable[[], None],
) -> None:
    folder.write("a.txt", BRIDGE)
    assistant.sync()
    assistant.close()
    real = sqlite3.connect
    limit = {"pages": 1}  # SQLite takes the present size for the least

    def connect(*args: object, **named: object) -> sqlite3.Connection:
        connection = real(*args, **named)  # type: ignore[call-overload]
        connection.execute(f"PRAGMA max_page_count = {limit['pages']}")
        return connection

    monkeypatch.setattr("rag.storage.store.sqlite3.connect", connect)
    folder.write("b.txt", "\n\n".join(f"Đoạn {n} dài dòng số{n} chữ{n}." for n in range(300)))
    folder.write("c.txt", SCHOOL)
    with pytest.raises(StoreError, match=r"full.*free some space"):
        assistant.sync()
    assert sources(assistant) == ["a.txt"]
    assert assistant.search("cầu treo bắc qua suối")[0].source == "a.txt"
    assistant.close()
    monkeypatch.undo()
    assert assistant.sync().added == ("b.txt", "c.txt")
    as_new()


# Progress ---------------------------------------------------------------------------------------------------------


def test_progress_tells_how_far_it_is(folder: Folder, assistant: Assistant) -> None:
    folder.write_all({"a.txt": article(), "b.txt": BRIDGE})
    folder.write("bad.txt", b"")
    seen: list[Progress] = []
    assistant.sync(seen.append)
    chunks = stored(assistant).chunks
    of_a = sum(source == "a.txt" for source, _, _ in chunks)
    of_b = sum(source == "b.txt" for source, _, _ in chunks)
    assert seen == [
        Progress(1, 3, 0, of_a + of_b, "bad.txt"),
        Progress(2, 3, of_a, of_a + of_b, "a.txt"),
        Progress(3, 3, of_a + of_b, of_a + of_b, "b.txt"),
    ]
    seen.clear()
    assistant.sync(seen.append)
    assert seen[-1] == Progress(3, 3, 0, 0, "bad.txt")


def test_progress_of_many_unchanged_files_is_told_now_and_then(folder: Folder, assistant: Assistant) -> None:
    folder.write_all({f"{n:03}.txt": f"Tin số {n}." for n in range(230)})
    assistant.sync()
    seen: list[Progress] = []
    assistant.sync(seen.append)
    assert [p.documents_done for p in seen] == [100, 200, 230]
    assert {p.documents_total for p in seen} == {230}


def test_where_a_drive_is_not_mounted_its_articles_are_kept(
    folder: Folder, embedder: FakeEmbedder, tmp_path: Path
) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    with Assistant.open(folder.path, tmp_path / "index", SMALL, embedder=embedder) as assistant:
        assistant.sync()
        path = store_path(tmp_path / "index")
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:  # as if they were on another drive
            connection.execute("UPDATE settings SET value = '12345' WHERE key = 'device'")
        folder.path.rename(tmp_path / "away")
        folder.path.mkdir()
        (folder.path / "NOT_MOUNTED").touch()
        with pytest.raises(ArticlesFolderError, match=r"its 2 articles.*mount it.*--rebuild"):
            assistant.sync()
        assert sources_of(path) == ["a.txt", "b.txt"]
        shutil.rmtree(folder.path)
        (tmp_path / "away").rename(folder.path)
        assert assistant.sync() == SyncReport(unchanged=("a.txt", "b.txt"))
        folder.remove("a.txt")
        folder.remove("b.txt")  # on the drive that they are on now
        assert assistant.sync() == SyncReport(removed=("a.txt", "b.txt"))


def test_a_rebuild_of_an_empty_folder_forgets_what_was_on_another_drive(folder: Folder, assistant: Assistant) -> None:
    folder.write("a.txt", BRIDGE)
    assistant.sync()
    path = store_path(folder.path / ".hoibao")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE settings SET value = '12345' WHERE key = 'device'")
    folder.remove("a.txt")
    with pytest.raises(ArticlesFolderError, match="--rebuild"):
        assistant.sync()
    assert assistant.sync(rebuild=True) == SyncReport()
    assert assistant.status().documents == 0
    assert assistant.sync() == SyncReport()


def test_an_empty_folder_is_no_error(folder: Folder, assistant: Assistant) -> None:
    assert assistant.sync() == SyncReport()
    folder.write("a.txt", BRIDGE)
    assistant.sync()
    folder.remove("a.txt")
    assert assistant.sync() == SyncReport(removed=("a.txt",))
    assert stored(assistant).totals == (0, 0)


# Everything -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_after_any_changes_the_store_equals_a_new_one(
    folder: Folder, assistant: Assistant, as_new: Callable[[], None], seed: int
) -> None:
    chance = random.Random(seed)
    names = [f"{d}{n}.{s}" for d in ("", "d/", "d/e/") for n in range(3) for s in ("txt", "md")]
    texts = [BRIDGE, SCHOOL, RIVER, *PARAGRAPHS, article(), "ນ້ຳຂອງສູງຂຶ້ນ ໃນເດືອນນີ້", "Ngắn."]
    present: set[str] = set()
    for _ in range(5):
        for _ in range(6):
            kind = chance.choice(["write", "write", "write", "move", "remove", "edit"])
            if kind == "write" or not present:
                name = chance.choice(names)
                folder.write(name, "\n\n".join(chance.sample(texts, chance.randint(1, 3))))
                present.add(name)
            elif kind == "move":
                old, new = chance.choice(sorted(present)), chance.choice(names)
                folder.move(old, new)
                present = present - {old} | {new}
            elif kind == "remove":
                name = chance.choice(sorted(present))
                folder.remove(name)
                present.discard(name)
            else:
                name = chance.choice(sorted(present))
                folder.write(name, (folder.path / name).read_text() + "\n\n" + chance.choice(texts))
        report = assistant.sync()
        assert report.failed == ()
        assert sources(assistant) == sorted(present)
        found = [*report.added, *report.changed, *report.moved, *report.unchanged]
        assert sorted(found) == sorted(present)
    as_new()


def test_questions_are_answered_while_a_sync_runs(folder: Folder, assistant: Assistant, embedder: FakeEmbedder) -> None:
    folder.write_all({"a.txt": BRIDGE, "b.txt": SCHOOL})
    assistant.sync()
    folder.write_all({"a.txt": RIVER, "c.txt": article()})
    embedder.pause_at = len(embedder.documents) + 1  # in the middle of a.txt
    reports: list[SyncReport] = []
    thread = threading.Thread(target=lambda: reports.append(assistant.sync()))
    thread.start()
    try:
        assert embedder.paused.wait(20)
        assert assistant.search("cầu treo bắc qua suối")[0].source == "a.txt"
        assert assistant.document("a.txt").title == "Cầu treo thông xe"
        assert assistant.status().documents == 2
    finally:
        embedder.resume.set()
        thread.join()
    assert (reports[0].changed, reports[0].added) == (("a.txt",), ("c.txt",))
    assert assistant.search("river level")[0].text.startswith("River level falls")


# Tokens -----------------------------------------------------------------------------------------------------------


def test_tokens_are_kept_with_their_chunk_and_never_made_twice(folder: Folder, tmp_path: Path) -> None:
    folder.write("a.txt", article())
    with Assistant.open(folder.path, config=SMALL, embedder=FakeTokenEmbedder()) as assistant:
        assistant.sync()
        before = stored(assistant)
        assert len(before.tokens) >= 3
        for (source, start, end), signs in before.tokens.items():
            text = assistant.document(source).text[start:end]
            sentences = len(before.sentence_vectors[source, start, end])
            said, differ = len(terms(text)), len(set(terms(text)))
            assert len(signs) == 8 * (2 + 2 * sentences + (said + 7) // 8 + said - differ + 16 * differ)
        folder.write(
            "a.txt", article(PARAGRAPHS[0], "Một đoạn mới kể về người thợ gốm ở đầu làng bên kia.", PARAGRAPHS[2])
        )
        assert assistant.sync().chunks_embedded == 1
        folder.move("a.txt", "b/c.txt")
        assert assistant.sync().moved == ("b/c.txt",)
        clean = tmp_path / "clean"
        with Assistant.open(folder.path, clean, SMALL, embedder=FakeTokenEmbedder()) as other:
            other.sync()
        assert_same(stored(assistant), contents(store_path(clean)))


def test_an_index_with_tokens_is_not_one_without(folder: Folder) -> None:
    folder.write("a.txt", BRIDGE)
    with Assistant.open(folder.path, config=SMALL, embedder=FakeTokenEmbedder()) as assistant:
        assistant.sync()
    with (
        Assistant.open(folder.path, config=SMALL, embedder=FakeEmbedder()) as other,
        pytest.raises(FingerprintMismatchError, match="tokens-4"),
    ):
        other.sync()
