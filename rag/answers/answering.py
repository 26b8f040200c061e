"""A question and its passages to the sentences of an answer, without a language model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import regex

from rag.answers.candidates import Candidate, gains
from rag.answers.cells import highlights_at, is_head
from rag.answers.choosing import ALIKE, contenders, tellers
from rag.answers.dating import leads, of_their_day, retells, year_of
from rag.answers.generating import Statement
from rag.answers.highlighting import highlights
from rag.answers.leaning import antecedent
from rag.answers.listing import as_list
from rag.config import Config
from rag.datatypes import Hit, Message
from rag.finding.query import Query
from rag.finding.timing import AskedTime
from rag.text.commonmark import CELL
from rag.text.facts import capitalised
from rag.text.language import language_of, replied_in
from rag.text.sentences import is_cut
from rag.text.words import fold, folded, overlap
from rag.understanding.asking import Asked
from rag.understanding.holding import MAY_HOLD

__all__ = ["ExtractiveGenerator"]

_DELEGATION = "head of delegation"
_EDITION = regex.compile(r"\blần thứ\b", regex.I)  # of what happens every year
_SAME = 0.6  # two sentences that share more of their words than this say the same
_REACH = 0.4  # a sentence this far below the best is still taken where it alone holds the kind of thing asked for,
_REACH_MORE = 0.1  # or where what is chosen may hold it
_CLOSE = 0.14  # a further sentence is taken when it is worth nearly what the best scores,
_CLOSE_ELSEWHERE = 0.07  # more nearly across languages,
_GAIN = 0.88  # with this weight of how much better it meets the question's tokens than those that are chosen
_TOLD_BY_WORDS = {"number", "money", "person", "team", "organisation"}  # times and places stand everywhere
_HOLDS = 0.1  # what of a year's sentences holds the kind of thing asked for is told before what does not
_TRIED = 5  # sentences of a year that are looked at for it
_AS_WELL = 0.5  # a year's best sentence is told beside that of another where it scores this close


class ExtractiveGenerator:
    """Answers with the articles' own sentences: those that fit the question best, word for word.

    Args:
        config: how many sentences and characters at the most.
    """

    def __init__(self, config: Config) -> None:
        self._config = config

    def generate(self, query: Query, hits: Sequence[Hit], history: Sequence[Message] = ()) -> Iterator[Statement]:
        """See `rag.answers.generating.Generator.generate`."""
        found = _of_those_named(query.text, list(contenders(query, hits)))
        ranked = sorted(found, key=lambda c: -c.score)
        asked_time = AskedTime.of(query.text, query.today)
        yearly = (
            self._of_each_year(query.text, ranked, asked_time) if asked_time else self._year_by_year(query.text, ranked)
        )
        needed = Asked.of(query.text).needed
        if needed == "phone" or (needed and not any(c.held for c in yearly)):  # last year's number is of no use
            yearly = []
        listed = [] if yearly else as_list(query.text, ranked, self._config.max_answer_chars)
        if not any(c.held for c in listed):  # it lists something else
            listed = []
        chosen = yearly or listed or self._chosen(query.text, ranked)
        answering = _answering(query.text, chosen)
        said = _by_year(chosen) if yearly else listed or _in_order(query.text, chosen, answering)
        told_apart = bool(yearly) or not asked_time
        told = [(c.hit, c.sentence.text) for c in said]
        tongue = replied_in(query.text)
        before = leads(told, tongue) if told_apart else [""] * len(said)
        before = of_their_day(told, before, tongue, query.today, asked_time.years)
        for c, lead in zip(said, before, strict=True):
            marked = bool(yearly) or c is answering
            item = bool(listed) and c is not listed[0] and CELL not in c.sentence.text
            yield Statement(c.sentence.text, c.hit, c.sentence, lead=lead, marked=marked, item=item)

    def _chosen(self, question: str, ranked: Sequence[Candidate]) -> list[Candidate]:
        """The best sentences that together fit into an answer, the best of all first."""
        chosen: list[Candidate] = []
        room = self._config.max_answer_chars
        foreign = any(language_of(question) != language_of(c.sentence.text) for c in ranked[:1])
        for candidate in _in_turn(question, ranked, chosen, foreign=foreign):
            if len(chosen) >= self._config.max_sentences:
                break
            if _repeats(candidate, chosen) or _says_no_more(question, candidate, chosen):
                continue
            group = [c for c in self._with_antecedent(question, candidate, ranked) if not _repeats(c, chosen)]
            if len(chosen) + len(group) > self._config.max_sentences:
                group = [candidate]
            if _length(group) > room:
                group = [c for c in group if c is candidate]
            length = _length(group)
            if length <= room or not chosen:
                chosen += group
                room -= length
        self._complete(question, chosen, ranked)
        return chosen

    def _of_each_year(self, question: str, ranked: Sequence[Candidate], time: AskedTime) -> list[Candidate]:
        """The best sentence of each year, where a question names several: they are compared; else nothing."""
        if len(time.ranges) < 2 or len(time.years) != len(time.ranges):
            return []
        chosen: list[Candidate] = []
        for year in time.years:
            told = [c for c in ranked if year_of(c.hit) == year and self._fit([*chosen, c])]
            if not told:
                return []
            chosen.append(_best_told(question, told))
        return chosen

    def _year_by_year(self, question: str, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The best sentence of each year, where articles of several years tell as well of the same kind of event.

        Never in place of a better sentence of an article without a date, nor across languages, where what a sentence
        holds is told less surely; nor where the question names one of them by its number.
        """
        if _EDITION.search(question):
            return []
        if not candidates or language_of(question) != language_of(candidates[0].sentence.text):
            return []
        years: dict[int, list[Candidate]] = {}
        for candidate in candidates:
            year = year_of(candidate.hit)
            if year is not None:
                years.setdefault(year, []).append(candidate)
        best = years.pop(year_of(candidates[0].hit) or 0, None)
        near = [told for told in years.values() if told[0].score >= candidates[0].score - _AS_WELL]
        if best is None or not near:
            return []

        def of(article: str) -> list[Hit]:
            return list(dict.fromkeys(c.hit for c in candidates if c.hit.source == article))

        first, *rest = (_best_told(question, told) for told in (best, *near))
        chosen = self._with_antecedent(question, first, candidates)[: self._config.max_sentences]
        retold = False
        for c in sorted(rest, key=lambda c: _answers(question, c), reverse=True):
            group = self._with_antecedent(question, c, candidates)
            if not self._fit([*chosen, *group]):
                group = [c]
            as_surely = c.held >= min(first.held, MAY_HOLD) and c.unnamed <= first.unnamed
            if as_surely and self._fit([*chosen, *group]) and retells(of(first.hit.source), of(c.hit.source)):
                chosen += group
                retold = True
        return chosen if retold else []

    def _fit(self, chosen: Sequence[Candidate]) -> bool:
        return len(chosen) <= self._config.max_sentences and _length(chosen) <= self._config.max_answer_chars

    def _complete(self, question: str, chosen: list[Candidate], candidates: Sequence[Candidate]) -> None:
        """See that the answer holds the kind of thing asked for, where a sentence near enough does."""
        asked = Asked.of(question)
        if not chosen or any(c.held == 1.0 for c in chosen) or asked.needed:
            return
        best, least = candidates[0].score, min(c.unnamed for c in chosen)
        surely = bool(asked.roles)  # that is told with certainty, and may take the place of others
        loosely = asked.kinds == {"reason"}  # many a reason is told without `vì`
        may_hold = loosely or any(c.held for c in chosen)
        reach = _REACH_MORE if may_hold and not surely else _REACH
        for candidate in candidates:
            if candidate.score < best - reach:
                return
            if candidate.held < 1.0 or _repeats(candidate, chosen) or candidate.unnamed > least:
                continue
            if self._fit([*chosen, candidate]):
                chosen.append(candidate)
            elif surely:
                del chosen[self._config.max_sentences - 1 :]
                while chosen and not self._fit([*chosen, candidate]):
                    chosen.pop()
                chosen.append(candidate)
            return

    def _with_antecedent(self, question: str, candidate: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The sentence, and the one before it where it points back; a row of a table, and the head of the table."""
        place = _leans_on(question, candidate)
        return [candidate, *(c for c in candidates if c.hit is candidate.hit and c.place == place)]


def _leans_on(question: str, candidate: Candidate) -> int | None:
    """The place of the sentence that one needs beside it; where it is asked who, of that which says who `he` is."""
    whom = not candidate.held and "person" in Asked.of(question).kinds
    return antecedent(candidate.hit, candidate.place, whom=whom)


def _answering(question: str, chosen: Sequence[Candidate]) -> Candidate | None:
    """Of the sentences of an answer, the one that has what was asked for."""
    asked = Asked.of(question)
    sure = [c for c in chosen if c.held == 1.0] if asked.roles or asked.units or asked.won else []
    return max(sure or chosen, key=lambda c: c.answering, default=None)


def _best_told(question: str, told: Sequence[Candidate]) -> Candidate:
    """Of the sentences of a year, the best first, that which answers best."""
    return max(told[:_TRIED], key=lambda c: _answers(question, c))


def _answers(question: str, candidate: Candidate) -> float:
    """How well a sentence of a year answers, where one alone is told of it."""
    return candidate.score + _HOLDS * (candidate.held + bool(highlights(question, candidate.sentence.text)))


def _of_those_named(question: str, candidates: list[Candidate]) -> list[Candidate]:
    """Where the head of a delegation is asked for: who leads another than the question says is hardly meant.

    `Về phía Hà Tĩnh có ông ...` tells who led one delegation, and the sentence before it who led the other.
    """
    if _DELEGATION not in Asked.of(question).roles:
        return candidates
    names = frozenset[str]().union(*(folded(name.group()) for name in capitalised(question)))

    def named(c: Candidate) -> int:
        return len(names & {fold(term) for term in c.terms})

    most = max((named(c) for c in candidates if c.held == 1.0), default=0)
    return [c.holding(MAY_HOLD) if c.held == 1.0 and named(c) < most else c for c in candidates]


def _in_turn(
    question: str, ranked: Sequence[Candidate], chosen: Sequence[Candidate], *, foreign: bool
) -> Iterator[Candidate]:
    """Those that may be said, in the order in which they are tried: the best, then what adds the most to it.

    Of an article with the names of the question, none of another without a single one beside it: that tells of another.
    Beside one that holds the kind of thing asked for, none that holds nothing of it; none that holds it less surely,
    where the holder of an office or a quantity is asked for; and where the very words that answer can be told in it,
    none without.

    Args:
        question: as it was understood.
        ranked: the best first.
        chosen: what was taken of those that were tried before.
        foreign: whether they are in another language than the question.
    """
    ranked = [c for c in ranked if not is_head(c.hit, c.place)]
    if not ranked:
        return
    best = ranked[0]
    asked = Asked.of(question)
    told = tellers(ranked) if asked.needed else ranked
    if not told:
        return
    if asked.needed and not best.held:
        best = max((c for c in told if c.score >= told[0].score - ALIKE), key=lambda c: c.answering)
    elif not best.held or (asked.units and best.held < 1.0 and not foreign):
        best = next((c for c in ranked if c.held == 1.0 and c.score >= best.score - ALIKE), best)
    yield best
    sure = bool(asked.roles or asked.units)
    least = best.held if sure else MAY_HOLD if best.held == 1.0 or asked.needed else 0.0
    near = ranked[0].score - (_CLOSE_ELSEWHERE if foreign else _CLOSE)
    tells = bool(_answering_words(question, best)) and (not foreign or bool(asked.units))
    others = told if asked.needed == "phone" else ranked  # another article's number is another's
    rest = [c for c in others if c is not best and c.held >= least and c.unnamed - best.unnamed < 1.0]
    while rest:
        worth = [c.worth for c in rest] + _GAIN * gains(rest, chosen)
        place = int(np.argmax(worth))
        if worth[place] < near:
            return
        candidate = rest.pop(place)
        if not tells or _answering_words(question, candidate):
            yield candidate


def _length(group: Sequence[Candidate]) -> int:
    return sum(len(c.sentence.text) for c in group)


def _repeats(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    return any(overlap(candidate.terms, other.terms) > _SAME for other in chosen)


def _answering_words(question: str, candidate: Candidate) -> set[str]:
    """The words of a sentence that answer a question, without marks; empty where that cannot be told surely enough."""
    if not Asked.of(question).kinds & _TOLD_BY_WORDS:
        return set()
    text = candidate.sentence.text
    spans = highlights_at(question, candidate.hit, candidate.place)
    return {fold(text[start:end].lower()) for start, end in spans}


def _says_no_more(question: str, candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether all the words of a sentence that answer are said already."""
    found = _answering_words(question, candidate) if chosen else set()
    return bool(found) and found <= set().union(*(_answering_words(question, c) for c in chosen))


def _in_order(question: str, chosen: Sequence[Candidate], answering: Candidate | None) -> list[Candidate]:
    """The sentence that answers first, behind the one that it goes on from; then year after year and article after
    article, the one with the best sentence first, as they are written."""
    years = list(dict.fromkeys(year_of(c.hit) for c in chosen))
    sources = list(dict.fromkeys(c.hit.source for c in chosen))

    def place(c: Candidate) -> tuple[bool, int, int, int]:
        first = answering is not None and (c is answering or _leads_to(question, c, answering))
        return not first, years.index(year_of(c.hit)), sources.index(c.hit.source), c.sentence.start

    return sorted(chosen, key=place)


def _leads_to(question: str, candidate: Candidate, answering: Candidate) -> bool:
    """Whether the sentence that answers leans on one, or goes on from it."""
    if candidate.hit is not answering.hit:
        return False
    start, end = (place - answering.hit.start for place in (answering.sentence.start, answering.sentence.end))
    goes_on = candidate.place == answering.place - 1 and is_cut(answering.hit.text, start, end)[0]
    return goes_on or candidate.place == _leans_on(question, answering)


def _by_year(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The oldest year first; within an article as it is written."""
    sources = list(dict.fromkeys(c.hit.source for c in chosen))
    return sorted(chosen, key=lambda c: (year_of(c.hit) or 0, sources.index(c.hit.source), c.sentence.start))
