"""A question made ready, and what a search found for it: what finding hands to answering and refusing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import regex

from rag.datatypes import Document, Hit
from rag.finding.bridging import Bridged
from rag.finding.hearing import Heard
from rag.finding.scoring import WordMatch
from rag.finding.timing import AskedTime
from rag.text.facts import facts
from rag.text.words import as_spoken, fold, fold_term, terms

if TYPE_CHECKING:
    from embeddings.embedder import Vectors

__all__ = ["Query", "Retrieved"]

_UNNAMED = Bridged()
_UNHEARD = Heard()
_UNSEEN = np.empty((0, 0), np.float32)
_NAME = regex.compile(r"(?<!^)(?<![.?!…]\s)\b(?!I\b)\p{Lu}[\p{L}\p{M}]*")  # at the head, any word has a capital
_DISTINCT = 5  # letters of a word that is hardly a syllable of many names
_COVERED = 0.75  # of a topic's words (by idf) are in a passage that has it,
_TOGETHER = 0.5  # and of its pairs of neighbouring words
_NUMBER = regex.compile(r"(?<!^)(?<![.?!…]\s)\b(?:\d[\d.,]*\d|\d)")


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A question made ready; equal to itself alone.

    Attributes:
        text: the reading that was searched for.
        understood: the same, where it is not what was typed; else None.
        vector: its embedding, less what all questions have in common, shape (d,).
        match: its words.
        topic: its words without the time that it names: an article need not repeat that in every sentence.
        language: that it is asked in.
        bridged: its names in other languages.
        heard: its names by their sound.
        tokens: its tokens, as `rag.finding.interaction.asked_tokens` has them; None where the model shows none.
        lift: what the cosines with `vector` miss on average; added to them, they read like plain cosines again.
        spread: what its cosines are to those that refusing was calibrated with
            (`rag.finding.centring.ReferenceMeans.spread`).
        telling: how much each of the tokens tells (`rag/finding/weighing.py`), shape (t,); known once passages were
            found, and None without tokens.
        offsets: by how much the scores of passages were lowered for their language alone (`rag/finding/mixing.py`), by
            language; known once passages were found.
        met: how well each of the tokens is met by each sentence of the passages that were found, by their places in
            articles; see `meets`.
        today: the day that it is asked on, which "last year" is seen from.
    """

    text: str
    understood: str | None
    vector: Vectors
    match: WordMatch
    topic: WordMatch
    language: str = "vi"
    bridged: Bridged = _UNNAMED
    heard: Heard = _UNHEARD
    tokens: Vectors | None = None
    lift: float = 0.0
    spread: float = 1.0
    telling: npt.NDArray[np.float64] | None = None
    offsets: Mapping[str, float] = field(default_factory=dict)
    met: Mapping[tuple[str, int], Vectors] = field(default_factory=dict)
    today: date = field(default_factory=date.today)

    def meets(self, hit: Hit) -> Vectors:
        """How well each of its tokens is met by each sentence of a passage, as `rag.finding.interaction.Met.found`.

        Returns:
            Shape (s, t); (0, 0) where that was not looked at.
        """
        return self.met.get((hit.source, hit.start), _UNSEEN)

    def named_in(self, text: str) -> float:
        """N of a text in another language: the share of it that the text has by other names, from 0.0 to 1.0."""
        return min(1.0, self.bridged.share(terms(text)) + self.heard.share(text))

    def has_topic(self, hit: Hit) -> bool:
        """Whether a passage, or its title, has the words of the topic, side by side where there are several."""
        words = terms(f"{hit.title}\n{hit.text}")
        together = len(self.topic.terms) == 1 or self.topic.together(words) >= _TOGETHER
        return self.topic.covered(words) >= _COVERED and together

    def names(self) -> frozenset[str]:
        """The words of the names that it has; at its head, of what is surely one."""
        first = (fact.text for fact in facts(as_spoken(self.text)) if fact.kind == "name" and fact.head)
        return self._words_of(_NAME).union(*map(terms, first))

    def numbers(self) -> frozenset[str]:
        """The numbers that it has, but for the time that it names."""
        return self._words_of(_NUMBER)

    def _words_of(self, pattern: regex.Pattern[str]) -> frozenset[str]:
        asked = as_spoken(AskedTime.strip(self.text))
        return frozenset(term for found in pattern.findall(asked) for term in terms(found))

    def shared(self, some: AbstractSet[str], words: Sequence[str]) -> frozenset[str]:
        """Those of its words that a text has, with or without marks, or as another spelling.

        A syllable of a Vietnamese name is in many others: it counts beside the word that it stands beside here, too.

        Args:
            some: of its words.
            words: of the text, in order.
        """
        present, plain = set(words), [fold_term(term) for term in words]
        held, pairs = set(plain), set(pairwise(plain))
        asked = terms(self.text)
        beside: dict[str, set[tuple[str, str]]] = {}
        for first, second in pairwise(asked):
            if {first, second} <= some:
                pair = fold(first), fold(second)
                beside.setdefault(first, set()).add(pair)
                beside.setdefault(second, set()).add(pair)

        def has(term: str) -> bool:
            alone = len(term) >= _DISTINCT or term not in beside
            return fold(term) in held and (alone or bool(beside[term] & pairs))

        return frozenset(term for term in some if has(term) or self.topic.has(term, present - {term}))


@dataclass(frozen=True, slots=True, eq=False)
class Retrieved:
    """What a search found.

    Attributes:
        query: the question as it was understood.
        hits: passages, best first.
        unranked: the same search without the reranker, where there is one: what tells whether the question is answered.
        documents: the articles that they are of, by source.
    """

    query: Query
    hits: tuple[Hit, ...]
    unranked: tuple[Hit, ...] | None = None
    documents: Mapping[str, Document] = field(default_factory=dict)

    @property
    def evidence(self) -> tuple[Hit, ...]:
        """The hits as the scores alone have them, which `rag/answers/confidence.py` was calibrated on."""
        return self.hits if self.unranked is None else self.unranked
