"""How much each token of a question tells, for what passages, or the sentences of an article, meet of it.

`What was the name of the ship` is met by any passage but for `ship`. So a token tells what its word tells: more, the
fewer passages have it (its idf), and less, the more questions at large have it (`rag/finding/references.py`). Words
that any passage of their language has (`rag.text.language.telling`) tell nothing.

Within an article it is the article that makes a token common: `ship` tells nothing of the sentences of a story about
one. What asks, as `which year`, is met by few sentences or by none, and there tells the most.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import regex

from rag.finding.interaction import how_far_met
from rag.finding.references import QUESTIONS
from rag.finding.scoring import WordMatch
from rag.text.words import terms

__all__ = ["token_weights", "within_article"]

_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")
_ASKED = 2.0  # power of how seldom questions have a word
_MET = 0.42  # nearness at which a sentence half meets a token
_MORE = 3  # sentences that are added to an article's own,
_MEET = 2  # and how many of them meet each token: few sentences tell little of what is common

Floats = npt.NDArray[np.float64]


def token_weights(text: str, ends: npt.NDArray[np.int64], topic: WordMatch, language: str) -> Floats:
    """The weights of a question's tokens, shape (t,), of sum 1.0; all the same where none tells anything.

    Args:
        text: the question.
        ends: where each token ends in it, shape (t,).
        topic: the words that tell.
        language: that it is asked in.
    """
    idf = dict(zip(topic.terms, topic.idf.tolist(), strict=True))
    weights = np.zeros(len(ends))
    for word in _WORD.finditer(text):
        told = [idf[term] * _seldom(term, language) ** _ASKED for term in terms(word.group()) if term in idf]
        weights[(ends > word.start()) & (ends <= word.end())] = max(told, default=0.0)
    total = weights.sum()
    return weights / total if total > 0 else np.full(len(ends), 1 / max(len(ends), 1))


def within_article(found: npt.NDArray[np.floating]) -> Floats:
    """The weights of a question's tokens among the sentences of one article, shape (t,), of sum 1.0; 0.0 without any.

    Args:
        found: how well each sentence meets each token, shape (s, t).
    """
    if not found.size:
        return np.zeros(found.shape[1])
    meet = how_far_met(found, _MET).sum(axis=0)
    weights = np.log((len(found) + _MORE) / (meet + _MEET)) ** 2
    return np.asarray(weights / weights.sum())


def _seldom(term: str, language: str) -> float:
    """From 0.0, where every question has a term, to 1.0, where none has it."""
    counts, questions = _asked(language)
    return float(np.log((questions + 1) / (counts[term] + 1)) / np.log(questions + 1))


@lru_cache(maxsize=4)
def _asked(language: str) -> tuple[Counter[str], int]:
    """In how many questions each term is, and how many there are."""
    asked = QUESTIONS[language]
    return Counter(term for question in asked for term in set(terms(question))), len(asked)
