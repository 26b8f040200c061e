"""The vector index kept equal to the store: loaded from its file, caught up, rebuilt when it is no use."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from embeddings.errors import IndexFileError
from embeddings.index import VectorIndex
from rag.storage.snapshot import Snapshot

__all__ = ["IndexCache"]

_log = logging.getLogger(__name__)


class IndexCache:
    """The FAISS index of one store. A chunk id is never used twice, so the difference of ids is the difference.

    Args:
        path: the file that spares reading all vectors at the next start.
        dimension: length of the vectors.
    """

    def __init__(self, path: Path, dimension: int) -> None:
        self._path = path
        self._dimension = dimension
        self._lock = threading.Lock()
        self._index: VectorIndex | None = None
        self._stamp = ""
        self._generation = -1
        self._unsaved = 0

    def current(self, snapshot: Snapshot) -> VectorIndex:
        """The index, holding exactly the chunks of this snapshot, unless another thread has moved on to a newer one."""
        generation = snapshot.totals()[2]
        with self._lock:
            if self._index is None:
                self._index, self._stamp = self._load(snapshot)
            if generation > self._generation and snapshot.stamp() != self._stamp:
                self._catch_up(self._index, snapshot)
                self._stamp = snapshot.stamp()
            self._generation = max(generation, self._generation)
            return self._index

    def save(self) -> None:
        """Write the file, where enough has changed since to be worth it; failing is no loss but a slower next start."""
        with self._lock:
            if self._index is None or self._unsaved <= len(self._index) // 10:
                return
            try:
                self._index.save(self._path, self._stamp)
                self._unsaved = 0
            except OSError as error:
                _log.warning(
                    "%s: the index cache cannot be written (%s); the next start rebuilds it", self._path, error
                )

    def _load(self, snapshot: Snapshot) -> tuple[VectorIndex, str]:
        """The saved index and its stamp, if it is of this store's past; else an empty one."""
        try:
            index, stamp = VectorIndex.load(self._path)
            if index.dimension != self._dimension:
                raise IndexFileError(f"{self._path}: dimension {index.dimension}, the model has {self._dimension}")
            if not snapshot.descends_from(stamp):
                raise IndexFileError(f"{self._path}: not of this store")
            return index, stamp
        except IndexFileError as error:
            if self._path.exists():
                _log.warning("%s; it is rebuilt from the stored vectors", error)
            return VectorIndex(self._dimension), ""

    def _catch_up(self, index: VectorIndex, snapshot: Snapshot) -> None:
        wanted, held = snapshot.chunk_ids(), index.ids()
        removed = index.remove(held - wanted)
        missing = sorted(wanted - held)
        for at in range(0, len(missing), 10_000):
            index.add(*snapshot.vectors(missing[at : at + 10_000]))
        self._unsaved += removed + len(missing)
