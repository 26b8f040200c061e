"""What names a model and its revision: vectors of two fingerprints are never compared."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from embeddings.bundled import bundled_fingerprint

__all__ = ["folder_fingerprint", "hub_fingerprint"]

_EDGE = 1 << 20  # bytes hashed at either end of a large file
_MODEL_FILES = frozenset({".json", ".txt", ".model", ".safetensors", ".bin", ".pt", ".pth"})


def folder_fingerprint(folder: Path) -> str:
    """Name of the folder and a hash of what is in it: of large files only the size and both ends."""
    known = bundled_fingerprint(folder)
    if known is not None:
        return known
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.suffix not in _MODEL_FILES or any(part.startswith(".") for part in relative.parts):
            continue
        size = path.stat().st_size
        digest.update(f"{relative.as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(_EDGE))
            file.seek(max(file.tell(), size - _EDGE))
            digest.update(file.read(_EDGE))
    return f"{folder.resolve().name}@{digest.hexdigest()[:16]}"


def hub_fingerprint(name: str, model: Any) -> str:
    """Name and commit of a model of the hub."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    return f"{name}@{getattr(config, '_commit_hash', None) or 'unknown'}"
