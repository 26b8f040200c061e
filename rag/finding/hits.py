"""Candidates that were scored to the hits of a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from embeddings.tokens import Tokens
from rag.datatypes import Document, Hit, Sentence
from rag.finding.query import Query
from rag.finding.timing import AskedTime
from rag.finding.tracing import Ranking, Trace, shown
from rag.finding.weighing import token_weights
from rag.storage.duplicates import fold_duplicates
from rag.storage.snapshot import Snapshot
from rag.text.words import as_spoken

__all__ = ["best_hits", "candidate_hit", "with_met"]


def best_hits(
    ranking: Ranking,
    order: Sequence[int],
    documents: Mapping[int, Document],
    asked: AskedTime,
    snapshot: Snapshot,
    k: int,
) -> tuple[tuple[Hit, ...], dict[int, list[int]]]:
    """The best passages of a ranking, of each story those of one file; and the documents that stay, with those that
    gave way to each.

    Args:
        ranking: of candidates.
        order: places in it of those whose text was looked at, best first.
        documents: theirs, by id.
        asked: the time that the question names.
        snapshot: of the store.
        k: how many passages at the most.
    """
    ids = [ranking.records[i].document_id for i in order]
    kept = fold_duplicates(ids, documents, snapshot.signatures(ids))
    hits = []
    for i in shown(ranking, order, kept)[:k]:
        also_in = tuple(documents[other].source for other in kept[ranking.records[i].document_id])
        hits.append(_hit(ranking, i, documents[ranking.records[i].document_id], asked, also_in))
    return tuple(hits), kept


def _hit(ranking: Ranking, i: int, document: Document, asked: AskedTime, also_in: tuple[str, ...] = ()) -> Hit:
    record = ranking.records[i]
    text = document.text[record.start : record.end]
    sentences = tuple(
        Sentence(start, end, document.text[start:end], float(similarity), float(meets), document.page_at(start))
        for (start, end), similarity, meets in zip(
            record.sentences.tolist(), ranking.similarities[i], ranking.met[i], strict=True
        )
    )
    return Hit(
        source=document.source,
        start=record.start,
        end=record.end,
        text=text,
        score=float(ranking.scores[i]),
        title=document.title,
        date=document.date,
        timely=asked.timely(document, text),
        sentences=sentences,
        also_in=also_in,
        page=document.page_at(record.start),
    )


def candidate_hit(trace: Trace, i: int, snapshot: Snapshot) -> Hit:
    """A candidate of a search as a hit, whether it became one or not."""
    document_id = trace.ranking.records[i].document_id
    return _hit(trace.ranking, i, snapshot.documents([document_id])[document_id], trace.asked)


def with_met(ranking: Ranking, order: Sequence[int], documents: Mapping[int, Document], tokens: Tokens | None) -> Query:
    """The reading that was taken, with what its tokens meet in the best passages, and how much each of them tells.

    Args:
        ranking: of candidates.
        order: places in it of the best.
        documents: theirs, by id.
        tokens: the tokens of the reading; None where the model shows none.
    """
    query = ranking.query
    if tokens is None or query.tokens is None:
        return query
    records = [ranking.records[i] for i in order]
    places = [(documents[record.document_id].source, record.start) for record in records]
    seen = {place: ranking.found[i] for place, i in zip(places, order, strict=True) if ranking.found[i].size}
    telling = token_weights(as_spoken(query.text), tokens.ends, query.topic, query.language)
    return replace(query, telling=telling, met=seen)
