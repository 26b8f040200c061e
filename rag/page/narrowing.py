"""The chat's limits: what is typed into their boxes to the articles that are searched, and back into words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from rag.datatypes import Scope
from rag.errors import ConfigError
from rag.files.sources import as_sources
from rag.text.dates import parse_date

__all__ = ["described", "narrowed"]


def narrowed(after: str | None, before: str | None, sources: str | None, texts: Mapping[str, str]) -> Scope:
    """Which articles are meant.

    Args:
        after: the first day, as `2024-06-26` or in any way that articles print it; empty for no bound.
        before: the last day.
        sources: files or folders between commas, as in `rag.files.sources.as_sources`; empty for all.
        texts: the chat's words.

    Raises:
        ConfigError: a day is none, or the first is later than the last; the message is for the reader.
    """
    first, last = _day(after, texts), _day(before, texts)
    if first and last and first > last:
        raise ConfigError(texts["bad_order"])
    return Scope(first, last, as_sources(name.strip() for name in re.split(r"[,;\n]", sources or "")))


def described(scope: Scope, texts: Mapping[str, str]) -> str:
    """A scope in the chat's words; empty where it leaves everything."""
    said = []
    for day, words in ((scope.after, texts["since"]), (scope.before, texts["until"])):
        if day is not None:
            said.append(words.format(day=texts["day"].format(d=day.day, m=day.month, y=day.year)))
    if scope.sources:
        said.append(texts["inside"].format(sources=", ".join(scope.sources)))
    return ", ".join(said)


def _day(typed: str | None, texts: Mapping[str, str]) -> date | None:
    if typed is None or not typed.strip():
        return None
    day = parse_date(typed)
    if day is None:
        raise ConfigError(texts["bad_day"].format(typed=typed.strip()))
    return day
