"""One article to its best few sentences: those that say most of what the whole says, in the order they are written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import regex

from rag.answers.generating import Statement
from rag.answers.leaning import POINTERS
from rag.datatypes import Document, Hit, Sentence
from rag.files.datelines import is_stamp
from rag.storage.records import ChunkRecord
from rag.text.words import fold, overlap, terms

__all__ = ["hits_of", "summary", "tells"]

_SENTENCES = 4
_CHARS = 900
_SHORT = 12  # sentences; an article of fewer is told in three
_LEAD = 0.05  # what the first sentence gains: news tells first what matters,
_FADES = 3.0  # and each of so many sentences later a third of that
_LEANS = 0.04  # what a sentence loses that points back to one that may not be told
_QUOTES = 0.02  # and one of direct speech
_NEAR = 20_000  # characters; a page prints a caption twice within these, and looking further would not be linear
_LIKE = 0.97  # cosine of two sentences that say the same,
_SAME = 0.6  # or the share of their words that is the same
_ENDS = regex.compile(r"[.!?…။၊។。！？][\"'”’»)\]]*\s*$")
_LAO = regex.compile(r"\p{Lao}")
_SPEECH = regex.compile(r"^[\s–—-]*[\"“«]")
_POINTS_BACK = regex.compile(rf"(?i:{POINTERS}|tuy nhiên|ngoài ra|bên cạnh đó|trước đó|however|but)\b(?! \p{{Lu}})")


def hits_of(document: Document, records: Sequence[ChunkRecord]) -> tuple[Hit, ...]:
    """The passages of an article as they are cited, without teasers of other stories, in their order."""
    return tuple(
        Hit(
            source=document.source,
            start=record.start,
            end=record.end,
            text=document.text[record.start : record.end],
            score=0.0,
            title=document.title,
            date=document.date,
            sentences=tuple(
                Sentence(start, end, document.text[start:end], page=document.page_at(start))
                for start, end in record.sentences.tolist()
            ),
            page=document.page_at(record.start),
        )
        for record in sorted(records, key=lambda record: record.start)
        if not record.teaser
    )


def summary(document: Document, records: Sequence[ChunkRecord]) -> tuple[list[Statement], tuple[Hit, ...]]:
    """The sentences that tell an article best, and its passages; no sentences where it has none.

    Each sentence's nearness to the mean of all (the centroid of Radev et al., "Centroid-based summarization of multiple
    documents", 2004), and its place.

    Args:
        document: the article.
        records: its chunks with the vectors of their sentences, in any order.
    """
    hits = hits_of(document, records)
    body = [record for record in sorted(records, key=lambda record: record.start) if not record.teaser]
    told: dict[tuple[int, int], tuple[Hit, Sentence, npt.NDArray[np.float32]]] = {}
    for hit, record in zip(hits, body, strict=True):
        for sentence, vector in zip(hit.sentences, record.sentence_vectors, strict=True):
            if tells(sentence, document):
                told.setdefault((sentence.start, sentence.end), (hit, sentence, vector))
    rows = [told[place] for place in sorted(told)]
    if not rows:
        return [], hits
    vectors = np.stack([vector for _, _, vector in rows])
    mean = vectors.mean(axis=0)
    scores = vectors @ mean / max(float(np.linalg.norm(mean)), 1e-9)
    scores += _LEAD * np.exp(-np.arange(len(rows)) / _FADES)
    scores -= [_LEANS * bool(_POINTS_BACK.match(s.text)) + _QUOTES * bool(_SPEECH.match(s.text)) for _, s, _ in rows]
    chosen: list[int] = []
    room = _CHARS
    for n in np.argsort(-scores, kind="stable").tolist():
        if len(chosen) == (_SENTENCES if len(rows) > _SHORT else _SENTENCES - 1):
            break
        text = rows[n][1].text
        if (len(text) <= room or not chosen) and not any(_same(rows[n], rows[other]) for other in chosen):
            chosen.append(n)
            room -= len(text)
    return [Statement(rows[n][1].text, rows[n][0], rows[n][1]) for n in sorted(chosen)], hits


def tells(sentence: Sentence, document: Document) -> bool:
    """Whether a sentence of an article is one: no headline, date, caption or byline."""
    text = sentence.text
    return (
        len(terms(text)) > 4
        and (_ENDS.search(text) is not None or _LAO.search(text) is not None)
        and fold(text).lower().strip(" #.") != fold(document.title).lower().strip(" #.")
        and not is_stamp(text)
        and document.text.count(text, max(0, sentence.start - _NEAR), sentence.end + _NEAR) == 1
    )


def _same(
    one: tuple[Hit, Sentence, npt.NDArray[np.float32]], other: tuple[Hit, Sentence, npt.NDArray[np.float32]]
) -> bool:
    words, others = set(terms(one[1].text)), set(terms(other[1].text))
    return float(one[2] @ other[2]) > _LIKE or overlap(words, others) > _SAME
