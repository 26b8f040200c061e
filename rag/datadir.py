"""Where the index lives: a directory with one complete store, and at most one that is being built to replace it.

    .hoibao/sync.lock           held by the process that writes
    .hoibao/current             names the folder that answers
    .hoibao/store-1/            store.sqlite, and vectors.faiss as its cache

A rebuild fills a folder of its own and then turns `current` to it in one rename, so the old index answers until the new
one is complete.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import filelock

from rag.errors import DataDirError, FingerprintMismatchError, StoreError, SyncBusyError
from rag.store import Store

if TYPE_CHECKING:  # brings FAISS, which status does without
    from rag.indexing import IndexCache

__all__ = ["DataDir", "OpenStore"]

_log = logging.getLogger(__name__)

_STORE = "store.sqlite"
_INDEX = "vectors.faiss"


class OpenStore:
    """A store that is open, and its vector index from when that is first asked for.

    Args:
        folder: holds both files.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder / _STORE)
        self._index: IndexCache | None = None
        self._lock = threading.Lock()

    def index(self, dimension: int) -> IndexCache:
        """The vector index, for vectors of this length."""
        from rag.indexing import IndexCache

        with self._lock:
            if self._index is None:
                self._index = IndexCache(self.folder / _INDEX, dimension)
            return self._index

    def check(self, fingerprint: str) -> bool:
        """Whether anything was indexed here.

        Raises:
            FingerprintMismatchError: it was indexed with another model or chunking than `fingerprint` names.
        """
        with self.store.snapshot() as snapshot:
            stored = snapshot.setting("fingerprint")
        if stored not in (None, fingerprint):
            raise FingerprintMismatchError(str(stored), fingerprint)
        return stored is not None

    def size_bytes(self) -> int:
        """Bytes that the store and its index take on disk."""
        return sum(path.stat().st_size for path in self.folder.iterdir())


class DataDir:
    """The directory of one index.

    Args:
        path: the directory; made by `prepare`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pointer = path / "current"
        self._guard = threading.Lock()
        self._opened: OpenStore | None = None
        self._retired: list[OpenStore] = []

    def opened(self) -> OpenStore | None:
        """The store that answers, or None before the first sync. Another process may have put a new one there.

        Raises:
            StoreError: it cannot be read.
        """
        folder = self.current()
        if folder is None:
            return None
        with self._guard:
            if self._opened is None or self._opened.folder != folder:
                opened = OpenStore(folder)
                if self._opened is not None:
                    self._retired.append(self._opened)  # a question may still be reading it
                self._opened = opened
            return self._opened

    def close(self) -> None:
        """Close every store that was opened; `opened` opens the current one again."""
        with self._guard:
            for opened in (*self._retired, *([self._opened] if self._opened else [])):
                opened.store.close()
            self._retired.clear()
            self._opened = None

    @contextmanager
    def writing(self, fingerprint: str, *, rebuild: bool, timeout: float) -> Iterator[OpenStore]:
        """The store to bring up to date, while no other process writes.

        Args:
            fingerprint: what is to make the vectors.
            rebuild: give an empty store, which answers in place of the old one once the block is left without an error.
            timeout: seconds to wait for another process.

        Raises:
            DataDirError: the directory cannot be written.
            FingerprintMismatchError: the store's vectors were made by something else.
            StoreError: the store cannot be read.
            SyncBusyError: another process was still writing after `timeout`.
        """
        self.prepare()
        with self._locked(timeout):
            if rebuild:
                opened = OpenStore(self._fresh(fingerprint))
            else:
                if self.current() is None:  # nothing to protect: what is done answers at once
                    self.activate(self._fresh(fingerprint))
                current = self.opened()
                assert current is not None
                opened = current
            if not opened.check(fingerprint):
                opened.store.set(fingerprint=fingerprint)
            try:
                yield opened
                if rebuild:
                    self.activate(opened.folder)
            finally:
                if rebuild:
                    opened.store.close()
            self.discard_others()

    @contextmanager
    def _locked(self, timeout: float) -> Iterator[None]:
        lock = filelock.FileLock(self.path / "sync.lock")
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            _log.info("another sync writes to %s; waiting for it", self.path)
            try:
                lock.acquire(timeout=timeout)
            except filelock.Timeout as error:
                raise SyncBusyError(
                    f"{self.path}: another sync is running and did not finish in {timeout:g} s; what is indexed so far"
                    " can be asked meanwhile"
                ) from error
        try:
            yield
        finally:
            lock.release()

    def _fresh(self, fingerprint: str) -> Path:
        """The folder of an empty store, or of one that an interrupted rebuild for the same vectors left half full."""
        folder = self.building()
        try:
            half = OpenStore(folder)
            try:
                half.check(fingerprint)
            finally:
                half.store.close()
        except (StoreError, FingerprintMismatchError) as error:
            _log.info("%s is made anew: %s", folder, error)
            self.discard(folder)
            return self.building()
        return folder

    def prepare(self) -> None:
        """Make the directory and see that it can be written.

        Raises:
            DataDirError: it cannot.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.path):
                pass
        except OSError as error:
            raise DataDirError(self.path, f"the index cannot be written here ({error.strerror or error})") from error

    def current(self) -> Path | None:
        """The folder of the store that answers, or None before the first sync."""
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except OSError:
            return None
        folder = self.path / name
        return folder if name.startswith("store-") and folder.is_dir() else None

    def building(self) -> Path:
        """The folder of the store that is to replace the current one: what an earlier rebuild left, or a new one."""
        current = self.current()
        folders = [folder for folder in self._folders() if folder != current]
        if folders:
            return folders[-1]
        numbers = [int(folder.name.removeprefix("store-")) for folder in self._folders()]
        folder = self.path / f"store-{max(numbers, default=0) + 1}"
        try:
            folder.mkdir()
        except OSError as error:
            raise DataDirError(self.path, f"the index cannot be written here ({error.strerror or error})") from error
        return folder

    def activate(self, folder: Path) -> None:
        """Let the store in `folder` answer from now on."""
        handle, name = tempfile.mkstemp(dir=self.path, prefix=".current-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(self._pointer)

    def discard(self, folder: Path) -> None:
        """Delete a store; what another process still has open goes when it closes."""
        with suppress(OSError):
            shutil.rmtree(folder)

    def discard_others(self) -> None:
        """Delete every store but the one that answers."""
        current = self.current()
        for folder in self._folders():
            if folder != current:
                self.discard(folder)

    def _folders(self) -> list[Path]:
        found = [p for p in self.path.glob("store-*") if p.name.removeprefix("store-").isdigit()]
        return sorted(found, key=lambda p: int(p.name.removeprefix("store-")))
