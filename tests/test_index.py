"""The vector index over the real FAISS."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from embeddings.errors import IndexFileError
from embeddings.index import VectorIndex

X, Y, XY = [1, 0, 0], [0, 1, 0], [1, 1, 0]


@pytest.fixture
def index() -> VectorIndex:
    filled = VectorIndex(3)
    filled.add([10, 20, 30, 40], [X, Y, XY, [-1, 0, 0]])
    return filled


def _pairs(found: tuple[np.ndarray, np.ndarray]) -> dict[int, float]:
    return dict(zip(found[0].tolist(), found[1].tolist(), strict=True))


def near(expected: object) -> object:
    """Within what 16 bits a value leave of a cosine."""
    return pytest.approx(expected, abs=1e-3)


def test_cosines_are_right_and_come_best_first(index: VectorIndex) -> None:
    ids, scores = index.search(X, 4)
    assert ids.tolist() == [10, 30, 20, 40]
    assert scores == near([1.0, 2**-0.5, 0.0, -1.0])
    assert ids.dtype == np.int64
    assert scores.dtype == np.float32


def test_only_the_direction_of_a_query_matters(index: VectorIndex) -> None:
    for length in (1e-3, 7.0, 1e6):
        assert _pairs(index.search(np.array(X) * length, 4)) == near(_pairs(index.search(X, 4)))


def test_only_the_direction_of_a_vector_matters() -> None:
    index = VectorIndex(2)
    index.add([1, 2], [[500, 0], [0.001, 0.001]])
    assert _pairs(index.search([1, 0], 2)) == near({1: 1.0, 2: 2**-0.5})


def test_scores_stay_between_minus_one_and_one() -> None:
    vector = np.full(384, 1 / 3, np.float32)
    index = VectorIndex(384)
    index.add([1, 2], [vector, -vector])
    _, scores = index.search(vector, 2)
    assert scores.max() <= 1.0
    assert scores.min() >= -1.0
    assert scores == near([1.0, -1.0])


def test_adding_a_known_id_replaces_its_vector(index: VectorIndex) -> None:
    index.add([10, 50], [Y, Y])
    assert len(index) == 5
    assert index.ids() == {10, 20, 30, 40, 50}
    found = _pairs(index.search(Y, 5))
    assert (found[10], found[50], found[30]) == near((1.0, 1.0, 2**-0.5))
    assert _pairs(index.search(X, 5))[10] == near(0.0)


def test_removed_ids_are_not_found_again(index: VectorIndex) -> None:
    assert index.remove([10, 40, 99]) == 2
    assert index.remove([10]) == 0
    assert index.ids() == {20, 30}
    assert set(_pairs(index.search(X, 10))) == {20, 30}


def test_an_emptied_index_can_be_filled_again(index: VectorIndex) -> None:
    index.remove(index.ids())
    assert len(index) == 0
    assert [part.shape for part in index.search(X, 3)] == [(0,), (0,)]
    index.add([7], [Y])
    assert _pairs(index.search(Y, 3)) == near({7: 1.0})


def test_a_search_looks_only_at_allowed_ids(index: VectorIndex) -> None:
    assert _pairs(index.search(X, 4, allowed=[20, 40])) == near({20: 0.0, 40: -1.0})
    assert _pairs(index.search(X, 1, allowed={20, 40})) == near({20: 0.0})
    assert _pairs(index.search(X, 4, allowed=[30, 777])) == near({30: 2**-0.5})
    assert _pairs(index.search(X, 4, allowed=(i for i in (10, 10)))) == near({10: 1.0})
    assert index.search(X, 4, allowed=[])[0].tolist() == []
    assert index.search(X, 4, allowed=[777])[0].tolist() == []


@pytest.mark.parametrize(("k", "expected"), [(100, [10, 30, 20, 40]), (2, [10, 30]), (0, []), (-3, [])])
def test_k_is_the_most_that_comes_back(index: VectorIndex, k: int, expected: list[int]) -> None:
    assert index.search(X, k)[0].tolist() == expected


def test_an_empty_index_finds_nothing() -> None:
    ids, scores = VectorIndex(3).search(X, 5)
    assert (ids.tolist(), scores.tolist()) == ([], [])


def test_a_zero_vector_is_orthogonal_to_everything(index: VectorIndex) -> None:
    index.add([5], [[0, 0, 0]])
    assert _pairs(index.search(X, 9))[5] == 0.0
    assert set(_pairs(index.search([0, 0, 0], 9)).values()) == {0.0}


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_refused(index: VectorIndex, bad: float) -> None:
    with pytest.raises(ValueError, match="NaN or infinity"):
        index.add([1, 10], [[0, 1, 0], [0, bad, 0]])
    with pytest.raises(ValueError, match="NaN or infinity"):
        index.search([bad, 0, 0], 1)
    assert index.ids() == {10, 20, 30, 40}
    assert _pairs(index.search(X, 1)) == near({10: 1.0})


@pytest.mark.parametrize(
    ("ids", "vectors", "says"),
    [
        ([1], [[1, 0]], r"shape \(1, 2\), the index holds dimension 3"),
        ([1], [[[1, 0, 0]]], "dimension 3"),
        ([1, 2], [X], "2 ids for 1 vectors"),
        ([1, 1], [X, Y], "twice"),
    ],
)
def test_what_does_not_fit_is_refused(index: VectorIndex, ids: list[int], vectors: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        index.add(ids, np.array(vectors))
    assert index.ids() == {10, 20, 30, 40}


def test_a_query_is_one_vector_of_the_right_length(index: VectorIndex) -> None:
    with pytest.raises(ValueError, match="dimension 3"):
        index.search([1, 0], 1)
    with pytest.raises(ValueError, match="one query"):
        index.search([X, Y], 1)


def test_adding_nothing_changes_nothing(index: VectorIndex) -> None:
    index.add([], np.empty((0, 0), np.float32))
    assert len(index) == 4


def test_large_ids_are_kept_apart() -> None:
    index = VectorIndex(2)
    index.add([2**62, 2**33], [[1, 0], [0, 1]])
    assert _pairs(index.search([1, 0], 2, allowed=[2**62])) == near({2**62: 1.0})


@settings(max_examples=60)
@given(
    vectors=hnp.arrays(np.int8, st.tuples(st.integers(1, 25), st.just(5))),
    query=hnp.arrays(np.int8, 5),
    k=st.integers(1, 50),
    data=st.data(),
)
def test_search_agrees_with_brute_force(vectors: np.ndarray, query: np.ndarray, k: int, data: st.DataObject) -> None:
    ids = data.draw(st.lists(st.integers(0, 2**40), min_size=len(vectors), max_size=len(vectors), unique=True))
    allowed = data.draw(st.one_of(st.none(), st.sets(st.sampled_from(ids))))
    removed = data.draw(st.sets(st.sampled_from(ids)))

    def unit(v: np.ndarray) -> np.ndarray:
        norm = np.linalg.norm(v.astype(float))
        return v.astype(float) / norm if norm > 0 else v.astype(float)

    expected = {
        i: float(np.clip(unit(v) @ unit(query), -1, 1))
        for i, v in zip(ids, vectors, strict=True)
        if i not in removed and (allowed is None or i in allowed)
    }
    index = VectorIndex(5)
    index.add(ids, vectors)
    index.remove(removed)
    found, scores = index.search(query, k, allowed=allowed)

    assert len(set(found.tolist())) == len(found) == min(k, len(expected))
    assert scores == near([expected[i] for i in found.tolist()])
    assert sorted(scores, reverse=True) == scores.tolist()
    assert scores == near(sorted(expected.values(), reverse=True)[:k])


# On disk ----------------------------------------------------------------------------------------------------------


def test_what_is_saved_is_loaded(index: VectorIndex, tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    index.save(path, "thế hệ 7")
    loaded, stamp = VectorIndex.load(path)
    assert stamp == "thế hệ 7"
    assert loaded.dimension == 3
    assert loaded.ids() == index.ids()
    assert _pairs(loaded.search(XY, 9)) == near(_pairs(index.search(XY, 9)))
    loaded.add([10, 60], [Y, X])
    loaded.remove([20])
    assert _pairs(loaded.search(X, 9)) == near({60: 1.0, 30: 2**-0.5, 10: 0.0, 40: -1.0})
    assert [p.name for p in tmp_path.iterdir()] == ["vectors.faiss"]


def test_a_file_is_half_of_what_is_in_memory_and_saving_again_changes_nothing(tmp_path: Path) -> None:
    rows = np.random.default_rng(3).normal(size=(100, 384)).astype(np.float32)
    index = VectorIndex(384)
    index.add(range(100), rows)
    index.save(tmp_path / "a")
    assert (tmp_path / "a").stat().st_size < 100 * (384 + 10) + 1500
    loaded, _ = VectorIndex.load(tmp_path / "a")
    loaded.save(tmp_path / "b")
    first, second = (np.load(io.BytesIO((tmp_path / name).read_bytes()[44:]))["values"] for name in "ab")
    assert first.dtype == np.int8
    assert (first == second).all()
    for row in rows[:10]:
        assert _pairs(loaded.search(row, 100)) == pytest.approx(_pairs(index.search(row, 100)), abs=2e-3)


def test_an_empty_index_is_saved_and_loaded(tmp_path: Path) -> None:
    VectorIndex(8).save(tmp_path / "i")
    loaded, stamp = VectorIndex.load(tmp_path / "i")
    assert (len(loaded), loaded.dimension, stamp) == (0, 8, "")


def _flip(at: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] if at >= 0 else _flip(len(data) + at)(data)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:5],
        lambda data: data[:30],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data + b"x",
        _flip(0),
        _flip(14),
        _flip(20),
        _flip(60),
        _flip(-1),
        lambda data: b"\x00" * len(data),
        lambda data: data[:8] + b"\xff\xff\xff\xff" + data[12:],
        lambda data: b"SQLite format 3\x00" + data[16:],
        lambda data: data[data.index(b"PK") :],
    ],
)
def test_a_damaged_file_is_refused(index: VectorIndex, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "vectors.faiss"
    index.save(path, "stamp")
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(IndexFileError, match=r"vectors\.faiss"):
        VectorIndex.load(path)


def test_every_truncation_is_refused(index: VectorIndex, tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    index.save(path, "s")
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(IndexFileError):
            VectorIndex.load(path)


def test_an_index_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    others = io.BytesIO()
    np.savez(others, other=np.zeros(3))
    for payload in (others.getvalue(), b"no index at all"):
        path.write_bytes(b"HOIBAO3\n" + bytes(4) + hashlib.blake2b(payload, digest_size=32).digest() + payload)
        with pytest.raises(IndexFileError, match="it cannot be read"):
            VectorIndex.load(path)


def test_a_missing_file_or_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexFileError, match="No such file"):
        VectorIndex.load(tmp_path / "none")
    with pytest.raises(IndexFileError):
        VectorIndex.load(tmp_path)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_save_that_fails_leaves_the_old_file(
    index: VectorIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "vectors.faiss"
    index.save(path, "old")
    before = path.read_bytes()
    index.add([99], [X])

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
    with pytest.raises(OSError, match="No space left"):
        index.save(path, "new")
    monkeypatch.undo()

    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["vectors.faiss"]
    assert VectorIndex.load(path)[1] == "old"


def test_a_save_into_a_missing_folder_fails(index: VectorIndex, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        index.save(tmp_path / "gone" / "vectors.faiss")


def test_a_stamp_that_load_would_refuse_is_not_saved(index: VectorIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "i", "x" * 4096)
    assert VectorIndex.load(tmp_path / "i")[1] == "x" * 4096
    with pytest.raises(ValueError, match="4096"):
        index.save(tmp_path / "i", "x" * 4097)


# Threads ----------------------------------------------------------------------------------------------------------


def test_searching_while_another_thread_adds_and_removes(tmp_path: Path) -> None:
    dimension, rounds = 16, 150
    index = VectorIndex(dimension)
    axes = np.eye(dimension, dtype=np.float32)
    index.add([0], axes[:1])  # stays throughout: every search must find it, exactly
    wrong: list[object] = []
    done = threading.Event()

    def search() -> None:
        while not done.is_set():
            ids, scores = index.search(axes[0], 1000)
            found = dict(zip(ids.tolist(), scores.tolist(), strict=True))
            # Every other id is on another axis, at 0, or on a diagonal with axis 0.
            right = all(s == near(0.0) or i % 2 for i, s in found.items() if i)
            if found.get(0) != near(1.0) or len(found) != len(ids) or not right:
                wrong.append(found)

    def save() -> None:
        while not done.is_set():
            index.save(tmp_path / "i", "s")
            loaded, _ = VectorIndex.load(tmp_path / "i")
            if 0 not in loaded.ids():
                wrong.append(loaded.ids())

    def change(worker: int) -> None:
        for n in range(rounds):
            base = 1 + worker * 10_000 + 10 * n
            index.add(
                [2 * base, 2 * base + 1, 2 * base + 2],
                [axes[1 + n % 15], axes[0] + axes[1 + n % 15], axes[1 + (n + 1) % 15]],
            )
            index.remove([2 * base, 2 * base + 2] if n % 2 else [2 * base + 1])

    readers = [threading.Thread(target=search) for _ in range(2)] + [threading.Thread(target=save)]
    writers = [threading.Thread(target=change, args=(worker,)) for worker in range(2)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()

    assert wrong == []
    expected = {0}
    for worker in range(2):
        for n in range(rounds):
            base = 1 + worker * 10_000 + 10 * n
            expected |= {2 * base + 1} if n % 2 else {2 * base, 2 * base + 2}
    assert index.ids() == expected
    assert set(index.search(axes[0], 10_000)[0].tolist()) == expected
