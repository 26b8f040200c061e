"""Every error that hoibao raises on purpose. Each says what happened and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

__all__ = [
    "ArticlesFolderError",
    "CitationError",
    "ConfigError",
    "DataDirError",
    "DocumentNotFoundError",
    "EvaluationFileError",
    "FingerprintMismatchError",
    "LanguageModelError",
    "ModelError",
    "RagError",
    "ReadError",
    "ReadOnlyIndexError",
    "StoreError",
    "SyncBusyError",
]


class RagError(Exception):
    """Base of all errors of hoibao; catching it catches every expected failure."""

    def __reduce__(self) -> tuple[Any, ...]:  # from one process to another as it is; a child is made of more than args
        return _remade, (type(self), self.args, self.__dict__)


def _remade(kind: type[RagError], args: tuple[object, ...], attributes: Mapping[str, object]) -> RagError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(attributes)
    return error


class CitationError(RagError):
    """A generator cited what its passages do not say; a fault of the generator, and no answer is shown."""


class ConfigError(RagError, ValueError):
    """A setting has a value that cannot work."""


class ArticlesFolderError(RagError):
    """The articles folder is missing, is not a folder or cannot be read.

    Attributes:
        folder: the folder as it was asked for.
    """

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder


class DataDirError(RagError):
    """The directory that holds the index cannot be made or written.

    Attributes:
        data_dir: the directory as it was asked for.
    """

    def __init__(self, data_dir: Path, reason: str) -> None:
        super().__init__(
            f"{data_dir}: {reason}. Choose a directory that can be written with --data-dir (data_dir= in Python)."
        )
        self.data_dir = data_dir


class ReadOnlyIndexError(DataDirError):
    """The index may only be read from here; it can be asked as it stands.

    Attributes:
        since: when it was last synced, ISO 8601 in UTC; None where no sync ended yet, or none can be seen.
    """

    def __init__(self, data_dir: Path, reason: str, since: str | None) -> None:
        last = f", {datetime.fromisoformat(since).astimezone().isoformat(' ', 'minutes')}" if since else ""
        super().__init__(
            data_dir,
            f"the index cannot be updated here ({reason}) and answers as its last sync left it{last}; sync where it can"
            " be written, as the account that made it",
        )
        self.since = since


class ReadError(RagError):
    """One file of the folder cannot be taken as an article; the others go on.

    Attributes:
        source: the file, relative to the articles folder.
        reason: what is wrong with it and what would help.
        unread: whether what is in it is not known: it may still be what it was.
    """

    def __init__(self, source: str, reason: str, *, unread: bool = False) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason
        self.unread = unread


class StoreError(RagError):
    """The store (SQLite) cannot be read or written.

    Attributes:
        path: the database file.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path


class SyncBusyError(RagError):
    """Another process is syncing the same folder and did not finish in the time given."""


class DocumentNotFoundError(RagError, KeyError):
    """No document of that source is in the store.

    Attributes:
        source: what was asked for.
    """

    def __init__(self, source: str) -> None:
        super().__init__(f"no article {source!r} is indexed; run `hoibao sync`, or see `hoibao status` for the folder")
        self.source = source

    def __str__(self) -> str:  # KeyError would show the repr of the message
        return str(self.args[0])


class EvaluationFileError(RagError):
    """A file of questions, or of an earlier evaluation, cannot be read or written.

    Attributes:
        path: the file.
        line: the number of the line that is wrong, from 1; None where it is the whole file.
    """

    def __init__(self, path: Path, reason: str, line: int | None = None) -> None:
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")
        self.path = path
        self.line = line


class FingerprintMismatchError(RagError):
    """The store was made with another embedding model or chunking than the one asked for.

    Attributes:
        stored: fingerprint in the store.
        wanted: fingerprint of the configuration that was opened.
    """

    def __init__(self, stored: str, wanted: str) -> None:
        super().__init__(
            f"the index was made with\n  {stored}\nand is opened with\n  {wanted}\n"
            "Vectors of two models are never mixed: open it with the first, or run `hoibao sync --rebuild`"
            " (sync(rebuild=True) in Python); the old index answers until the new one is complete."
        )
        self.stored = stored
        self.wanted = wanted


class ModelError(RagError):
    """The embedding model cannot be loaded or run; the message says what to do."""


class LanguageModelError(RagError):
    """A language model gave no answer that can be shown; readers get the articles' own sentences and a note instead.

    Attributes:
        reason: `unreachable`, `key`, `refused`, `slow`, `broken`, `endless`, `repeating`, `empty` or `unsupported`.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"the language model gave no answer ({detail}); see HOIBAO_LLM_URL and HOIBAO_LLM_MODEL")
        self.reason = reason
