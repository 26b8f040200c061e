"""Errors of the embeddings package."""

from __future__ import annotations

__all__ = ["EmbeddingError", "IndexFileError", "ModelNotFoundError"]


class EmbeddingError(Exception):
    """Base of what goes wrong in embeddings; the message says what to do next."""


class ModelNotFoundError(EmbeddingError):
    """A model can be had neither from the installed package nor from a folder nor from a hub."""


class IndexFileError(EmbeddingError):
    """A saved index is missing, torn or of another kind; it can be rebuilt from its vectors."""
