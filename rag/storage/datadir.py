"""Where the index lives: a directory with one complete store, and at most one that is being built to replace it.

    .hoibao/sync.lock           held by the process that writes
    .hoibao/current             names the folder that answers
    .hoibao/store-1-0c1d2e/     store.sqlite, and vectors.faiss, which spares FAISS reading all vectors from it

A rebuild fills a folder of its own and then turns `current` to it in one rename, so the old index answers until the new
one is complete. What an interrupted one leaves is gone on with by the next, or taken away by the next sync of the index
that answers.
"""

from __future__ import annotations

import errno
import logging
import os
import secrets
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import filelock

from rag.errors import DataDirError, FingerprintMismatchError, ReadOnlyIndexError, StoreError, SyncBusyError
from rag.files.identity import identity
from rag.storage.store import Store

if TYPE_CHECKING:  # brings FAISS, which status does without
    from rag.storage.indexing import IndexCache

__all__ = ["DataDir", "OpenStore"]

_log = logging.getLogger(__name__)

_STORE = "store.sqlite"
_INDEX = "vectors.faiss"
_LOCK = "sync.lock"
_MAY_ONLY_BE_READ = (errno.EACCES, errno.EPERM, errno.EROFS)


class OpenStore:
    """A store that is open, and its vector index from when that is first asked for.

    Args:
        folder: holds both files.
        make: whether the store is made where it is missing.
    """

    def __init__(self, folder: Path, *, make: bool = False) -> None:
        self.folder = folder
        self._file = identity(folder / _STORE)  # before: one that takes its place meanwhile is another
        self.store = Store(folder / _STORE, make=make)
        self._index: IndexCache | None = None
        self._lock = threading.Lock()

    def index(self, dimension: int) -> IndexCache:
        """The vector index, for vectors of this length."""
        from rag.storage.indexing import IndexCache

        with self._lock:
            if self._index is None:
                self._index = IndexCache(self.folder / _INDEX, dimension)
            return self._index

    def is_in_place(self) -> bool:
        """Whether it is still the file that was opened: the folder may have been moved, and a copy put in its place."""
        return identity(self.folder / _STORE) == self._file

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

    def opened(self) -> OpenStore | None:
        """The store that answers, or None before the first sync. Another process may have put a new one there.

        Raises:
            StoreError: it cannot be read.
        """
        with self._guard:
            folder = self.current()  # not before: what waited here would open what another thread saw replaced
            if self._opened is not None and (self._opened.folder != folder or not self._opened.is_in_place()):
                self._opened.store.close()
                self._opened = None
            if self._opened is None and folder is not None:
                self._opened = OpenStore(folder)
            return self._opened

    def close(self) -> None:
        """Close every store that was opened; `opened` opens the current one again."""
        with self._guard:
            if self._opened is not None:
                self._opened.store.close()
            self._opened = None

    @contextmanager
    def writing(self, fingerprint: str, *, rebuild: bool, timeout: float) -> Iterator[OpenStore]:
        """The store to bring up to date, while no other process writes.

        Args:
            fingerprint: what is to make the vectors.
            rebuild: give an empty store, which answers in place of the old one once the block is left without an error.
            timeout: seconds to wait for another process.

        Raises:
            DataDirError: the directory cannot be written; `ReadOnlyIndexError` where there is an index to be read.
            FingerprintMismatchError: the store's vectors were made by something else.
            StoreError: the store cannot be read.
            SyncBusyError: another process was still writing after `timeout`.
        """
        self.prepare()
        with self._locked(timeout):
            self._sweep()
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
                self.discard_others()
            finally:
                if rebuild:
                    opened.store.close()

    @contextmanager
    def _locked(self, timeout: float) -> Iterator[None]:
        lock = filelock.FileLock(self.path / _LOCK)
        try:
            try:
                lock.acquire(timeout=0)
            except filelock.Timeout:
                _log.info("another sync writes to %s; waiting for it", self.path)
                lock.acquire(timeout=timeout)
        except filelock.Timeout as error:  # a kind of OSError
            raise SyncBusyError(
                f"{self.path}: another sync is running and did not finish in {timeout:g} s; what is indexed so far"
                " can be asked meanwhile"
            ) from error
        except (OSError, NotImplementedError) as error:
            raise self._unwritable(error, "no lock can be had here") from error
        try:
            yield
        finally:
            lock.release()

    def _fresh(self, fingerprint: str) -> Path:
        """The folder of an empty store, or of one that an interrupted rebuild for the same vectors left half full."""
        folder = self.building()
        try:
            half = OpenStore(folder, make=True)
            try:
                half.check(fingerprint)
            finally:
                half.store.close()
        except (StoreError, FingerprintMismatchError) as error:
            _log.info("%s is made anew: %s", folder, error)
            self.discard(folder)
            folder = self.building()
            OpenStore(folder, make=True).store.close()
        return folder

    def prepare(self) -> None:
        """Make the directory and see that it, and the store that answers, can be written.

        Raises:
            DataDirError: it cannot; `ReadOnlyIndexError` where there is an index to be read.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.path):
                pass
            for path in self._written():
                # Not by opening it: closing it again would give up what SQLite has locked in it.
                if path.exists() and not os.access(path, os.W_OK):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        except OSError as error:
            raise self._unwritable(error) from error

    def _written(self) -> list[Path]:
        """What a sync writes, besides the directory itself."""
        current = self.current()
        return [self.path / _LOCK, *([current, current / _STORE] if current else [])]

    def _unwritable(self, error: Exception, what: str = "the index cannot be written here") -> DataDirError:
        reason = getattr(error, "strerror", None) or str(error)
        if getattr(error, "errno", None) in _MAY_ONLY_BE_READ and self.current() is not None:
            return ReadOnlyIndexError(self.path, reason, self._last_sync())
        return DataDirError(self.path, f"{what} ({reason})")

    def _last_sync(self) -> str | None:
        with suppress(StoreError):  # whoever asks it next is told
            opened = self.opened()
            if opened is not None:
                with opened.store.snapshot() as snapshot:
                    return snapshot.setting("last_sync")
        return None

    def current(self) -> Path | None:
        """The folder of the store that answers, or None before the first sync.

        Raises:
            StoreError: that cannot be seen from here.
        """
        try:
            name = self._named()
            while name is not None:
                folder = self.path / name
                if (folder / _STORE).is_file():
                    return folder
                # A rebuild turns the pointer before it takes the old store away.
                newer = self._named()
                if newer == name:
                    return None
                name = newer
        except OSError as error:
            reason = f"it cannot be read ({error.strerror}); give this account the right to read it, or use --data-dir"
            raise StoreError(self._pointer, reason) from error
        return None

    def _named(self) -> str | None:
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return None
        return name if name.startswith("store-") else None

    def size_bytes(self) -> int:
        """Bytes that the stores and their indexes take on disk, with what an interrupted rebuild left."""
        total = 0
        for folder in self._folders():
            with suppress(OSError):  # on its way out
                for path in folder.iterdir():
                    with suppress(OSError):  # a file on its way to its place
                        total += path.stat().st_size
        return total

    def building(self) -> Path:
        """The folder of the store that is to replace the current one: what an earlier rebuild left, or a new one."""
        current = self.current()
        folders = [folder for folder in self._folders() if folder != current]
        if folders:
            return folders[-1]
        number = max(map(_number, self._folders()), default=0) + 1
        # The token: a name never means two stores, even where the directory was deleted in between.
        folder = self.path / f"store-{number}-{secrets.token_hex(3)}"
        try:
            folder.mkdir()
        except OSError as error:
            raise self._unwritable(error) from error
        return folder

    def activate(self, folder: Path) -> None:
        """Let the store in `folder` answer from now on."""
        beside = self.path / f".current-{secrets.token_hex(4)}"
        try:
            with beside.open("w", encoding="utf-8") as file:
                file.write(folder.name)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._pointer)
        except OSError as error:
            raise self._unwritable(error) from error

    def discard(self, folder: Path) -> None:
        """Delete a store; what another process still has open goes when it closes."""
        with suppress(OSError):  # where what is open cannot be deleted, it stays whole until the next sync
            (folder / _STORE).unlink(missing_ok=True)  # first: nobody shall open it without its log
            shutil.rmtree(folder)

    def discard_others(self) -> None:
        """Delete every store but the one that answers. Only under the lock: no other is being built."""
        current = self.current()
        for folder in self._folders():
            if folder != current:
                self.discard(folder)

    def _folders(self) -> list[Path]:
        return sorted((path for path in self.path.glob("store-*") if _number(path)), key=_number)

    def _sweep(self) -> None:
        """Delete what a process that was killed left half written. Only under the lock: nobody else is writing."""
        for pattern in (".current-*", f"store-*/.{_INDEX}-*.tmp"):
            for path in self.path.glob(pattern):
                with suppress(OSError):
                    path.unlink()


def _number(folder: Path) -> int:
    """The 3 of `store-3-0c1d2e`; 0 for another name."""
    number = folder.name.removeprefix("store-").partition("-")[0]
    return int(number) if number.isdecimal() else 0
