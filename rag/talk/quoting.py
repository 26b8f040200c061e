"""What of the articles was quoted in an answer, told from its text alone."""

from __future__ import annotations

from collections.abc import Iterable

from rag.datatypes import Hit, Sentence

__all__ = ["quoted_in"]


def quoted_in(said: str, hits: Iterable[Hit]) -> list[tuple[Hit, Sentence]]:
    """The sentences of some passages that stand in what was said, in the order in which they were said."""
    places = [(said.find(sentence.text), hit, sentence) for hit in hits for sentence in hit.sentences]
    return [(hit, sentence) for place, hit, sentence in sorted(places, key=lambda told: told[0]) if place >= 0]
