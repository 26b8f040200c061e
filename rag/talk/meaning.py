"""What a turn asks for, with the turns before it: told once, for its answer and for what explains it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rag.answers import comparing
from rag.datatypes import Message
from rag.talk import conversing
from rag.understanding.courtesies import plainly
from rag.understanding.several import asked_apart

__all__ = ["Understood", "understood"]


class Understood(NamedTuple):
    """What a turn asks for, with the turns before it.

    Attributes:
        completed: the question made whole, where it leans on those; else None.
        sides: the two things that it compares; None where it compares nothing.
        apart: the questions that it asks one after the other; None where it is one.
    """

    completed: str | None = None
    sides: tuple[comparing.Side, comparing.Side] | None = None
    apart: tuple[str, str] | None = None


def understood(
    asked: str, history: Sequence[Message], complete: Callable[[str, Sequence[Message]], str | None]
) -> Understood:
    """Read a turn that is no small talk.

    Args:
        asked: the question, as `rag.messages.as_read` gives it.
        history: the turns before it.
        complete: makes a question whole; None where it stands alone.
    """
    sides = comparing.read(asked)
    if sides is not None:
        return Understood(sides=sides)
    plain = plainly(asked)
    apart = asked_apart(plain)
    if apart is not None:
        return Understood(apart=apart)
    completed = conversing.another_list(plain, history) or complete(plain, conversing.remembered(history))
    return Understood(completed, comparing.read(completed) if completed else None)
