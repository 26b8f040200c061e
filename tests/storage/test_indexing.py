"""The vector index follows the store."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from storing import MODEL, put

from embeddings.index import VectorIndex
from rag.storage.indexing import IndexCache
from rag.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vectors.faiss"


def best(cache: IndexCache, store: Store, text: str) -> str:
    """The text of the chunk that is nearest."""
    with store.snapshot() as snapshot:
        ids, scores = cache.current(snapshot).search(MODEL.embed_queries([text])[0], 1)
        [chunk] = snapshot.chunks(ids.tolist())
        document = snapshot.documents([chunk.document_id])[chunk.document_id]
        assert scores[0] == pytest.approx(1.0, abs=1e-3)
        return document.text[chunk.start : chunk.end]


def assert_holds(cache: IndexCache, store: Store) -> None:
    """Exactly the store's chunks, with the store's vectors."""
    with store.snapshot() as snapshot:
        index = cache.current(snapshot)
        ids, vectors = snapshot.vectors(snapshot.chunk_ids())
    assert index.ids() == set(ids)
    for chunk_id, vector in zip(ids, vectors, strict=True):
        found, scores = index.search(vector, 1, allowed=[chunk_id])
        assert (found.tolist(), scores.tolist()) == ([chunk_id], [pytest.approx(1.0, abs=1e-3)])


def test_it_follows_every_change(store: Store, path: Path) -> None:
    cache = IndexCache(path, 32)
    assert_holds(cache, store)
    put(store, "a.txt", "mèo đen\nchó trắng")
    assert best(cache, store, "mèo đen") == "mèo đen"
    put(store, "a.txt", "chó trắng\nngựa nâu")
    assert_holds(cache, store)
    assert best(cache, store, "ngựa nâu") == "ngựa nâu"
    put(store, "b.txt", "gà vàng")
    store.remove("a.txt")
    assert_holds(cache, store)
    assert best(cache, store, "gà vàng") == "gà vàng"


def test_a_saved_index_is_loaded_and_brought_up_to_date(store: Store, path: Path) -> None:
    put(store, "a.txt", "mèo đen\nchó trắng")
    first = IndexCache(path, 32)
    assert_holds(first, store)
    first.save()
    assert VectorIndex.load(path)[0].ids() == {1, 2}
    put(store, "a.txt", "ngựa nâu")
    put(store, "b.txt", "gà vàng")
    again = IndexCache(path, 32)
    assert_holds(again, store)
    again.save()
    assert VectorIndex.load(path)[0].ids() == {3, 4}


def test_vectors_are_not_read_again_when_the_file_is_current(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "a.txt", "mèo đen")
    cache = IndexCache(path, 32)
    assert_holds(cache, store)
    cache.save()
    with store.snapshot() as snapshot:
        monkeypatch.setattr(type(snapshot), "vectors", None)
        assert IndexCache(path, 32).current(snapshot).ids() == {1}


@pytest.mark.parametrize("damage", ["missing", "torn", "garbage", "dimension", "stamp"])
def test_a_file_of_no_use_is_made_again(
    store: Store, path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    put(store, "a.txt", "mèo đen\nchó trắng")
    cache = IndexCache(path, 32)
    assert_holds(cache, store)
    cache.save()
    if damage == "missing":
        path.unlink()
    elif damage == "dimension":
        other = VectorIndex(7)
        other.add([1], [[1] * 7])
        other.save(path, "1")
    elif damage == "stamp":
        VectorIndex(32).save(path, "not a number")
    else:
        path.write_bytes(path.read_bytes()[:-9] if damage == "torn" else b"garbage")
    with caplog.at_level(logging.WARNING):
        again = IndexCache(path, 32)
        assert_holds(again, store)
    assert ("rebuilt from the stored vectors" in caplog.text) == (damage != "missing")
    again.save()
    assert VectorIndex.load(path)[0].ids() == {1, 2}


def test_the_index_of_a_store_that_was_deleted_is_not_taken_for_the_new_one_s(store: Store, path: Path) -> None:
    for text in ("mèo đen", "chó trắng", "ngựa nâu"):
        put(store, "a.txt", text)
        put(store, "b.txt", text)
    cache = IndexCache(path, 32)
    assert_holds(cache, store)
    cache.save()
    store.close()
    for file in store.path.parent.glob("store.sqlite*"):
        file.unlink()
    new = Store(store.path)
    put(new, "x.txt", "gà vàng")
    put(new, "y.txt", "vịt xanh")
    assert_holds(IndexCache(path, 32), new)
    new.close()


def test_the_index_of_a_later_state_is_not_taken_for_a_restored_one_s(store: Store, path: Path, tmp_path: Path) -> None:
    put(store, "a.txt", "mèo đen")
    store.checkpoint()
    shutil.copy(store.path, tmp_path / "backup")
    put(store, "b.txt", "chó trắng")
    put(store, "c.txt", "ngựa nâu")
    cache = IndexCache(path, 32)
    assert_holds(cache, store)
    cache.save()
    restored = Store(tmp_path / "backup")
    put(restored, "d.txt", "gà vàng")
    put(restored, "e.txt", "vịt xanh")
    assert_holds(IndexCache(path, 32), restored)
    restored.close()


def test_few_changes_are_not_worth_writing(store: Store, path: Path) -> None:
    put(store, "a.txt", "\n".join(f"dòng {n}" for n in range(100)))
    cache = IndexCache(path, 32)
    assert_holds(cache, store)
    cache.save()
    before = path.read_bytes()
    put(store, "b.txt", "mèo đen")
    assert_holds(cache, store)
    cache.save()
    assert path.read_bytes() == before
    put(store, "c.txt", "\n".join(f"hàng {n}" for n in range(20)))
    assert_holds(cache, store)
    cache.save()
    assert len(VectorIndex.load(path)[0]) == 121


def test_saving_nothing_writes_nothing(path: Path) -> None:
    IndexCache(path, 32).save()
    assert not path.exists()


def test_a_file_that_cannot_be_written_is_no_loss(store: Store, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    put(store, "a.txt", "mèo đen")
    cache = IndexCache(path.parent / "gone" / "vectors.faiss", 32)
    assert_holds(cache, store)
    with caplog.at_level(logging.WARNING):
        cache.save()
    assert "cannot be written" in caplog.text
    assert best(cache, store, "mèo đen") == "mèo đen"


def test_an_older_snapshot_does_not_bring_the_index_back(store: Store, path: Path) -> None:
    put(store, "a.txt", "mèo đen")
    cache = IndexCache(path, 32)
    other = Store(store.path)
    with other.snapshot() as old:
        assert old.totals()[0] == 1
        put(store, "a.txt", "chó trắng")
        assert_holds(cache, store)
        assert cache.current(old).ids() == {2}
    other.close()


def test_many_threads_ask_for_it_at_once(store: Store, path: Path) -> None:
    cache = IndexCache(path, 32)
    errors: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            try:
                assert best(cache, store, "luôn ở đây") == "luôn ở đây"
            except BaseException as error:
                errors.append(error)
                return

    put(store, "fixed.txt", "luôn ở đây")
    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(25):
        put(store, f"{n % 4}.txt", f"tin {n}\nđoạn {n}")
        cache.save()
    done.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert_holds(cache, store)
