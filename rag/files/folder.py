"""The articles folder: which files are articles, and their bytes.

Read in steps, so that a sync can stop after any: `list_articles` looks at names, sizes and times, `read_bytes` gives
what a hash is made of, and `rag.files.articles.parse` makes the document.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from rag.errors import ArticlesFolderError, ConfigError, ReadError
from rag.files.articles import KINDS, PICTURED, READERS, suffix
from rag.files.sources import printable
from rag.text.oneline import in_brief

__all__ = ["FileEntry", "Listing", "as_on_disk", "as_path", "check_folder", "list_articles", "read_bytes"]

_PICTURES = 10  # times as large as its text, a file may be that has some


class FileEntry(NamedTuple):
    """A file of the folder that is taken as an article; a tuple, since a sync makes one of each file.

    Attributes:
        source: path relative to the folder, with forward slashes.
        location: where it is, as the system names it.
        size: bytes.
        mtime_ns: time of its last change, nanoseconds since 1970, as far as nobody set another (`cp -p`, a crawler).
        ctime_ns: time when the system last changed anything of it, which nobody sets; on Windows, when it was made.
    """

    source: str
    location: str
    size: int
    mtime_ns: int
    ctime_ns: int

    @property
    def path(self) -> Path:
        """Where it is; made when asked for, since of most files nothing but size and time is."""
        return Path(self.location)


@dataclass(frozen=True, slots=True)
class Listing:
    """What the articles folder holds.

    Attributes:
        entries: its articles, sorted by source.
        problems: (source, reason) of articles and of folders that could not be looked at, sorted. What is known of
            such a file, or of files below such a folder, still holds: they are not gone.
        links: symbolic links to what is not read elsewhere in the folder, sorted; they are not followed.
        others: (suffix, how many) of the files of other kinds, which are left out; the most frequent first.
    """

    entries: tuple[FileEntry, ...]
    problems: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()
    others: tuple[tuple[str, int], ...] = ()


def check_folder(folder: Path) -> None:
    """Make sure that a folder of articles can be read.

    Raises:
        ArticlesFolderError: it is missing, is not a folder, or cannot be read.
    """
    try:
        with os.scandir(folder):
            return
    except (OSError, ValueError) as error:
        raise _folder_error(folder, error) from error


def as_path(name: str, named: object) -> Path:
    """The path of a folder as a caller names it, `~` included.

    Args:
        name: what the caller knows the folder by.
        named: a text or a path.

    Raises:
        ConfigError: it is neither, or nothing that a system can call a folder.
    """
    try:
        if not isinstance(named, str | os.PathLike) or b"\0" in os.fsencode(named):
            raise TypeError
        return Path(os.fsdecode(named)).expanduser()
    except (TypeError, UnicodeEncodeError, RuntimeError) as error:  # RuntimeError: `~` of nobody
        raise ConfigError(f"{name} is {in_brief(named)}: name a folder by a text or a path") from error


def as_on_disk(path: Path) -> Path:
    """A path as the disk spells it: a Mac writes `tin tức` in other characters than a keyboard does.

    Only where nothing is there under the very name; a path that is nowhere stays as it is.
    """
    if os.path.lexists(path):
        return path
    found = Path(path.anchor)
    for name in path.relative_to(path.anchor).parts:
        here = found / name
        if not os.path.lexists(here):
            composed = unicodedata.normalize("NFC", name)
            try:
                same = (item for item in found.iterdir() if unicodedata.normalize("NFC", item.name) == composed)
                here = next(same, path)
            except OSError:
                return path
            if here is path:
                return path
        found = here
    return found


def _folder_error(folder: Path, error: Exception) -> ArticlesFolderError:
    if isinstance(error, FileNotFoundError):
        reason = f"there is no such folder. Create it and put articles ({KINDS} files) into it, or name another."
    elif isinstance(error, NotADirectoryError):
        reason = "this is a file. Name the folder that it is in."
    elif isinstance(error, PermissionError):
        reason = "this folder may not be read. Give the account that runs hoibao the right to read it."
    else:
        reason = f"this folder cannot be read ({error}). Check the disk or the network drive, then try again."
    return ArticlesFolderError(folder, reason)


def list_articles(folder: Path, exclude: Path | None = None) -> Listing:
    """Find the articles in a folder and below it.

    Articles are the regular files that a reader is registered for (`rag.files.articles.READERS`), in any case of the
    suffix. Hidden files and folders are left out, and what only belongs to another file: the folder `NAME_files` that a
    browser saves beside the page `NAME.html`, and Word's `~$NAME.docx` while that is open. Symbolic links are not
    followed, since a folder's may lead in a circle. What a link leads to within the folder is read where it is, unless
    it is hidden or excluded there; all other links are named.

    Args:
        folder: the articles.
        exclude: a folder that is left out with all that is in it, such as the one that holds the index.

    Raises:
        ArticlesFolderError: the folder is missing, is not a folder, or cannot be read.
    """
    root = os.fspath(folder)
    real_root = os.path.realpath(root)
    excluded = None if exclude is None else os.path.realpath(exclude)
    excluded_name = "" if excluded is None else Path(excluded).name.lower()  # spares most folders a realpath
    entries: list[FileEntry] = []
    problems: list[tuple[str, str]] = []
    links: list[str] = []
    others: Counter[str] = Counter()
    vanished = False
    pending = [(root, "")]
    while pending:
        where, prefix = pending.pop()
        try:
            with os.scandir(where) as found:
                items = list(found)
        except (OSError, ValueError) as error:
            if not prefix:
                raise _folder_error(folder, error) from error
            if isinstance(error, FileNotFoundError):
                vanished = True
            else:
                why = getattr(error, "strerror", None) or error
                problems.append((prefix[:-1], f"this folder cannot be read ({why}); what was in it is kept"))
            continue
        pages = {item.name.rpartition(".")[0] for item in items if item.name.lower().endswith((".html", ".htm"))}
        for item in items:
            name = item.name
            if name[0] == "." or name.startswith("~$"):
                continue
            source = prefix + name
            try:
                if item.is_file(follow_symlinks=False):
                    kind = name[name.rfind(".") :].lower()  # as `suffix`, without a call for each file
                    if kind not in READERS:
                        others[printable(kind) if kind[0] == "." else ""] += 1
                        continue
                    if name.isascii() or printable(name) == name:
                        stat = item.stat(follow_symlinks=False)
                        times = stat.st_mtime_ns, stat.st_ctime_ns
                        entries.append(FileEntry(source, item.path, stat.st_size, *times))
                    else:
                        problems.append((printable(source), "its name is not valid UTF-8; rename the file"))
                elif item.is_dir(follow_symlinks=False):
                    if printable(name) != name:
                        problems.append((printable(source), "its name is not valid UTF-8; rename the folder"))
                    elif name.endswith("_files") and name[: -len("_files")] in pages:
                        continue
                    elif name.lower() != excluded_name or os.path.realpath(item.path) != excluded:
                        pending.append((item.path, source + "/"))
                elif (
                    item.is_symlink()
                    and (suffix(name) in READERS or item.is_dir())
                    and not _is_read(item.path, real_root, excluded)
                ):
                    links.append(printable(source))
            except FileNotFoundError:
                vanished = True
            except OSError as error:
                problems.append((printable(source), f"it cannot be looked at ({error.strerror}); check its rights"))
    if vanished:
        check_folder(folder)  # a network drive that went away took no article with it
    entries.sort(key=attrgetter("source"))
    kinds = sorted(others.items(), key=lambda other: (-other[1], other[0]))
    return Listing(tuple(entries), tuple(sorted(problems)), tuple(sorted(links)), tuple(kinds))


def _is_read(link: str, real_root: str, excluded: str | None) -> bool:
    """Whether what a link leads to is looked at in its own place."""
    target = os.path.realpath(link)
    if not _is_inside(target, real_root) or not os.path.lexists(target):
        return False
    hidden = any(part.startswith(".") for part in Path(target).relative_to(real_root).parts)
    return not hidden and (excluded is None or not _is_inside(target, excluded))


def _is_inside(target: str, real_folder: str) -> bool:
    return target == real_folder or target.startswith(real_folder.rstrip(os.sep) + os.sep)


def read_bytes(entry: FileEntry, max_bytes: int) -> bytes:
    """Read a file as it is.

    Args:
        entry: which file.
        max_bytes: the most that it may hold; with pictures in it, ten times as much.

    Raises:
        ReadError: it is too large, vanished, or may not be read.
    """
    if suffix(entry.source) in PICTURED:
        max_bytes *= _PICTURES
    too_large = f"it is larger than {max_bytes:,} bytes; split it, or raise max_file_bytes"
    if entry.size > max_bytes:
        raise ReadError(entry.source, too_large)
    try:
        with entry.path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        reason = "it vanished before it was read; the next sync sees what became of it"
        raise ReadError(entry.source, reason, unread=True) from None
    except PermissionError:
        reason = "it may not be read; give the account that runs hoibao the right to read it"
        raise ReadError(entry.source, reason, unread=True) from None
    except OSError as error:
        reason = f"it cannot be read ({error.strerror}); check the disk or the network drive, then sync again"
        raise ReadError(entry.source, reason, unread=True) from error
    if len(data) > max_bytes:
        raise ReadError(entry.source, too_large)
    return data
