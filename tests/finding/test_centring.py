"""What all texts of a language have in common."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEmbedder, FakeTokenEmbedder

from embeddings.embedder import SentenceTransformerEmbedder
from rag.finding.centring import ReferenceMeans, ship, shipped_means
from rag.finding.references import DOCUMENTS, QUESTIONS


def test_it_is_the_mean_of_questions_at_large(embedder: FakeEmbedder) -> None:
    asked = embedder.embed_queries(QUESTIONS["vi"])
    assert ReferenceMeans(embedder).questions("vi") == pytest.approx(asked.mean(axis=0))


def test_tokens_have_means_of_their_own() -> None:
    embedder = FakeTokenEmbedder()
    means = ReferenceMeans(embedder)
    _, asked = embedder.embed_queries_and_tokens(QUESTIONS["en"])
    _, said = embedder.embed_documents_and_tokens(DOCUMENTS["en"])
    assert means.question_tokens("en") == pytest.approx(np.concatenate([seen.vectors for seen in asked]).mean(axis=0))
    assert means.document_tokens("en") == pytest.approx(np.concatenate([seen.vectors for seen in said]).mean(axis=0))
    assert means.questions("en") == pytest.approx(embedder.embed_queries(QUESTIONS["en"]).mean(axis=0))


def test_texts_of_a_language_are_embedded_once(embedder: FakeEmbedder) -> None:
    means = ReferenceMeans(embedder)
    first = means.questions("vi")
    count = len(embedder.queries)
    assert means.questions("vi").tolist() == first.tolist()
    assert len(embedder.queries) == count
    assert not np.allclose(means.questions("en"), first)
    assert len(embedder.queries) > count
    assert np.isfinite(means.questions("lo")).all()
    assert means.question_tokens("vi") is means.document_tokens("vi") is None  # the fake model shows none


def test_what_is_known_from_before_is_not_embedded_again(embedder: FakeEmbedder) -> None:
    first = ReferenceMeans(embedder)
    first.complete_questions()
    assert set(first.known()) == {"questions vi", "questions en", "questions lo"}
    count = len(embedder.queries)
    later = ReferenceMeans(embedder)
    later.learn(first.known())
    later.complete_questions()
    assert len(embedder.queries) == count
    assert (len(first.found()), later.found()) == (3, frozenset())
    assert later.questions("lo").tolist() == first.questions("lo").tolist()


def test_the_shipped_means_are_those_of_the_bundled_model(real_model: SentenceTransformerEmbedder) -> None:
    """Where this fails, `python benchmarks/means.py` makes them anew."""
    means = ReferenceMeans(real_model)
    means.complete_questions()
    for language in DOCUMENTS:
        means.document_tokens(language)
    shipped = shipped_means(real_model.fingerprint)
    assert shipped.keys() == means.known().keys()
    for name, mean in means.known().items():
        assert shipped[name] == pytest.approx(mean, abs=1e-5), name


def test_means_of_another_model_are_not_taken(embedder: FakeEmbedder, tmp_path: Path) -> None:
    assert shipped_means(embedder.fingerprint) == {}
    means = ReferenceMeans(embedder)
    means.questions("en")
    path = tmp_path / "means.npz"
    ship(means, embedder.fingerprint, path)
    [(name, mean)] = shipped_means(embedder.fingerprint, path).items()
    assert (name, mean.tolist()) == ("questions en", means.questions("en").tolist())
    assert shipped_means("another", path) == {}
    assert shipped_means(embedder.fingerprint, tmp_path / "none.npz") == {}


def test_cosines_of_another_model_are_brought_to_those_of_the_bundled_one(
    real_model: SentenceTransformerEmbedder, embedder: FakeEmbedder
) -> None:
    means = ReferenceMeans(real_model)
    level = np.mean([means.questions(language) @ means.questions(language) for language in ("vi", "en")])
    assert means.spread() == pytest.approx(1.0, abs=0.001)
    means.learn(shipped_means(real_model.fingerprint), shipped=True)
    assert means.spread() == 1.0  # to the last bit

    other = ReferenceMeans(embedder)
    half = np.full(4, 0.5 * np.sqrt(0.5), np.float32)  # questions whose mean cosine is 0.5
    other.learn({"questions vi": half, "questions en": half})
    assert other.spread() == pytest.approx((1 - level) / (1 - 0.5), abs=0.001)
    other = ReferenceMeans(embedder)
    same = np.array([1.0, 0.0], np.float32)  # a model for which all is the same
    other.learn({"questions vi": same, "questions en": same})
    assert other.spread() == pytest.approx((1 - level) / 0.01, rel=0.01)
