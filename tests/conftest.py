"""Fixtures that many tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeEmbedder, Folder

from rag import Assistant


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
