"""What names a model and its revision: vectors of two fingerprints are never compared."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from embeddings.bundled import bundled_fingerprint

__all__ = ["folder_fingerprint", "hub_fingerprint"]

_EDGE = 1 << 20  # bytes hashed at either end of a large file
_BLOCKS = 64  # between them, evenly spaced
_BLOCK = 1 << 16  # bytes of each
_MODEL_FILES = frozenset({".json", ".txt", ".model", ".safetensors", ".bin", ".pt", ".pth"})


def folder_fingerprint(folder: Path) -> str:
    """Name of the folder and a hash of what is in it.

    Weights of gigabytes would take seconds: of a file of more than 6 MB only the size, both ends and 64 blocks between
    them are hashed. That tells another model from this one, and a fine-tune that trained layers of some size, whatever
    their place. A change that lies wholly between two blocks, which begin a 65th of the file apart, is not seen: one
    small tensor, or a few bytes altered by hand. Give such a model a folder of another name.
    """
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
            for start, length in _looked_at(size):
                file.seek(start)
                digest.update(file.read(length))
    return f"{folder.resolve().name}@{digest.hexdigest()[:16]}"


def _looked_at(size: int) -> list[tuple[int, int]]:
    """Start and length of the parts of a file that are hashed."""
    between = size - 2 * _EDGE
    if between <= _BLOCKS * _BLOCK:
        return [(0, size)]
    starts = (_EDGE + between * n // (_BLOCKS + 1) for n in range(1, _BLOCKS + 1))
    return [(0, _EDGE), *((start, _BLOCK) for start in starts), (size - _EDGE, _EDGE)]


def hub_fingerprint(name: str, model: Any) -> str:
    """Name and commit of a model of the hub."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    return f"{name}@{getattr(config, '_commit_hash', None) or 'unknown'}"
