"""One article told in short: the one that is named, that is about something, or that was quoted last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from rag.answers.citations import cite
from rag.answers.generating import Statement
from rag.answers.summarising import summary
from rag.datatypes import Answer, Document, Hit, Message, Scope, Sentence
from rag.finding.query import Retrieved
from rag.talk.conversing import Talk, remembered
from rag.talk.going_on import last_asked, quoted_in
from rag.talk.library import Library
from rag.talk.relevance import leading, relevant
from rag.talk.sayings import saying
from rag.text.words import terms

if TYPE_CHECKING:
    from rag.storage.snapshot import Snapshot

__all__ = ["SOUGHT", "Retelling"]

SOUGHT = 100
"""Passages among which articles about something are looked for."""


class Retelling:
    """Tells one article in its own sentences.

    Args:
        library: what is looked at.
        scope: which articles count.
        answered: whether what was found answers what was searched for.
    """

    def __init__(self, library: Library, scope: Scope, answered: Callable[[Retrieved], bool]) -> None:
        self._library = library
        self._scope = scope
        self._answered = answered

    def quoted(self, history: Sequence[Message]) -> list[tuple[Hit, Sentence]]:
        """The sentences that were quoted last, in their order, as far as their articles still have them."""
        return _quoted(history, self._last_found(history))

    def reply(self, talk: Talk, history: Sequence[Message]) -> Answer | None:
        """The article that is meant, by its best sentences; None where it cannot be told which that is.

        Args:
            talk: what is wanted.
            history: the turns before it.
        """
        source, understood = self._source_of(talk.topic), None
        if source is None:
            found = self._found(talk, history)
            if found is None:
                return None
            source, understood = found

        def look(snapshot: Snapshot) -> tuple[Document, list[Statement], tuple[Hit, ...]]:
            document = snapshot.document(source)
            return document, *summary(document, snapshot.chunks_of(source))

        told = self._library.look(look)
        if told is None or not told[1]:
            return None
        document, statements, hits = told
        *_, cited = cite(statements, hits)
        head = saying("summary", talk.language).format(title=document.title)
        return Answer(f"{head}\n{cited.text}", cited.citations, hits=hits, understood=understood)

    def _found(self, talk: Talk, history: Sequence[Message]) -> tuple[str, str | None] | None:
        """The source that is about a topic, or that answered the question before, and how the topic was understood."""
        if not talk.topic:
            last = self._last_found(history)
            quoted = _quoted(history, last)
            if quoted:
                return quoted[0][0].source, None
            return (last.hits[0].source, None) if last and last.hits and self._answered(last) else None
        retrieved = self._library.retrieve(talk.topic, SOUGHT, self._scope, talk.language)
        if retrieved is None or not retrieved.hits:
            return None
        about = relevant(retrieved, talk.language) or leading(retrieved, talk.language)
        return (about[0].source, retrieved.query.understood) if about else None

    def _last_found(self, history: Sequence[Message]) -> Retrieved | None:
        """What is found for the last question to the articles."""
        topic = last_asked(remembered(history))
        return self._library.retrieve(topic, SOUGHT, self._scope) if terms(topic) else None

    def _source_of(self, name: str) -> str | None:
        """The source that a file name, perhaps without folders and ending, is of; None for none and for several."""
        wanted = name.casefold().removeprefix("./")
        if not wanted or (" " in wanted and "." not in wanted):
            return None
        sources = self._library.look(lambda snapshot: snapshot.sources()) or []
        for part in range(3):  # the whole path, the file's name, the name without its ending
            names = {s: (s, PurePosixPath(s).name, PurePosixPath(s).stem)[part].casefold() for s in sources}
            found = [source for source, known in names.items() if known == wanted]
            if len(found) == 1:
                return found[0]
        return None


def _quoted(history: Sequence[Message], found: Retrieved | None) -> list[tuple[Hit, Sentence]]:
    """What was quoted last, as far as it is among what is found for the last question."""
    said = next(
        (turn["content"] for turn in reversed(history) if turn["role"] != "user" and "[1]" in turn["content"]), ""
    )
    return quoted_in(said, found.hits) if found else []
