"""What a turn of a conversation is answered from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from rag.datatypes import Scope

if TYPE_CHECKING:
    from rag.finding.query import Retrieved
    from rag.storage.snapshot import Snapshot

__all__ = ["Library"]

_T = TypeVar("_T")


class Library(Protocol):
    """What replies are made from; the assistant lends it."""

    @property
    def folder(self) -> str:
        """What the folder of articles is called."""
        ...

    @property
    def today(self) -> date:
        """The day that the question is asked on, which "yesterday" is seen from."""
        ...

    def retrieve(self, question: str, k: int, scope: Scope, language: str | None = None) -> Retrieved | None:
        """What a search finds, in a language where that is known; None where nothing is indexed."""
        ...

    def look(self, read: Callable[[Snapshot], _T]) -> _T | None:
        """What is read from one state of the store; None where nothing is indexed."""
        ...
