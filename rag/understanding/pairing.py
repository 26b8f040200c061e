"""The names of two things that are compared, in Vietnamese or English: what may be one, and what is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import regex

from rag.text.interrogatives import ENGLISH
from rag.text.patterns import lenient
from rag.text.words import fold, folded, has_marks

__all__ = ["CAPITAL", "JOIN", "Compared", "are_names", "are_of_a_kind", "of_each", "says_more", "small"]

Compared: TypeAlias = tuple[tuple[str, str], tuple[str, str]]
"""The two names, and what is asked of each."""
JOIN = lenient(r" (?:và|với|so với|hay(?: là)?|hoặc|vs\.?|versus) ")
"""What joins two names."""
CAPITAL = regex.compile(r"\p{Lu}")

_LONGEST_NAME = 8  # words
_SAYS = (
    rf"{ENGLISH}|is|are|was|were|has|have|had|did|does|than|it|they|this|that|these|those|most|best|before|ago|average"
)
_NO_ONE = "he|she|him|her|them|we|you|any|other|others|both|all|one|two|expected|planned|usual|ever"
# No name has one of these, or begins with one of those; small, as a name may have one with a capital
_NO_NAME = regex.compile(
    r"\b(?:là|có|được|bị|đã|sẽ|đang|vẫn|cũng|không|chưa|biết|nói|mà|nếu|nên|thì|khi|này|đó|kia|ấy|nào|gì|ai|đâu|bao"
    rf"|mấy|sao|hơn|nhất|cùng|của|trước|sau|ngoái|cùng kỳ|trung bình|bình quân|mọi năm|{_SAYS})\b"
    r"|^(?:[Nn]goài|[Tt]rừ|[Tt]rước|[Ss]au|[Tt]rong|[Tt]heo|[Vv]ì|[Nn]ếu|[Tt]ừ|[Cc]ác|[Nn]hững|[Mm]ọi|[Mm]ỗi|một|hai|ba"
    rf"|nhiều|nó|họ|hắn|chúng|dự kiến|kế hoạch|{_NO_ONE})\b"
)
# Without marks many of them are syllables of names
_NO_NAME_UNMARKED = regex.compile(
    r"\b(?:la|co|bi|duoc|khong|nao|gi|hon|cung ky|(?:vu|nam|lan|ky|mua) truoc|nam ngoai|moi nam|trung binh|binh quan"
    rf"|{_SAYS})\b|^(?:[Nn]goai|[Tt]ru|[Tt]rong|[Tt]heo|[Nn]eu|[Nn]hung|du kien|ke hoach|{_NO_ONE})\b"
)
_PUNCTUATED = regex.compile(r"[,;:?!…|\n]")
_LETTER = regex.compile(r"\p{L}")


def are_names(x: str, y: str) -> bool:
    """Whether words may be the names of two things: each few, without a stop, and without one that says something."""
    return _is_name(x) and _is_name(y) and folded(x) != folded(y)


def are_of_a_kind(x: str, y: str, word: int) -> bool:
    """Whether two names of several words share the one that says what they are: `cầu mới` and `cầu cũ` the first."""
    one, other = x.split(), y.split()
    return min(len(one), len(other)) > 1 and fold(one[word].lower()) == fold(other[word].lower())


def of_each(names: tuple[str, str], asked: Callable[[str], str]) -> Compared:
    """Two names, and what is asked of each."""
    return names, (asked(names[0]), asked(names[1]))


def _is_name(name: str) -> bool:
    return (
        0 < len(name.split()) <= _LONGEST_NAME
        and _LETTER.search(name) is not None
        and not _PUNCTUATED.search(name)
        and not says_more(name)
        and not JOIN.search(f" {name} ")
    )


def says_more(name: str) -> bool:
    """Whether words have one that is in no name."""
    return (_NO_NAME if has_marks(name) else _NO_NAME_UNMARKED).search(name) is not None


def small(said: str) -> str:
    """With a small first letter, as within a sentence, where it is no name."""
    return said[:1].lower() + said[1:]
