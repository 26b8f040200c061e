"""What a hit's score means: this file alone defines it.

    score = (0.4 * D + 0.6 * M + w * B + v * P + u * T + 0.15 * N) / (1 + w + v)

D is the cosine between question and passage, M the best cosine between the question and a sentence of the passage, both
less what any question at all would have (`rag/finding/centring.py`, on average nothing). B is the share of the
question's words that the passage answers for, from 0 to 1, and P the share of its pairs of neighbouring words that
stand together there, too; w is `Config.lexical_weight`, v is `Config.pair_weight`. T is how well the question's tokens
are met by the passage's (`rag/finding/interaction.py`), less how well the next best passages in its language meet them;
u is `Config.token_weight`. N is the share of the question that a passage in another language has by other names
(`rag/finding/bridging.py`, `rag/finding/hearing.py`), from 0 to 1. Words tell little of a passage in another language
than the question's, tokens little where words do: there, w and v, or u, are a quarter. So a score is about 1 at the
most, and depends on which other passages were found by T alone, a few hundredths. Two things move it afterwards, by a
few hundredths: a passage among teasers loses (`rag/finding/retrieval.py`), one of the time asked for gains
(`rag/finding/timing.py`).

A reranker (`Config.reranker`) has a scale of its own, which differs from model to model, so only its order is taken:
the scores that the best 30 passages have without those two are handed out anew among them (`hand_out`), the highest to
the one it puts first, and the two move them as before. So a score stays on this scale, passages below the 30 stay where
they are, and the year that was asked for still counts, of which a reranker does not know. Whether to answer at all is
judged by the scores before that (`rag/answers/confidence.py`).

B is BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) divided by the most that this
question could ever score: the sum over its terms of idf * (k1 + 1), where a term that no article has counts with the
highest idf.
Ranks (reciprocal rank fusion) or the best score found as the divisor would let a list of passages that share no more
than "the" with the question vote as loudly as any other; bounded, it says little, and no language need be detected.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from rag.config import Weights
from rag.text.words import term_ids

__all__ = ["FEW", "NOTHING", "WordMatch", "above_noise", "fuse", "hand_out"]

_K1 = 1.2
_B = 0.75
_SENTENCE = 0.6  # what the best sentence counts for, and the passage the rest
_RIVALS = 10
FEW = 5  # of all passages, put to those of a group that has none
_POSTINGS = 10_000  # how many passages the lexical search looks at; frequent words wait outside
_RESPELT = 0.5  # how much another spelling of a name counts for
_NAMES = 0.15  # what names in another language count for, beside 1.0 for meaning

Floats = npt.NDArray[np.float64]
NOTHING: Floats = np.zeros(1)  # what a kind of evidence that was not looked at gives
Counted = tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8], int]
"""A passage's terms: `rag.text.words.term_ids` of the distinct ones, how often each occurs, and how many all are."""


class WordMatch:
    """Bounded BM25 of one question against passages.

    Args:
        terms: the question's terms in their order; repetitions count once.
        frequencies: in how many passages each term occurs; terms left out occur in none.
        passages: how many passages there are.
        mean_length: mean number of terms in a passage.
        alternatives: for terms of names, the terms of other spellings (`rag.text.spelling.alternatives`); where all of
            them are there, the term counts as there, half as often.

    Attributes:
        terms: the question's distinct terms, shape (t,).
        idf: how much each tells, shape (t,).
        passages: how many passages there are.
        known: the share of the terms, weighed by idf, that any passage has: 0.0 to 1.0.
        alternatives: other spellings of some of the terms.
    """

    def __init__(
        self,
        terms: Sequence[str],
        frequencies: Mapping[str, int],
        passages: int,
        mean_length: float,
        alternatives: Mapping[str, Sequence[tuple[str, ...]]] | None = None,
    ) -> None:
        self.passages = passages
        self._frequencies = {term: count for term, count in frequencies.items() if count > 0}
        self.terms = tuple(dict.fromkeys(terms))
        counts = np.array([frequencies.get(term, 0) for term in self.terms], dtype=np.float64)
        self.idf: Floats = _idf(counts, passages)
        self.alternatives = {
            term: tuple(others) for term, others in (alternatives or {}).items() if others and term in self.terms
        }
        others = [
            (self.terms.index(term), term_ids(other)) for term, some in self.alternatives.items() for other in some
        ]
        ids = term_ids(self.terms)
        self._wanted = np.unique(np.concatenate([ids, *(other for _, other in others)]))
        self._own = np.searchsorted(self._wanted, ids)
        self._others = [(place, np.searchsorted(self._wanted, other)) for place, other in others]
        total = float(self.idf.sum())
        respelt = np.array([term in (alternatives or {}) for term in self.terms], dtype=bool)
        self.known = float(self.idf[(counts > 0) | respelt].sum()) / total if total > 0 else 0.0
        weight = dict(zip(self.terms, self.idf.tolist(), strict=True))
        self._pairs = {pair: min(weight[pair[0]], weight[pair[1]]) for pair in pairwise(terms)}
        self._mean_length = max(mean_length, 1.0)
        self._bound = float(self.idf.sum()) * (_K1 + 1)

    def idf_of(self, count: int) -> float:
        """How much a word, or several in one, tells that so many passages have; those of all there are at the most."""
        return float(_idf(np.array([min(count, self.passages)], np.float64), self.passages)[0])

    def informative(self, budget: int = _POSTINGS) -> dict[str, float]:
        """The known terms with their idf, rarest first, whose passages are at most `budget` in sum.

        At least one if any is known; and the other spellings of names, each as one, at their lower weight.
        """
        weight = dict(zip(self.terms, self.idf.tolist(), strict=True))
        known = sorted((t for t in self.terms if t in self._frequencies), key=self._frequencies.__getitem__)
        chosen: dict[str, float] = {}
        sum_ = 0
        for term in known:
            sum_ += self._frequencies[term]
            if chosen and sum_ > budget:
                break
            chosen[term] = weight[term]
        for term, others in self.alternatives.items():
            chosen |= {" ".join(other): _RESPELT * weight[term] for other in others}
        return chosen

    def scores(self, passages: Sequence[Counted], *, respelt: bool = True) -> Floats:
        """B of passages, each from 0.0 to 1.0; shape (n,).

        Args:
            passages: the terms of each.
            respelt: whether other spellings of names count.
        """
        if self._bound <= 0 or not passages:
            return np.zeros(len(passages))
        counts = self._counts(passages)
        frequency = counts[:, self._own]
        for place, other in self._others if respelt else ():
            frequency[:, place] += _RESPELT * counts[:, other].min(axis=1)
        return self._bounded(frequency, np.array([length for _, _, length in passages], np.float64))

    def _counts(self, passages: Sequence[Counted]) -> Floats:
        """How often each of `self._wanted` occurs in each passage, shape (n, w)."""
        counts = np.zeros((len(passages), len(self._wanted)))
        ids = np.concatenate([ids for ids, _, _ in passages])
        at = np.searchsorted(self._wanted, ids)
        at[at == len(self._wanted)] = 0
        found = np.flatnonzero(self._wanted[at] == ids)
        rows = np.repeat(np.arange(len(passages)), [len(ids) for ids, _, _ in passages])
        counts[rows[found], at[found]] = np.concatenate([of_each for _, of_each, _ in passages])[found]
        return counts

    def score_terms(self, passage: Sequence[str]) -> float:
        """B of a text given as its terms."""
        if self._bound <= 0 or not passage:
            return 0.0
        frequency = np.array([passage.count(term) for term in self.terms], dtype=np.float64)
        for place, term in enumerate(self.terms):
            for other in self.alternatives.get(term, ()):
                frequency[place] += _RESPELT * min(passage.count(part) for part in other)
        return float(self._bounded(frequency[None], np.array([len(passage)], np.float64))[0])

    def _bounded(self, frequency: Floats, lengths: Floats) -> Floats:
        norm = _K1 * (1 - _B + _B * lengths / self._mean_length)[:, None]
        return np.asarray((self.idf * frequency * (_K1 + 1) / (frequency + norm)).sum(axis=1) / self._bound)

    def covered(self, passage: Sequence[str]) -> float:
        """The share of the question's terms, weighed by idf, that occur in a text at all: 0.0 to 1.0."""
        present = set(passage)
        total = float(self.idf.sum())
        if total <= 0:
            return 0.0
        return math.fsum(idf for term, idf in zip(self.terms, self.idf, strict=True) if self.has(term, present)) / total

    def has(self, term: str, present: AbstractSet[str]) -> bool:
        """Whether a term, or another spelling of the name it is of, is among a text's."""
        return term in present or any(
            all(part in present for part in other) for other in self.alternatives.get(term, ())
        )

    def together(self, passage: Sequence[str]) -> float:
        """P of a text given as its terms in order: a Vietnamese word is mostly two of them. From 0.0 to 1.0."""
        total = math.fsum(self._pairs.values())
        if total <= 0:
            return 0.0
        present = set(pairwise(passage))
        return math.fsum(weight for pair, weight in self._pairs.items() if pair in present) / total


def _idf(counts: Floats, passages: int) -> Floats:
    idf: Floats = np.log1p((max(passages, 1) - counts + 0.5) / (counts + 0.5))
    idf[counts > passages] = 0.0
    return idf


def fuse(
    weights: Weights,
    passage: Floats = NOTHING,
    sentence: Floats = NOTHING,
    words: Floats = NOTHING,
    pairs: Floats = NOTHING,
    tokens: Floats = NOTHING,
    names: Floats = NOTHING,
) -> Floats:
    """The score of passages, or what some of the evidence gives to it; all of shape (n,), see the module's head."""
    meaning = (1 - _SENTENCE) * passage + _SENTENCE * sentence
    evidence = meaning + weights.lexical * words + weights.pair * pairs + weights.token * tokens + _NAMES * names
    return evidence / (1 + weights.lexical + weights.pair)


def above_noise(evidence: Floats, groups: Sequence[str], at_large: float = 0.0) -> Floats:
    """How far evidence stands above what passages have that do not answer: the mean of the ten after the best.

    Args:
        evidence: of passages, shape (n,).
        groups: passages of one group are measured by each other: the language of each. Where a group has less than
            eleven, by all, too.
        at_large: how many of all, at the least, are put to the ten of a group.
    """
    above = np.empty_like(evidence)
    if not len(evidence):
        return above
    of_all = (_rivals(evidence) if len(evidence) > 1 else evidence).mean()
    for group in set(groups):
        mine = np.array([other == group for other in groups], dtype=bool)
        rivals = _rivals(evidence[mine])
        others = max(at_large, FEW * (1 - len(rivals) / _RIVALS))
        noise = (rivals.sum() + others * of_all) / (len(rivals) + others)
        above[mine] = evidence[mine] - noise
    return above


def _rivals(evidence: Floats) -> Floats:
    return np.sort(evidence)[::-1][1 : 1 + _RIVALS]


def hand_out(scores: Floats, liked: npt.ArrayLike) -> Floats:
    """The same scores in another order: the highest for the passage that is liked best, and so on.

    Args:
        scores: of passages, shape (n,).
        liked: how well a reranker likes each, on any scale, shape (n,); what is no number comes last, and of two that
            it likes alike the first stays before the second.
    """
    handed = np.empty_like(scores)
    handed[np.argsort(-np.asarray(liked, np.float64).reshape(len(scores)), kind="stable")] = np.sort(scores)[::-1]
    return handed
