"""A question to the passages that fit it best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt

from embeddings.embedder import Embedder, Vectors, shows_tokens
from embeddings.reranker import Reranker
from embeddings.threads import one_thread
from embeddings.tokens import Tokens
from rag.config import Config
from rag.datatypes import Document, Scope
from rag.finding.bridging import bridged
from rag.finding.centring import ReferenceMeans
from rag.finding.hearing import Heard
from rag.finding.hits import best_hits, with_met
from rag.finding.interaction import asked_tokens, met
from rag.finding.mixing import EACH, best_of_each, common_words, is_translating, language_offsets, left_out, told_among
from rag.finding.query import Query, Retrieved
from rag.finding.readings import readings_of
from rag.finding.scoring import WordMatch, above_noise, fuse, hand_out
from rag.finding.timing import AskedTime
from rag.finding.tracing import Ranking, Trace
from rag.storage.indexing import IndexCache
from rag.storage.records import ChunkRecord
from rag.storage.snapshot import Snapshot
from rag.text.language import language_of, telling
from rag.text.spelling import alternatives
from rag.text.words import as_spoken, terms

__all__ = ["Retriever"]

_EVERYWHERE = Scope()
Floats = npt.NDArray[np.float64]

_TEASER = 0.06  # what a passage among teasers of other stories loses: they repeat headlines, not facts
_REREAD = 30  # best passages, and some of each language, whose text is looked at
_RERANKED = 30  # of these, the best that a reranker puts in order
_APART = ("teaser", "date", "latest")  # what a reranker leaves as it is
_MET = 50  # best candidates, and some of each language, whose tokens are looked at
_ELSEWHERE = 0.25  # what words tell of a passage in another language, and tokens of one in the same


class Retriever:
    """Searches by meaning and by words, rescores both kinds of candidates on one scale.

    Args:
        embedder: embeds questions; the one that embedded the passages.
        index: the passages' vectors.
        config: weights and sizes.
        means: what all questions have in common.
        today: the day that "last year" counts from.
        reranker: puts the best passages in order; None leaves them as their scores have them.
    """

    def __init__(
        self,
        embedder: Embedder,
        index: IndexCache,
        config: Config,
        means: ReferenceMeans,
        today: date,
        reranker: Reranker | None = None,
    ) -> None:
        self._reranker = reranker
        self._means = means
        self._today = today
        self._embedder = embedder
        self._index = index
        self._config = config

    def search(
        self, question: str, snapshot: Snapshot, k: int, scope: Scope = _EVERYWHERE, language: str | None = None
    ) -> Retrieved:
        """The `k` passages within a scope that fit the question best.

        Args:
            question: as it was asked.
            snapshot: of the store.
            k: how many passages at the most.
            scope: which articles count.
            language: that the question is in, where that is known; a word or two do not tell.
        """
        return self.trace(question, snapshot, k, scope, language).retrieved

    def trace(
        self, question: str, snapshot: Snapshot, k: int, scope: Scope = _EVERYWHERE, language: str | None = None
    ) -> Trace:
        """The same search, with all that it made on the way."""
        readings, names = readings_of(question, snapshot, language or language_of(question))
        vectors, tokens = self._embed([as_spoken(reading) for reading in readings])
        allowed = snapshot.chunk_ids_within(scope) if scope else None
        with one_thread():
            rankings = [
                self._rank(
                    self._query(reading, question, vector, seen, alternatives(found), snapshot, language),
                    snapshot,
                    allowed,
                )
                for reading, vector, seen, found in zip(readings, vectors, tokens, names, strict=True)
            ]
        best = [ranking.best() for ranking in rankings]
        taken = best.index(max(best))
        ranking = rankings[taken]
        asked = AskedTime.of(ranking.query.text, self._today)
        order = best_of_each(ranking.scores, [record.language for record in ranking.records], max(k, _REREAD))
        documents = snapshot.documents(ranking.records[i].document_id for i in order)
        self._reread(ranking, order, documents, asked)
        order.sort(key=lambda i: -ranking.scores[i])
        unranked, liked = None, {}
        hits, kept = best_hits(ranking, order, documents, asked, snapshot, k)
        if self._reranker is not None:
            unranked = hits
            liked = self._rerank(self._reranker, ranking, order, documents)
            order.sort(key=lambda i: (-ranking.scores[i], -liked.get(i, -np.inf)))
            hits, kept = best_hits(ranking, order, documents, asked, snapshot, k)
        articles = {document.source: document for document in documents.values()}
        retrieved = Retrieved(with_met(ranking, order, documents, tokens[taken]), hits, unranked, articles)
        return Trace(retrieved, rankings, best, names, taken, asked, order, kept, documents, liked, allowed)

    def _embed(self, readings: Sequence[str]) -> tuple[Vectors, Sequence[Tokens | None]]:
        if not self._config.token_weight or not shows_tokens(self._embedder):
            return self._embedder.embed_queries(readings), [None] * len(readings)
        return self._embedder.embed_queries_and_tokens(readings)

    def _query(
        self,
        reading: str,
        question: str,
        vector: Vectors,
        tokens: Tokens | None,
        others: Mapping[str, Sequence[tuple[str, ...]]],
        snapshot: Snapshot,
        language: str | None,
    ) -> Query:
        words = terms(reading)
        passages, length, _ = snapshot.totals()
        sums = snapshot.languages()
        spoken = language or language_of(reading)
        counted = told_among(sums, passages, spoken)
        frequencies = snapshot.chunk_frequencies(words)
        match, topic = (
            WordMatch(some, frequencies, counted, length / max(passages, 1), others)
            for some in (telling(words), telling(terms(AskedTime.strip(reading))))
        )
        understood = None if reading.lower() == question.lower() else reading
        weight, common_tokens = self._config.centre_weight, self._means.question_tokens(spoken)
        common = weight * self._means.questions(spoken) if weight else np.zeros_like(vector)
        asked = None
        if tokens is not None and common_tokens is not None:
            asked = asked_tokens(tokens.vectors, common_tokens)
        mean = sum(total for _, total in sums.values()) / max(passages, 1) if sums else common
        lift = float(common @ mean)
        return Query(
            text=reading,
            understood=understood,
            vector=vector - common,
            match=match,
            topic=topic,
            language=spoken,
            bridged=bridged(
                reading,
                match,
                snapshot.chunk_frequencies,
                translating=is_translating(sums, passages, spoken),
            ),
            heard=Heard.of(reading, match),
            tokens=asked,
            lift=lift,
            spread=self._means.spread(),
            today=self._today,
        )

    def candidates(
        self, query: Query, snapshot: Snapshot, allowed: Sequence[int] | None, count: int
    ) -> tuple[list[int], list[int]]:
        """Ids of the `count` passages that are nearest by meaning, and of those that fit best by words.

        The nearest of each language follow those.
        """
        index = self._index.current(snapshot)
        by_meaning = index.search(query.vector, count, allowed)[0].tolist()
        for ids in left_out(snapshot, by_meaning, allowed):
            by_meaning += [i for i in index.search(query.vector, EACH, ids)[0].tolist() if i not in by_meaning]
        wanted = query.match.informative() | query.bridged.wanted(query.match)
        return by_meaning, snapshot.matching(wanted, count, allowed)

    def _rank(self, query: Query, snapshot: Snapshot, allowed: Sequence[int] | None) -> Ranking:
        by_meaning, by_words = self.candidates(query, snapshot, allowed, self._config.candidates)
        records = snapshot.chunks({*by_meaning, *by_words})
        records.sort(key=lambda record: record.id)
        if not records:
            return Ranking(query, [], [], [], [], np.empty(0), {}, by_meaning, by_words)
        offsets = language_offsets(snapshot, query.vector, query.language)
        lost = np.array(list(offsets.values()))
        query = replace(query, offsets=dict(zip(offsets, fuse(self._config.weights, lost, lost).tolist(), strict=True)))
        offset = np.array([offsets.get(record.language, 0.0) for record in records])
        passage = np.stack([record.vector for record in records]) @ query.vector
        similarities = _sentence_similarities(records, query.vector)
        passage = passage + query.lift
        similarities = [cosines + query.lift for cosines in similarities]
        best_sentence = np.array([s.max() if len(s) else d for s, d in zip(similarities, passage, strict=True)])
        spoken = [record.language for record in records]
        told = np.where([language == query.language for language in spoken], 1.0, _ELSEWHERE)
        words = told * query.match.scores([(r.term_ids, r.term_counts, r.length) for r in records])
        common = common_words(words, spoken, query.language)
        scores = fuse(self._config.weights, passage - offset, best_sentence - offset, words - common)
        teaser = -_TEASER * np.array([record.teaser for record in records])
        scores += teaser
        tokens, by_sentence, found = self._meet(query, records, scores)
        tokens *= np.where(told < 1, 1.0, _ELSEWHERE)
        scores += fuse(self._config.weights, tokens=tokens)
        evidence = {
            "passage": passage,
            "sentence": best_sentence,
            "words": words,
            "common": common,
            "telling": told,
            "tokens": tokens,
            "language": offset,
            "teaser": teaser,
        }
        return Ranking(query, records, similarities, by_sentence, found, scores, evidence, by_meaning, by_words)

    def _meet(
        self, query: Query, records: Sequence[ChunkRecord], scores: Floats
    ) -> tuple[Floats, list[Floats], list[Vectors]]:
        """How well each candidate meets the question's tokens, beyond others; how well each sentence does; each token.

        Only the best are looked at.
        """
        above, by_sentence = np.zeros(len(records)), [np.zeros(len(record.sentences)) for record in records]
        by_token = [np.empty((0, 0), np.float32)] * len(records)
        if query.tokens is not None and len(query.tokens):
            best = best_of_each(scores, [record.language for record in records], _MET)
            told = [records[i] for i in best]
            found = met(query.tokens, [record.tokens for record in told], [len(record.sentences) for record in told])
            beyond = above_noise(found.by_passages(), [record.language for record in told])
            above[:] = min(0.0, beyond.min())  # the others were further off before they were looked at
            above[best] = beyond
            each = np.split(found.found, found.starts[1:])
            for i, by, seen in zip(best, found.by_sentences(), each, strict=True):
                by_sentence[i], by_token[i] = by[: len(records[i].sentences)], seen
        return above, by_sentence, by_token

    def _reread(
        self, ranking: Ranking, order: Sequence[int], documents: Mapping[int, Document], asked: AskedTime
    ) -> None:
        """Rescore the best passages by what only their text tells: words that stand together, and the time."""
        told = [documents[ranking.records[i].document_id] for i in order]
        texts = [d.text[ranking.records[i].start : ranking.records[i].end] for i, d in zip(order, told, strict=True)]
        together = np.array([ranking.query.match.together(terms(text)) for text in texts])
        at = list(order)
        if not at:
            return
        together *= ranking.evidence["telling"][at]
        abroad = [ranking.records[i].language != ranking.query.language for i in at]
        query = ranking.query
        names = np.array(
            [
                query.named_in(f"{document.title}\n{text}") if foreign else 0.0
                for document, text, foreign in zip(told, texts, abroad, strict=True)
            ]
        )
        ranking.scores[at] += fuse(self._config.weights, pairs=together, names=names)
        adjusted = np.array([asked.adjust(document, text) for document, text in zip(told, texts, strict=True)])
        ranking.scores[at] += adjusted
        found = {"pairs": together, "names": names, "date": adjusted}
        if asked.latest:
            found["latest"] = np.array(asked.prefer_latest(told, ranking.scores[at].tolist()))
            ranking.scores[at] += found["latest"]
        for name, values in found.items():
            ranking.evidence[name] = np.zeros(len(ranking.records))
            ranking.evidence[name][at] = values

    def _rerank(
        self, reranker: Reranker, ranking: Ranking, order: Sequence[int], documents: Mapping[int, Document]
    ) -> dict[int, float]:
        """Hand the scores of the best passages out anew, in the reranker's order; returns what it said of each."""
        at = list(order[:_RERANKED])
        if not at:
            return {}
        records = [ranking.records[i] for i in at]
        texts = [documents[record.document_id].text[record.start : record.end] for record in records]
        liked = reranker.scores(ranking.query.text, texts)
        apart = sum((ranking.evidence[name][at] for name in _APART if name in ranking.evidence), np.zeros(len(at)))
        had = ranking.scores[at] - apart
        handed = hand_out(had, liked)
        ranking.scores[at] = handed + apart
        ranking.evidence["reranker"] = np.zeros(len(ranking.records))
        ranking.evidence["reranker"][at] = handed - had
        return dict(zip(at, np.asarray(liked, np.float64).tolist(), strict=True))


def _sentence_similarities(records: Sequence[ChunkRecord], query: Vectors) -> list[npt.NDArray[np.float64]]:
    """For each chunk, the cosines of its sentences with the question, shape (s,)."""
    matrices = [record.sentence_vectors for record in records if len(record.sentences)]
    together = np.concatenate(matrices) if matrices else np.empty((0, len(query)), np.float32)
    cosines = np.asarray(together @ query, dtype=np.float64)
    ends = np.cumsum([len(record.sentences) for record in records])
    return np.split(cosines, ends[:-1])
