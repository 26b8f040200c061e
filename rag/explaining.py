"""Explains a search: what each kind of evidence gave to a score, and what became of a file.

A score is a sum (`rag/finding/scoring.py`), so everything that went into it has a share, and the shares add up to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np

from rag.answers.comparing import told_of_each
from rag.answers.confidence import SIGNALS, confidence, foreign_keywords, signals, veto, weigh
from rag.answers.stand_ins import answerable
from rag.datatypes import Hit, Message
from rag.finding.explanation import (
    CONTRIBUTIONS,
    AskedName,
    Expected,
    ExplainedHit,
    Explanation,
    Judgement,
    NamedTime,
    Reading,
)
from rag.finding.hits import candidate_hit
from rag.finding.scoring import NOTHING, fuse
from rag.messages import as_read
from rag.talk.going_on import GoingOn
from rag.talk.meaning import understood
from rag.talk.replying import CONSIDERED
from rag.text.words import fold, terms
from rag.understanding.courtesies import plainly

if TYPE_CHECKING:
    from datetime import date

    from rag.answers.comparing import Side
    from rag.answers.generating import Generator
    from rag.config import Config
    from rag.datatypes import Scope
    from rag.finding.query import Retrieved
    from rag.finding.retrieval import Retriever
    from rag.finding.tracing import Ranking, Trace
    from rag.generators import Generators
    from rag.reading import IndexReader
    from rag.storage.snapshot import Snapshot

__all__ = ["explain", "explain_question"]


def explain_question(
    question: str,
    history: Sequence[Message],
    k: int,
    scope: Scope,
    expect: str | None,
    *,
    index: IndexReader,
    generators: Generators,
    config: Config,
    today: date,
) -> Explanation:
    """Explain what is searched for to answer a question: see `Assistant.explain`.

    Args:
        question: as it was asked.
        history: the turns before it.
        k: how many passages at the most.
        scope: which articles are looked at.
        expect: the source of a file that should be found.
        index: that is searched.
        generators: make a question whole, and compose answers.
        config: the settings.
        today: the day that "yesterday" is seen from.
    """
    read = understood(as_read(question), history, generators.completed)
    asked = as_read(read.completed or plainly(as_read(question)))
    if not terms(asked):
        return Explanation(question)

    def told(retriever: Retriever, snapshot: Snapshot) -> Explanation:
        @cache  # with turns before it, what is searched for to answer it is often what is explained, too
        def traced(text: str, most: int, within: Scope) -> Trace:
            return retriever.trace(text, snapshot, most, within)

        def explained(text: str, within: Scope = scope) -> tuple[Explanation, Retrieved]:
            trace = traced(text, k, within)
            return explain(text, trace, retriever, snapshot, config, k, expect), trace.retrieved

        def retrieve(text: str, within: Scope) -> Retrieved:
            return answerable(traced(as_read(text), CONSIDERED, within).retrieved, config.refuse_below)

        if history and read.sides is None and read.apart is None:
            on = GoingOn(history, lambda found: confidence(found) >= config.refuse_below, retrieve, scope)
            goes_on = on.of(plainly(as_read(question)), read.completed, retrieve(asked, scope))
            if goes_on is not None:
                return explained(as_read(goes_on.question), goes_on.scope)[0]
        whole, _ = explained(asked)
        if read.apart is not None:
            first, second = read.apart
            turns = [*history, Message(role="user", content=first)]
            second = understood(second, turns, generators.completed).completed or second
            return replace(whole, sides=tuple(explained(as_read(text))[0] for text in (first, second)))
        if read.sides is None:
            return whole
        each, found = zip(*(explained(as_read(side.question)) for side in read.sides), strict=True)
        return replace(whole, sides=_judged_apart(read.sides, each, found, generators.extractive()))

    nothing = None if expect is None else Expected(expect, "not_indexed")
    return index.search(told, today) or Explanation(asked, expected=nothing)


def explain(
    question: str,
    trace: Trace,
    retriever: Retriever,
    snapshot: Snapshot,
    config: Config,
    k: int,
    expect: str | None = None,
) -> Explanation:
    """Explain a search.

    Args:
        question: as it was asked.
        trace: of the search.
        retriever: that searched.
        snapshot: that was searched.
        config: the settings.
        k: how many passages it was to find.
        expect: a file that should be among them.
    """
    found = trace.retrieved
    wanted = set(snapshot.chunk_ids_of(expect)) if expect is not None else set()
    judgement = None
    if found.evidence:
        judged = answerable(found, config.refuse_below)
        values, against = signals(judged), veto(judged)
        named = dict(zip(SIGNALS, values, strict=False))  # fewer without tokens
        sure = weigh(values, keywords=foreign_keywords(judged)) if against is None else 0.0
        judgement = Judgement(sure, config.refuse_below, named, against)
    return Explanation(
        question=question,
        understood=found.query.understood,
        readings=_readings(question, trace, wanted),
        names=_names(trace),
        time=_time(trace),
        candidates=len(trace.ranking.records),
        passages=snapshot.totals()[0] if trace.allowed is None else len(trace.allowed),
        hits=tuple(_explained(i, hit, trace, config) for i, hit in zip(trace.shown, found.hits, strict=False)),
        expected=None if expect is None else _expected(expect, wanted, trace, retriever, snapshot, config, k),
        judgement=judgement,
    )


def _judged_apart(
    sides: Sequence[Side], explained: Sequence[Explanation], found: Sequence[Retrieved], generator: Generator
) -> tuple[Explanation, ...]:
    """The explanations of the searches for two things that are compared, with a veto where one is not told of.

    Args:
        sides: both.
        explained: the search for each.
        found: what it found.
        generator: composes an answer from the articles' own sentences.
    """
    sure = [retrieved if one.answered else None for one, retrieved in zip(explained, found, strict=True)]
    told = told_of_each(sides, sure, generator)
    return tuple(one if said else _untold(one) for one, said in zip(explained, told, strict=True))


def _untold(one: Explanation) -> Explanation:
    if one.judgement is None or not one.answered:
        return one
    return replace(one, judgement=replace(one.judgement, confidence=0.0, veto="untold"))


def _readings(question: str, trace: Trace, wanted: set[int]) -> tuple[Reading, ...]:
    readings = []
    for number, (ranking, best) in enumerate(zip(trace.rankings, trace.best, strict=True)):
        text = ranking.query.text
        how = "typed" if number == 0 else "diacritics" if fold(text) == fold(question) else "names"
        mine = [score for record, score in zip(ranking.records, ranking.scores, strict=True) if record.id in wanted]
        place = 1 + int((ranking.scores > max(mine)).sum()) if mine else None
        readings.append(Reading(text, how, best if ranking.records else None, number == trace.taken, place))
    return tuple(readings)


def _names(trace: Trace) -> tuple[AskedName, ...]:
    names: dict[str, AskedName] = {}
    for ranking, found in zip(trace.rankings, trace.names, strict=True):
        for name in found:
            typed = ranking.query.text[name.start : name.end]
            names.setdefault(typed, AskedName(typed, name.spellings, name.known))
    return tuple(names.values())


def _time(trace: Trace) -> NamedTime:
    asked = trace.asked
    left_open = tuple(f"{day}/{month}" if day else str(month) for month, day in sorted(asked.open))
    return NamedTime(tuple(sorted(asked.ranges)), left_open, asked.latest)


def _explained(i: int, hit: Hit, trace: Trace, config: Config) -> ExplainedHit:
    ranking = trace.ranking
    chunk = ranking.records[i].id
    before = trace.order[: trace.order.index(i)] if i in trace.order else ()
    return ExplainedHit(
        hit=hit,
        contributions=_contributions(ranking, i, config),
        by_meaning=_place(ranking.by_meaning, {chunk}),
        by_words=_place(ranking.by_words, {chunk}),
        read=i in trace.order,
        reranked=trace.liked.get(i),
        gained=sum(ranking.records[other].document_id not in trace.kept for other in before),
    )


def _contributions(ranking: Ranking, i: int, config: Config) -> dict[str, float]:
    """`fuse` is linear: what one kind of evidence gave is what it gives alone."""
    held = {name: values[i : i + 1].astype(np.float64) for name, values in ranking.evidence.items()}
    record = ranking.records[i]
    share = partial(fuse, config.weights)
    counted = (record.term_ids, record.term_counts, record.length)
    own = held["telling"] * ranking.query.match.scores([counted], respelt=False)
    shares = {
        "passage": share(passage=held["passage"]),
        "sentence": share(sentence=held["sentence"]),
        "words": share(words=own),
        "pairs": share(pairs=held.get("pairs", NOTHING)),
        "tokens": share(tokens=held["tokens"]),
        "names": share(names=held.get("names", NOTHING)),
        "spelling": share(words=held["words"] - own),
        "language": share(passage=-held["language"], sentence=-held["language"], words=-held["common"]),
    }
    return {name: float((held | shares).get(name, NOTHING)[0]) for name in CONTRIBUTIONS}


def _place(ids: Sequence[int], wanted: set[int]) -> int | None:
    """The place of the first of the wanted ids, from 1."""
    return next((place for place, chunk in enumerate(ids, 1) if chunk in wanted), None)


def _expected(
    source: str,
    wanted: set[int],
    trace: Trace,
    retriever: Retriever,
    snapshot: Snapshot,
    config: Config,
    k: int,
) -> Expected:
    if not wanted:
        return Expected(source, "not_indexed", unread=dict(snapshot.failures()).get(source))
    if trace.allowed is not None and not wanted.intersection(trace.allowed):
        return Expected(source, "out_of_scope")
    ranking, shown = trace.ranking, trace.shown
    everything = retriever.candidates(ranking.query, snapshot, trace.allowed, max(snapshot.totals()[0], 1))
    by_meaning, by_words = (_place(ids, wanted) for ids in everything)
    mine = [i for i, record in enumerate(ranking.records) if record.id in wanted]
    if not mine:
        return Expected(source, "no_candidate", by_meaning=by_meaning, by_words=by_words)
    read = [i for i in trace.order if i in mine]
    i = read[0] if read else max(mine, key=lambda i: ranking.scores[i])
    best = _explained(i, candidate_hit(trace, i, snapshot), trace, config)
    rank, into = None, None
    if i in shown:
        rank = shown.index(i) + 1
        stage = "found" if rank <= k else "cut_off"
    elif read:
        stage = "folded"
        document = ranking.records[i].document_id
        into = next(trace.documents[kept].source for kept, others in trace.kept.items() if document in others)
    else:
        stage = "outscored"
        rest = set(range(len(ranking.records))).difference(trace.order)
        rank = 1 + len(shown) + sum(bool(ranking.scores[other] > ranking.scores[i]) for other in rest)
    return Expected(source, stage, rank, best, by_meaning, by_words, into)
