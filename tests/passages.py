"""Passages and questions made by hand, with the numbers that a search would give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rag.datatypes import Hit, Sentence
from rag.finding.query import Query
from rag.finding.scoring import WordMatch
from rag.finding.timing import AskedTime
from rag.text.words import terms

__all__ = ["BOATS", "DRUMS", "LANTERN", "asked", "passage", "query"]

LANTERN = "Ban tổ chức treo bảy trăm đèn lồng giấy dọc bờ sông."
BOATS = "Mười hai chiếc thuyền gỗ chở khách đi xem hội."
DRUMS = "Đội trống của làng bên mở màn lúc bảy giờ tối."


def passage(
    source: str, *sentences: tuple[str, float], score: float = 0.5, start: int = 0, title: str = "", **more: object
) -> Hit:
    """A hit of these sentences, with their similarities."""
    made, at = [], start
    for text, similarity in sentences:
        made.append(Sentence(at, at + len(text), text, similarity))
        at += len(text) + 1
    text = " ".join(text for text, _ in sentences)
    return Hit(source, start, start + len(text), text, score, title, None, tuple(made), **more)  # type: ignore[arg-type]


def asked(question: str, met: Sequence[tuple[Hit, list[list[float]]]] = ()) -> Query:
    """A question, and how well its tokens are met by each sentence of some hits."""
    words = terms(question)
    match = WordMatch(words, dict.fromkeys(words, 2), 20, 12)
    query = Query(text=question, understood=None, vector=np.zeros(1, np.float32), match=match, topic=match)
    if not met:
        return query
    seen = {(hit.source, hit.start): np.array(found, np.float32) for hit, found in met}
    return replace(query, tokens=np.zeros((len(met[0][1][0]), 8), np.float32), met=seen)


def query(text: str, frequencies: dict[str, int] | None = None) -> Query:
    """A question over ten passages of eight words on average; its words are in two of them unless told."""

    def match(words: list[str]) -> WordMatch:
        return WordMatch(words, frequencies if frequencies is not None else dict.fromkeys(words, 2), 10, 8)

    return Query(text, None, np.zeros(1, np.float32), match(terms(text)), match(terms(AskedTime.strip(text))))
