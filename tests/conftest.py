"""Fixtures that many tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeEmbedder, Folder

from embeddings.embedder import SentenceTransformerEmbedder
from rag import Assistant

SAMPLE = Path(__file__).parents[1] / "articles"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An empty folder of articles."""
    return Folder(tmp_path / "articles")


@pytest.fixture
def embedder() -> FakeEmbedder:
    """A model whose cosines are known."""
    return FakeEmbedder()


@pytest.fixture
def assistant(folder: Folder, embedder: FakeEmbedder) -> Iterator[Assistant]:
    """An assistant over the folder, nothing synced yet."""
    with Assistant.open(folder.path, embedder=embedder) as opened:
        yield opened


@pytest.fixture(scope="session")
def real_model() -> SentenceTransformerEmbedder:
    """The model that comes with the install, loaded once."""
    return SentenceTransformerEmbedder.bundled()


@pytest.fixture(scope="session")
def sample(real_model: SentenceTransformerEmbedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over the repository's own articles, synced; their folder is left as it is."""
    with Assistant.open(SAMPLE, tmp_path_factory.mktemp("sample") / "index", embedder=real_model) as opened:
        opened.sync()
        yield opened
