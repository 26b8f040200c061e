"""A sentence that may be in an answer, and what it is worth there: its signals, and what each of them weighs.

A further sentence is worth what it meets of a question beyond those that are chosen, as in Lin and Bilmes, "A class of
submodular functions for document summarization" (2011).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import mul
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rag.datatypes import Hit, Sentence

__all__ = ["Candidate", "Floats", "Signals", "gains"]

Floats = npt.NDArray[np.float64]
_LENGTH = 0.00022  # what a further sentence loses for each of its characters: it takes room from others


class Signals(NamedTuple):
    """What tells whether a sentence answers; also what each of them weighs."""

    meaning: float
    """Its cosine with the question."""
    tokens: float
    """How well it meets the question's tokens, each counting by how much it tells in the article."""
    context: float
    """The same: the mean of alone and together with the sentence before it."""
    topic: float
    """How well it meets them all alike: any sentence does that says what the article is about."""
    article: float
    """The score of the best passage of its article."""
    passage: float
    """The score of its own."""
    unnamed: float
    """The share of the question's names that the best article has and its own has not."""
    words: float
    """The share of the question's words that it has."""
    compounds: float
    """The share of the words of several syllables that it has whole, each by how much it tells in the article, less the
    most that a sentence of the article has: articles are not compared by it."""
    title: float
    """The share of the headline's words that it has: it may but say again what the article is about."""
    length: float
    """The logarithm of its characters: a long one meets more of any question."""
    label: float
    """1.0 for a row of a table, or an item of a list, whose label the question has."""
    fragment: float
    """1.0 for a headline, a caption or a question."""
    otherwise: float
    """1.0 where it says otherwise than the question (`rag.answers.contradicting.says_otherwise`)."""
    kind: float
    """How surely it holds the kind of thing asked for, from 0.0 to 1.0."""


# Set by trials on the questions of benchmarks/sentences.py, from what it fits to them. What a sentence shares with a
# question in another language are names, which say what the article is about.
_WEIGHTS = Signals(
    meaning=1.0,
    tokens=0.0,
    context=0.75,
    topic=-0.3,
    article=2.8,
    passage=0.7,
    unnamed=-0.3,
    words=0.11,
    compounds=0.05,
    title=-0.07,
    length=-0.014,
    label=0.3,
    fragment=-0.1,
    otherwise=-0.2,
    kind=0.08,
)
_FOREIGN = _WEIGHTS._replace(tokens=0.375, context=0.375, topic=-0.25, words=-0.06, title=-0.04, kind=0.04)
# Of the sentences that make an answer, the one that has it: fitted as benchmarks/sentences.py does, without `context`
# and `passage`. What is said of the subject of an article adds to an answer, and seldom is one.
_FIRST = Signals(
    meaning=1.0,
    tokens=0.8,
    context=0.0,
    topic=-0.58,
    article=2.0,
    passage=0.0,
    unnamed=-0.08,
    words=0.13,
    compounds=0.0,
    title=-0.13,
    length=-0.005,
    label=0.07,
    fragment=-0.05,
    otherwise=-0.2,
    kind=0.105,
)
_FIRST_FOREIGN = _FIRST._replace(topic=-0.41, article=1.76, words=-0.11, title=-0.06, fragment=-0.03, kind=0.07)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be in the answer.

    Attributes:
        hit: the passage that it stands in.
        place: which of its sentences it is.
        terms: its words.
        signals: what tells whether it answers.
        foreign: whether it is in another language than the question.
        meets: how well it meets each of the question's tokens, shape (t,); (0,) without tokens.
        weights: how much each of them tells in its article, shape (t,).
    """

    hit: Hit
    place: int
    terms: frozenset[str]
    signals: Signals
    foreign: bool
    meets: Floats
    weights: Floats

    @property
    def score(self) -> float:
        """How well it answers."""
        return _weighed(_FOREIGN if self.foreign else _WEIGHTS, self.signals)

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.hit.sentences[self.place]

    @property
    def held(self) -> float:
        """How surely it holds the kind of thing asked for."""
        return self.signals.kind

    @property
    def unnamed(self) -> float:
        """The share of the question's names that the best article has and its own has not."""
        return self.signals.unnamed

    def holding(self, held: float) -> Candidate:
        """The same, where it holds the kind of thing asked for as surely as that."""
        return replace(self, signals=self.signals._replace(kind=held))

    @property
    def answering(self) -> float:
        """How likely it is, of the sentences of an answer, the one that has it."""
        return _weighed(_FIRST_FOREIGN if self.foreign else _FIRST, self.signals)

    @property
    def worth(self) -> float:
        """As a further sentence beside a better one."""
        return self.score - _LENGTH * len(self.sentence.text)


def _weighed(weights: Signals, signals: Signals) -> float:
    return float(sum(map(mul, weights, signals)))


def gains(some: Sequence[Candidate], chosen: Sequence[Candidate]) -> Floats:
    """By how much each of some sentences meets the question's tokens better than any that is chosen, shape (n,).

    Nothing beside one that is chosen of which it is not known what it meets.
    """
    if not some or not all(c.meets.any() for c in chosen):
        return np.zeros(len(some))
    have = np.max([c.meets for c in chosen], axis=0) if chosen else 0.0
    beyond_them = np.maximum(np.array([c.meets for c in some]) - have, 0.0)
    return np.asarray((np.array([c.weights for c in some]) * beyond_them).sum(axis=1), np.float64)
