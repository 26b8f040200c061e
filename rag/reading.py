"""Reading the index that answers, whatever others write meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rag.config import Config
from rag.datatypes import Scope, Status
from rag.errors import StoreError
from rag.files.folder import check_folder
from rag.models import Models
from rag.storage.datadir import DataDir, OpenStore

if TYPE_CHECKING:  # these bring FAISS and many patterns, which status does without
    from rag.finding.query import Retrieved
    from rag.finding.retrieval import Retriever
    from rag.storage.snapshot import Snapshot

__all__ = ["IndexReader", "ReadLibrary"]

_T = TypeVar("_T")
_EVERYWHERE = Scope()


class IndexReader:
    """Reads one index, each time a state of its own. Safe to use from threads.

    Where there is none, and no folder of articles either, that is what is raised: the index went away with the folder.

    Args:
        folder: the articles.
        data_dir: where it lives.
        models: what questions are embedded with.
        config: how passages are searched for.
    """

    def __init__(self, folder: Path, data_dir: DataDir, models: Models, config: Config) -> None:
        self._folder = folder
        self._data_dir = data_dir
        self._models = models
        self._config = config

    def retrieve(
        self, question: str, k: int, scope: Scope = _EVERYWHERE, language: str | None = None, *, today: date
    ) -> Retrieved | None:
        """What a search finds; None where nothing has been indexed yet.

        Raises:
            FingerprintMismatchError: the index was made with another model or chunking.
            ModelError: a model cannot be loaded.
            StoreError: the store cannot be read.
        """

        def found(retriever: Retriever, snapshot: Snapshot) -> Retrieved:
            return retriever.search(question, snapshot, k, scope, language)

        return self.search(found, today)

    def search(self, search: Callable[[Retriever, Snapshot], _T], today: date) -> _T | None:
        """What a search of one state makes of it on a day; None where nothing has been indexed yet.

        Raises:
            FingerprintMismatchError: the index was made with another model or chunking.
            ModelError: a model cannot be loaded.
            StoreError: the store cannot be read.
        """
        from rag.finding.centring import DIGEST
        from rag.finding.retrieval import Retriever

        def read(opened: OpenStore) -> _T | None:
            if not opened.check(self._models.fingerprint()):
                return None
            embedder, means, reranker = self._models.embedder(), self._models.means(), self._models.reranker()
            with opened.store.snapshot() as snapshot:
                if not means.known():
                    means.learn(snapshot.means(DIGEST))
                index = opened.index(embedder.dimension)
                return search(Retriever(embedder, index, self._config, means, today, reranker), snapshot)

        return self.read(read)

    def look(self, look: Callable[[Snapshot], _T]) -> _T | None:
        """What is read from one state of the store; None before the first sync.

        Raises:
            StoreError: the store cannot be read.
        """

        def read(opened: OpenStore) -> _T:
            with opened.store.snapshot() as snapshot:
                return look(snapshot)

        return self.read(read)

    def status(self, folder: str) -> Status:
        """What is indexed, and where. Does not load the model.

        Args:
            folder: where the articles lie.

        Raises:
            StoreError: the store cannot be read.
        """
        data_dir = str(self._data_dir.path)

        def look(snapshot: Snapshot) -> Status:
            return Status(
                folder=folder,
                data_dir=data_dir,
                documents=snapshot.document_count(),
                chunks=snapshot.totals()[0],
                fingerprint=snapshot.setting("fingerprint"),
                size_bytes=self._data_dir.size_bytes(),
                last_sync=snapshot.setting("last_sync"),
                failed=snapshot.failures(),
                left_out=snapshot.left_out(),
                links=snapshot.links(),
            )

        return self.look(look) or Status(folder, data_dir, 0, 0, None, self._data_dir.size_bytes(), None)

    def read(self, read: Callable[[OpenStore], _T]) -> _T | None:
        """What is read from the store that answers; None before the first sync.

        A rebuild may put another store in its place meanwhile, and take the files of this one away: then it is read
        from that. Each is tried twice, since another account may just have begun to write it.

        Raises:
            ArticlesFolderError: there is no store, and the folder is missing or cannot be read.
            StoreError: the store cannot be read.
        """
        tried: Path | None = None
        while True:
            where = self._data_dir.current()
            try:
                opened = self._data_dir.opened()
                if opened is not None:
                    return read(opened)
                check_folder(self._folder)
                return None
            except StoreError:
                if tried == where:
                    raise
                tried = where
                self._data_dir.close()  # with what was made of half a state


@dataclass(frozen=True, slots=True)
class ReadLibrary:
    """What replies to one question are made from: a `rag.talk.library.Library`.

    Attributes:
        folder: what the folder of articles is called.
        today: the day that the question is asked on.
        index: what is searched and read.
    """

    folder: str
    today: date
    index: IndexReader

    def retrieve(self, question: str, k: int, scope: Scope, language: str | None = None) -> Retrieved | None:
        """See `IndexReader.retrieve`."""
        return self.index.retrieve(question, k, scope, language, today=self.today)

    def look(self, read: Callable[[Snapshot], _T]) -> _T | None:
        """See `IndexReader.look`."""
        return self.index.look(read)
