"""The folder watched: after every change of an article, a sync, until that is to end."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import watchfiles

from rag.datatypes import Progress, SyncReport
from rag.errors import RagError
from rag.files.articles import READERS, suffix
from rag.files.identity import identity

__all__ = ["watching"]

logger = logging.getLogger(__name__)

_QUIET_MS = 300  # without a further change: several files, or a large one, are copied in one go
_LONGEST_MS = 2_000  # that changes which never pause are waited for
_LOOK_MS = 1_000  # then it is certain that watching has begun
_AGAIN = 10.0  # seconds until it is tried again what went wrong
_PATIENCE = 10.0  # seconds for a sync to stop; it is right wherever it is cut off


@contextmanager
def watching(
    sync: Callable[[Callable[[Progress], None]], SyncReport],
    folder: Path,
    exclude: Path,
    told: Callable[[SyncReport], None] | None = None,
) -> Iterator[None]:
    """Sync after every change in a folder, in a thread of its own, until the block is left.

    What goes wrong is logged once, and tried again every few seconds.

    Args:
        sync: takes a callback for its progress.
        folder: the articles.
        exclude: a folder whose changes are none of articles, such as the one that holds the index.
        told: called with what each sync found, in that thread.
    """
    watcher = _Watcher(sync, folder, exclude, told)
    thread = threading.Thread(target=watcher.run, name="hoibao-watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        watcher.stopped.set()
        thread.join(_PATIENCE)


class _StopError(Exception):
    """Nobody waits for the sync any more."""


class _Watcher:
    def __init__(
        self,
        sync: Callable[[Callable[[Progress], None]], SyncReport],
        folder: Path,
        exclude: Path,
        told: Callable[[SyncReport], None] | None,
    ) -> None:
        self.stopped = threading.Event()
        self._sync = sync
        self._folder = folder
        self._exclude = exclude
        self._told = told
        self._said: dict[str, str] = {}

    def run(self) -> None:
        """Watch until `stopped`, whatever goes wrong."""
        while not self.stopped.is_set():
            try:
                self._follow()
            except (OSError, RuntimeError) as error:  # it has too many folders, or a name that is no text
                what = f"{self._folder} cannot be watched and is looked at every {_AGAIN:.0f} s instead: {error}"
                self._say("watch", what)
                self._synced()
            self.stopped.wait(_AGAIN)

    def _follow(self) -> None:
        """Sync once watching has begun, for what changed before, and after every change.

        Until a sync fails, or none or another folder stands where this one was: a drive that went or came back, a copy.
        """
        root, exclude = (Path(os.path.realpath(folder)) for folder in (self._folder, self._exclude))

        def counts(change: watchfiles.Change, path: str) -> bool:
            return _is_of_articles(change, Path(path), root, exclude)

        behind, watched = True, identity(root)
        for changes in watchfiles.watch(
            root,
            watch_filter=counts,
            debounce=_LONGEST_MS,
            step=_QUIET_MS,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            stop_event=self.stopped,
            ignore_permission_denied=True,
            raise_interrupt=False,
        ):
            if identity(root) != watched or ((changes or behind) and not self._synced()):
                return
            behind = False

    def _synced(self) -> bool:
        """Sync; whether that went well."""
        try:
            report = self._sync(self._go_on)
            if self._told is not None:
                self._told(report)
        except _StopError:
            return False
        except RagError as error:
            self._say("sync", str(error))
            return False
        except Exception as error:
            self._say("sync", f"syncing {self._folder} failed: {error!r}", trace=True)
            return False
        self._said.pop("sync", None)
        return True

    def _go_on(self, progress: Progress) -> None:
        if self.stopped.is_set():
            raise _StopError

    def _say(self, of: str, what: str, *, trace: bool = False) -> None:
        """Log what went wrong, unless that is what did so the last time."""
        if self._said.get(of) != what and not self.stopped.is_set():
            logger.error("%s", what, exc_info=trace)
        self._said[of] = what


def _is_of_articles(change: watchfiles.Change, path: Path, root: Path, exclude: Path) -> bool:
    """Whether a change may be of an article, or of a folder that came with some or went.

    What is gone may have been a folder. A folder that changed only had something put into it, which is told by itself.
    """
    parts = path.relative_to(root).parts if path.is_relative_to(root) else path.parts[-1:]
    if any(part.startswith(".") for part in parts) or (exclude != root and path.is_relative_to(exclude)):
        return False
    if suffix(path.name) in READERS:
        return True
    return change is watchfiles.Change.deleted or (change is watchfiles.Change.added and path.is_dir())
