"""Stopping an answer that is being made, from either end.

Who shows it takes it through `stoppable`, which ends at once when its `Halt` is told to. What makes it asks by
`give_up_if_stopped` whether somebody still waits, while it waits itself for a language model that may be slow to speak.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar

__all__ = ["Halt", "Halts", "Stopped", "give_up_if_stopped", "stoppable", "until"]

_T = TypeVar("_T")

_LOOKS_UP = 0.1  # seconds until who waits for an answer sees whether it is to stop
_stop: ContextVar[threading.Event | None] = ContextVar("stop", default=None)


class Stopped(Exception):  # noqa: N818  nothing is wrong
    """Nobody waits any more: raised out of an answer that was told to stop."""


@contextmanager
def until(stop: threading.Event) -> Iterator[None]:
    """A block of this thread within which an answer is given up when the event is set."""
    token = _stop.set(stop)
    try:
        yield
    finally:
        _stop.reset(token)


def give_up_if_stopped() -> None:
    """Called by what waits.

    Raises:
        Stopped: nobody waits any more.
    """
    stop = _stop.get()
    if stop is not None and stop.is_set():
        raise Stopped


@dataclass
class Halt:
    """What stops one answer.

    Attributes:
        event: set when it is to stop.
        left: whether it is to stop without a trace, since its conversation is left.
    """

    event: threading.Event = field(default_factory=threading.Event)
    left: bool = False


class Halts:
    """The halts of the answers that are being made, one for each visitor at the most."""

    def __init__(self) -> None:
        self._halts: dict[str, Halt] = {}

    @contextmanager
    def halt(self, visitor: str) -> Iterator[Halt]:
        """A block in which an answer is made for a visitor; what makes it is stopped at the end of the block too."""
        halt = self._halts[visitor] = Halt()
        try:
            yield halt
        finally:
            halt.event.set()
            if self._halts.get(visitor) is halt:
                del self._halts[visitor]

    def stop(self, visitor: str, *, left: bool = False) -> None:
        """Stop what is being made for a visitor, if anything is; `left` where its conversation is left."""
        if halt := self._halts.get(visitor):
            halt.left = halt.left or left
            halt.event.set()


def stoppable(make: Callable[[], Iterator[_T]], stop: threading.Event) -> Iterator[_T]:
    """What `make` yields, made by a thread of its own: whoever waits for it here sees at once that it stops.

    Raises:
        Stopped: the event was set.
        Exception: what `make` raised.
    """
    said: queue.SimpleQueue[tuple[_T] | Exception | None] = queue.SimpleQueue()

    def run() -> None:
        try:
            with until(stop):
                for part in make():
                    said.put((part,))
                    if stop.is_set():
                        return  # which closes what it comes from
            said.put(None)
        except Exception as error:
            said.put(error)

    threading.Thread(target=run, name="hoibao-answer", daemon=True).start()
    while not stop.is_set():
        try:
            part = said.get(timeout=_LOOKS_UP)
        except queue.Empty:
            continue
        if part is None:
            return
        if isinstance(part, Exception):
            raise part
        yield part[0]
    raise Stopped
