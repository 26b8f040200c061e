"""Fixtures that many tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fakes import FakeEmbedder, Folder
from hypothesis import settings

from embeddings.embedder import SentenceTransformerEmbedder
from rag import Assistant

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SAMPLE = Path(__file__).parents[1] / "articles"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# How long an example takes tells of the machine, not of the code
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")


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


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Syncs store every document before they read the next, where they else embed small ones together."""
    monkeypatch.setattr("rag.ingesting._TOGETHER", 1)


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    named = os.environ.get("HOIBAO_CHROMIUM")
    path = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.fail("the chat is tested in Chromium: apt-get install chromium, or name one in HOIBAO_CHROMIUM")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield running
        running.close()
