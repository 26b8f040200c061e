"""Where the index lives: a directory with one complete store, and at most one that is being built to replace it.

    .hoibao/sync.lock           held by the process that writes
    .hoibao/current             names the folder that answers
    .hoibao/store-1/            store.sqlite, and vectors.faiss as its cache

A rebuild fills a folder of its own and then turns `current` to it in one rename, so the old index answers until the new
one is complete.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from rag.errors import DataDirError

__all__ = ["DataDir"]


class DataDir:
    """The directory of one index.

    Args:
        path: the directory; made by `prepare`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock_path = path / "sync.lock"
        self._pointer = path / "current"

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
