"""An answer that nobody waits for is given up, and who waited is told at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from rag.answers.stopping import Halts, Stopped, give_up_if_stopped, stoppable, until


def test_what_nobody_can_stop_goes_on() -> None:
    give_up_if_stopped()


def test_it_is_given_up_within_the_block_and_thread_that_was_told() -> None:
    stop = threading.Event()
    elsewhere: list[str] = []

    def wait() -> None:
        give_up_if_stopped()
        elsewhere.append("goes on")

    with until(stop):
        give_up_if_stopped()
        stop.set()
        with pytest.raises(Stopped):
            give_up_if_stopped()
        other = threading.Thread(target=wait)
        other.start()
        other.join()
    give_up_if_stopped()
    assert elsewhere == ["goes on"]


def test_what_is_not_stopped_is_had_whole() -> None:
    assert list(stoppable(lambda: iter([1, None, 3]), threading.Event())) == [1, None, 3]


def test_what_goes_wrong_in_the_making_goes_wrong_for_who_waits() -> None:
    def make() -> Iterator[int]:
        yield 1
        raise ZeroDivisionError("apples")

    parts = stoppable(make, threading.Event())
    assert next(parts) == 1
    with pytest.raises(ZeroDivisionError, match="apples"):
        next(parts)


def test_who_waits_is_told_at_once_and_the_maker_when_it_asks() -> None:
    stop, gave_up = threading.Event(), threading.Event()

    def make() -> Iterator[int]:
        yield 1
        try:
            while True:
                time.sleep(0.01)
                give_up_if_stopped()
        finally:
            gave_up.set()

    parts = stoppable(make, stop)
    assert next(parts) == 1
    stop.set()
    begun = time.monotonic()
    with pytest.raises(Stopped):
        next(parts)
    assert time.monotonic() - begun < 1
    assert gave_up.wait(5)


def test_a_maker_that_never_asks_ends_with_its_next_part() -> None:
    stop, may_go_on, closed = threading.Event(), threading.Event(), threading.Event()
    went_on: list[int] = []

    def make() -> Iterator[int]:
        try:
            yield 1
            may_go_on.wait(5)
            yield 2
            went_on.append(3)
        finally:
            closed.set()

    parts = stoppable(make, stop)
    assert next(parts) == 1
    stop.set()
    may_go_on.set()
    assert closed.wait(5)
    assert went_on == []


def test_a_visitor_stops_what_is_made_for_that_visitor() -> None:
    halts = Halts()
    halts.stop("nobody")
    with halts.halt("a") as mine, halts.halt("b") as other:
        halts.stop("a")
        assert (mine.event.is_set(), mine.left) == (True, False)
        halts.stop("a", left=True)
        halts.stop("a")
        assert mine.left
        assert (other.event.is_set(), other.left) == (False, False)
    assert other.event.is_set()  # nobody waits behind the block
    with halts.halt("a") as earlier, halts.halt("a") as later:
        halts.stop("a")
        assert (earlier.event.is_set(), later.event.is_set()) == (False, True)
