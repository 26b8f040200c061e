"""A telephone number that the best article tells in another passage than those that were found.

Nothing else answers, and it stands far from what the article is about: the last line of a notice shares no word with
the question. A price does not: what another passage says of money is of something else.
"""

from __future__ import annotations

from dataclasses import replace

from rag.answers.choosing import contenders, tellers
from rag.datatypes import Document, Hit, Sentence
from rag.finding.query import Retrieved
from rag.text.sentences import split_sentences
from rag.text.words import folded
from rag.understanding.asking import Asked
from rag.understanding.holding import holds

__all__ = ["with_number_to_call"]

_MOST = 3  # sentences of an article
_BEHIND = 3  # the passages that refusing looks at: they stay the first


def with_number_to_call(found: Retrieved) -> Retrieved:
    """The same passages, with the sentences of the best article that have a number to call, where that is asked for and
    they have none.

    Args:
        found: what a search found.
    """
    if Asked.of(found.query.text).needed != "phone" or not found.hits or not found.evidence:
        return found
    document = found.documents.get(found.evidence[0].source)
    if document is None or tellers(contenders(found.query, found.evidence)):
        return found
    known = folded(found.query.text)
    if not (spans := _told(document)):
        return found
    told = sorted(spans, key=lambda span: -len(known & folded(document.text[slice(*span)])))
    more = tuple(_hit(found.evidence, document, *span) for span in sorted(told[:_MOST]))

    def added(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        return (*hits[:_BEHIND], *more, *hits[_BEHIND:])

    return replace(found, hits=added(found.hits), unranked=None if found.unranked is None else added(found.unranked))


def _told(document: Document) -> list[tuple[int, int]]:
    """The sentences of an article that tell a telephone number."""
    spans = split_sentences(document.body)
    return [(start, end) for start, end in spans if holds("phone", document.text[start:end])]


def _hit(hits: tuple[Hit, ...], document: Document, start: int, end: int) -> Hit:
    """A passage of one sentence, of which no search said how near it is."""
    page = document.page_at(start)
    return replace(
        hits[0],
        start=start,
        end=end,
        text=document.text[start:end],
        score=min(hit.score for hit in hits[:_BEHIND]),
        sentences=(Sentence(start, end, document.text[start:end], page=page),),
        page=page,
    )
