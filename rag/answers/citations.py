"""Statements to an answer's text with markers, and to citations that hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from rag.answers.generating import Statement
from rag.answers.markers import MARKER
from rag.datatypes import Citation, Hit, Sentence
from rag.errors import CitationError
from rag.text.sentences import is_cut

__all__ = ["Cited", "cite"]

_NUMBERED = regex.compile(r"(?:\d{1,2}|\p{Ll})[.)]|[-–—•+*] ")


@dataclass(frozen=True, slots=True)
class Cited:
    """What was said so far.

    Attributes:
        text: the statements, each with its lead before it and its markers behind it; an ellipsis stands where one is
            part of a longer sentence.
        citations: one for every marker, in the order of their numbers.
        highlights: the statements' highlights, as spans of `text`.
    """

    text: str = ""
    citations: tuple[Citation, ...] = ()
    highlights: tuple[tuple[int, int], ...] = ()


def cite(statements: Iterable[Statement], hits: Sequence[Hit], between: str = " ") -> Iterator[Cited]:
    """Number the statements' supports: yields what is said so far, after every statement.

    A sentence that supports two statements has one citation and one number. What an article prints like a marker,
    `[7]`, reads `(7)` in the answer, so that every marker there is one.

    Args:
        statements: what a generator says.
        hits: what was retrieved; nothing else is cited.
        between: what stands between two statements.

    Raises:
        CitationError: a support is not in its passage, or the passage was not retrieved: the generator made it up.
    """
    text = ""
    citations: list[Citation] = []
    highlights: list[tuple[int, int]] = []
    numbers: dict[tuple[str, int, int], int] = {}
    for statement in statements:
        markers: list[int] = []
        for hit, support in ((statement.hit, statement.support), *statement.also):
            _check(hit, support, hits)
            key = (hit.source, support.start, support.end)
            if key not in numbers:
                numbers[key] = len(citations) + 1
                of_article = hit.source, hit.title, hit.date
                citations.append(
                    Citation(numbers[key], *of_article, support.text, support.start, support.end, support.page)
                )
            markers.append(numbers[key])
        before, after = _ellipses(statement)
        text += _between(statement, between) if text else ""
        text += _unmarked(statement.lead) + before
        highlights += [(len(text) + start, len(text) + end) for start, end in statement.highlights]
        text += f"{_unmarked(statement.text)}{after} {' '.join(f'[{n}]' for n in dict.fromkeys(markers))}"
        yield Cited(text, tuple(citations), tuple(highlights))


def _between(statement: Statement, between: str) -> str:
    """What parts a statement from the one before it."""
    if not statement.item:
        return between
    return "\n" if _NUMBERED.match(statement.text) else "\n– "


def _unmarked(said: str) -> str:
    """The same, as long as before, without anything that looks like a marker."""
    return MARKER.sub(r"(\1)", said)


def _ellipses(statement: Statement) -> tuple[str, str]:
    """What stands before and after a statement that is part of a sentence too long to be quoted whole."""
    hit, support = statement.hit, statement.support
    if statement.text != support.text:
        return "", ""
    before, after = is_cut(hit.text, support.start - hit.start, support.end - hit.start)
    return "… " if before else "", " …" if after else ""


def _check(hit: Hit, support: Sentence, hits: Sequence[Hit]) -> None:
    quoted = hit.text[support.start - hit.start : support.end - hit.start]
    inside = hit.start <= support.start < support.end <= hit.end
    if hit not in hits or not inside or quoted != support.text:
        raise CitationError(f"{hit.source} [{support.start}:{support.end}] does not read {support.text!r}")
