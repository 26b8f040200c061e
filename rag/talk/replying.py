"""A turn to what is said to it: small talk, a list of articles, a summary, an answer, or a refusal.

The assistant lends what a reply is made from; nothing here opens a file or loads a model.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from rag.answers import comparing
from rag.answers.cells import statement_highlights
from rag.answers.citations import cite
from rag.answers.confidence import confidence
from rag.answers.generating import Generator, Statement, Unsupported
from rag.answers.stand_ins import answerable
from rag.config import Config
from rag.datatypes import Answer, Hit, Message, Scope
from rag.errors import LanguageModelError
from rag.finding.query import Query, Retrieved
from rag.finding.timing import AskedTime
from rag.messages import as_read
from rag.talk import conversing
from rag.talk.cataloguing import Catalogue
from rag.talk.conversing import Talk
from rag.talk.going_on import GoingOn
from rag.talk.library import Library
from rag.talk.meaning import understood
from rag.text import language
from rag.text.words import terms
from rag.understanding.courtesies import plainly
from rag.understanding.following import complete

__all__ = ["CONSIDERED", "Replier"]

logger = logging.getLogger(__name__)

CONSIDERED = 10  # passages that an answer is made from
_HIGHLIGHTS = 4  # in an answer: more would mark nothing


class Replier:
    """Replies to turns over one library.

    Args:
        library: what is searched and read.
        config: when to refuse.
        composer: gives what composes answers.
        extractive: composes them where that fails.
        complete: makes a question whole that leans on the turns before it; None where it stands alone.
    """

    def __init__(
        self,
        library: Library,
        config: Config,
        composer: Callable[[], Generator],
        extractive: Generator,
        complete: Callable[[str, Sequence[Message]], str | None] = complete,
    ) -> None:
        self._library = library
        self._config = config
        self._composer = composer
        self._extractive = extractive
        self._complete = complete

    def stream(self, question: str, history: Sequence[Message], scope: Scope) -> Iterator[Answer]:
        """The reply as it grows, the whole of it last."""
        asked = as_read(question)
        tongue = language.replied_in(asked)
        if not terms(asked):
            yield Answer(language.ask_for_question(tongue), refused=True, question=question)
            return
        plain = plainly(asked)
        catalogue = Catalogue(self._library, scope, self._answers)
        talk, completed = conversing.read(asked), None
        sides = apart = None
        if talk is not None and talk.kind in ("more", "rest"):
            of_article = Talk("summary", talk.language) if talk.kind == "more" else None
            completed, talk = conversing.continued(talk, history) or (None, of_article)
        reply = catalogue.reply(talk, history) if talk else None
        of_nothing = reply is None and talk is not None and not talk.topic
        if talk and of_nothing and (talk.kind == "source" or not conversing.remembered(history)):
            yield Answer(language.ask_for_question(tongue), refused=True, question=question)  # more of what?
            return
        if reply is None and completed is None:
            completed, sides, apart = understood(asked, history, self._complete)
            if completed and talk is None:
                talk = conversing.read(completed)
                reply = catalogue.reply(talk, history) if talk else None
        if reply is not None:
            whole = reply.understood or completed
            yield replace(reply, question=question, understood=whole, follows=completed is not None)
            return
        compared = self._told_of_each(sides, scope) if sides else []
        if apart:
            compared = self._told_in_turn(apart, history, scope)
        if any(one.said for one in compared):
            yield from self._compare(compared, history, Answer("", question=question, follows=completed is not None))
            return
        completed, retrieved = self._found(plain, completed, history, scope)
        whole = completed or (plain if plain != asked else None)
        if retrieved is None or not retrieved.hits:
            nothing = retrieved is None or not scope
            said = language.nothing_indexed(tongue) if nothing else language.nothing_within(tongue)
            yield Answer(said, refused=True, question=question)
            return
        yield from self._answer(
            retrieved, history, Answer("", question=question, understood=whole, follows=completed is not None)
        )

    def _found(
        self, question: str, completed: str | None, history: Sequence[Message], scope: Scope
    ) -> tuple[str | None, Retrieved | None]:
        """What is found for a question, and how that goes on with the turns before it; None where it does not.

        Args:
            question: as it was asked, without what is only polite.
            completed: made whole by its wording; None where that is not said.
            history: the turns before it.
            scope: which articles count.
        """
        retrieved = self._retrieve(completed or question, scope)
        if retrieved is None:
            return completed, None
        whole = GoingOn(history, self._answers, self._retrieve, scope).of(question, completed, retrieved)
        return (completed, retrieved) if whole is None else (whole.question, whole.found)

    def _retrieve(self, question: str, scope: Scope) -> Retrieved | None:
        found = self._library.retrieve(as_read(question), CONSIDERED, scope)
        return None if found is None else answerable(found, self._config.refuse_below)

    def _answers(self, retrieved: Retrieved) -> bool:
        return confidence(retrieved) >= self._config.refuse_below

    def _answer(self, retrieved: Retrieved, history: Sequence[Message], blank: Answer) -> Iterator[Answer]:
        """The answer that grows out of what was found, or the refusal."""
        query, hits = retrieved.query, retrieved.hits
        answers = self._answers(retrieved)
        if not answers:
            hits = _whatever_the_time(retrieved)
        tongue = language.replied_in(blank.question)
        near = hits[0].title, hits[0].source
        refused = replace(
            blank,
            text=language.refusal(tongue, query.text, near),
            refused=True,
            understood=query.understood or blank.understood,
            hits=hits,
        )
        if not answers:
            yield refused
            return
        own = self._extractive.generate(query, hits, ())
        yield from self._composed(refused, query, history, _highlighted(own, query.text))

    def _composed(
        self, refused: Answer, query: Query, history: Sequence[Message], own: Iterable[Statement | Unsupported]
    ) -> Iterator[Answer]:
        """The answer that grows out of the passages of a refusal, or that refusal.

        Args:
            refused: what is said where nothing is.
            query: the question.
            history: the turns before it.
            own: the articles' own sentences, which answer without a language model.
        """
        answer, tongue = refused, language.replied_in(refused.question)
        left_out: list[str] = []
        composer = self._composer()
        try:
            said = own
            if composer is not self._extractive:
                said = _highlighted(composer.generate(query, refused.hits, history), query.text)
            for answer in _grown(refused, said, left_out):
                yield answer
        except LanguageModelError as error:
            logger.warning("%s", error)
            note = " ".join(filter(None, (language.model_note(error.reason, tongue), refused.note)))
            noted = replace(refused, note=note, unsupported=tuple(left_out))
            for answer in _grown(noted, own, left_out):
                yield answer
        if answer.refused:
            yield replace(answer, note=None)

    def _told_of_each(self, sides: Sequence[comparing.Side], scope: Scope) -> list[_Told]:
        """What the articles say of each of two things that are compared, judged like any question."""
        found = [self._retrieve(side.question, scope) for side in sides]
        sure = [one if one is not None and one.hits and self._answers(one) else None for one in found]
        said = comparing.told_of_each(sides, sure, self._extractive)
        return [
            _Told(one.query.text if one else side.question, one, tuple(own))
            for side, one, own in zip(sides, found, said, strict=True)
        ]

    def _told_in_turn(self, questions: Sequence[str], history: Sequence[Message], scope: Scope) -> list[_Told]:
        """What the articles say to each of some questions, of which one may go on with the one before."""
        turns, told = list(history), list[_Told]()
        for question in questions:
            completed = self._complete(question, conversing.remembered(turns))
            completed, found = self._found(question, completed, turns, scope)
            sure = found if found is not None and found.hits and self._answers(found) else None
            own = comparing.of_one(sure, self._extractive) if sure else ()
            told.append(_Told(found.query.text if found else question, sure, tuple(own)))
            answer = " ".join(statement.text for statement in own)
            turns += [Message(role="user", content=question), Message(role="assistant", content=answer)]
        return told

    def _compare(self, sides: Sequence[_Told], history: Sequence[Message], blank: Answer) -> Iterator[Answer]:
        """The answer about two things of which one at least is told of; it never says itself which is more."""
        tongue = language.replied_in(blank.question)
        told = [(one.found, one) for one in sides if one.said and one.found is not None]
        untold = [one for one in sides if not one.said]
        hits = _in_turns([found.hits for found, _ in told])
        asked = " ".join(one.question for one in sides)
        refused = replace(
            blank,
            text=language.refusal(tongue, asked, (hits[0].title, hits[0].source)),
            refused=True,
            understood=asked,
            hits=hits,
            note=" ".join(language.not_told(tongue, one.question) for one in untold) or None,
        )
        query = replace(told[0][0].query, text=" ".join(one.question for _, one in told))
        yield from self._composed(refused, query, history, _once([s for _, one in told for s in one.said], hits))


@dataclass(frozen=True, slots=True)
class _Told:
    """What was found of one of two things that are compared.

    Attributes:
        question: what was asked of it, as it was understood.
        found: the passages; None where nothing is indexed.
        said: the sentence that answers, behind the one that it goes on from; empty where none does.
    """

    question: str
    found: Retrieved | None
    said: tuple[Statement, ...] = ()


def _whatever_the_time(found: Retrieved) -> tuple[Hit, ...]:
    """The passages by what they tell of, whatever the time: nearest to a question about the price of a day is another
    day's price, and no other news of that day."""
    asked = AskedTime.of(found.query.text, found.query.today)
    if not asked:
        return found.hits

    def timeless(hit: Hit) -> float:
        document = found.documents.get(hit.source)
        return hit.score - (asked.adjust(document, hit.text) if document is not None else 0.0)

    return tuple(sorted(found.hits, key=timeless, reverse=True))


def _in_turns(found: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """The passages of two searches in turns, each once."""
    kept: dict[tuple[str, int, int], Hit] = {}
    for hits in zip_longest(*found):
        for hit in hits:
            if hit is not None:
                kept.setdefault((hit.source, hit.start, hit.end), hit)
    return tuple(kept.values())


def _once(said: Sequence[Statement], hits: Sequence[Hit]) -> list[Statement]:
    """Statements of the passages that were kept, each sentence of an article once, with all the words that answer."""
    kept = {(hit.source, hit.start, hit.end): hit for hit in hits}
    once: dict[tuple[str, int, int], Statement] = {}
    for statement in said:
        hit = kept[statement.hit.source, statement.hit.start, statement.hit.end]
        key = hit.source, statement.support.start, statement.support.end
        before = once.get(key)
        spans = {*statement.highlights, *(before.highlights if before else ())}
        once[key] = replace(before or statement, hit=hit, highlights=tuple(sorted(spans)))
    return list(once.values())


def _highlighted(said: Iterable[Statement | Unsupported], asked: str) -> Iterator[Statement | Unsupported]:
    """The same, with the words that answer a question, where they are to be marked."""
    for part in said:
        if isinstance(part, Statement) and part.marked:
            yield replace(part, highlights=tuple(statement_highlights(asked, part)))
        else:
            yield part


def _grown(answer: Answer, said: Iterable[Statement | Unsupported], left_out: list[str]) -> Iterator[Answer]:
    """An answer with ever more of what a generator says; `left_out` gets the sentences that nothing supports."""

    def supported() -> Iterator[Statement]:
        room = _HIGHLIGHTS
        for part in said:
            if isinstance(part, Unsupported):
                left_out.append(part.text)
            else:
                spans = part.highlights[:room]
                room -= len(spans)
                yield replace(part, highlights=spans)

    for cited in cite(supported(), answer.hits):
        answer = replace(
            answer,
            text=cited.text,
            citations=cited.citations,
            highlights=cited.highlights,
            refused=False,
            unsupported=tuple(left_out),
        )
        yield answer
    if len(left_out) > len(answer.unsupported):
        yield replace(answer, unsupported=tuple(left_out))
