"""Days, files and folders as a caller names them, to the scope that a search keeps to."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from rag.datatypes import Scope
from rag.errors import ConfigError
from rag.files.sources import Sources, as_sources

__all__ = ["as_scope"]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def as_scope(after: object, before: object, sources: Sources, folder: Path) -> Scope:
    """Which articles are meant.

    Args:
        after: the first day: a date, a datetime or `YYYY-MM-DD`; None for no bound.
        before: the last day.
        sources: files or folders, as `rag.files.sources.as_sources` takes them.
        folder: the articles.

    Raises:
        ConfigError: a day is none, or `sources` names no files.
    """
    return Scope(_day("after", after), _day("before", before), as_sources(sources, folder))


def _day(name: str, value: object) -> date | None:
    if value is None:
        return None
    if isinstance(value, datetime):  # a date, too, but one that no other day is compared with
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):  # newer Pythons read more than that
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise ConfigError(f"{name} is {value!r}: give a date, a datetime, or the day as YYYY-MM-DD")
