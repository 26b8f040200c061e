"""What a search kept of its way: which reading is taken."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from rag.finding.query import Query
from rag.finding.tracing import Ranking


def ranking(text: str, language: str, **scores: float) -> Ranking:
    """One of which only this is known: the reading, and for each candidate its language and its score."""
    query = cast("Query", SimpleNamespace(text=text, language=language))
    records: list[Any] = [SimpleNamespace(language=spoken) for spoken in scores]
    return Ranking(query, records, [], [], [], np.array(list(scores.values())), {}, [], [])


def test_a_reading_is_as_good_as_its_best_passage() -> None:
    assert ranking("chợ bán gì", "vi", vi=0.7, en=0.8).best() == 0.8
    assert ranking("what is sold", "en", vi=0.7, en=0.6).best() == 0.7
    assert ranking("chợ bán gì", "vi").best() == -1.0


def test_without_marks_only_vietnamese_passages_speak_for_vietnamese_and_somewhat_less() -> None:
    assert ranking("cho ban gi", "vi", vi=0.7, en=0.8).best() == pytest.approx(0.68)
    assert ranking("cho ban gi", "vi", en=0.8).best() == pytest.approx(-1.02)
