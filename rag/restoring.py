"""Diacritics for a question typed without them, from the articles' own words.

For every syllable of the question, the spellings that the articles have for it are weighed by how often they occur and
by how often they follow one another; the best path (Viterbi, "Error bounds for convolutional codes", 1967) is the
reading.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import regex

from rag.language import telling
from rag.snapshot import Snapshot
from rag.words import fold, has_marks, terms

__all__ = ["restore_marks"]

_WORD = regex.compile(r"[\p{Latin}\p{M}]+")
_SPELLINGS = 20  # the rest of a syllable's spellings are misprints
_FOLLOWS = 0.9  # how much the word before decides, against how common a spelling is
_FLOOR = 1e-9

# Articles state and questions ask: how often the words that ask are taken to have been read, beyond the articles.
_ASKED_WORDS = "tiền ai gì nào đâu mấy sao bao nhiêu thế khi lúc hỏi có không là do vì của ở năm tháng ngày tuần đang"
_ASKED_PAIRS = (
    "ở đâu, là gì, là ai, khi nào, bao nhiêu, bao lâu, bao giờ, bao xa, thế nào, như thế, vì sao, tại "
    "sao, do đâu, từ đâu, đến đâu, lúc nào, năm nào, ngày nào, tháng nào, nơi nào, người nào, nước nào, "
    "tỉnh nào, cái gì, làm gì, có gì, tên gì, gọi là, do ai, của ai, nhiêu tiền, nhiêu người, nhiêu đồng, "
    "nhiêu năm, nhiêu ngày, nhiêu mét, hết bao, mất bao, mấy giờ, mấy người, có mấy, có bao, là bao, hay "
    "không, phải không, được không, nghĩa là, những gì, bởi ai, vào năm, "
    "ngày tháng, tháng năm, vào ngày, vào tháng, tuần trước, tháng trước, năm trước, năm ngoái, "
    "hôm qua, hôm nay, hôm kia"
)
_ASKED = dict.fromkeys(_ASKED_WORDS.split(), 10) | dict.fromkeys(_ASKED_PAIRS.split(", "), 10)
_ASKED_SPELLINGS = {
    folded: [word for word in _ASKED_WORDS.split() if fold(word) == folded]
    for folded in map(fold, _ASKED_WORDS.split())
}


@dataclass(frozen=True, slots=True)
class _Spelling:
    id: int  # 0: a word that the articles do not have
    term: str
    count: int
    share: float  # of all words


def restore_marks(question: str, snapshot: Snapshot, *, names_only: bool = False) -> str | None:
    """The question as the articles would spell it; None where nothing changes.

    Only a question without a single mark is read anew: who typed some marks meant the words without.

    Args:
        question: as it was typed.
        snapshot: the articles' words.
        names_only: leave all but capitalised words as they are, for a question in a language without marks.
    """
    if has_marks(question):
        return None
    words = list(_WORD.finditer(question))
    if names_only:
        named = {fold(term) for term in telling(terms(question))} if question.isupper() else None  # `WHO`, `THE`
        words = [
            word
            for word in words
            if word.start() and word.group()[0].isupper() and (named is None or word.group().lower() in named)
        ]
    columns = _columns([word.group().lower() for word in words], snapshot)
    if not any(len(column) > 1 or has_marks(column[0].term) for column in columns):
        return None
    path = _best_path(columns, snapshot)
    pieces, at = [], 0
    for word, spelling in zip(words, path, strict=True):
        pieces.append(question[at : word.start()])
        pieces.append(_with_case(word.group(), spelling.term))
        at = word.end()
    pieces.append(question[at:])
    restored = "".join(pieces)
    return None if restored == question else restored


def _columns(words: list[str], snapshot: Snapshot) -> list[list[_Spelling]]:
    known = snapshot.spellings(words)
    total = max(snapshot.totals()[1], 1)
    columns = []
    for word in words:
        counts = {term: (term_id, count) for term_id, term, count in known.get(word, ())}
        for term in _ASKED_SPELLINGS.get(word, ()):
            term_id, count = counts.get(term, (0, 0))
            counts[term] = term_id, count + _ASKED[term]
        column = [_Spelling(i, term, count, count / total) for term, (i, count) in counts.items()]
        column.sort(key=lambda spelling: -spelling.count)
        columns.append(column[:_SPELLINGS] or [_Spelling(0, word, 0, 1.0)])
    return columns


def _best_path(columns: list[list[_Spelling]], snapshot: Snapshot) -> list[_Spelling]:
    best = [math.log(spelling.share) for spelling in columns[0]]
    back: list[list[int]] = []
    for before, column in pairwise(columns):
        pairs = snapshot.bigram_counts([s.id for s in before if s.id], [s.id for s in column if s.id])
        scores, origins = [], []
        for spelling in column:
            options = []
            for score, previous in zip(best, before, strict=True):
                together = pairs.get((previous.id, spelling.id), 0) + _ASKED.get(f"{previous.term} {spelling.term}", 0)
                follows = together / max(previous.count, together, 1)
                options.append(score + math.log(_FOLLOWS * follows + (1 - _FOLLOWS) * spelling.share + _FLOOR))
            origins.append(max(range(len(options)), key=options.__getitem__))
            scores.append(options[origins[-1]])
        best = scores
        back.append(origins)
    at = max(range(len(best)), key=best.__getitem__)
    path = [at]
    for origins in reversed(back):
        at = origins[at]
        path.append(at)
    return [column[i] for column, i in zip(columns, reversed(path), strict=True)]


def _with_case(typed: str, restored: str) -> str:
    if restored == typed.lower():
        return typed
    if typed.isupper() and len(typed) > 1:
        return restored.upper()
    return restored[:1].upper() + restored[1:] if typed[:1].isupper() else restored
