"""What readers call otherwise, where the folder writes its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from storing import put

from rag.finding.synonyms import elsewhere, reworded
from rag.storage.store import Store

Reword = Callable[[str], "str | None"]

SOUTH = (
    "Giá heo hơi giảm. Thương lái mua heo ở Rạch Tre. Đàn heo ít. Điện lực cúp điện từ sáng. Lịch cúp điện ngày mai."
    " Xe hơi phải đi vòng. Bà bán khóm, trái khóm mắc hơn. Ông mất, nhà buồn. Bắp luộc. Chiếc thuyền và chiếc ghe."
    " Tổng mức đầu tư là 143 tỷ đồng."
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store.sqlite")
    put(opened, "a.txt", SOUTH)
    yield opened
    opened.close()


@pytest.fixture
def reword(store: Store) -> Reword:
    def run(question: str) -> str | None:
        with store.snapshot() as snapshot:
            return reworded(question, snapshot)

    return run


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giá lợn giảm", "giá heo giảm"),
        ("Lợn giống giá bao nhiêu?", "Heo giống giá bao nhiêu?"),
        ("hôm nay mất điện ở đâu", "hôm nay cúp điện ở đâu"),
        ("Ô tô đi đường nào", "Xe hơi đi đường nào"),
        ("dứa đắt không", "khóm mắc không"),
        ("cầu Hà Linh tốn bao nhiêu tiền", "cầu Hà Linh tổng mức đầu tư bao nhiêu tiền"),
        ("chi phí của cầu Hà Linh là bao nhiêu", "tổng mức đầu tư của cầu Hà Linh là bao nhiêu"),
        ("Chi phí xây dựng cầu Gỗ?", "Tổng mức đầu tư cầu Gỗ?"),
        ("Cầu Gỗ xây hết mấy tỷ?", "Cầu Gỗ tổng mức đầu tư mấy tỷ?"),
        ("lễ hội tốn bao nhiêu tiền", None),  # nobody invests in it
        ("qua cầu mất bao nhiêu phút", None),
        ("giá heo giảm", None),  # the folder's own word
        ("ông mất năm nào", None),  # no power cut
        ("thuyền nào nhanh", None),  # the folder writes both
        ("bát đĩa", None),  # and here neither
        ("ông Ngô là ai", None),  # a name
        ("Ngô Văn Tám là ai", None),
        ("mất, điện", None),  # no one word
    ],
)
def test_a_question_in_the_words_of_the_folder(reword: Reword, typed: str, meant: str | None) -> None:
    assert reword(typed) == meant


def test_what_is_said_elsewhere() -> None:
    assert elsewhere("lợn") == ["heo"]
    assert elsewhere("cúp điện") == ["mất điện", "cắt điện"]
    assert elsewhere("mắc") == []  # it is caught, too
