"""Stories that several files tell in the same words."""

from __future__ import annotations

import tracemalloc
from datetime import date

import numpy as np
import pytest

from rag.datatypes import Document
from rag.storage.duplicates import fold_duplicates, likenesses, signature

STORY = (
    "Sáng nay, đoàn thuyền cá đầu tiên về bến Cồn Vành sau bảy ngày ra khơi. Mỗi thuyền chở gần hai tấn cá thu, "
    "bán ngay tại bến với giá cao hơn tháng trước. Ban quản lý bến cho biết tuần tới sẽ có thêm mười hai thuyền về."
)
OTHER = (
    "Trường tiểu học xã Đồng Văn khánh thành thư viện mới với hơn hai nghìn cuốn sách do phụ huynh và cựu học sinh "
    "quyên góp. Học sinh được mượn sách về nhà vào chiều thứ sáu hằng tuần, mỗi em nhiều nhất ba cuốn một lần."
)


def article(source: str, text: str, published: date | None = None) -> Document:
    return Document(source, "Tên", None, text, published)


def likeness(one: bytes, other: bytes) -> float:
    """Of two texts, by their signatures."""
    return float(likenesses([one, other])[0, 1])


def test_the_same_words_are_all_alike_and_others_not_at_all() -> None:
    assert likeness(signature(STORY), signature(STORY.upper())) == 1.0
    assert likeness(signature(STORY), signature(OTHER)) == 0.0


def test_a_line_more_changes_little() -> None:
    longer = f"{STORY} (Theo báo Bến Cảng)"
    words, more = len(STORY.split()) - 2, 4
    shared = words / (words + more)
    assert likeness(signature(STORY), signature(longer)) == pytest.approx(shared, abs=0.1)


def test_short_texts_cannot_be_told() -> None:
    assert signature("Ba chữ thôi") == b""
    assert likeness(b"", b"") == 0.0


def test_the_better_one_stays_and_names_the_others() -> None:
    documents = {1: article("a.txt", STORY), 2: article("b.txt", OTHER), 3: article("c.txt", f"{STORY} Hết.")}
    signatures = {number: signature(document.text) for number, document in documents.items()}
    assert fold_duplicates([3, 2, 1, 3, 1], documents, signatures) == {3: [1], 2: []}
    assert fold_duplicates([], documents, signatures) == {}


def test_the_same_words_of_another_year_are_another_story() -> None:
    documents = {
        year: article(f"{year}.txt", STORY, published)
        for year, published in ((1, date(2023, 4, 29)), (2, date(2024, 4, 29)), (3, date(2024, 4, 30)), (4, None))
    }
    signatures = dict.fromkeys(documents, signature(STORY))
    assert fold_duplicates([1, 2, 3], documents, signatures) == {1: [], 2: [3]}
    assert fold_duplicates([2, 4], documents, signatures) == {2: [4]}


def test_likenesses_of_many_texts_take_little_memory() -> None:
    chance = np.random.default_rng(3)
    told = chance.integers(0, 256, (1000, 128), np.uint8)
    told[1::2, :100] = told[::2, :100]  # each even one is like the odd one behind it
    signatures = [row.tobytes() for row in told]
    signatures[10] = b""
    tracemalloc.start()
    found = likenesses(signatures)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40e6  # all pairs of bytes at once would take 128 MB; what is given takes 8
    assert (found == found.T).all()
    assert not found[10].any()
    for one, other in ((0, 1), (0, 2), (500, 501), (998, 999), (999, 0)):
        same = (told[one] == told[other]).mean()
        assert found[one, other] == max(same - 1 / 256, 0) / (1 - 1 / 256)
    assert found[500, 501] > 0.7
