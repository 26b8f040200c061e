"""The sentence before one that leans on it."""

from __future__ import annotations

import pytest
from passages import passage

from rag.answers.leaning import antecedent, is_question, replies


@pytest.mark.parametrize(
    ("before", "sentence", "leans"),
    [
        ("Ông Phú trồng mít.", "Ông cho biết mít được mùa.", True),
        ("Ông Phú trồng mít.", "Ông Lý trồng cam.", False),
        ("Xã có chợ.", "Đó là chợ to nhất huyện.", True),
        ("Xã có chợ.", "– Tại đây bán nhiều mít.", True),
        ("Xã có chợ.", "Chợ này bán nhiều mít.", True),
        ("Xã có chợ.", "Chợ bán nhiều mít năm này.", False),
        ("Xã có chợ.", "Chợ bán nhiều mít.", False),
        ("The market is new.", "It opened in May.", True),
        ("The market is new.", "Italians opened it.", False),
        ("Chợ bán gì?", "Bán nhiều mít.", True),
        ("Chợ bán gì?", "Ai mua mít?", False),
    ],
)
def test_a_sentence_leans_on_the_one_before(before: str, sentence: str, leans: bool) -> None:
    hit = passage("a.txt", ("Hội mở hôm qua.", 0.1), (before, 0.1), (sentence, 0.9))
    assert antecedent(hit, 2) == (1 if leans else None)


def test_the_first_sentence_leans_on_nothing() -> None:
    assert antecedent(passage("a.txt", ("Nó dài 40 mét.", 0.9)), 0) is None


def test_whom_a_sentence_calls_so_is_told_by_the_last_that_does_not() -> None:
    hit = passage(
        "a.txt",
        *((text, 0.1) for text in ("Ông Phú trồng mít.", "Ông thích mít.", "Anh của ông cũng vậy.", "Ông bán mít.")),
    )
    assert antecedent(hit, 3) == 2
    assert antecedent(hit, 3, whom=True) == 0


def test_a_clause_that_names_nobody_does_not_tell_whom_either() -> None:
    texts = "Ông Phú trồng mít.", "Năm 1990, ông về làng.", "Ông bán mít."
    assert antecedent(passage("a.txt", *((text, 0.1) for text in texts)), 2, whom=True) == 0
    texts = "Ông Phú trồng mít.", "Năm 1990, ông Lý về làng.", "Ông bán mít."
    assert antecedent(passage("a.txt", *((text, 0.1) for text in texts)), 2, whom=True) == 1


def test_who_it_is_is_sought_among_the_four_sentences_before() -> None:
    far = passage("a.txt", ("Ông Phú trồng mít.", 0.1), *[("Ông thích mít.", 0.1)] * 3, ("Ông bán mít.", 0.9))
    assert antecedent(far, 4, whom=True) == 0
    further = passage("a.txt", ("Ông Phú trồng mít.", 0.1), *[("Ông thích mít.", 0.1)] * 4, ("Ông bán mít.", 0.9))
    assert antecedent(further, 5, whom=True) == 4


def test_a_row_leans_on_the_head_of_its_table() -> None:
    hit = passage("a.txt", ("Giá bán:", 0.1), ("Hàng | Giá", 0.1), ("Mít | 9", 0.1), ("Cam | 8", 0.9))
    assert antecedent(hit, 3) == 1


def test_below_a_headline_that_asks_nobody_replies() -> None:
    asked = (("Chợ bán gì?", 0.1), ("Bán nhiều mít.", 0.9))
    assert replies(passage("a.txt", *asked), 1)
    assert not replies(passage("a.txt", *asked, title="Chợ bán gì?"), 1)
    assert not replies(passage("a.txt", *asked), 0)


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [("Ai?", True), ("“Ai vậy?” ", True), ("何？", True), ("“Ai?” là tên phim.", False), ("Ai đó.", False)],
)
def test_a_sentence_asks_by_its_last_mark(sentence: str, asks: bool) -> None:
    assert is_question(sentence) == asks
