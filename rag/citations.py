"""Statements to an answer's text with markers, and to citations that hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rag.answering import Statement
from rag.datatypes import Citation

__all__ = ["cite"]


def cite(statements: Iterable[Statement]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Number the statements' supports: yields text and citations so far, after every statement.

    A sentence that supports two statements has one citation and one number. Only what stands in its passage, character
    for character, is cited.

    Raises:
        ValueError: a support is not where its statement says: a generator made it up.
    """
    text = ""
    citations: list[Citation] = []
    numbers: dict[tuple[str, int, int], int] = {}
    for statement in statements:
        hit, support = statement.hit, statement.support
        if hit.text[support.start - hit.start : support.end - hit.start] != support.text or not support.text:
            raise ValueError(f"{hit.source}: [{support.start}:{support.end}] does not read {support.text!r}")
        key = (hit.source, support.start, support.end)
        if key not in numbers:
            numbers[key] = len(citations) + 1
            citations.append(
                Citation(numbers[key], hit.source, hit.title, hit.date, support.text, support.start, support.end)
            )
        text += f"{' ' if text else ''}{statement.text} [{numbers[key]}]"
        yield text, tuple(citations)
