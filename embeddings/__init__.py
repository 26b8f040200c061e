"""Text to vectors to nearest ids; knows nothing of articles."""

from __future__ import annotations

__all__: list[str] = []
