"""The sentence before one that leans on it: what `he` is, what was asked, the head of a table."""

from __future__ import annotations

import regex

from rag.answers.cells import head_of
from rag.datatypes import Hit
from rag.text.commonmark import CELL

__all__ = ["POINTERS", "antecedent", "is_question", "replies"]

POINTERS = (
    "ông|bà|anh|chị|họ|đó|đây|điều này|theo đó|trong đó|do đó|vì vậy|vì thế|sau đó"
    "|he|she|it|they|this|that|these|those|his|her|its|their|there"
)
"""The pattern of words that, at the head of a sentence and before no name, speak of what the one before it names."""
# `Nó` is what the article is about as often as not: a summary, which tells that first, may have it
_POINTS_BACK = regex.compile(
    rf"(?:[-–—•\"“]\s*)?(?i:{POINTERS}|cô|nó|điều đó|việc này|việc đó|tại đây|khi đó|cùng ngày|then)\b(?!\s+\p{{Lu}})"
)
_THIS = (
    r"(?<!\b(?:hiện|ngày|hôm|lúc|khi|từ|đến|tới|năm|tháng|tuần|lần|mùa|dịp|gian|điểm|sáng|trưa|chiều|tối|đêm) )"
    r"\b(?:này|ấy)\b"
)
_THIS_AT_HEAD_OR_END = regex.compile(rf"^[^,;]{{0,50}}{_THIS}|{_THIS}[^,;]{{0,40}}$", regex.I)
_SOMEONE = "ông|bà|anh|chị|cô|he|she"
_SOMEONE_AT_HEAD = regex.compile(  # or behind a clause that names nobody: `Năm 1926, ông ...`
    rf"(?:[-–—•\"“]\s*)?(?:\p{{Lu}}[^\p{{Lu}},]{{0,60}},\s)?(?i:{_SOMEONE})\b(?!\s+\p{{Lu}})"
)
_OF_SOMEONE = regex.compile(rf"\b(?i:của (?:{_SOMEONE})|his|her)\b(?!\s+\p{{Lu}})")
_INTRODUCED = 4  # sentences before, at the most
_QUESTION = regex.compile(r"[?？](?:[\"'”’»)\]]|\s)*$")


def antecedent(hit: Hit, place: int, *, whom: bool = False) -> int | None:
    """The place of the sentence that one leans on, or answers, or of the head of its table; None where it stands alone.

    Args:
        hit: the passage.
        place: of one of its sentences.
        whom: whether it is to be told whom the sentence calls `he`, even if several before it do.
    """
    text = hit.sentences[place].text
    if CELL in text:
        return head_of(hit, place)
    if whom and (_SOMEONE_AT_HEAD.match(text) or _OF_SOMEONE.search(text)):
        before = range(place - 1, max(-1, place - 1 - _INTRODUCED), -1)
        named = (other for other in before if not _SOMEONE_AT_HEAD.match(hit.sentences[other].text))
        if (introduced := next(named, None)) is not None:
            return introduced
    leans = place and (_points_back(text) or replies(hit, place))
    return place - 1 if leans else None


def replies(hit: Hit, place: int) -> bool:
    """Whether a sentence of a passage follows a question, as in an interview: it is read together with it.

    Not the one below a headline that asks: that does not reply.
    """
    if not place or is_question(hit.sentences[place].text):
        return False
    before = hit.sentences[place - 1].text
    return is_question(before) and before != hit.title


def is_question(sentence: str) -> bool:
    """Whether a sentence asks: it tells nothing."""
    return bool(_QUESTION.search(sentence))


def _points_back(sentence: str) -> bool:
    """Whether a sentence speaks of what the one before it names; what stands in its midst, it mostly names itself."""
    return bool(_POINTS_BACK.match(sentence) or _THIS_AT_HEAD_OR_END.search(sentence))
