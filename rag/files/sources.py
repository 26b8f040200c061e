"""Files and folders as people name them: one article, or patterns that the sources of articles are held against."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from collections.abc import Iterable
from fnmatch import translate
from functools import lru_cache
from pathlib import Path, PurePath, PurePosixPath
from typing import TypeAlias

from rag.errors import ConfigError
from rag.text.oneline import in_brief

__all__ = ["Sources", "as_source", "as_sources", "is_named", "printable"]

Sources: TypeAlias = str | os.PathLike[str] | Iterable[str | os.PathLike[str]] | None
"""A file or folder, or several; None for all."""

_WILDCARDS = re.compile(r"[*?]")
_HALVES = re.compile("[\ud800-\udfff]")


def as_source(named: str | os.PathLike[str]) -> str:
    """One article's source, which is taken as it is written; no article has what UTF-8 cannot write.

    Raises:
        ConfigError: it is neither a text nor a path.
    """
    if isinstance(named, PurePath):
        named = named.as_posix()
    path = os.fspath(named) if isinstance(named, str | os.PathLike) else None
    if not isinstance(path, str):
        raise ConfigError(f"the article is {in_brief(named)}: name it by a text or a path, as a citation's source does")
    return printable(path)


def as_sources(named: Sources, folder: Path | None = None) -> tuple[str, ...]:
    """Patterns of sources, each once: in NFC, with forward slashes, without `./` and a slash at the end.

    Args:
        named: files or folders; `*` stands for any characters, `/` among them, and `?` for one. What is empty names
            nothing, and where nothing is named, nothing is left out.
        folder: the articles; a name that they do not have may be as it is seen from here (`articles/kinh-te`).

    Raises:
        ConfigError: something is neither a text nor a path.
    """
    if named is None or isinstance(named, str | os.PathLike):
        named = [named or ""]
    elif isinstance(named, bytes) or not isinstance(named, Iterable):
        raise _no_name(named)
    patterns = []
    for name in named:
        path = os.fspath(name) if isinstance(name, str | os.PathLike) else None
        if not isinstance(path, str):
            raise _no_name(name)
        if path.strip():
            pattern = _tidy(path) if folder is None else _seen_from_here(path, folder)
            patterns.append("*" if pattern == "." else pattern)
    return tuple(dict.fromkeys(patterns))


@lru_cache(maxsize=64)
def _compiled(patterns: str) -> re.Pattern[str]:
    each = [pattern.rstrip("/").replace("[", "[[]") for pattern in patterns.split("\0")]  # a bracket is a bracket
    return re.compile("|".join(translate(found) for pattern in each for found in (pattern, f"{pattern}/*")))


def is_named(source: str, patterns: str) -> bool:
    """Whether a source, or a folder that it is in, fits one of some patterns; these are parted by NUL."""
    return _compiled(patterns).match(unicodedata.normalize("NFC", source)) is not None


def _seen_from_here(name: str, folder: Path) -> str:
    """A name as the articles have it, also where it leads to one of them from the current directory."""
    tidy = _tidy(name)
    fixed = _WILDCARDS.split(tidy)[0]
    if fixed != tidy:
        fixed = fixed.rpartition("/")[0]
    below = not PurePath(fixed).is_absolute() and fixed.split("/")[0] != ".."
    if below and os.path.lexists(folder / fixed):
        return tidy
    inside, path = (PurePosixPath(_tidy(os.path.realpath(place))) for place in (folder, tidy))
    return path.relative_to(inside).as_posix() if path.is_relative_to(inside) else tidy


def printable(name: str) -> str:
    """A name as it can be stored and shown: a byte that is no UTF-8 is `\\xff`, another lone surrogate `\\ud800`."""
    return _HALVES.sub(lambda half: _written(half.group()), name)


def _written(half: str) -> str:
    number = ord(half)
    return f"\\x{number - 0xDC00:02x}" if 0xDC80 <= number <= 0xDCFF else f"\\u{number:04x}"


def _tidy(name: str) -> str:
    known = printable(name.replace("\\", "/")).replace("\0", "\N{REPLACEMENT CHARACTER}")
    return posixpath.normpath(unicodedata.normalize("NFC", known))


def _no_name(value: object) -> ConfigError:
    return ConfigError(f"sources holds {in_brief(value)}: name files or folders by texts or paths")
