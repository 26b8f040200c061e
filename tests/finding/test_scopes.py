"""Days, files and folders as callers name them, to a scope."""

from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path

import pytest

from rag.datatypes import Scope
from rag.errors import ConfigError
from rag.finding.scopes import as_scope


@pytest.mark.parametrize(
    "day",
    [date(2024, 2, 29), "2024-02-29", datetime(2024, 2, 29, 23, 59, tzinfo=timezone.utc), datetime(2024, 2, 29)],
)
def test_a_day_is_a_date_a_time_or_a_text(tmp_path: Path, day: object) -> None:
    assert as_scope(day, None, None, tmp_path) == Scope(after=date(2024, 2, 29))
    assert as_scope(None, day, None, tmp_path) == Scope(before=date(2024, 2, 29))
    assert type(as_scope(day, None, None, tmp_path).after) is date  # no other day is compared with a datetime


@pytest.mark.parametrize(
    "day", ["", "2024", "2024-2-29", "2023-02-29", "29/2/2024", "20240229", "2024-W09", 2024, b"x"]
)
def test_what_is_no_day_is_said(tmp_path: Path, day: object) -> None:
    with pytest.raises(ConfigError) as caught:
        as_scope(None, day, None, tmp_path)
    assert str(caught.value) == f"before is {day!r}: give a date, a datetime, or the day as YYYY-MM-DD"


def test_without_limits_everything_counts_and_files_are_named_as_the_articles_have_them(tmp_path: Path) -> None:
    (tmp_path / "kinh-te").mkdir()
    assert as_scope(None, None, None, tmp_path) == Scope()
    assert as_scope(None, None, [tmp_path / "kinh-te", "*.md"], tmp_path) == Scope(sources=("kinh-te", "*.md"))
