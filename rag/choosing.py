"""The sentences that compete to be in an answer, and what each is worth there.

An article says what it is about over and over, and what is asked for once: a sentence of a story about a boat race
that meets `boat race` has met nothing yet. So how well a sentence meets a question's tokens (`rag/interaction.py`) is
weighed within each article, by how few of its sentences meet each of them (`rag.weighing.within_article`). And a
further sentence is worth what it meets beyond those that are chosen, as in Lin and Bilmes, "A class of submodular
functions for document summarization" (2011).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log
from statistics import mean

import numpy as np
import numpy.typing as npt
import regex

from rag.asking import MAY_HOLD, Asked, beyond, holds
from rag.contradicting import says_otherwise
from rag.datatypes import Hit, Sentence
from rag.datelines import says_published
from rag.interaction import alone_and_together
from rag.language import language_of
from rag.query import Query
from rag.sentences import is_cut
from rag.units import has_unit
from rag.weighing import within_article
from rag.words import folded, terms

__all__ = ["Candidate", "contenders", "gains", "unnamed"]

_HITS = 8  # passages whose sentences compete
_WORDS = 0.05  # weight of the question's words in a sentence, beside 1.0 for its meaning
_MET = 0.75  # weight of how well the question's tokens are met
_PASSAGE = 3.0  # weight of the passage that it stands in,
_ARTICLE = 0.8  # of which the best passage of its article makes this share
_NAMES = 0.3  # what the sentences of an article lose that has none of the question's names, where the best has them
_RIVAL = 0.02  # a passage in the language of the question that scores this close to the best may be the one meant
_KIND = 0.1  # what a sentence gains that holds the kind of thing asked for
_OTHERWISE = 0.2  # what one loses that says otherwise
_FRAGMENT = 0.15  # what a headline or caption loses against a sentence
_LABELLED = 0.3  # what a row of a table gains, or an item of a list, whose label the question has
_LENGTH = 0.00022  # what a further sentence loses for each of its characters: it takes room from others
_LONG = 0.015  # what a sentence that is e times as long loses: it meets more of any question

_SENTENCE_END = regex.compile(r"[.!?…។၊။！？](?:[/\"'”’»)\]]|\s)*$")
_NAMED = {"team", "organisation"}
_NAME = regex.compile(r"(?<=\S\s)\p{Lu}")
_PUBLISHED = regex.compile(r"\b(?:đăng|xuất bản|publish(?:ed)?|posted)\b", regex.I)
# A name before the cells of a row, or before a figure in a few words; the number of an item is its own.
_LABEL = regex.compile(
    r"(?:[-–•+*] |\d{1,2}[.)] )?(\p{Lu}[^|:;,.]{1,40}?)(?: \| (?=\S)|: (?=[^:]{1,60}$)(?=\D{0,20}\d))"
)
_KINDS = folded("trường THPT THCS tiểu học huyện xã phường thị trấn thị xã thành phố TP tỉnh quận school district")
_LAO = regex.compile(r"\p{Lao}")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be in the answer.

    Attributes:
        hit: the passage that it stands in.
        place: which of its sentences it is.
        terms: its words.
        score: how well it answers.
        held: how surely it holds the kind of thing asked for, from 0.0 to 1.0.
        meets: how well it meets each of the question's tokens, shape (t,); (0,) without tokens.
        weights: how much each of them tells in its article, shape (t,).
        unnamed: the share of the question's names that the best article has and its own has not.
    """

    hit: Hit
    place: int
    terms: frozenset[str]
    score: float
    held: float
    meets: Floats
    weights: Floats
    unnamed: float = 0.0

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.hit.sentences[self.place]

    def holding(self, held: float) -> Candidate:
        """The same, where it holds the kind of thing asked for as surely as that."""
        return replace(self, held=held, score=self.score + _KIND * (held - self.held))

    @property
    def worth(self) -> float:
        """As a further sentence beside a better one."""
        return self.score - _LENGTH * len(self.sentence.text)


def contenders(query: Query, hits: Sequence[Hit]) -> Iterator[Candidate]:
    """The sentences of the best passages of the time that is asked for, in their order.

    Args:
        query: the question.
        hits: the passages, best first.
    """
    return iter(_contenders(query, tuple(_of_the_time(hits)[:_HITS])))


@lru_cache(maxsize=8)  # refusing and answering look at the same
def _contenders(query: Query, hits: tuple[Hit, ...]) -> tuple[Candidate, ...]:
    found = []
    asked, known = Asked.of(query.text), folded(query.text)
    meets = [_meets(query, hit) for hit in hits]
    articles: dict[str, list[int]] = {}
    for i, hit in enumerate(hits):
        articles.setdefault(hit.source, []).append(i)
    best = {source: max(hits[i].score for i in mine) for source, mine in articles.items()}
    weights = {source: within_article(np.concatenate([meets[i] for i in mine])) for source, mine in articles.items()}
    lacking = unnamed(query, hits)
    for hit, meeting in zip(hits, meets, strict=True):
        passage = _ARTICLE * best[hit.source] + (1 - _ARTICLE) * hit.score
        met = alone_and_together(meeting) @ weights[hit.source]
        for place, sentence in enumerate(hit.sentences):
            if says_published(sentence.text) and not _PUBLISHED.search(query.text):
                continue  # when it was published, not when what it tells of was
            words = terms(sentence.text)
            score = sentence.similarity + _MET * float(met[place]) + _PASSAGE * passage
            score -= _NAMES * lacking[hit.source]
            score += _WORDS * query.topic.score_terms(words) - _LONG * log(max(len(sentence.text), 1))
            if sentence.text != hit.title and _is_asked_for(known, sentence.text):
                score += _LABELLED
            elif _is_fragment(hit, sentence):
                score -= _FRAGMENT
            # Of few questions; so the language, which takes longer to tell, is looked at last
            if says_otherwise(query.text, sentence.text) and language_of(hit.text) == query.language:
                score -= _OTHERWISE
            held = 1.0
            if asked.kinds:
                new = sentence.text if asked.roles else beyond(known, sentence.text)
                held = mean(_holds(kind, new, asked, sentence.text) for kind in asked.kinds)
            score += _KIND * held
            found.append(
                Candidate(
                    hit,
                    place,
                    frozenset(words),
                    score,
                    held,
                    meeting[place],
                    weights[hit.source],
                    lacking[hit.source],
                )
            )
    return tuple(found)


def gains(some: Sequence[Candidate], chosen: Sequence[Candidate]) -> Floats:
    """By how much each of some sentences meets the question's tokens better than any that is chosen, shape (n,).

    Nothing beside one that is chosen of which it is not known what it meets.
    """
    if not some or not all(c.meets.any() for c in chosen):
        return np.zeros(len(some))
    have = np.max([c.meets for c in chosen], axis=0) if chosen else 0.0
    beyond_them = np.maximum(np.array([c.meets for c in some]) - have, 0.0)
    return np.asarray((np.array([c.weights for c in some]) * beyond_them).sum(axis=1), np.float64)


def _of_the_time(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Without articles of another year than asked for, and without undated ones where the best is of that year."""
    if hits and hits[0].timely:
        return [hit for hit in hits if hit.timely]
    return [hit for hit in hits if hit.timely is not False]


def _holds(kind: str, new: str, asked: Asked, whole: str) -> float:
    """As `rag.asking.holds`, of what a sentence has beyond the question; a team or an organisation may be called by its
    name alone, and a unit is one though the question names it, too."""
    if kind == "number" and has_unit(whole, asked.units):
        return 1.0
    return holds(kind, new, asked) or (MAY_HOLD if kind in _NAMED and _NAME.search(new) else 0.0)


def unnamed(query: Query, hits: Sequence[Hit]) -> dict[str, float]:
    """For each article, the share of the question's names that the best one has and it has not."""
    names = query.names()
    if not names:
        return dict.fromkeys((hit.source for hit in hits), 0.0)
    texts: dict[str, list[str]] = {}
    for hit in hits:
        texts.setdefault(hit.source, [hit.title]).append(hit.text)
    had = {source: query.shared(names, terms("\n".join(told))) for source, told in texts.items()}
    near = [
        hit
        for hit in hits
        if hit is hits[0] or (hit.score >= hits[0].score - _RIVAL and language_of(hit.text) == query.language)
    ]
    best = frozenset[str]().union(*(had[hit.source] for hit in near))
    return {source: len(best - some) / len(names) for source, some in had.items()}


def _meets(query: Query, hit: Hit) -> Floats:
    """How well each of the question's tokens is met by each sentence, shape (s, t); 0.0 where that is not known."""
    found = query.meets(hit)
    if len(found) == len(hit.sentences):
        return np.maximum(found, 0.0, dtype=np.float64)  # -1.0 stands for a sentence without tokens
    return np.zeros((len(hit.sentences), 0 if query.tokens is None else len(query.tokens)))


def _is_asked_for(known: AbstractSet[str], text: str) -> bool:
    """Whether it is a row of a table or an item of a list under a name that the question has: `Mường Ca | 220 | 41`."""
    label = _LABEL.match(text)
    words = folded(label[1]) - _KINDS if label else frozenset()
    return bool(words) and words <= known


def _is_fragment(hit: Hit, sentence: Sentence) -> bool:
    """Whether it is a headline, a caption or the like: a line that no stop ends."""
    if _SENTENCE_END.search(sentence.text) or _LAO.search(sentence.text):
        return False
    return not any(is_cut(hit.text, sentence.start - hit.start, sentence.end - hit.start))
