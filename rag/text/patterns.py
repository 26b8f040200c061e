"""Patterns built from several, for words typed with Vietnamese marks or without."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property

import regex

from rag.text.words import fold, has_marks

__all__ = ["NAME", "Pattern", "alternatives", "any_of", "groups", "lenient", "lenient_source", "row_of", "words_in"]


NAME = r"\p{Lu}[\p{L}\p{M}'’-]*"
"""The pattern of a word with a capital."""


def alternatives(patterns: Sequence[str], at: int = 0) -> str:
    """One pattern for several that name the same groups, which are numbered from `at`; `groups` reads them."""
    numbered = [re.sub(r"\(\?P([<=])(\w+)", rf"(?P\1\g<2>_{n}", pattern) for n, pattern in enumerate(patterns, at)]
    return f"(?:{'|'.join(numbered)})"


def any_of(*patterns: str, flags: int = regex.IGNORECASE) -> regex.Pattern[str]:
    """The pattern of what any of several finds."""
    return regex.compile("|".join(patterns), flags)


def groups(match: re.Match[str]) -> dict[str, str]:
    """The groups that took part in a match, by the name that they had before `alternatives` numbered them."""
    return {name.partition("_")[0]: value for name, value in match.groupdict().items() if value is not None}


class Pattern:
    """A pattern for texts with marks, and the same without for texts that have none.

    A text with marks is not read without: there, `quỹ 2` is not `quý 2`.

    Args:
        patterns: alternatives, the first that fits counts; they may name the same groups.
    """

    def __init__(self, *patterns: str) -> None:
        self._source = alternatives(patterns)

    @cached_property  # compiled when first needed
    def _marked(self) -> re.Pattern[str]:
        return re.compile(self._source, re.IGNORECASE)

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        return re.compile(fold(self._source), re.IGNORECASE)

    def of(self, text: str) -> re.Pattern[str]:
        """The one of the two that fits a text."""
        return self._marked if has_marks(text) else self._plain


def lenient_source(pattern: str) -> str:
    """A pattern whose letters may each be typed without its marks, for a turn that leaves out some of them.

    A mark that is typed must be right: `cháo` is no `chào`.
    """
    return "".join(f"[{c}{fold(c)}]" if fold(c) != c else c for c in unicodedata.normalize("NFC", pattern))


def lenient(pattern: str) -> regex.Pattern[str]:
    """A pattern as `lenient_source` has it, compiled, in any case."""
    return regex.compile(lenient_source(pattern), regex.IGNORECASE)


def words_in(rows: str) -> str:
    """A pattern for the words of a table: rows divided by `|`, words by commas."""
    return "|".join(sorted(re.split(r"[|,]", rows), key=len, reverse=True))


def row_of(rows: str) -> dict[str, int]:
    """The number of the row, from 1, that each word of a table is in; words are folded."""
    return {fold(word): number for number, row in enumerate(rows.split("|"), 1) for word in row.split(",")}
