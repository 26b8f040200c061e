"""Make the store equal the folder: what is new, changed, moved or gone, and nothing else, costs anything."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import TypeAlias

from embeddings.embedder import Embedder
from rag.datatypes import Document, Progress, SyncReport
from rag.errors import ArticlesFolderError, ReadError
from rag.files.articles import PARSE_VERSION, parse
from rag.files.chunking import Chunker
from rag.files.folder import FileEntry, Listing, list_articles, read_bytes
from rag.files.identity import identity
from rag.finding.centring import ReferenceMeans
from rag.ingesting import Ingester
from rag.storage.migrations import OUTDATED
from rag.storage.store import Store

__all__ = ["Syncer"]

_log = logging.getLogger(__name__)

_State: TypeAlias = tuple[int, int, int]  # size, mtime_ns and ctime_ns of a file

# A file that changes twice within the file system's clock tick looks the same twice: one that is this fresh is hashed
# again by the next sync.
_FRESH_NS = 2_000_000_000
_TOGETHER = 16  # files whose leaving is written in one transaction


def _below(source: str, folders: Iterable[str]) -> bool:
    return any(folder in ("", ".") or source == folder or source.startswith(f"{folder}/") for folder in folders)


@dataclass(slots=True)
class _Found:
    """What a run finds, by source."""

    failed: dict[str, str]
    unreadable: dict[str, _State] = field(default_factory=dict)  # files in which there is no article, till they change
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    touched: list[tuple[str, int, int, int]] = field(default_factory=list)
    spoilt: list[str] = field(default_factory=list)  # what was an article, and is none
    lost: set[tuple[int, int]] = field(default_factory=set)  # size and mtime_ns of new files that vanished unread


class Syncer:
    """One run over the folder. The caller holds the lock.

    Args:
        folder: the articles.
        store: what is made equal to them.
        embedder: makes the vectors.
        chunker: splits documents.
        means: what the model's tokens have in common, where it shows them.
        max_file_bytes: larger files fail.
        exclude: a directory that is not read (the index itself).
        progress: told how far it is.
    """

    def __init__(
        self,
        folder: Path,
        store: Store,
        embedder: Embedder,
        chunker: Chunker,
        means: ReferenceMeans,
        *,
        max_file_bytes: int,
        exclude: Path | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self._folder = folder
        self._store = store
        self._ingester = Ingester(store, embedder, chunker, means, self._report)
        self._max_file_bytes = max_file_bytes
        self._exclude = exclude
        self._progress = progress
        self._done = self._total = 0

    def run(self) -> SyncReport:
        """Reconcile once.

        Raises:
            ArticlesFolderError: it cannot be read, or a drive is not mounted here; the store stays as it is.
            StoreError: the store cannot be written; what was stored before stays.
        """
        listing = list_articles(self._folder, self._exclude)
        self._total = len(listing.entries)
        found = _Found(dict(listing.problems))
        known, unreadable = self._known(listing)
        with self._store.snapshot() as snapshot:
            reasons = dict(snapshot.failures())
        again: dict[str, str] = {}  # why there is no article in files that are as they were
        others: list[tuple[FileEntry, _State | None]] = []  # with what is known of its state
        for entry in listing.entries:  # all there is to do for most files, so it is quick
            source, _, size, mtime_ns, ctime_ns = entry
            state = known.pop(source, None)
            if state == (size, mtime_ns, ctime_ns):
                found.unchanged.append(source)
                self._report(source, quiet=True)
            elif state is None and source in reasons and unreadable.get(source) == (size, mtime_ns, ctime_ns):
                again[source], found.unreadable[source] = reasons[source], unreadable[source]
                self._report(source, quiet=True)
            else:
                others.append((entry, state))
        with self._store.snapshot() as snapshot:
            hashes = snapshot.content_hashes(source for source in known if not _below(source, found.failed))
        found.failed |= again
        gone: dict[bytes, list[str]] = {}  # by what they had in them, the first last
        for source in sorted(hashes, reverse=True):
            gone.setdefault(hashes[source], []).append(source)
        for entry, state in others:
            if self._look(entry, state, gone, found):
                self._report(entry.source)
        self._ingester.finish()
        if found.touched:
            self._store.touch(found.touched)
        # A file that was moved, and again before it was read, is looked for by the next sync: it keeps its vectors
        removed = [source for sources in gone.values() for source in sources if known[source][:2] not in found.lost]
        removed = sorted([*removed, *found.spoilt])
        for at in range(0, len(removed), _TOGETHER):
            with self._store.together():
                for source in removed[at : at + _TOGETHER]:
                    self._store.remove(source)
        self._finish(found, listing)
        report = SyncReport(
            added=tuple(sorted(found.added)),
            changed=tuple(sorted(found.changed)),
            moved=tuple(sorted(found.moved)),
            removed=tuple(removed),
            unchanged=tuple(sorted(found.unchanged)),
            failed=tuple(sorted(found.failed.items())),
            left_out=listing.others,
            links=listing.links,
            chunks_embedded=self._ingester.embedded,
        )
        parts = (report.added, report.changed, report.moved, report.removed, report.unchanged, report.failed)
        _log.info(
            "synced %s: %d added, %d changed, %d moved, %d removed, %d unchanged, %d failed, %d chunks embedded",
            self._folder,
            *map(len, parts),
            report.chunks_embedded,
        )
        return report

    def _known(self, listing: Listing) -> tuple[dict[str, _State], dict[str, _State]]:
        """The files that are stored, and those in which there is no article, as they were when they were read; by an
        older parser, as if they had changed."""
        with self._store.snapshot() as snapshot:
            upgraded = snapshot.setting("parse_version") != str(PARSE_VERSION)
        if upgraded:
            self._store.outdate(str(PARSE_VERSION))
        with self._store.snapshot() as snapshot:
            known = snapshot.files()
            if known and not listing.entries:
                self._check_mounted(snapshot.setting("device"), len(known))
            return known, {} if upgraded else snapshot.unreadable()

    def _look(self, entry: FileEntry, state: _State | None, gone: dict[bytes, list[str]], found: _Found) -> bool:
        """Read a file that is new, or has another state than it had; whether it is done, and not yet to be stored."""
        source, new = entry.source, state is None
        # Before it is read: what is written later has times of its own.
        seen = entry.size, self._mtime(entry), entry.ctime_ns
        data = None
        try:
            data = read_bytes(entry, self._max_file_bytes)
            content_hash = hashlib.blake2b(data, digest_size=32).digest()
            same = not new and self._stored_hash(source) == content_hash
            outdated = state is not None and state[1] == OUTDATED
            document = None if same and not outdated else parse(source, data)
        except ReadError as error:
            found.failed[source] = error.reason
            if data is not None and not error.unread:
                found.unreadable[source] = seen
            if not new and not error.unread:
                found.spoilt.append(source)
            if new and not entry.path.exists():
                found.lost |= {(entry.size, entry.mtime_ns), (entry.size, -1), (entry.size, OUTDATED)}
            _log.warning("%s", error)
            return True
        if document is None or (same and self._is_stored(document)):
            found.unchanged.append(source)
            found.touched.append((source, *seen))
            return True
        if same and self._keep(source, document, *seen):
            found.changed.append(source)
            return True
        earlier = gone.get(content_hash) if new else None
        if earlier and self._keep(earlier[-1], document, *seen):
            earlier.pop()
            found.moved.append(source)
            return True
        (found.added if new else found.changed).append(source)
        self._ingester.put(document, content_hash, *seen)
        return False  # it is reported when it is stored

    def _check_mounted(self, device: str | None, articles: int) -> None:
        """An empty folder on another device than its articles were on is where a drive is mounted at other times.

        A device may be called otherwise after a restart, so where there are articles it says nothing.
        """
        if device not in (None, self._device()):
            raise ArticlesFolderError(
                self._folder,
                f"no article is here, and its {articles} articles were on another drive. If that is not mounted, mount"
                " it and sync again; if they are gone, `hoibao sync --rebuild` forgets them",
            )

    def _device(self) -> str | None:
        found = identity(self._folder)
        return str(found[0]) if found else None

    def _finish(self, found: _Found, listing: Listing) -> None:
        with self._store.snapshot() as snapshot:
            before, unreadable = dict(snapshot.failures()), snapshot.unreadable()
            left_out = snapshot.left_out(), snapshot.links()
        if before != found.failed:
            self._store.set_failures(found.failed.items())
        if unreadable != found.unreadable:
            self._store.set_unreadable(found.unreadable)
        if left_out != (listing.others, listing.links):
            self._store.set_left_out(listing.others, listing.links)
        device = self._device()
        if listing.entries and device:
            self._store.set(device=device)
        self._store.set(last_sync=datetime.now(timezone.utc).isoformat(timespec="seconds"))
        self._store.checkpoint()

    def _stored_hash(self, source: str) -> bytes | None:
        with self._store.snapshot() as snapshot:
            return snapshot.content_hashes([source]).get(source)

    def _mtime(self, entry: FileEntry) -> int:
        return entry.mtime_ns if abs(time.time_ns() - entry.mtime_ns) > _FRESH_NS else -1

    def _is_stored(self, document: Document) -> bool:
        with self._store.snapshot() as snapshot:
            return snapshot.document(document.source) == document

    def _keep(self, old: str, document: Document, size: int, mtime_ns: int, ctime_ns: int) -> bool:
        """Keep a stored document under the name, title and date that it has now.

        Not where its text is read otherwise: under another name (`.txt` to `.md`), or by another version of hoibao.
        """
        with self._store.snapshot() as snapshot:
            earlier = snapshot.document(old)
        if (earlier.text, earlier.body_end) != (document.text, document.body_end):
            return False
        self._store.rename(old, document, size=size, mtime_ns=mtime_ns, ctime_ns=ctime_ns)
        return True

    def _report(self, source: str, quiet: bool = False) -> None:
        self._done += 1
        if self._progress is not None and (not quiet or self._done % 100 == 0 or self._done == self._total):
            chunks = self._ingester.stored, self._ingester.split
            self._progress(Progress(self._done, self._total, *chunks, source))
