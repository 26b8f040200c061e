"""The store over the real SQLite."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import sqlite3
import tempfile
import threading
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from stored import assert_same, contents
from storing import MODEL, document, embedded, put

from rag.datatypes import Document, PageStart, Scope
from rag.errors import DocumentNotFoundError, StoreError
from rag.storage.records import embedded as packed
from rag.storage.snapshot import Snapshot
from rag.storage.store import EmbeddedChunk, Store
from rag.text.words import term_ids

HARBOUR = "Cảng mới mở cửa. Tàu đầu tiên cập cảng lúc bình minh.\nCảng nằm cạnh đèn biển."
MARKET = "Chợ phiên họp sáng chủ nhật. Chợ bán mật ong và vải lanh."


def matching(snapshot: Snapshot, *terms: str) -> list[int]:
    """Chunks that hold any of some terms."""
    return snapshot.matching(dict.fromkeys(terms, 1.0), 100)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store.sqlite")
    yield opened
    opened.close()


# What is put is what is read --------------------------------------------------------------------------------------


def test_a_new_store_is_empty(store: Store) -> None:
    with store.snapshot() as snapshot:
        assert snapshot.totals() == (0, 0, 0)
        assert snapshot.files() == {}
        assert snapshot.chunk_ids() == set()
        assert snapshot.vectors([])[0] == []
        assert snapshot.vectors([1, 2])[0] == []
        assert matching(snapshot, "cảng") == []
        assert snapshot.setting("fingerprint") is None
        assert snapshot.titles(5) == []
        with pytest.raises(DocumentNotFoundError, match=r"a\.txt"):
            snapshot.document("a.txt")


def test_a_document_comes_back_as_it_was_put(store: Store) -> None:
    pages = (PageStart(0, 1), PageStart(53, 4999), PageStart(70, 2))
    doc = put(store, "biển/cảng.txt", HARBOUR, body_end=53, pages=pages)
    undated = Document("x.md", "Tên", None, "Một dòng chữ.")
    store.put(undated, embedded(undated), content_hash=b"h", size=1, mtime_ns=-1, ctime_ns=-1)
    with store.snapshot() as snapshot:
        assert snapshot.document("biển/cảng.txt") == doc
        assert snapshot.document("biển/cảng.txt").pages == pages
        assert snapshot.document("x.md") == undated
        assert snapshot.files() == {"biển/cảng.txt": (len(HARBOUR), 7, 7), "x.md": (1, -1, -1)}
        hashes = snapshot.content_hashes(["biển/cảng.txt", "nowhere.txt"])
        assert hashes == {"biển/cảng.txt": HARBOUR.encode()[:32]}
        ids = {chunk.document_id for chunk in snapshot.chunks(snapshot.chunk_ids())}
        by_id = snapshot.documents([*ids, 12345])
        assert by_id.keys() == ids
        assert set(by_id.values()) == {doc, undated}


def test_a_chunk_comes_back_as_it_was_put(store: Store) -> None:
    doc = put(store, "a.txt", HARBOUR, body_end=53)
    with store.snapshot() as snapshot:
        first, second = sorted(snapshot.chunks(snapshot.chunk_ids()), key=lambda c: c.start)
    assert [doc.text[a:b] for a, b in first.sentences.tolist()] == [
        "Cảng mới mở cửa.",
        "Tàu đầu tiên cập cảng lúc bình minh.",
    ]
    assert (first.start, first.end, first.teaser, first.length) == (0, 53, False, 12)
    assert (doc.text[second.start : second.end], second.teaser) == ("Cảng nằm cạnh đèn biển.", True)
    counts = dict(zip(first.term_ids.tolist(), first.term_counts.tolist(), strict=True))
    assert counts[int(term_ids(["cảng"])[0])] == 2
    assert counts[int(term_ids(["tàu"])[0])] == 1
    assert len(counts) == 11
    exact = MODEL.embed_documents([doc.text[:53], "Cảng mới mở cửa.", "Tàu đầu tiên cập cảng lúc bình minh."])
    assert first.vector == pytest.approx(exact[0], abs=2e-3)
    assert first.sentence_vectors == pytest.approx(exact[1:], abs=0.05)
    assert first.vector.dtype == first.sentence_vectors.dtype == np.float32


def test_vectors_come_in_the_order_of_their_ids(store: Store) -> None:
    for n in range(30):
        put(store, f"{n}.txt", f"từ{n} chung\nriêng{n} chung")
    with store.snapshot() as snapshot:
        ids = snapshot.chunk_ids()
        found, matrix = snapshot.vectors(ids)
        assert sorted(found) == sorted(ids)
        assert matrix.shape == (60, 32)
        for record in snapshot.chunks(ids):
            row = matrix[found.index(record.id)]
            assert record.vector == pytest.approx(row / np.linalg.norm(row))


def test_more_ids_than_sqlite_takes_variables(store: Store) -> None:
    doc = Document("long.txt", "t", None, "\n".join(f"dòng {n}" for n in range(1300)))
    store.put(doc, embedded(doc), content_hash=b"", size=0, mtime_ns=0, ctime_ns=0)
    with store.snapshot() as snapshot:
        ids = snapshot.chunk_ids()
        assert len(ids) == 1300
        assert {c.id for c in snapshot.chunks(ids)} == ids
        assert len(snapshot.vectors(ids)[0]) == 1300
        frequencies = snapshot.chunk_frequencies(["dòng", *map(str, range(2000))])
        assert frequencies["dòng"] == 1300
        assert frequencies["1299"] == 1
        assert "1300" not in frequencies
        hashes = [hashlib.blake2b(f"dòng {n}".encode(), digest_size=16).digest() for n in range(1300)]
        vectors = MODEL.embed_documents(["dòng 777"])
        assert snapshot.embedded(hashes)[hashes[777]] == packed(vectors[0], vectors)


def test_known_texts_give_their_vectors_back(store: Store) -> None:
    put(store, "a.txt", HARBOUR)
    text_hash = hashlib.blake2b("Cảng nằm cạnh đèn biển.".encode(), digest_size=16).digest()
    with store.snapshot() as snapshot:
        known = snapshot.embedded([text_hash, b"unknown", text_hash])
    assert list(known) == [text_hash]
    vectors = MODEL.embed_documents(["Cảng nằm cạnh đèn biển."])
    assert known[text_hash] == packed(vectors[0], vectors)


def test_titles_come_newest_first(store: Store) -> None:
    for source, day in (("old", 1), ("new", 9), ("undated", None), ("middle", 5)):
        published = datetime.date(2025, 3, day) if day else None
        doc = Document(source, f"Tiêu đề {source}", None, "Chữ.", published)
        store.put(doc, embedded(doc), content_hash=source.encode(), size=1, mtime_ns=1, ctime_ns=1)
    with store.snapshot() as snapshot:
        assert snapshot.titles(3) == ["Tiêu đề new", "Tiêu đề middle", "Tiêu đề old"]


def test_settings_and_failures_are_replaced(store: Store) -> None:
    store.set(fingerprint="one", last_sync="never")
    store.set(fingerprint="two")
    store.set_failures([("b", "too large"), ("a", "empty")])
    with store.snapshot() as snapshot:
        assert (snapshot.setting("fingerprint"), snapshot.setting("last_sync")) == ("two", "never")
        assert snapshot.failures() == (("a", "empty"), ("b", "too large"))
    store.set_failures([("c", "gone")])
    with store.snapshot() as snapshot:
        assert snapshot.failures() == (("c", "gone"),)


# Words ------------------------------------------------------------------------------------------------------------


def test_means_are_kept_of_the_texts_that_they_are_of(store: Store) -> None:
    first, second = np.array([0.25, -1.0], np.float32), np.array([3.0, 0.1], np.float32)
    store.keep_means("texts", {"a": first, "b": second})
    with store.snapshot() as snapshot:
        assert snapshot.means("others") == {}
        assert {name: mean.tolist() for name, mean in snapshot.means("texts").items()} == {
            "a": first.tolist(),
            "b": second.tolist(),
        }
    store.keep_means("others", {"a": second})
    with store.snapshot() as snapshot:
        assert snapshot.means("texts") == {}
        assert snapshot.means("others")["a"].tolist() == second.tolist()


def test_words_are_counted_over_chunks_and_occurrences(store: Store, tmp_path: Path) -> None:
    put(store, "a.txt", HARBOUR)
    put(store, "b.txt", "Tàu ra cảng.")
    found = contents(store.path)
    assert found.vocabulary["cảng"] == ("cang", 4, 3)
    assert found.vocabulary["tàu"] == ("tau", 2, 2)
    assert found.bigrams["cảng", "mới"] == 1
    assert ("cửa", "tàu") in found.bigrams  # within a chunk, over the stop
    assert ("minh", "cảng") not in found.bigrams  # not over the end of a chunk
    assert found.totals == (3, 12 + 5 + 3)
    with store.snapshot() as snapshot:
        assert snapshot.totals()[:2] == (3, 20)
        assert snapshot.chunk_frequencies(["cảng", "tàu", "sông"]) == {"cảng": 3, "tàu": 2}
        spelled = snapshot.spellings(["cang", "tau", "song"])
        assert {key: [(t, n) for _, t, n in rows] for key, rows in spelled.items()} == {
            "cang": [("cảng", 4)],
            "tau": [("tàu", 2)],
        }
        ids = {term: term_id for rows in spelled.values() for term_id, term, _ in rows}
        assert snapshot.bigram_counts([ids["cảng"], ids["tàu"]], [ids["cảng"]]) == {}
        mới = snapshot.spellings(["moi"])["moi"][0][0]
        assert snapshot.bigram_counts([ids["cảng"]], [mới, 999]) == {(ids["cảng"], mới): 1}
        assert snapshot.bigram_counts([], [mới]) == {}


def test_matching_finds_chunks_by_any_term_best_first(store: Store) -> None:
    put(store, "a.txt", HARBOUR)
    put(store, "b.txt", MARKET)
    put(store, "c.txt", "Cang hang hoa.")
    with store.snapshot() as snapshot:

        def texts(terms: dict[str, float], limit: int = 10) -> list[str]:
            records = {c.id: c for c in snapshot.chunks(snapshot.chunk_ids())}
            documents = snapshot.documents(c.document_id for c in records.values())
            return [
                documents[records[i].document_id].text[records[i].start : records[i].end]
                for i in snapshot.matching(terms, limit)
            ]

        assert texts({"đèn": 1.0}) == ["Cảng nằm cạnh đèn biển."]
        assert texts({"mật": 1.0, "chợ": 1.0}) == [MARKET]
        assert texts({"đèn": 0.1, "cảng": 0.1}) == ["Cảng nằm cạnh đèn biển.", HARBOUR.split("\n")[0]]
        assert texts({"đèn": 0.1, "cảng": 0.1}, 1) == ["Cảng nằm cạnh đèn biển."]
        assert texts({"đèn": 1.0, "mật": 2.0}) == [MARKET, "Cảng nằm cạnh đèn biển."]
        assert texts({"đèn": 2.0, "mật": 1.0}) == ["Cảng nằm cạnh đèn biển.", MARKET]
        assert texts({"đèn": 1.0, "mật": 1.0}) == [MARKET, "Cảng nằm cạnh đèn biển."]  # of equals, what came in last
        assert texts({"cang": 1.0}) == ["Cang hang hoa."]  # marks tell words apart
        assert texts({"không": 1.0, "có": 1.0}) == []
        assert texts({}) == []


@pytest.mark.parametrize("term", ["and", "or", "not", "near"])
def test_the_operators_of_full_text_search_are_words(store: Store, term: str) -> None:
    put(store, "a.txt", "Elsewhere.")
    put(store, "b.txt", "Sand and stone or water, not near.")
    with store.snapshot() as snapshot:
        assert (
            matching(snapshot, term) == matching(snapshot, "near", "and", "or", "not") == snapshot.chunk_ids_of("b.txt")
        )


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("and or not", 1),
        ("san*", 0),
        ("terms:sand", 0),
        ("(", 0),
        ('"', 0),
        ("^and", 1),
        ("-sand", 1),
        ("{sand and}", 1),
    ],
)
def test_the_signs_of_full_text_search_mean_nothing(store: Store, term: str, found: int) -> None:
    put(store, "a.txt", "Sand and stone or water, not near.")
    with store.snapshot() as snapshot:
        assert matching(snapshot, term) == [1][:found]


def test_a_thousand_known_terms_can_be_searched_at_once(store: Store) -> None:
    words = [f"từ{n}" for n in range(1200)]
    put(store, "a.txt", " ".join(words))
    with store.snapshot() as snapshot:
        assert matching(snapshot, *words) == snapshot.chunk_ids_of("a.txt")


def test_lao_is_found_by_pairs_of_clusters(store: Store) -> None:
    put(store, "lao.txt", "ນ້ຳຂອງສູງຂຶ້ນ")
    with store.snapshot() as snapshot:
        assert len(matching(snapshot, "ນ້ຳຂ")) == 1
        assert matching(snapshot, "ງນ້ຳ") == []


# Change -----------------------------------------------------------------------------------------------------------


def test_a_replaced_document_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    put(store, "a.txt", HARBOUR)
    with store.snapshot() as snapshot:
        old_ids, old_generation = snapshot.chunk_ids(), snapshot.totals()[2]
    put(store, "a.txt", MARKET)
    with store.snapshot() as snapshot:
        assert snapshot.chunk_ids().isdisjoint(old_ids)
        assert snapshot.totals()[2] > old_generation
        assert matching(snapshot, "cảng") == []
        assert snapshot.document("a.txt").text == MARKET
    fresh = Store(tmp_path / "fresh.sqlite")
    put(fresh, "a.txt", MARKET)
    assert_same(contents(store.path), contents(fresh.path))


def test_a_removed_document_leaves_nothing_behind(store: Store) -> None:
    put(store, "a.txt", HARBOUR)
    with store.snapshot() as snapshot:
        old_ids = snapshot.chunk_ids()
    store.remove("a.txt")
    store.remove("never-there.txt")
    left = contents(store.path)
    assert (left.documents, left.chunks, left.vocabulary, left.bigrams, left.words) == ({}, {}, {}, {}, {})
    assert left.totals == (0, 0)
    put(store, "a.txt", HARBOUR)
    with store.snapshot() as snapshot:
        assert snapshot.chunk_ids().isdisjoint(old_ids)  # an id never means another text


def test_a_renamed_document_keeps_its_chunks(store: Store) -> None:
    put(store, "a.txt", HARBOUR)
    before = contents(store.path)
    with store.snapshot() as snapshot:
        ids, generation = snapshot.chunk_ids(), snapshot.totals()[2]
    moved = document("new/b.txt", HARBOUR, pages=(PageStart(0, 1), PageStart(17, 2)))
    store.rename("a.txt", moved, size=5, mtime_ns=6, ctime_ns=6)
    with store.snapshot() as snapshot:
        assert snapshot.chunk_ids() == ids
        assert snapshot.totals()[2] > generation
        assert snapshot.document("new/b.txt") == moved
        assert snapshot.files() == {"new/b.txt": (5, 6, 6)}
        assert snapshot.content_hashes(["a.txt", "new/b.txt"]) == {"new/b.txt": HARBOUR.encode()[:32]}
    after = contents(store.path)
    assert (after.vocabulary, after.bigrams, after.totals) == (before.vocabulary, before.bigrams, before.totals)


def test_a_touched_document_changes_nothing_but_its_state(store: Store) -> None:
    put(store, "a.txt", HARBOUR)
    with store.snapshot() as snapshot:
        generation = snapshot.totals()[2]
    before = contents(store.path)
    store.touch([("a.txt", len(HARBOUR), 99, 98), ("unknown.txt", 1, 1, 1)])
    with store.snapshot() as snapshot:
        assert snapshot.files()["a.txt"] == (len(HARBOUR), 99, 98)
        assert snapshot.totals()[2] == generation
    assert_same(before, contents(store.path))


def test_a_word_may_come_more_often_than_a_byte_counts(store: Store) -> None:
    put(store, "a.txt", "vang " * 400)
    found = contents(store.path)
    assert found.vocabulary["vang"] == ("vang", 400, 1)
    assert found.bigrams == {("vang", "vang"): 399}
    put(store, "a.txt", "vang " * 300)
    assert contents(store.path).vocabulary["vang"] == ("vang", 300, 1)


def test_a_put_that_fails_leaves_the_old_document(store: Store) -> None:
    put(store, "a.txt", HARBOUR)
    before = contents(store.path)
    doc = document("a.txt", MARKET + "\n" + HARBOUR)
    broken = embedded(doc)
    broken[-1] = EmbeddedChunk(broken[-1].chunk, b"h", "no pack")  # type: ignore[arg-type]
    with pytest.raises(AttributeError, match="vector"):
        store.put(doc, broken, content_hash=b"new", size=1, mtime_ns=1, ctime_ns=1)
    assert_same(before, contents(store.path))
    put(store, "b.txt", MARKET)  # and the store goes on
    with store.snapshot() as snapshot:
        assert sorted(snapshot.files()) == ["a.txt", "b.txt"]


def test_what_is_written_together_is_seen_at_once(store: Store) -> None:
    put(store, "a.txt", MARKET)
    with store.together():
        put(store, "a.txt", HARBOUR)
        put(store, "b.txt", MARKET)
        store.remove("a.txt")
        with store.snapshot() as snapshot:
            assert sorted(snapshot.files()) == ["a.txt"]
            assert snapshot.document("a.txt").text == MARKET
    with store.snapshot() as snapshot:
        assert sorted(snapshot.files()) == ["b.txt"]


def test_of_what_fails_together_nothing_is_written(store: Store) -> None:
    put(store, "a.txt", HARBOUR)
    before = contents(store.path)

    def stopped() -> None:
        with store.together():
            put(store, "b.txt", MARKET)
            store.remove("a.txt")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert_same(before, contents(store.path))
    put(store, "b.txt", MARKET)  # and the store goes on, one by one
    with store.snapshot() as snapshot:
        assert sorted(snapshot.files()) == ["a.txt", "b.txt"]


_SCOPES = (Scope(), Scope(after=datetime.date(2025, 9, 1)), Scope(sources=("a.txt",)))


@pytest.mark.parametrize(
    "read",
    [
        lambda snapshot: snapshot.files() == {"a.txt": (len(HARBOUR), 7, 7)},
        lambda snapshot: snapshot.titles(1) == [HARBOUR.split("\n")[0]],
        lambda snapshot: snapshot.document_count() == 1,
        lambda snapshot: all(snapshot.period(scope)[0] == 1 for scope in _SCOPES),
        lambda snapshot: all(set(snapshot.chunk_ids_within(scope)) == snapshot.chunk_ids() for scope in _SCOPES),
        lambda snapshot: all(snapshot.newest(1, scope)[0].source == "a.txt" for scope in _SCOPES),
    ],
)
def test_documents_are_listed_without_reading_through_their_texts(
    store: Store, read: Callable[[Snapshot], bool]
) -> None:
    """An index tells which; in a large folder, texts would take hundreds of times as long."""
    put(store, "a.txt", HARBOUR)
    ran: list[str] = []
    with store.snapshot() as snapshot:
        snapshot._connection.set_trace_callback(ran.append)
        assert read(snapshot)
        snapshot._connection.set_trace_callback(None)
        steps = [
            step[3] for query in ran for step in snapshot._connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
        ]
    looked = [step for step in steps if "documents" in step or step.split()[1:2] == ["d"]]
    assert looked
    assert [step for step in looked if "USING" not in step] == []
    assert [step for step in steps if "TEMP B-TREE" in step] == []


_LINES = st.sampled_from(
    [
        "Cảng mới mở cửa. Tàu vào cảng.",
        "Tàu hoả chạy qua cầu, tàu hỏa dừng.",
        "ANH HÙNG anh hùng Anh-hùng",
        "ນ້ຳຂອງສູງຂຶ້ນ ປີນີ້",
        unicodedata.normalize("NFD", "Tiếng Việt"),
        "vang " * 260,
        "!!! ...",
        "x",
        "and or not near 12,5 2025",
        "İstanbul Straße ǅ ﬁn 北京大学",
    ]
)
_TEXTS = st.lists(_LINES, min_size=1, max_size=4).map("\n".join)
_SOURCES = st.sampled_from(["a.txt", "b.txt", "d/a.txt", "d/e.md"])


class StoreMachine(RuleBasedStateMachine):
    """Whatever was done to a store, it equals one into which only the result was put."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(Path(self.folder.name) / "store.sqlite")
        self.texts: dict[str, str] = {}

    @rule(source=_SOURCES, text=_TEXTS)
    def put(self, source: str, text: str) -> None:
        put(self.store, source, text)
        self.texts[source] = text

    @rule(source=_SOURCES)
    def remove(self, source: str) -> None:
        self.store.remove(source)
        self.texts.pop(source, None)

    @rule(old=_SOURCES, new=_SOURCES)
    def rename(self, old: str, new: str) -> None:
        if old in self.texts and new not in self.texts:
            text = self.texts[new] = self.texts.pop(old)
            self.store.rename(old, document(new, text), size=len(text), mtime_ns=8, ctime_ns=8)

    @rule(source=_SOURCES)
    def touch(self, source: str) -> None:
        if source in self.texts:
            self.store.touch([(source, len(self.texts[source]), 9, 9)])

    @rule(source=_SOURCES, text=_TEXTS)
    def fail(self, source: str, text: str) -> None:
        doc = document(source, text)
        broken = [*embedded(doc), None]
        with pytest.raises(AttributeError):
            self.store.put(doc, broken, content_hash=b"", size=0, mtime_ns=0, ctime_ns=0)  # type: ignore[arg-type]

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store(self.store.path)

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        fresh = Store(Path(self.folder.name) / "fresh.sqlite")
        for source, text in self.texts.items():
            put(fresh, source, text)
        try:
            assert_same(contents(self.store.path), contents(fresh.path))
        finally:
            self.store.close()
            fresh.close()
            self.folder.cleanup()


TestRandomSequences = StoreMachine.TestCase
TestRandomSequences.settings = settings(max_examples=25, stateful_step_count=12)


# Readers and writers ----------------------------------------------------------------------------------------------


def test_a_snapshot_does_not_see_what_is_written_meanwhile(store: Store) -> None:
    put(store, "a.txt", HARBOUR)
    other = Store(store.path)
    with store.snapshot() as snapshot:
        before = snapshot.totals(), snapshot.chunk_ids()
        put(other, "a.txt", MARKET)
        put(other, "b.txt", MARKET)
        assert (snapshot.totals(), snapshot.chunk_ids()) == before
        assert snapshot.document("a.txt").text == HARBOUR
        assert len(matching(snapshot, "cảng")) == 2
        assert matching(snapshot, "chợ") == []
        with other.snapshot() as newer:
            assert newer.document("a.txt").text == MARKET
    with store.snapshot() as snapshot:
        assert snapshot.document("a.txt").text == MARKET
        assert len(matching(snapshot, "chợ")) == 2
    other.close()


def test_a_snapshot_within_a_snapshot_has_a_connection_of_its_own(store: Store) -> None:
    with store.snapshot() as outer:
        assert outer.document_count() == 0
        put(store, "a.txt", MARKET)
        with store.snapshot() as inner:
            assert inner.document_count() == 1
        assert outer.document_count() == 0


def test_readers_in_threads_see_whole_documents_only(store: Store) -> None:
    versions = ["\n".join(f"bản{v} dòng{n}" for n in range(v + 1)) for v in range(6)]
    put(store, "a.txt", versions[0])
    done = threading.Event()
    wrong: list[object] = []

    def read() -> None:
        while not done.is_set():
            with store.snapshot() as snapshot:
                chunks = snapshot.chunks(snapshot.chunk_ids())
                doc = snapshot.document("a.txt")
                lines = {doc.text[c.start : c.end] for c in chunks}
                found = len(matching(snapshot, doc.text[:4].lower()))
                if lines != set(doc.text.split("\n")) or found != len(lines) or snapshot.totals()[0] != len(lines):
                    wrong.append((doc.text, lines, found))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for thread in readers:
        thread.start()
    for n in range(40):
        put(store, "a.txt", versions[n % 6])
    done.set()
    for thread in readers:
        thread.join()
    assert wrong == []


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"

    def write(name: str) -> None:
        own = Store(path)  # the first of them makes the schema
        for n in range(10):
            put(own, f"{name}{n}.txt", f"{name} viết lần {n}")
        own.close()

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, "abcd"))
    found = contents(path)
    assert sorted(found.documents) == sorted(f"{name}{n}.txt" for name in "abcd" for n in range(10))
    assert found.vocabulary["viết"] == ("viet", 40, 40)


def test_many_make_the_file_at_once(tmp_path: Path) -> None:
    """Each of them turns its log on, which SQLite lets one do at a time."""
    together = threading.Barrier(6)

    def make(path: Path) -> None:
        together.wait()
        Store(path).close()

    with ThreadPoolExecutor(6) as makers:
        for n in range(40):
            list(makers.map(make, [tmp_path / f"{n}.sqlite"] * 6))
    with Store(tmp_path / "0.sqlite", make=False).snapshot() as snapshot:
        assert (snapshot.totals(), snapshot.sources()) == ((0, 0, 0), [])


def test_threads_that_ended_leave_no_files_open(store: Store) -> None:
    if not Path("/proc/self/fd").is_dir():
        return  # only there can it be seen

    def read() -> None:
        with store.snapshot() as snapshot:
            snapshot.totals()

    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(40):
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    assert len(list(Path("/proc/self/fd").iterdir())) < before + 20


def test_a_closed_store_opens_again_when_it_is_used(store: Store) -> None:
    put(store, "a.txt", MARKET)
    store.close()
    with store.snapshot() as snapshot:
        assert snapshot.document("a.txt").text == MARKET


def test_a_checkpoint_brings_the_log_into_the_file(store: Store, tmp_path: Path) -> None:
    put(store, "a.txt", MARKET)
    store.checkpoint()
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(store.path.read_bytes())  # without the log
    copied = Store(copy)
    with copied.snapshot() as snapshot:
        assert snapshot.document("a.txt").text == MARKET
    copied.close()


# What goes wrong --------------------------------------------------------------------------------------------------


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    path.write_bytes(b"This is a shopping list.\n" * 400)
    with pytest.raises(StoreError, match=r"not a database.*--rebuild") as caught:
        Store(path)
    assert caught.value.path == path
    assert path.read_bytes().startswith(b"This is a shopping list.")


def test_a_torn_database_is_refused(store: Store) -> None:
    for n in range(40):
        put(store, f"{n}.txt", HARBOUR + f"\nsố {n}")
    store.checkpoint()
    store.close()
    data = store.path.read_bytes()
    for suffix in ("-wal", "-shm"):
        Path(f"{store.path}{suffix}").unlink(missing_ok=True)
    store.path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))

    def use() -> None:
        torn = Store(store.path)
        with torn.snapshot() as snapshot:
            snapshot.files()

    with pytest.raises(StoreError, match="--rebuild"):
        use()


def test_a_text_that_cannot_be_unpacked_is_told_as_damage(store: Store) -> None:
    put(store, "a.txt", HARBOUR)
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        [packed] = connection.execute("SELECT text FROM documents").fetchone()
        connection.execute("UPDATE documents SET text = ?", (packed[:9] + bytes([packed[9] ^ 1]) + packed[10:],))
        connection.commit()
    with pytest.raises(StoreError, match="--rebuild"), store.snapshot() as snapshot:
        snapshot.document("a.txt")
    with pytest.raises(StoreError, match="--rebuild"):
        store.remove("a.txt")


@pytest.mark.parametrize(
    ("known", "damaged"),
    [
        (b"CREATE TABLE documents", b"CREATE TABLE d\xffcuments"),  # the schema
        (b"ben-cang.txt", b"b\xffn-cang.txt"),  # a text in a row
        (b"published TEXT", b"p_blished TEXT"),  # the name of a column
    ],
)
def test_letters_that_are_none_are_told_as_damage(store: Store, known: bytes, damaged: bytes) -> None:
    put(store, "ben-cang.txt", HARBOUR)
    store.checkpoint()
    store.close()
    data = store.path.read_bytes()
    assert known in data
    store.path.write_bytes(data.replace(known, damaged))

    def use() -> None:
        with Store(store.path).snapshot() as snapshot:
            snapshot.sources()
            snapshot.newest(1, Scope())

    with pytest.raises(StoreError, match="--rebuild"):
        use()


def test_a_store_of_a_newer_version_is_refused_and_left_alone(store: Store) -> None:
    put(store, "a.txt", MARKET)
    store.close()
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreError, match=r"999.*newer"):
        Store(store.path)
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("SELECT source FROM documents").fetchall() == [("a.txt",)]


@pytest.mark.parametrize("kind", ["folder", "missing"])
def test_a_path_that_cannot_be_opened_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path if kind == "folder" else tmp_path / "gone" / "store.sqlite"
    with pytest.raises(StoreError, match=r"(unable to open|disk I/O error).*--data-dir"):
        Store(path)


def test_a_store_that_may_not_be_written_says_so(store: Store) -> None:
    put(store, "a.txt", MARKET)
    # What SQLite itself does with a file that is read-only, also for root.
    with store._connections.writing() as connection:
        connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match=r"readonly.*--data-dir"):
        put(store, "b.txt", HARBOUR)
    with store.snapshot() as snapshot:
        assert list(snapshot.files()) == ["a.txt"]


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sqlite3.connect
    limit = {"pages": 2**30}

    def connect(*args: object, **named: object) -> sqlite3.Connection:
        connection = real(*args, **named)  # type: ignore[call-overload]
        connection.execute(f"PRAGMA max_page_count = {limit['pages']}")
        return connection

    monkeypatch.setattr("rag.storage.store.sqlite3.connect", connect)
    store = Store(tmp_path / "store.sqlite")
    put(store, "a.txt", HARBOUR)
    put(store, "b.txt", MARKET)
    before = contents(store.path)
    store.close()
    limit["pages"] = 1  # SQLite takes the present size for the least
    big = "\n".join(f"dòng {n} từ{n}" for n in range(400))
    with pytest.raises(StoreError, match=r"full.*free some space"):
        put(store, "a.txt", big)
    assert_same(before, contents(store.path))
    store.close()
    limit["pages"] = 2**30
    put(store, "a.txt", big)
    with store.snapshot() as snapshot:
        assert snapshot.document("a.txt").text == big
    store.close()
