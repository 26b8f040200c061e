"""Diacritics for a question typed without them, from the articles' own words.

For every syllable of the question, the spellings that the articles have for it are weighed by how often they occur and by
how often they follow one another; the best path (Viterbi, "Error bounds for convolutional codes", 1967) is the reading.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import regex

from rag.snapshot import Snapshot
from rag.words import fold, has_marks

__all__ = ["restore_marks"]

_WORD = regex.compile(r"[\p{Latin}\p{M}]+")
_SPELLINGS = 20  # the rest of a syllable's spellings are misprints
_FOLLOWS = 0.9  # how much the word before decides, against how common a spelling is
_FLOOR = 1e-6


@dataclass(frozen=True, slots=True)
class _Spelling:
    id: int  # 0: a word that the articles do not have
    term: str
    count: int
    share: float


def restore_marks(question: str, snapshot: Snapshot) -> str | None:
    """The question as the articles would spell it; None where nothing changes.

    Only a question without a single mark is read anew: who typed some marks meant the words without.
    """
    if has_marks(question):
        return None
    words = list(_WORD.finditer(question))
    columns = _columns([word.group().lower() for word in words], snapshot)
    if not any(len(column) > 1 or column[0].term != fold(column[0].term) for column in columns):
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
    columns = []
    for word in words:
        found = sorted(known.get(word, ()), key=lambda row: -row[2])[:_SPELLINGS]
        total = sum(count for _, _, count in found)
        columns.append(
            [_Spelling(term_id, term, count, count / total) for term_id, term, count in found]
            or [_Spelling(0, word, 0, 1.0)]
        )
    return columns


def _best_path(columns: list[list[_Spelling]], snapshot: Snapshot) -> list[_Spelling]:
    best = [math.log(spelling.share) for spelling in columns[0]]
    back: list[list[int]] = []
    for before, column in zip(columns, columns[1:], strict=False):
        pairs = snapshot.bigram_counts([s.id for s in before if s.id], [s.id for s in column if s.id])
        scores, origins = [], []
        for spelling in column:
            options = []
            for score, previous in zip(best, before, strict=True):
                follows = pairs.get((previous.id, spelling.id), 0) / max(previous.count, 1)
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
    if typed.isupper() and len(typed) > 1:
        return restored.upper()
    return restored[:1].upper() + restored[1:] if typed[:1].isupper() else restored
