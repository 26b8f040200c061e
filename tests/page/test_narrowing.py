"""Limits as they are typed into the chat."""

from __future__ import annotations

from datetime import date

import pytest

from rag.datatypes import Scope
from rag.errors import ConfigError
from rag.page.narrowing import described, narrowed
from rag.page.wording import TEXTS

VI, EN = TEXTS["vi"], TEXTS["en"]


@pytest.mark.parametrize(
    ("after", "before", "sources", "scope"),
    [
        (None, "", " ", Scope()),
        ("2024-06-26", "", "", Scope(after=date(2024, 6, 26))),
        ("26/6/2024", "27 tháng 6 năm 2024", None, Scope(date(2024, 6, 26), date(2024, 6, 27))),
        ("2024-06-26", "2024-06-26", "", Scope(date(2024, 6, 26), date(2024, 6, 26))),
        ("", "", "kinh-te, ./le-hoi/2024*;a\\b.txt\nkinh-te,,", Scope(sources=("kinh-te", "le-hoi/2024*", "a/b.txt"))),
    ],
)
def test_what_is_typed_is_a_scope(after: str | None, before: str, sources: str | None, scope: Scope) -> None:
    assert narrowed(after, before, sources, VI) == scope


def test_what_is_no_day_or_no_span_is_said_in_the_readers_words() -> None:
    with pytest.raises(ConfigError, match=r"^“hôm kia” không phải là một ngày: hãy viết như 26/6/2024\.$"):
        narrowed(" hôm kia ", "", "", VI)
    with pytest.raises(ConfigError, match=r"^“31/2/2024” is no day: write it like 2024-06-26\.$"):
        narrowed("", "31/2/2024", "", EN)
    with pytest.raises(ConfigError, match=EN["bad_order"]):
        narrowed("2024-06-27", "2024-06-26", "", EN)


def test_a_scope_in_words() -> None:
    scope = Scope(date(2024, 1, 2), date(2024, 12, 31), ("kinh-te", "*.md"))
    assert described(scope, VI) == "từ 2/1/2024, đến 31/12/2024, trong kinh-te, *.md"
    assert described(scope, EN) == "from 2024-01-02, to 2024-12-31, in kinh-te, *.md"
    assert described(Scope(), VI) == ""
