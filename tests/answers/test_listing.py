"""A list or a table that is told as a whole."""

from __future__ import annotations

import numpy as np
import pytest

from rag.answers.candidates import Candidate, Signals
from rag.answers.listing import as_list
from rag.datatypes import Hit, Sentence
from rag.text.sentences import split_sentences

PAPERS = (
    "Thẻ làm ở xã từ hôm nay.\nHồ sơ gồm:\n- Đơn theo mẫu.\n- Ảnh chân dung.\n- Giấy khai sinh.\nLệ phí là 9 nghìn."
)
PRICES = "Chợ họp hôm nay.\nHàng | Giá\nMít | 9\nCam | 8\nHết chợ lúc trưa."
TWO = f"{PAPERS}\nGiờ làm việc\n- Thứ hai cả ngày.\n- Thứ ba buổi sáng."
NONE = np.zeros(0)


def told(question: str, text: str, best: str, room: int = 900) -> list[str]:
    """What is told of a text as a list, where a sentence that begins so is the best."""
    sentences = tuple(Sentence(70 + start, 70 + end, text[start:end]) for start, end in split_sentences(text))
    hit = Hit("a.txt", 70, 70 + len(text), text, 0.5, "Thẻ", None, sentences)
    ranked = sorted(range(len(sentences)), key=lambda place: not sentences[place].text.startswith(best))
    signals = Signals(*[0.0] * len(Signals._fields))
    candidates = [Candidate(hit, place, frozenset(), signals, False, NONE, NONE) for place in ranked]
    return [candidate.sentence.text for candidate in as_list(question, candidates, room)]


LISTED = ["Hồ sơ gồm:", "- Đơn theo mẫu.", "- Ảnh chân dung.", "- Giấy khai sinh."]


@pytest.mark.parametrize(
    ("question", "best", "listed"),
    [
        ("Hồ sơ gồm những gì?", "Hồ sơ gồm", LISTED),
        ("Hồ sơ gồm những gì?", "- Ảnh", LISTED),
        ("Làm thẻ cần giấy tờ gì?", "Thẻ làm", LISTED),  # it has this one list
        ("Hồ sơ nộp ở đâu?", "Hồ sơ gồm", LISTED),  # the best sentence announces it
        ("Có ảnh không?", "- Ảnh", []),
        ("Lệ phí bao nhiêu?", "Lệ phí", []),
    ],
)
def test_a_list_is_told_where_it_is_asked_for_or_announced(question: str, best: str, listed: list[str]) -> None:
    assert told(question, PAPERS, best) == listed


def test_a_heading_that_announces_nothing_is_told_alone() -> None:
    assert told("Hồ sơ nộp ở đâu?", PAPERS.replace("gồm:", "làm thẻ"), "Hồ sơ") == []


def test_what_goes_on_in_the_line_of_an_item_is_of_it() -> None:
    text = PAPERS.replace("mẫu.", "mẫu. Mẫu có ở xã.")
    assert told("Hồ sơ gồm những gì?", text, "- Ảnh") == [*LISTED[:2], "Mẫu có ở xã.", *LISTED[2:]]


def test_a_table_is_told_with_its_head_and_the_line_above() -> None:
    assert told("Giá các mặt hàng nào?", PRICES, "Mít") == [
        "Chợ họp hôm nay.",
        "Hàng | Giá",
        "Mít | 9",
        "Cam | 8",
    ]
    assert told("Giá mít bao nhiêu?", PRICES, "Mít") == []


def test_of_two_lists_the_one_is_told_whose_heading_is_asked_for() -> None:
    hours = ["Giờ làm việc", "- Thứ hai cả ngày.", "- Thứ ba buổi sáng."]
    assert told("Giờ làm việc của xã gồm những ngày nào?", TWO, "- Ảnh") == hours
    assert told("Xã có những gì?", TWO, "Lệ phí") == []


def test_as_much_of_a_list_is_told_as_fits_but_never_its_head_alone() -> None:
    assert told("Hồ sơ gồm những gì?", PAPERS, "- Ảnh", room=len("".join(LISTED)) - 1) == LISTED[:3]
    assert told("Hồ sơ gồm những gì?", PAPERS, "- Ảnh", room=len(LISTED[0])) == []


def test_no_more_than_a_dozen_lines_of_a_list_are_told() -> None:
    text = "Hồ sơ gồm:\n" + "\n".join(f"- Giấy số {number}." for number in range(20))
    assert len(told("Hồ sơ gồm những gì?", text, "Hồ sơ")) == 12


def test_without_sentences_there_is_no_list() -> None:
    assert as_list("Hồ sơ gồm những gì?", [], 900) == []
