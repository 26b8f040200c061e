"""A turn to what is said to it: small talk, a list of articles, a summary, an answer, or a refusal.

The assistant lends what a reply is made from; nothing here opens a file or loads a model.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from rag import conversing, language
from rag.cataloguing import Catalogue, Library
from rag.citations import cite
from rag.confidence import confidence
from rag.config import Config
from rag.courtesies import plainly
from rag.datatypes import Answer, Message, Scope
from rag.errors import LanguageModelError
from rag.following import complete
from rag.generating import Generator, Statement, Unsupported
from rag.highlighting import highlights
from rag.messages import as_read
from rag.query import Retrieved
from rag.words import terms

__all__ = ["Replier"]

logger = logging.getLogger(__name__)

_CONSIDERED = 10  # passages that an answer is made from
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
        tongue = language.language_of(asked)
        if not terms(asked):
            yield Answer(language.ask_for_question(tongue), refused=True, question=question)
            return
        plain = plainly(asked)
        catalogue = Catalogue(self._library, scope, self._answers)
        talk = conversing.read(asked)
        reply = catalogue.reply(talk, history) if talk else None
        completed = None
        if reply is None:
            another = conversing.another_list(plain, history)
            completed = another or self._complete(plain, conversing.remembered(history))
        if completed and talk is None:
            talk = conversing.read(completed)
            reply = catalogue.reply(talk, history) if talk else None
        if reply is not None:
            understood = reply.understood or completed
            yield replace(reply, question=question, understood=understood, follows=completed is not None)
            return
        whole = completed or (plain if plain != asked else None)
        retrieved = self._library.retrieve(as_read(whole or asked), _CONSIDERED, scope)
        if retrieved is None or not retrieved.hits:
            nothing = retrieved is None or not scope
            said = language.nothing_indexed(tongue) if nothing else language.nothing_within(tongue)
            yield Answer(said, refused=True, question=question)
            return
        yield from self._answer(
            retrieved, history, Answer("", question=question, understood=whole, follows=completed is not None)
        )

    def _answers(self, retrieved: Retrieved) -> bool:
        return confidence(retrieved) >= self._config.refuse_below

    def _answer(self, retrieved: Retrieved, history: Sequence[Message], blank: Answer) -> Iterator[Answer]:
        """The answer that grows out of what was found, or the refusal."""
        query, hits = retrieved.query, retrieved.hits
        tongue = language.language_of(blank.question)
        near = hits[0].title, hits[0].source
        refused = replace(
            blank,
            text=language.refusal(tongue, query.text, near),
            refused=True,
            understood=query.understood or blank.understood,
            hits=hits,
        )
        answer = refused
        if self._answers(retrieved):
            left_out: list[str] = []
            try:
                for answer in _grown(refused, self._composer().generate(query, hits, history), query.text, left_out):
                    yield answer
            except LanguageModelError as error:
                logger.warning("%s", error)
                noted = replace(refused, note=language.model_note(error.reason, tongue), unsupported=tuple(left_out))
                for answer in _grown(noted, self._extractive.generate(query, hits, ()), query.text, left_out):
                    yield answer
        if answer.refused:
            yield answer


def _grown(
    answer: Answer, said: Iterable[Statement | Unsupported], asked: str, left_out: list[str]
) -> Iterator[Answer]:
    """An answer with ever more of what a generator says; `left_out` gets the sentences that nothing supports."""

    def supported() -> Iterator[Statement]:
        room = _HIGHLIGHTS
        for part in said:
            if isinstance(part, Unsupported):
                left_out.append(part.text)
            else:
                spans = tuple(highlights(asked, part.text)[:room]) if part.marked else ()
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
