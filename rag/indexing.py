"""The vector index kept equal to the store: loaded from its file, caught up, rebuilt when it is no use."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from embeddings.errors import IndexFileError
from embeddings.index import VectorIndex
from rag.snapshot import Snapshot

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
        self._generation = -1
        self._unsaved = 0

    def current(self, snapshot: Snapshot) -> VectorIndex:
        """The index, holding exactly the chunks of this snapshot, unless another thread has moved on to a newer one."""
        generation = snapshot.totals()[2]
        with self._lock:
            if self._index is None:
                self._load()
            assert self._index is not None
            if generation > self._generation:
                self._catch_up(self._index, snapshot)
                self._generation = generation
            return self._index

    def save(self) -> None:
        """Write the file, where enough has changed since to be worth it; failing is no loss but a slower next start."""
        with self._lock:
            if self._index is None or self._unsaved <= len(self._index) // 10:
                return
            try:
                self._index.save(self._path, str(self._generation))
                self._unsaved = 0
            except OSError as error:
                _log.warning(
                    "%s: the index cache cannot be written (%s); the next start rebuilds it", self._path, error
                )

    def _load(self) -> None:
        try:
            index, stamp = VectorIndex.load(self._path)
            if index.dimension != self._dimension:
                raise IndexFileError(f"{self._path}: dimension {index.dimension}, the model has {self._dimension}")
            self._index, self._generation = index, int(stamp)
        except (IndexFileError, ValueError) as error:
            if self._path.exists():
                _log.warning("%s; it is rebuilt from the stored vectors", error)
            self._index, self._generation = VectorIndex(self._dimension), -1

    def _catch_up(self, index: VectorIndex, snapshot: Snapshot) -> None:
        wanted, held = snapshot.chunk_ids(), index.ids()
        removed = index.remove(held - wanted)
        missing = sorted(wanted - held)
        for at in range(0, len(missing), 10_000):
            index.add(*snapshot.vectors(missing[at : at + 10_000]))
        self._unsaved += removed + len(missing)
