"""What composes the answers of one Assistant: each is made when it is first asked for, and once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rag.config import Config
from rag.datatypes import Document, Message
from rag.models import Models

if TYPE_CHECKING:  # these bring many patterns, or the client of a language model
    from rag.answers.generating import Generator
    from rag.llm.rewriting import Rewriter

__all__ = ["Generators"]


class Generators:
    """The articles' own sentences, or a language model. Safe to use from threads.

    Args:
        config: names the language model, if there is one.
        models: what a language model's sentences are checked with.
        document: the indexed article of a source; None where it is gone.
        given: a generator that is made already, in place of the one that `config` names.
    """

    def __init__(
        self, config: Config, models: Models, document: Callable[[str], Document | None], given: Generator | None
    ) -> None:
        self._config = config
        self._models = models
        self._document = document
        self._given = given
        self._extractive: Generator | None = None
        self._language_model: Generator | None = None
        self._rewriter: Rewriter | None = None
        self._lock = threading.RLock()

    def chosen(self) -> Generator:
        """What composes answers.

        Raises:
            ModelError: the embedding model cannot be loaded.
        """
        if self._given is not None:
            return self._given
        return self.extractive() if self._config.llm_url is None else self._checked_language_model()

    def extractive(self) -> Generator:
        """What answers without a language model."""
        with self._lock:
            if self._extractive is None:
                from rag.answers.answering import ExtractiveGenerator

                self._extractive = ExtractiveGenerator(self._config)
            return self._extractive

    def completed(self, question: str, history: Sequence[Message]) -> str | None:
        """A question that leans on the turns before it, made whole; None where it stands alone."""
        from rag.understanding.following import complete

        rewritten = None
        if history and self._config.llm_url is not None and self._given is None:
            rewritten = self._rewriting().rewrite(question, history)
        return rewritten or complete(question, history)

    def _rewriting(self) -> Rewriter:
        with self._lock:
            if self._rewriter is None:
                from rag.llm.rewriting import Rewriter

                self._rewriter = Rewriter(self._config)
            return self._rewriter

    def _checked_language_model(self) -> Generator:
        with self._lock:
            if self._language_model is None:
                from rag.answers.support import MEANING, SupportChecker
                from rag.llm.chatmodel import OpenAIGenerator

                embedder = self._models.embedder()
                meaning = 1 - (1 - MEANING) / self._models.means().spread()
                checker = SupportChecker(embedder, self._document, meaning=meaning)
                self._language_model = OpenAIGenerator(self._config, checker, embedder.count_tokens)
            return self._language_model
