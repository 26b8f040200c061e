"""Why a file is not taken as an article."""

from __future__ import annotations

import pytest

from rag.errors import ReadError
from rag.files.articles import parse

__all__ = ["why_unread"]


def why_unread(source: str, data: bytes) -> str:
    """The reason that `parse` gives, of that file."""
    with pytest.raises(ReadError) as caught:
        parse(source, data)
    assert caught.value.source == source
    return caught.value.reason
