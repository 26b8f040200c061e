"""What composes answers: the protocol, and the sentences that it yields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.datatypes import Hit, Message, Sentence
from rag.finding.query import Query

__all__ = ["Generator", "Statement", "Unsupported"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer and the sentence of a passage that supports it.

    Attributes:
        text: the sentence, without markers.
        hit: the passage.
        support: the sentence of that passage that says so.
        also: further passages and sentences of theirs, where it takes several to say so.
        lead: what stands before the sentence and is not of it, such as the year it tells of; with its white space.
        marked: whether words that answer are to be marked in it; in a sentence that only adds to a better one, what
            looks like an answer seldom is.
        highlights: spans (start, end) of `text` that hold the kind of thing asked for.
        item: whether it is an item of a list, on a line of its own.
    """

    text: str
    hit: Hit
    support: Sentence
    also: tuple[tuple[Hit, Sentence], ...] = ()
    lead: str = ""
    marked: bool = True
    highlights: tuple[tuple[int, int], ...] = ()
    item: bool = False

    @property
    def place(self) -> int:
        """Which of the passage's sentences supports it."""
        return next(place for place, one in enumerate(self.hit.sentences) if one.start == self.support.start)


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A sentence that a generator made and no passage supports; it is left out of the answer, and counted.

    Attributes:
        text: the sentence, without markers.
    """

    text: str


class Generator(Protocol):
    """What composes an answer from passages."""

    def generate(
        self, query: Query, hits: Sequence[Hit], history: Sequence[Message]
    ) -> Iterator[Statement | Unsupported]:
        """Yield the answer sentence by sentence, each with its support; nothing where the passages do not answer.

        Raises:
            LanguageModelError: it can say nothing; the extractive generator answers in its place.
        """
        ...
