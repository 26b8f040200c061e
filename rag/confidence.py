"""Whether the passages answer the question at all: one number from 0 to 1.

A logistic regression over a few signals of the search. Its weights come from `benchmarks/calibrate.py`, which asks
development questions with and without the article that answers them, and puts 0.5 where few answerable ones are
refused. They fit the bundled model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import itemgetter
from statistics import mean
from typing import TYPE_CHECKING

import regex

from rag.asking import has_role, holds, kinds_asked, roles_asked
from rag.contradicting import contradicted
from rag.datatypes import Hit
from rag.language import language_of
from rag.timing import AskedTime
from rag.words import as_spoken, fold, terms

if TYPE_CHECKING:
    from rag.retrieval import Query

__all__ = ["SIGNALS", "confidence", "signals", "veto"]

SIGNALS = ("sentence", "passage", "words", "covered", "margin", "particulars", "known", "foreign", "kind")
_WEIGHTS = (23.534, 12.751, -3.313, 3.488, 19.747, 0.513, -0.761, 3.767, 0.292)
_INTERCEPT = -31.412

_NEAR = 3  # passages among which the best sentence is looked for
_RIVALS = 10  # passages that the margin looks at
_NEAREST = 8  # sentences that must hold what is surely needed
_ALONE = 0.05  # the margin of an article that is alone in its folder: an ordinary one
_TOLD_WELL = {"money", "time", "person", "number", "place"}  # other kinds are too easily missed in a sentence
_CERTAIN = {"money", "number"}  # asked for and nowhere near: no answer, however alike the passages are
_PARTICULAR = regex.compile(r"(?<!^)(?<![.?!…]\s)\b(?:\p{Lu}[\p{L}\p{M}]*|\d[\d.,]*\d|\d)")


def signals(query: Query, hits: Sequence[Hit]) -> tuple[float, ...]:
    """What a search found, as numbers; `hits` must not be empty.

    Returns:
        In the order of `SIGNALS`: the best sentence's cosine; the best passage's score; its bounded BM25; the share of
        the question's words (by idf) that it holds; how far its score stands above other articles'; the share of the
        question's names and numbers that it holds (1.0 without any); the share of the question's words (by idf) that
        any article holds; 1.0 where question and passage are in two languages. Words say nothing across languages:
        there, the share that the passage holds and the share known are 0.0. Last, whether the best sentences
        hold the kind of thing asked for (1.0 where that cannot be told).
    """
    best = hits[0]
    words = terms(f"{best.title}\n{best.text}")
    foreign = language_of(query.text) != language_of(best.text)
    rivals = [hit.score for hit in hits[:_RIVALS] if hit.source != best.source]
    return (
        max((s.similarity for hit in hits[:_NEAR] for s in hit.sentences), default=0.0),
        best.score,
        query.topic.score_terms(words),
        0.0 if foreign else query.topic.covered(words),
        best.score - mean(rivals) if rivals else _ALONE,
        _particulars(query, words),
        0.0 if foreign else query.topic.known,
        float(foreign),
        _kind(query.text, hits),
    )


def _kind(question: str, hits: Sequence[Hit]) -> float:
    kinds, roles = kinds_asked(question) & _TOLD_WELL, roles_asked(question)
    nearest = _nearest(hits, _NEAR)
    return mean(max((holds(kind, text, roles) for text in nearest), default=0.0) for kind in kinds) if kinds else 1.0


def _nearest(hits: Sequence[Hit], count: int) -> list[str]:
    """The sentences of the best passages that are nearest to the question."""
    sentences = sorted((s for hit in hits[:_NEAR] for s in hit.sentences), key=lambda s: -s.similarity)
    return [sentence.text for sentence in sentences[:count]]


def _particulars(query: Query, words: Sequence[str]) -> float:
    named = {term for found in _PARTICULAR.findall(as_spoken(AskedTime.strip(query.text))) for term in terms(found)}
    present, held = set(words), {fold(term) for term in words}
    return sum(fold(term) in held or query.topic.has(term, present) for term in named) / len(named) if named else 1.0


def veto(query: Query, hits: Sequence[Hit]) -> str | None:
    """What shows that the passages do not answer, however near they are; `hits` must not be empty.

    Returns:
        `time` where the question names a year and the articles are of another, `role` where it asks for the holder of
        an office that is not spoken of, `money` or `number` where it asks for one and none is near, `figure`,
        `opposite` or `negation` where the question is contradicted (`rag/contradicting.py`); else None.
    """
    if hits[0].timely is False:
        return "time"
    roles = roles_asked(query.text)
    if language_of(query.text) == language_of(hits[0].text) and not any(
        has_role(roles, f"{hit.title}\n{hit.text}") for hit in hits[:_NEAR]
    ):
        return "role"
    for kind in sorted(kinds_asked(query.text) & _CERTAIN):
        if not any(holds(kind, text) for text in _nearest(hits, _NEAREST)):
            return kind
    near = [
        (sentence.similarity + sentence.met + hit.score, sentence) for hit in hits[:_NEAR] for sentence in hit.sentences
    ]
    best = max(near, key=itemgetter(0))[1].text if near else ""
    return contradicted(query.text, hits, best)


def confidence(query: Query, hits: Sequence[Hit]) -> float:
    """From 0.0 (nothing to do with the question, or a veto) to 1.0."""
    if not hits or veto(query, hits) is not None:
        return 0.0
    z = _INTERCEPT + sum(weight * value for weight, value in zip(_WEIGHTS, signals(query, hits), strict=True))
    return 1 / (1 + math.exp(-z))
