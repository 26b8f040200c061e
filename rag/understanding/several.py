"""Two questions in one line: `Bệnh viện có bao nhiêu giường? Giám đốc là ai?`."""

from __future__ import annotations

import regex

from rag.text.interrogatives import ENGLISH, VERBS, VIETNAMESE
from rag.text.keywords import own_words
from rag.text.words import fold, terms

__all__ = ["asked_apart"]

_BETWEEN = regex.compile(r"(?<=\?)\s+(?=\S)")
_ASKS = regex.compile(rf"\b(?:{VIETNAMESE}|{fold(VIETNAMESE)}|{ENGLISH}|{VERBS})\b", regex.IGNORECASE)
_SHORTEST = 2  # words
_OF_US = ({"biet"}, {"know"})  # `Bạn có biết không?` is asked of who answers


def asked_apart(turn: str) -> tuple[str, str] | None:
    """The two questions of a turn, in its order; None where it is not surely two."""
    parts = _BETWEEN.split(turn)
    if len(parts) != 2 or not all(_ASKS.search(part) and len(terms(part)) >= _SHORTEST for part in parts):
        return None
    return None if any(own_words(part) in _OF_US for part in parts) else (parts[0], parts[1])
