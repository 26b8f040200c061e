"""Two questions in one line: `Bệnh viện có bao nhiêu giường? Giám đốc là ai?`."""

from __future__ import annotations

import regex

from rag.text.interrogatives import ENGLISH, VERBS, VIETNAMESE
from rag.text.keywords import own_words
from rag.text.patterns import lenient
from rag.text.words import fold, terms
from rag.understanding.asking import Asked

__all__ = ["asked_apart"]

_BETWEEN = regex.compile(r"(?<=\?)\s+(?=\S)")
_ASKS = regex.compile(rf"\b(?:{VIETNAMESE}|{fold(VIETNAMESE)}|{ENGLISH}|{VERBS})\b", regex.IGNORECASE)
_NUMBER_OF = lenient(r"\b(?:bao nhiêu|mấy) \p{L}+|\bhow many \p{L}+")
_SHORTEST = 2  # words
_OF_US = ({"biet"}, {"know"})  # `Bạn có biết không?` is asked of who answers


def asked_apart(turn: str) -> tuple[str, str] | None:
    """The two questions of a turn, in its order; None where it is not surely two."""
    parts = _BETWEEN.split(turn)
    if len(parts) != 2 or not all(_asks(part) and len(terms(part)) >= _SHORTEST for part in parts):
        return None
    first, second = parts
    again = Asked.of(second).units and own_words(_NUMBER_OF.sub("", second)) <= own_words(first)  # `Bao nhiêu mét?`
    return None if again or any(own_words(part) in _OF_US for part in parts) else (first, second)


def _asks(part: str) -> bool:
    """Whether it asks: in `Phim Ai là triệu phú?`, `Ai` is of a name."""
    return any(not found.start() or found.group().islower() for found in _ASKS.finditer(part)) or part.isupper()
