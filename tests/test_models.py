"""The models of an assistant, loaded once and late."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fakes import FakeEmbedder, FakeReranker, FakeTokenEmbedder

from rag.config import Config
from rag.errors import ModelError
from rag.models import Models


def test_a_model_is_loaded_once_by_whoever_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[Config] = []

    def load(config: Config) -> FakeEmbedder:
        loaded.append(config)
        return FakeEmbedder()

    monkeypatch.setattr("rag.models._load_embedder", load)
    config = Config()
    models = Models(config)
    assert loaded == []
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: models.embedder(), range(8)))
    assert loaded == [config]
    assert set(map(id, found)) == {id(models.embedder())}


@pytest.mark.parametrize("device", ["mps", None])
def test_the_bundled_model_runs_where_it_is_told_to(monkeypatch: pytest.MonkeyPatch, device: str | None) -> None:
    asked: list[str | None] = []

    def bundled(*, device: str | None = None) -> FakeEmbedder:
        asked.append(device)
        return FakeEmbedder()

    monkeypatch.setattr("embeddings.embedder.SentenceTransformerEmbedder.bundled", bundled)
    Models(Config(device=device)).embedder()
    assert asked == [device]


def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nowhere"):
        Models(Config(model=str(tmp_path / "nowhere"))).embedder()
    with pytest.raises(ModelError, match="nowhere"):
        Models(Config(reranker=str(tmp_path / "nowhere")), FakeEmbedder()).reranker()


def test_models_that_are_given_are_taken() -> None:
    embedder, reranker = FakeEmbedder(), FakeReranker({})
    models = Models(Config(model="no such model", reranker="none either"), embedder, reranker)
    assert (models.embedder(), models.reranker()) == (embedder, reranker)
    assert Models(Config(), embedder).reranker() is None


def test_the_fingerprint_names_what_an_index_depends_on() -> None:
    assert Models(Config(chunk_tokens=16), FakeEmbedder()).fingerprint() == "fake@1, sentences-2/16, words-4"
    shown = Models(Config(chunk_tokens=32), FakeTokenEmbedder()).fingerprint()
    assert shown == "fake@1, sentences-2/32, words-4, tokens-4, references-1"


def test_means_are_found_out_once() -> None:
    models = Models(Config(), FakeEmbedder())
    assert models.means() is models.means()
