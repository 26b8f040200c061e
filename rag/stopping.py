"""Whether somebody still waits for an answer: told to what waits for a language model, which may be slow to speak."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["Stopped", "give_up_if_stopped", "until"]

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
