"""What tells a file or a folder from another one under the same name."""

from __future__ import annotations

from pathlib import Path

__all__ = ["identity"]


def identity(path: Path) -> tuple[int, int] | None:
    """Equal as long as the same file or folder stands there, whatever is written into it; None where none does."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino
