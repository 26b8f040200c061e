"""The facade: open a folder of articles, sync it, search it, ask it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from rag.arguments import as_clock, as_config, as_count, as_part, as_switch, as_told
from rag.config import Config
from rag.datatypes import Answer, Document, Hit, Progress, Scope, Status, SyncReport
from rag.errors import DocumentNotFoundError
from rag.files.folder import as_on_disk, as_path, check_folder
from rag.files.sources import Sources, as_source
from rag.finding.explanation import Explanation
from rag.finding.scopes import as_scope
from rag.generators import Generators
from rag.messages import History, as_messages, as_read
from rag.models import Models
from rag.reading import IndexReader, ReadLibrary
from rag.storage.datadir import DataDir
from rag.text.words import terms

if TYPE_CHECKING:  # these bring FAISS, torch, LangChain or many patterns, which opening and status do without
    from embeddings.embedder import Embedder
    from embeddings.reranker import Reranker
    from rag.answers.generating import Generator
    from rag.talk.suggesting import Suggester

__all__ = ["Assistant"]


class Assistant:
    """Answers questions over one folder of articles. Safe to use from many threads.

    Made by `open`; a context manager that closes its files.

    Args:
        folder: the articles.
        data_dir: where the index lives.
        config: the settings.
        embedder: an embedding model that is loaded already; None loads `config.model` when it is first needed.
        reranker: one that is loaded already; None loads `config.reranker`, if it names one, when it is first needed.
        generator: what composes answers; None is the language model that `config` names, or the extractive one.
        today: tells the day that "yesterday" is seen from; asked once for each question.
    """

    def __init__(
        self,
        folder: Path,
        data_dir: Path,
        config: Config,
        *,
        embedder: Embedder | None = None,
        reranker: Reranker | None = None,
        generator: Generator | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._folder = folder
        self._data_dir = DataDir(data_dir)
        self._config = config
        self._models = Models(config, embedder, reranker)
        self._index = IndexReader(folder, self._data_dir, self._models, config)
        self._generators = Generators(config, self._models, self._document_or_none, generator)
        self._today = today

    @classmethod
    def open(
        cls,
        folder: str | Path,
        data_dir: str | Path | None = None,
        config: Config | None = None,
        *,
        embedder: Embedder | None = None,
        reranker: Reranker | None = None,
        generator: Generator | None = None,
        today: Callable[[], date] = date.today,
    ) -> Assistant:
        """Open a folder of articles. Quick: the model is loaded, and the index read, when first needed.

        Args:
            folder: the articles; searched through with its subfolders.
            data_dir: where the index lives; `.hoibao` inside the folder unless given.
            config: the settings; unless given, the defaults and the language model that the environment names.
            embedder: an embedding model of your own in place of `config.model`.
            reranker: one of your own in place of `config.reranker`.
            generator: what composes answers, in place of the articles' own sentences or a language model.
            today: tells the day that "yesterday" in a question is seen from.

        Raises:
            ArticlesFolderError: the folder is missing, is a file or cannot be read.
            ConfigError: the environment names half a language model, what is given names no folder, or an argument is
                nothing of the kind that it should be.
        """
        path = as_on_disk(as_path("folder", folder))
        check_folder(path)
        where = as_path("data_dir", data_dir) if data_dir is not None else path / ".hoibao"
        return cls(
            path,
            where,
            as_config(config),
            embedder=as_part("embedder", embedder),
            reranker=as_part("reranker", reranker),
            generator=as_part("generator", generator),
            today=as_clock(today),
        )

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the index; it is opened again if the assistant is used again."""
        self._data_dir.close()

    def sync(self, progress: Callable[[Progress], None] | None = None, *, rebuild: bool = False) -> SyncReport:
        """Make the index equal the folder: only what is new, changed, moved or gone costs anything.

        Args:
            progress: called as files are done.
            rebuild: make the whole index anew, for another model or after damage; the old one answers until then.

        Raises:
            ArticlesFolderError: the folder cannot be read; the index stays as it is.
            ConfigError: `progress` cannot be called, or `rebuild` is neither True nor False.
            DataDirError: the index cannot be written where it is to live; `ReadOnlyIndexError` where it can be asked.
            FingerprintMismatchError: the index was made with another model or chunking.
            ModelError: the embedding model cannot be loaded.
            StoreError: the store is corrupt, or the disk is full; what was stored before stays.
            SyncBusyError: another sync did not finish within `Config.lock_timeout`.
        """
        from rag.finding.centring import DIGEST
        from rag.syncing import Syncer

        progress, rebuild = as_told("progress", progress), as_switch("rebuild", rebuild)
        check_folder(self._folder)
        self._data_dir.prepare()  # before the model is loaded for nothing
        embedder, chunker, means = self._models.embedder(), self._models.chunker(), self._models.means()
        timeout = self._config.lock_timeout
        with self._data_dir.writing(self._models.fingerprint(), rebuild=rebuild, timeout=timeout) as opened:
            with opened.store.snapshot() as snapshot:
                means.learn(snapshot.means(DIGEST))
            report = Syncer(
                self._folder,
                opened.store,
                embedder,
                chunker,
                means,
                max_file_bytes=self._config.max_file_bytes,
                exclude=self._data_dir.path,
                progress=progress,
            ).run()
            means.complete_questions()
            if means.found():
                opened.store.keep_means(DIGEST, means.known())
            index = opened.index(embedder.dimension)
            with opened.store.snapshot() as snapshot:
                index.current(snapshot)
            index.save()
        return report

    def watching(self, told: Callable[[SyncReport], None] | None = None) -> AbstractContextManager[None]:
        """A block within which every change in the folder is synced, by a thread of its own.

        What goes wrong is logged once, and tried again. Leaving the block stops a sync that is under way; the next one
        goes on there.

        Args:
            told: called with the report of each sync, in that thread.

        Raises:
            ConfigError: `told` cannot be called.
        """
        from rag.watching import watching

        return watching(self.sync, self._folder, self._data_dir.path, as_told("told", told))

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        after: date | str | None = None,
        before: date | str | None = None,
        sources: Sources = None,
    ) -> list[Hit]:
        """The passages that fit a question best, best first.

        Args:
            question: in any language, with or without diacritics.
            k: how many at the most; no more than twice `Config.candidates` are looked at, so no more than these come.
            after: only articles published on this day or later: a date, a datetime or `YYYY-MM-DD`.
            before: only articles published on this day or earlier.
            sources: only these files or folders; `*` stands for any characters, `/` among them, and `?` for one.

        Raises:
            ArticlesFolderError: nothing is indexed, and the folder is gone or cannot be read.
            ConfigError: the question is no text, `after` or `before` no date, or `sources` names no files.
            FingerprintMismatchError: the index was made with another model or chunking.
            ModelError: the embedding model cannot be loaded.
            StoreError: the store cannot be read.
        """
        asked, scope, most = as_read(question), as_scope(after, before, sources, self._folder), as_count("k", k)
        if not most or not terms(asked):
            return []
        retrieved = self._index.retrieve(asked, most, scope, today=self._today())
        return list(retrieved.hits) if retrieved else []

    def explain(
        self,
        question: str,
        k: int = 10,
        *,
        history: History = (),
        expect: str | os.PathLike[str] | None = None,
        after: date | str | None = None,
        before: date | str | None = None,
        sources: Sources = None,
    ) -> Explanation:
        """How `search` and `ask` come to what they find, and whether `ask` answers: the same search, told.

        For two things that are compared, and two questions in one line, `ask` searches one after the other: these are
        the explanation's `sides`.

        Args:
            question: in any language, with or without diacritics.
            k: how many passages at the most; `ask` considers 10.
            history: the turns before this question, oldest first, as `rag.messages.as_messages` takes them.
            expect: the source of a file that should be found, to learn what became of it.
            after: only articles published on this day or later: a date, a datetime or `YYYY-MM-DD`.
            before: only articles published on this day or earlier.
            sources: only these files or folders; `*` stands for any characters, `/` among them, and `?` for one.

        Raises:
            RagError: as `search`.
        """
        from rag.explaining import explain_question

        return explain_question(
            question,
            as_messages(history),
            as_count("k", k),
            as_scope(after, before, sources, self._folder),
            None if expect is None else as_source(expect),
            index=self._index,
            generators=self._generators,
            config=self._config,
            today=self._today(),
        )

    def ask(
        self,
        question: str,
        history: History = (),
        *,
        after: date | str | None = None,
        before: date | str | None = None,
        sources: Sources = None,
    ) -> Answer:
        """Answer a question from the articles, or say that they do not.

        Args:
            question: in any language, with or without diacritics.
            history: the turns before this question, oldest first, as `rag.messages.as_messages` takes them.
            after: only articles published on this day or later: a date, a datetime or `YYYY-MM-DD`.
            before: only articles published on this day or earlier.
            sources: only these files or folders; `*` stands for any characters, `/` among them, and `?` for one.

        Raises:
            RagError: as `search`.
        """
        *_, answer = self.stream(question, history, after=after, before=before, sources=sources)
        return answer

    def stream(
        self,
        question: str,
        history: History = (),
        *,
        after: date | str | None = None,
        before: date | str | None = None,
        sources: Sources = None,
    ) -> Iterator[Answer]:
        """The answer as it grows: yields ever more of it, the whole of it last. Otherwise like `ask`.

        Where a language model breaks off, it starts anew with the articles' own sentences, and a note.
        """
        from rag.talk.replying import Replier

        generators = self._generators
        replier = Replier(
            self._library(), self._config, generators.chosen, generators.extractive(), generators.completed
        )
        yield from replier.stream(question, as_messages(history), as_scope(after, before, sources, self._folder))

    def _library(self) -> ReadLibrary:
        return ReadLibrary(self._folder.name or str(self._folder), self._today(), self._index)

    def document(self, source: str | os.PathLike[str]) -> Document:
        """The indexed article of a source, as citations count its characters.

        Raises:
            ConfigError: `source` is neither a text nor a path.
            DocumentNotFoundError: no such article is indexed.
            StoreError: the store cannot be read.
        """
        named = as_source(source)
        document = self._index.look(lambda snapshot: snapshot.document(named))
        if document is None:
            raise DocumentNotFoundError(named)
        return document

    def _document_or_none(self, source: str) -> Document | None:
        try:
            return self.document(source)
        except DocumentNotFoundError:  # removed while it was read from
            return None

    def examples(self, n: int = 4) -> list[str]:
        """A few questions that the articles answer, made from the titles of the newest.

        Raises:
            StoreError: the store cannot be read.
        """
        from rag.talk.suggesting import of_titles

        most = as_count("n", n)
        return self._index.look(lambda snapshot: of_titles(snapshot, most)) or []

    def suggestions(self, n: int = 3) -> list[str]:
        """A few questions for a number, a day or a place in the newest articles, asked to be sure of the answer.

        They come in the language of most articles. Seeking them takes a second or so, and the model; they are sought
        again where the articles that they come from have changed. No language model is asked.

        Raises:
            RagError: as `ask`.
        """
        from rag.talk.replying import Replier

        most, library, extractive = as_count("n", n), self._library(), self._generators.extractive
        replier = Replier(library, self._config, extractive, extractive())
        return self._suggester.suggest(library, lambda question: list(replier.stream(question, [], Scope()))[-1], most)

    @cached_property
    def _suggester(self) -> Suggester:
        from rag.talk.suggesting import Suggester

        return Suggester()

    def status(self) -> Status:
        """What is indexed, and where. Does not load the model.

        Raises:
            StoreError: the store cannot be read.
        """
        return self._index.status(str(self._folder))
