"""An answer that nobody waits for is given up."""

from __future__ import annotations

import threading

import pytest

from rag.stopping import Stopped, give_up_if_stopped, until


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
