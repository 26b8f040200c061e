"""The models of one Assistant: each is loaded when it is first asked for, and once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from embeddings.errors import EmbeddingError
from rag.config import Config
from rag.errors import ModelError
from rag.text.words import VERSION

if TYPE_CHECKING:  # these bring FAISS, torch and LangChain, which opening and status do without
    from embeddings.embedder import Embedder
    from embeddings.reranker import Reranker
    from rag.files.chunking import Chunker
    from rag.finding.centring import ReferenceMeans

__all__ = ["Models"]


class Models:
    """What embeds, splits and reranks. Safe to use from threads.

    Args:
        config: which models.
        embedder: one that is loaded already, in place of `config.model`.
        reranker: one that is loaded already, in place of `config.reranker`.
    """

    def __init__(self, config: Config, embedder: Embedder | None = None, reranker: Reranker | None = None) -> None:
        self._config = config
        self._lock = threading.RLock()
        self._embedder = embedder
        self._reranker = reranker
        self._chunker: Chunker | None = None
        self._means: ReferenceMeans | None = None

    def embedder(self) -> Embedder:
        """The embedding model.

        Raises:
            ModelError: it cannot be loaded.
        """
        with self._lock:
            if self._embedder is None:
                try:
                    self._embedder = _load_embedder(self._config)
                except EmbeddingError as error:
                    raise ModelError(str(error)) from error
            return self._embedder

    def chunker(self) -> Chunker:
        """What splits articles as the embedding model counts tokens.

        Raises:
            ModelError: the embedding model cannot be loaded.
        """
        from rag.files.chunking import Chunker

        with self._lock:
            if self._chunker is None:
                embedder = self.embedder()
                self._chunker = Chunker(embedder.count_tokens, min(self._config.chunk_tokens, embedder.max_tokens))
            return self._chunker

    def reranker(self) -> Reranker | None:
        """What puts the best passages in order; None without one.

        Raises:
            ModelError: it cannot be loaded.
        """
        if self._reranker is None and self._config.reranker is not None:
            from embeddings.reranker import CrossEncoderReranker

            with self._lock:
                if self._reranker is None:
                    try:
                        self._reranker = CrossEncoderReranker(self._config.reranker, device=self._config.device)
                    except EmbeddingError as error:
                        raise ModelError(str(error)) from error
        return self._reranker

    def means(self) -> ReferenceMeans:
        """What all texts of a language have in common.

        Raises:
            ModelError: the embedding model cannot be loaded.
        """
        from rag.finding.centring import ReferenceMeans, shipped_means

        with self._lock:
            if self._means is None:
                self._means = ReferenceMeans(self.embedder())
                shipped = shipped_means(self.embedder().fingerprint)
                self._means.learn(shipped, shipped=bool(shipped))
            return self._means

    def fingerprint(self) -> str:
        """Names all that decides what an index holds; of two that differ, neither can read what the other made.

        Raises:
            ModelError: the embedding model cannot be loaded.
        """
        from embeddings.embedder import shows_tokens
        from rag.finding import interaction

        embedder = self.embedder()
        parts = [embedder.fingerprint, self.chunker().fingerprint, VERSION]
        if shows_tokens(embedder):
            parts.append(interaction.VERSION)
        return ", ".join(parts)


def _load_embedder(config: Config) -> Embedder:
    from embeddings.embedder import SentenceTransformerEmbedder

    if config.model is None:
        return SentenceTransformerEmbedder.bundled(device=config.device)
    return SentenceTransformerEmbedder(config.model, device=config.device)
