"""What all questions have in common."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import FakeEmbedder

from rag.centring import QuestionCentre
from rag.references import QUESTIONS


def test_it_is_the_weighted_mean_of_questions_at_large(embedder: FakeEmbedder) -> None:
    half, whole = QuestionCentre(embedder, 0.5).of("vi"), QuestionCentre(embedder, 1.0).of("vi")
    asked = embedder.embed_queries(QUESTIONS["vi"])
    assert whole == pytest.approx(asked.mean(axis=0))
    assert half == pytest.approx(whole / 2)


def test_questions_of_a_language_are_embedded_once(embedder: FakeEmbedder) -> None:
    centre = QuestionCentre(embedder, 0.5)
    first = centre.of("vi")
    count = len(embedder.queries)
    assert centre.of("vi").tolist() == first.tolist()
    assert len(embedder.queries) == count
    assert not np.allclose(centre.of("en"), first)
    assert len(embedder.queries) > count
    assert np.isfinite(centre.of("lo")).all()
    assert centre.of_tokens("vi") is None  # the fake model shows none
