"""The sentences that compete to be in an answer, and the signals of each (`rag/answers/candidates.py` weighs them).

An article says what it is about over and over, and what is asked for once: a sentence of a story about a boat race
that meets `boat race` has met nothing yet. So how well a sentence meets a question's tokens
(`rag/finding/interaction.py`) is weighed within each article, by how few of its sentences meet each of them
(`rag.finding.weighing.within_article`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from math import log
from statistics import mean

import numpy as np
import regex

from rag.answers.candidates import Candidate, Floats, Signals
from rag.answers.cells import head_of
from rag.answers.contradicting import says_otherwise
from rag.answers.leaning import is_question, replies
from rag.datatypes import Hit, Sentence
from rag.files.datelines import says_published
from rag.finding.days import scheduled
from rag.finding.interaction import alone_and_together
from rag.finding.query import Query
from rag.finding.timing import AskedTime
from rag.finding.weighing import within_article
from rag.text.commonmark import CELL
from rag.text.compounds import asked_compounds
from rag.text.language import language_of
from rag.text.sentences import is_cut
from rag.text.units import DONG
from rag.text.words import folded, spaced, terms
from rag.understanding.asking import Asked
from rag.understanding.holding import MAY_HOLD, beyond, holds

__all__ = ["ALIKE", "contenders", "tellers", "unnamed"]

_HITS = 8  # passages whose sentences compete
ALIKE = 0.05
"""How much less a sentence may score that is as good as the best, where it alone holds what is asked for."""
_RIVAL = 0.02  # a passage in the language of the question that scores this close to the best may be the one meant

_SENTENCE_END = regex.compile(r"[.!?…។၊။！？](?:[/\"'”’»)\]]|\s)*$")
_CAPTION = regex.compile(r"(?:Ảnh|ẢNH|Photo|PHOTO)(?: minh họa)?: [^:]{1,40}$")
_NAMED = {"team", "organisation"}
_NAME = regex.compile(r"(?<=\S\s)\p{Lu}")
_WORD = regex.compile(r"[\p{L}\p{N}]")
_PUBLISHED = regex.compile(r"\b(?:đăng|xuất bản|publish(?:ed)?|posted)\b", regex.I)
# A name before the cells of a row, or before a figure in a few words; the number or day of a row or an item is its own.
_LABEL = regex.compile(
    r"(?:[-–•+*] |\d{1,2}[.)] |[^\p{L}|]{1,20} \| )?"
    r"(\p{Lu}[^|:;,.]{1,40}?)(?: \| (?=\S)|: (?=[^:]{1,60}$)(?=\D{0,20}\d))"
)
_KINDS = folded(
    "trường THPT THCS tiểu học huyện xã phường thị trấn thị xã thành phố TP tỉnh quận school district ngày giờ date"
    " số no"
)
_PRICED = regex.compile(rf"{DONG}|\b(?:vnd|vnđ|usd|kíp|kip|baht|euro|giá|price)\b|ກີບ|ລາຄາ", regex.I)
_FIGURE = regex.compile(r"\| *\d[\d.,]*\d *(?:\||$)")
_LAO = regex.compile(r"\p{Lao}")


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
    spoken = [[terms(sentence.text) for sentence in hit.sentences] for hit in hits]
    wholes = _wholes(query.text, spoken, articles.values())
    lacking = unnamed(query, hits)
    days = AskedTime.of(query.text, query.today).exact
    for hit, alone, said, whole in zip(hits, meets, spoken, wholes, strict=True):
        meeting, meaning = _as_told(hit, alone)
        tokens, context = meeting @ weights[hit.source], alone_and_together(meeting) @ weights[hit.source]
        alike = meeting.mean(axis=1) if meeting.size else np.zeros(len(meeting))
        headline = folded(hit.title) if _is_headline(hit.title) else frozenset[str]()
        foreign = language_of(hit.text) != query.language
        texts = [sentence.text for sentence in hit.sentences]
        of_the_day = scheduled(texts, days) if days else [None] * len(texts)
        tells = any(told is not False for told in of_the_day)
        for place, sentence in enumerate(hit.sentences):
            text = sentence.text
            if not _WORD.search(text):
                continue  # dots of a list of contents, a rule
            if of_the_day[place] is False and tells:
                continue  # of a schedule, another day
            if says_published(text) and not _PUBLISHED.search(query.text):
                continue  # when it was published, not when what it tells of was
            words = folded(text)
            labelled = text != hit.title and (
                _is_asked_for(known, text) or (of_the_day[place] is True and CELL in text)
            )
            signals = Signals(
                meaning=meaning[place],
                tokens=float(tokens[place]),
                context=float(context[place]),
                topic=float(alike[place]),
                article=best[hit.source],
                passage=hit.score,
                unnamed=lacking[hit.source],
                words=_share(known, words),
                compounds=float(whole[place]),
                title=_share(headline, words),
                length=log(max(len(text), 1)),
                label=float(labelled),
                fragment=float(not labelled and (is_question(text) or _is_fragment(hit, sentence))),
                otherwise=float(not foreign and says_otherwise(query.text, text)),
                kind=1.0 if asked.kinds == {"money"} and _is_priced(hit, place) else _kind(asked, known, text),
            )
            found.append(
                Candidate(hit, place, frozenset(said[place]), signals, foreign, meeting[place], weights[hit.source])
            )
    return tuple(found)


def tellers(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that hold what is asked for, of the article of the best sentence, or nearly as good: another's is another.

    Args:
        candidates: what competes.
    """
    found = list(candidates)
    best = max(found, key=lambda c: c.score, default=None)
    if best is None:
        return []
    return [c for c in found if c.held and (c.hit.source == best.hit.source or c.score >= best.score - ALIKE)]


def _as_told(hit: Hit, meets: Floats) -> tuple[Floats, list[float]]:
    """What each sentence meets and means: a reply together with its question, a row together with its head."""
    told, meaning = meets, [sentence.similarity for sentence in hit.sentences]
    for place in range(1, len(meaning)):
        if replies(hit, place):
            told = told.copy() if told is meets else told
            told[place] = np.maximum(meets[place], meets[place - 1])
            meaning[place] = max(meaning[place], meaning[place - 1])
        elif (head := head_of(hit, place)) is not None:
            told = told.copy() if told is meets else told
            told[place] = np.maximum(meets[place], meets[head])
    return told, meaning


def _wholes(question: str, spoken: Sequence[Sequence[list[str]]], articles: Iterable[Sequence[int]]) -> list[Floats]:
    """`Signals.compounds` of each sentence, by passages.

    Args:
        question: as it was understood.
        spoken: the terms of each sentence, by passages.
        articles: of each, the places of its passages.
    """
    asked = [spaced(word) for word in asked_compounds(question)]
    found = [np.zeros(len(some)) for some in spoken]
    for mine in articles if asked else ():
        told = [[spaced(words) for words in spoken[i]] for i in mine]
        has = [
            np.array([[float(word in text) for word in asked] for text in some]).reshape(-1, len(asked))
            for some in told
        ]
        weights = within_article(np.concatenate(has))
        most = max((some @ weights).max(initial=0.0) for some in has)
        for i, some in zip(mine, has, strict=True):
            found[i] = some @ weights - most
    return found


def _is_headline(title: str) -> bool:
    """Whether the title of an article says what it is about, and is not the beginning of its first sentence."""
    return not title.endswith(("…", "."))


def _share(words: AbstractSet[str], text: AbstractSet[str]) -> float:
    return len(words & text) / max(len(words), 1)


def _of_the_time(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Without articles of another year than asked for, and without undated ones where the best is of that year."""
    if hits and hits[0].timely:
        return [hit for hit in hits if hit.timely]
    return [hit for hit in hits if hit.timely is not False]


def _is_priced(hit: Hit, place: int) -> bool:
    """Whether it is a row of a table with a figure, whose head says that figures are sums of money."""
    head, row = head_of(hit, place), hit.sentences[place].text
    return head is not None and bool(_PRICED.search(hit.sentences[head].text) and _FIGURE.search(row))


def _kind(asked: Asked, known: AbstractSet[str], sentence: str) -> float:
    """How surely a sentence holds what is asked for, beyond what the question has itself; 1.0 where that is unknown."""
    if not asked.kinds:
        return 1.0
    new = sentence if asked.roles else beyond(known, sentence)
    return mean(_holds(kind, new, asked, sentence) for kind in asked.kinds)


def _holds(kind: str, new: str, asked: Asked, whole: str) -> float:
    """As `rag.understanding.holding.holds`, of what a sentence has beyond the question.

    A team or an organisation may be called by its name alone, and the question may have the unit or kind of place, too.
    """
    if asked.told(kind, whole):
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
    """Whether it is a headline, a caption or the like: a line that no stop ends, or that who took a picture does."""
    if _CAPTION.search(sentence.text):
        return True
    if _SENTENCE_END.search(sentence.text) or _LAO.search(sentence.text):
        return False
    return not any(is_cut(hit.text, sentence.start - hit.start, sentence.end - hit.start))
