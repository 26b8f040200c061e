"""Whether an answer's sentence is supported by what it cites.

Two tests, and both must pass. *Particulars*: every number, date and name of the sentence stands in the cited sentence,
beside it, or, for names and whole dates, anywhere in its article (`rag/text/evidence.py`). *Meaning*: the sentence's
embedding is near the cited one's, or they share most of their words.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rag.datatypes import Document, Hit, Sentence
from rag.text.dates import parse_date
from rag.text.evidence import Evidence
from rag.text.facts import Fact, facts
from rag.text.language import language_of
from rag.text.times import TextTime, times_in
from rag.text.words import folded

if TYPE_CHECKING:
    from embeddings.embedder import Embedder, Vectors

__all__ = ["MEANING", "Support", "SupportChecker"]

# Cosine of two sentences, both embedded as documents by the bundled model. Over articles that exist in two languages
# (`benchmarks/support.py --parallel`), 2.5 % of 441 sentences are less near to their own translation than this, and
# 74 % are less near to any other sentence of the same article. Sentences that are alike beyond that are told apart by
# their particulars.
MEANING = 0.83
_WORDS = 0.5  # of the sentence's words found in the supporting one: as good as a near meaning
_COPIED = 0.8  # of its words: a sentence of the articles, more or less as it stands
_CANDIDATES = 8  # sentences that are compared; each takes some 10 ms to embed, once
_FOREIGN_CANDIDATES = 24  # in another language, where shared words do not tell which of them are worth it
_REMEMBERED = 512  # sentences whose embeddings are kept: an answer's sentences cite the same passages
_FURTHER = 6  # of those, the nearest may help out with a particular that the best one lacks
_SUPPORTS = 3  # sentences cited for one sentence at the most
_LACKING = 0.04  # what each particular that a sentence lacks takes from its cosine, in choosing the best


@dataclass(frozen=True, slots=True)
class Support:
    """What supports a sentence.

    Attributes:
        spans: passages and sentences in them, the best first; the further ones say what it lacks.
    """

    spans: tuple[tuple[Hit, Sentence], ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    hit: Hit
    place: int

    @property
    def sentence(self) -> Sentence:
        return self.hit.sentences[self.place]

    def near(self) -> Evidence:
        """The sentence with its neighbours, the headline and the article's date."""
        around = self.hit.sentences[max(0, self.place - 1) : self.place + 2]
        texts = [sentence.text for sentence in around]
        return Evidence.of(*texts, *_about(self.hit, " ".join(texts)))


class SupportChecker:
    """Finds the sentences of passages that support a sentence.

    Args:
        embedder: compares meanings.
        document: the article of a source, for names that the passage itself does not repeat; None where it is gone.
        meaning: the least cosine of two sentences that say the same, for another model than the bundled one.
    """

    def __init__(
        self,
        embedder: Embedder,
        document: Callable[[str], Document | None] = lambda source: None,
        *,
        meaning: float = MEANING,
    ) -> None:
        self._embedder = embedder
        self._document = document
        self._meaning = meaning
        self._vectors: dict[str, Vectors] = {}
        self._lock = threading.Lock()

    def support(self, sentence: str, hits: Sequence[Hit]) -> Support | None:
        """What in some passages supports a sentence; None where nothing does.

        Args:
            sentence: of an answer, without markers.
            hits: the passages that it cites, or all where it cites none.
        """
        words = folded(sentence)
        claims = facts(sentence)
        spoken = language_of(sentence)
        candidates = _shortlist(words, claims, hits, spoken) if words else []
        if not candidates:
            return None
        shares = [_shared(words, candidate.sentence.text) for candidate in candidates]
        # Where the words are the same there is nothing that a model could add, but time
        nearness = shares if max(shares) >= _COPIED else self._cosines(sentence, candidates)
        ranked = sorted(
            zip(candidates, nearness, shares, strict=True),
            key=lambda row: _LACKING * len(_lacking(claims, [Evidence.of(row[0].sentence.text)], spoken)) - row[1],
        )
        best, cosine, share = ranked[0]
        if cosine < self._meaning and share < _WORDS:
            return None
        if share >= _COPIED and _contradicts(sentence, best, claims):
            return None
        chosen = [best]
        unmet = self._unmet(claims, best, spoken)
        for further, near, _ in ranked[1:_FURTHER]:
            if not unmet or len(chosen) == _SUPPORTS:
                break
            evidence = Evidence.of(further.sentence.text)
            foreign = language_of(further.sentence.text) != spoken
            helped = [
                fact
                for fact in unmet
                # A number elsewhere counts only beside the same words, or, translated, in a sentence that is near
                if evidence.holds(fact, foreign=foreign)
                and (near >= self._meaning if foreign else evidence.has_word(_telling(fact)))
            ]
            if helped:
                chosen.append(further)
                unmet = [fact for fact in unmet if fact not in helped]
        if unmet:
            return None
        return Support(tuple((c.hit, c.sentence) for c in chosen))

    def _cosines(self, sentence: str, candidates: Sequence[_Candidate]) -> list[float]:
        texts = [sentence, *(candidate.sentence.text for candidate in candidates)]
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known |= zip(new, self._embedder.embed_documents(new), strict=True)
        with self._lock:
            if len(self._vectors) > _REMEMBERED:
                self._vectors.clear()
            self._vectors |= known
        return [float(known[sentence] @ known[text]) for text in texts[1:]]

    def _unmet(self, claims: Sequence[Fact], best: _Candidate, spoken: str) -> list[Fact]:
        unmet = _lacking(claims, [best.near()], spoken, best.sentence.text)
        if not any(fact.kind != "number" for fact in unmet):
            return unmet
        document = self._document(best.hit.source)
        text = document.body if document else best.hit.text
        whole = Evidence.of(text, *_about(best.hit, text))
        foreign = language_of(best.sentence.text) != spoken
        return [fact for fact in unmet if fact.kind == "number" or not whole.holds(fact, foreign=foreign)]


def _contradicts(sentence: str, best: _Candidate, claims: Sequence[Fact]) -> bool:
    """Whether a sentence that is nearly a copy has another number, date or name in the same place.

    The article may well hold that particular elsewhere: it is wrong here all the same.
    """
    said, told = sentence.split(), best.sentence.text.split()
    held = facts(best.sentence.text)
    for kind, a, b, c, d in SequenceMatcher(None, said, told, autojunk=False).get_opcodes():
        if kind != "replace":
            continue
        ours, theirs = " ".join(said[a:b]), " ".join(told[c:d])
        rivals = {fact.kind != "name" for fact in held if fact.text in theirs}
        evidence = Evidence.of(theirs, *_about(best.hit, best.sentence.text)[1:])  # the article's date has the year
        for fact in claims:
            if fact.text in ours and (fact.kind != "name") in rivals and not evidence.holds(fact):
                return True
    return False


def _about(hit: Hit, text: str) -> tuple[str, ...]:
    """The headline and the date of a passage's article; and the days that a text means by yesterday or last month."""
    published = parse_date(hit.date or "")
    seen = times_in(text, published) if published else []
    return hit.title, hit.date or "", *(written for time in seen if time.relative for written in _written(time))


def _written(time: TextTime) -> tuple[str, ...]:
    """A time as evidence: a day, a month or a year that it is, each in figures."""
    first, last = time.first, time.last
    if first is None or last is None:
        return ()
    if first == last:
        return (f"{first.day}/{first.month}/{first.year}",)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1 and first.day == 1:
        return (f"{first.month}/{first.year}",)
    return (str(first.year),) if months == 12 else ()


def _lacking(claims: Sequence[Fact], evidence: Sequence[Evidence], spoken: str, text: str = "") -> list[Fact]:
    foreign = bool(text) and language_of(text) != spoken
    return [fact for fact in claims if not any(e.holds(fact, foreign=foreign) for e in evidence)]


_EVERYWHERE = frozenset(
    "nam ngay thang luc gio voi va la co cua cac nhung tu den trong vao o tai mot duoc da the in of on at and to a was"
    " were with from by for nguoi".split()
)


def _telling(fact: Fact) -> frozenset[str]:
    """The words beside a fact that tell what it is about; of a name or a whole date, the thing itself."""
    if fact.kind == "name":
        return folded(fact.text)
    return (fact.neighbours - _EVERYWHERE) or fact.neighbours


def _shared(words: frozenset[str], text: str) -> float:
    return len(words & folded(text)) / len(words)


def _shortlist(words: frozenset[str], claims: Sequence[Fact], hits: Sequence[Hit], spoken: str) -> list[_Candidate]:
    """The sentences that share most words and particulars, the nearest to the question among equals."""
    scored = []
    for hit in hits:
        for place, sentence in enumerate(hit.sentences):
            evidence = Evidence.of(sentence.text)
            held = sum(evidence.holds(fact, foreign=True) for fact in claims) / max(1, len(claims))
            score = _shared(words, sentence.text) + 0.5 * held + 0.5 * sentence.similarity
            scored.append((score, _Candidate(hit, place)))
    scored.sort(key=lambda pair: -pair[0])
    foreign = any(language_of(hit.text) != spoken for hit in hits)
    return [candidate for _, candidate in scored[: _FOREIGN_CANDIDATES if foreign else _CANDIDATES]]
