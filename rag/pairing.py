"""The names of two things that are compared, in Vietnamese or English: what may be one, and what is none."""

from __future__ import annotations

from typing import TypeAlias

import regex

from rag.patterns import lenient
from rag.words import has_marks

__all__ = ["CAPITAL", "JOIN", "JOINED", "Compared", "is_name", "says_more", "small"]

Compared: TypeAlias = tuple[tuple[str, str], tuple[str, str]]
"""The two names, and what is asked of each."""
JOINED = r"(?:và|với|so với|hay(?: là)?|hoặc|vs\.?|versus)"
"""The pattern of what joins two names."""
JOIN = lenient(rf" {JOINED} ")
CAPITAL = regex.compile(r"\p{Lu}")

_LONGEST_NAME = 8  # words
_IN_NO_NAME = (
    r"\b(?:là|có|được|bị|đã|sẽ|đang|vẫn|cũng|không|chưa|biết|nói|mà|nếu|nên|thì|khi|này|đó|kia|ấy|nào|gì|ai|đâu|bao"
    r"|mấy|sao|hơn|nhất|cùng|của|which|who|what|how|when|where|why|is|are|was|were|has|have|had|did|does|than|it|they"
    r"|this|that|these|those|most|best|before|ago|average|trước|sau|ngoái|cùng kỳ|trung bình|bình quân|mọi năm)\b"
    r"|^(?:[Nn]goài|[Tt]rừ|[Tt]rước|[Ss]au|[Tt]rong|[Tt]heo|[Vv]ì|[Nn]ếu|[Tt]ừ|[Cc]ác|[Nn]hững|[Mm]ọi|[Mm]ỗi|một|hai|ba"
    r"|nhiều|nó|họ|hắn|chúng|dự kiến|kế hoạch|he|she|him|her|them|we|you|any|other|others|both|all|one|two|expected"
    r"|planned|usual|ever)\b"
)
# No name has one of these, or begins with one of those; small, as a name may have one with a capital
_NO_NAME = regex.compile(_IN_NO_NAME)
# Without marks many of them are syllables of names
_NO_NAME_UNMARKED = regex.compile(
    r"\b(?:la|co|bi|duoc|khong|nao|gi|hon|which|who|what|how|when|where|why|is|are|was|were|has|have|had|did|does|than"
    r"|it|they|this|that|these|those|most|best|before|ago|average|cung ky|(?:vu|nam|lan|ky|mua) truoc|nam ngoai"
    r"|moi nam|trung binh|binh quan)\b"
    r"|^(?:[Nn]goai|[Tt]ru|[Tt]rong|[Tt]heo|[Nn]eu|[Nn]hung|du kien|ke hoach|he|she|him|her|them|we|you|any|other"
    r"|others|both|all|one|two|expected|planned|usual|ever)\b"
)
_PUNCTUATED = regex.compile(r"[,;:?!…|\n]")
_LETTER = regex.compile(r"\p{L}")


def is_name(name: str) -> bool:
    """Whether words may be a name: few, without a stop, and without one that says something."""
    words = name.split()
    return (
        0 < len(words) <= _LONGEST_NAME
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
