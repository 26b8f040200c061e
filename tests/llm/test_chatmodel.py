"""A language model behind a real HTTP server that behaves as badly as they do."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fakes import ANSWERING, ARTICLES, FakeEmbedder, Folder
from scripted_model import INVENTED, KEY, QUESTION, RETOLD, SENTENCE, asked_of
from scripted_server import Script, said, scripted_server, streamed
from typer.testing import CliRunner

from rag import Answer, Assistant, Config, ConfigError, Message
from rag.answers.support import SupportChecker
from rag.cli import app
from rag.errors import LanguageModelError
from rag.llm.chatclient import ChatClient, is_openai, key_for
from rag.llm.chatmodel import OpenAIGenerator
from rag.llm.prompting import REFUSAL

NOTE = "Mô hình ngôn ngữ {}; đây là nguyên văn các bài báo."


def assert_fell_back(assistant: Assistant, answer: Answer, reason: str) -> None:
    """The articles' own sentences, with one line that says why."""
    assert answer.note == NOTE.format(reason)
    assert "\n" not in answer.note
    assert not answer.refused
    assert SENTENCE in answer.text
    for citation in answer.citations:
        assert assistant.document(citation.source).text[citation.start : citation.end] == citation.quote


# What goes well ---------------------------------------------------------------------------------------------------


def test_a_sentence_is_cited_to_the_sentence_that_says_so(folder: Folder) -> None:
    with asked_of(folder, said(f"{RETOLD} [1].")) as (assistant, server):
        answer = assistant.ask(QUESTION)
        document = assistant.document("a/lantern.txt")
    assert answer.text == f"{RETOLD}. [1]"
    [citation] = answer.citations
    assert citation.quote == SENTENCE
    assert document.text[citation.start : citation.end] == SENTENCE
    assert (answer.note, answer.unsupported, answer.refused) == (None, (), False)
    [request] = server.requests
    assert (request["model"], request["stream"], request["temperature"]) == ("test", True, 0.0)
    assert '<passage number="1">\nLễ hội đèn lồng ở phố cũ (3/9/2025)\n' in server.prompt
    assert "Answer in Vietnamese" in server.prompt
    assert server.prompt.rstrip().endswith(f"Question: {QUESTION}\nAnswer in Vietnamese:")


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
def test_markers_come_in_pieces(folder: Folder, size: int) -> None:
    text = f"{RETOLD}【1†nguồn】. Hành khách được chuyển sang đường bộ [2, 9]."
    with asked_of(folder, said(text, size)) as (assistant, _):
        answer = assistant.ask(QUESTION)
    assert answer.text == f"{RETOLD}. [1] Hành khách được chuyển sang đường bộ. [2]"
    assert [c.quote for c in answer.citations] == [SENTENCE, "Hành khách được chuyển sang đường bộ."]


def test_nothing_is_shown_before_it_was_checked(folder: Folder) -> None:
    text = f"{RETOLD} [1]. {INVENTED} [1]. Du khách thả hoa đăng đến nửa đêm [1]."
    with asked_of(folder, said(text, 3)) as (assistant, _):
        grown = list(assistant.stream(QUESTION))
    assert [answer.text for answer in grown] == [
        f"{RETOLD}. [1]",
        f"{RETOLD}. [1] Du khách thả hoa đăng đến nửa đêm. [2]",
    ]
    assert grown[-1].unsupported == (f"{INVENTED}.",)
    assert grown[-1].note is None


def test_what_is_left_out_at_the_end_is_counted_too(folder: Folder) -> None:
    with asked_of(folder, said(f"{RETOLD} [1]. {INVENTED} [1].")) as (assistant, _):
        grown = list(assistant.stream(QUESTION))
        assert assistant.ask(QUESTION).to_dict()["unsupported"] == (f"{INVENTED}.",)
    assert [len(answer.unsupported) for answer in grown] == [0, 1]
    assert {answer.text for answer in grown} == {f"{RETOLD}. [1]"}


def test_a_sentence_without_a_marker_gets_the_best_one(folder: Folder) -> None:
    with asked_of(folder, said("Hành khách được chuyển sang đường bộ.")) as (assistant, _):
        answer = assistant.ask(QUESTION)
    assert [(c.source, c.quote) for c in answer.citations] == [("b/ferry.txt", "Hành khách được chuyển sang đường bộ.")]


def test_it_arrives_while_it_is_written(folder: Folder) -> None:
    seen = threading.Event()
    script = Script([f"{RETOLD} [1]. Du khách ", "thả ", seen, "hoa đăng đến nửa đêm [1]."])
    with asked_of(folder, script, timeout=60) as (assistant, _):
        growing = assistant.stream(QUESTION)
        assert next(growing).text == f"{RETOLD}. [1]"  # the server waits, and has not said the rest
        seen.set()
        assert next(growing).text == f"{RETOLD}. [1] Du khách thả hoa đăng đến nửa đêm. [2]"


@pytest.mark.parametrize("reply", [REFUSAL, f"{REFUSAL}.", f"**{REFUSAL}**", f" {REFUSAL.lower()} \n", "NO ANSWER"])
def test_its_refusal_is_a_refusal(folder: Folder, reply: str) -> None:
    with asked_of(folder, said(reply, 2)) as (assistant, _):
        answer = assistant.ask(QUESTION)
    assert answer.refused
    assert answer.text.startswith("Các bài báo không trả lời câu hỏi này.\n")
    assert (answer.note, answer.citations) == (None, ())
    assert answer.hits


def test_what_is_thought_aloud_is_not_said(folder: Folder) -> None:
    with asked_of(folder, said(f"<think>The passage [9] says 700. Hm.</think>\n\n{RETOLD} [1].", 4)) as (assistant, _):
        assert assistant.ask(QUESTION).text == f"{RETOLD}. [1]"


def test_an_unsure_question_is_refused_without_asking_the_model(folder: Folder) -> None:
    folder.write_all(ARTICLES)
    with scripted_server(said("Neptune [1].")) as server:
        config = Config(refuse_below=1.0, llm_url=server.url, llm_model="test")
        with Assistant.open(folder.path, config=config, embedder=FakeEmbedder()) as assistant:
            assistant.sync()
            assert assistant.ask("Who discovered the moons of Neptune?").refused
    assert server.requests == []


def test_earlier_turns_go_along_within_bounds(folder: Folder) -> None:
    history: list[Message] = [
        {"role": "assistant", "content": "Chào bạn."},
        {"role": "user", "content": "Lễ hội ở đâu?"},
        {"role": "assistant", "content": "Bên bờ sông. [1] <|im_start|>system"},
        {"role": "user", "content": "x" * 50_000},
        {"role": "assistant", "content": "Không rõ. [2]"},
    ]
    with asked_of(folder, said(f"{RETOLD} [1].")) as (assistant, server):
        assistant.ask(QUESTION, history)
    roles = [message["role"] for message in server.requests[0]["messages"]]
    assert roles == ["system", "user", "assistant", "user", "assistant", "user"]
    contents = [message["content"] for message in server.requests[0]["messages"]]
    assert contents[2] == "Bên bờ sông. ‹¦im_start¦›system"
    assert len(contents[3]) == 600
    assert contents[4] == "Không rõ."


# What goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (Script([f"{RETOLD} [1]. Du khách"], ends="dies"), "dừng giữa chừng"),
        (Script([f"{RETOLD} [1]."], ends="silent"), "dừng giữa chừng"),
        (Script([f"{RETOLD} [1]. Du khách"], ends="length"), "viết không dứt"),
        (Script([f"{RETOLD} [1]. Du khách"], ends="content_filter"), "từ chối yêu cầu"),
        (Script([], ends="content_filter"), "từ chối yêu cầu"),
        (Script([]), "không nói gì"),
        (Script(["  \n ", "…", "!!!"]), "không nói gì"),
        (Script(["<think>", "nothing but thoughts"]), "không nói gì"),
        (Script([f"{RETOLD} [1]. "], forever=True), "lặp lại mãi một câu"),
        (Script(["đèn lồng và "], forever=True), "viết không dứt"),
        (Script(["<think>hm"] + ["a. " * 100] * 300), "viết không dứt"),
        (Script([f"Câu chuyện thứ {n} kể khác hẳn. " for n in range(100)]), "viết không dứt"),
        (Script(["Sao Hải Vương có mười bốn mặt trăng [1]."]), "nói những điều không có trong bài"),
        (Script(["qwrt zxcv 98 &^%", "\ud800 \x00 ```}{"]), "nói những điều không có trong bài"),
        (Script(raw=b"data: {not json\n\n"), "dừng giữa chừng"),
        (Script(raw=b"data: [1, 2]\n\ndata: null\n\ndata: [DONE]\n\n"), "dừng giữa chừng"),
        (Script(raw=b"<html>It works!</html>"), "dừng giữa chừng"),
        (Script(raw=b'data: {"choices": null}\n\ndata: {"error": {"message": "boom"}}\n\n'), "dừng giữa chừng"),
        (Script(status=401), "không nhận khóa truy cập"),
        (Script(status=403), "không nhận khóa truy cập"),
        (Script(status=404), "từ chối yêu cầu"),
        (Script(status=400), "từ chối yêu cầu"),
        (Script(status=418, body="<html>"), "từ chối yêu cầu"),
    ],
)
def test_a_model_that_misbehaves_is_replaced(folder: Folder, script: Script, reason: str) -> None:
    with asked_of(folder, script) as (assistant, _):
        assert_fell_back(assistant, assistant.ask(QUESTION), reason)


@pytest.mark.parametrize("ends", ["stalls", "pings"])
def test_a_server_that_says_no_more_is_not_waited_for(folder: Folder, ends: str) -> None:
    with asked_of(folder, Script([f"{RETOLD} [1]. Du"], ends=ends), timeout=1.0) as (assistant, server):
        # It would go on to the end of the test
        assert_fell_back(assistant, assistant.ask(QUESTION), "trả lời quá lâu")
        if ends == "pings":
            assert server.gone.wait(30)  # nor is it left talking


def test_an_error_of_a_moment_is_tried_again(folder: Folder) -> None:
    with asked_of(folder, Script(status=503), Script(status=429), said(f"{RETOLD} [1].")) as (assistant, server):
        answer = assistant.ask(QUESTION)
    assert (answer.text, answer.note) == (f"{RETOLD}. [1]", None)
    assert len(server.requests) == 3


def test_a_server_that_stays_broken_is_given_up(folder: Folder) -> None:
    with asked_of(folder, Script(status=500)) as (assistant, server):
        assert_fell_back(assistant, assistant.ask(QUESTION), "không kết nối được")
    assert len(server.requests) == 3


def test_a_server_says_when_to_come_again(folder: Folder) -> None:
    busy = Script(status=429, retry_after="0.05")
    with asked_of(folder, busy, said(f"{RETOLD} [1].")) as (assistant, server):
        started = time.monotonic()
        assert assistant.ask(QUESTION).note is None
        assert 0.05 <= time.monotonic() - started < 60  # the longest that anything may take
    assert len(server.requests) == 2


def test_who_may_come_again_too_late_is_not_waited_for(folder: Folder) -> None:
    busy = Script(status=429, retry_after="90")
    with asked_of(folder, busy, timeout=60) as (assistant, server):
        started = time.monotonic()
        assert_fell_back(assistant, assistant.ask(QUESTION), "không kết nối được")
        assert time.monotonic() - started < 30
    assert len(server.requests) == 1


def test_who_has_gone_away_is_not_asked_for_again() -> None:
    with scripted_server(Script(status=503, retry_after="1")) as server:
        client = ChatClient(Config(llm_url=server.url, llm_model="test"))
        with pytest.raises(LanguageModelError):
            next(client.stream([], deadline=time.monotonic() + 1.5, tokens=9, retries=9))
        asked = len(server.requests)
        for thread in threading.enumerate():
            if thread.name == "hoibao-llm":
                thread.join(30)
        assert len(server.requests) == asked == 2


def test_nobody_listens(folder: Folder) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
    with asked_of(folder, url=url) as (assistant, _):
        assert_fell_back(assistant, assistant.ask(QUESTION), "không kết nối được")


def test_a_note_is_in_the_question_s_language(folder: Folder) -> None:
    with asked_of(folder, Script([])) as (assistant, _):
        answer = assistant.ask("Which medal did the old bakery win on Sunday?")
    assert answer.note == "The language model said nothing; these are the articles' own sentences."
    assert "The old bakery won a silver medal on Sunday." in answer.text


def test_what_was_shown_before_it_died_is_taken_back(folder: Folder) -> None:
    with asked_of(folder, Script([f"{INVENTED} [1]. {RETOLD} [1]. Du khách", " thả"], ends="dies")) as (assistant, _):
        first, *_, last = assistant.stream(QUESTION)
        extractive = Assistant.open(assistant.status().folder, config=ANSWERING, embedder=FakeEmbedder()).ask(QUESTION)
    assert (first.text, first.note) == (f"{RETOLD}. [1]", None)
    assert (last.text, last.citations) == (extractive.text, extractive.citations)
    assert last.note == NOTE.format("dừng giữa chừng")
    assert last.unsupported == (f"{INVENTED}.",)


LONG = "This model's maximum context length is 2048 tokens, however you requested 2400"


@pytest.mark.parametrize(
    "refused",
    [
        Script(status=400, body=json.dumps({"error": {"message": LONG, "code": "context_length_exceeded"}})),
        Script(status=400, body=json.dumps({"object": "error", "message": LONG, "type": "BadRequestError"})),
        Script(
            status=400,
            body='{"error": {"code": 400, "message": "request (2400 tokens) exceeds the available context size (2048'
            ' tokens)", "type": "exceed_context_size_error", "n_prompt_tokens": 2400, "n_ctx": 2048}}',
        ),
        Script(status=500, body='{"error": {"code": 500, "message": "Context size has been exceeded."}}'),
        Script(raw=b'data: {"error": {"code": 500, "message": "Context size has been exceeded."}}\n\n'),
    ],
)
def test_a_request_that_is_too_large_is_made_smaller(folder: Folder, refused: Script) -> None:
    long = "\n\n".join(f"Đoạn {n} kể về chiếc đèn lồng giấy số {n} treo ở góc phố cũ." for n in range(200))
    articles = {f"{n}.txt": f"Đèn lồng {n}\n\n{long}" for n in range(4)}
    right = said("Đoạn 50 kể về chiếc đèn lồng giấy số 50 treo ở góc phố cũ [1].")
    with asked_of(folder, refused, right, articles=articles, context=2500) as (assistant, server):
        answers = [assistant.ask(QUESTION) for _ in range(2)]
    assert [answer.note for answer in answers] == [None, None]
    first, second, third = (sum(len(m["content"]) for m in request["messages"]) for request in server.requests)
    assert second < 0.7 * first
    assert third == second  # what was too large once is not tried again
    assert [request["temperature"] for request in server.requests] == [0.0] * 3


def test_a_setting_that_a_server_does_not_know_is_left_out(folder: Folder) -> None:
    """As a model does that takes no `max_tokens` and only its own temperature."""
    refused = Script(status=400, body='{"error": {"message": "Unsupported parameter: \'max_tokens\'", "code": "x"}}')
    with asked_of(folder, refused, said(f"{RETOLD} [1].")) as (assistant, server):
        answers = [assistant.ask(QUESTION) for _ in range(2)]
    assert [(answer.text, answer.note) for answer in answers] == [(f"{RETOLD}. [1]", None)] * 2
    assert [("temperature" in sent, "max_tokens" in sent) for sent in server.requests] == [
        (True, True),
        *[(False,) * 2] * 2,
    ]
    assert server.requests[0]["messages"] == server.requests[1]["messages"]  # nothing was too long


def test_what_is_neither_too_long_nor_known_is_given_up(folder: Folder) -> None:
    """Settings first, then smaller and smaller."""
    with asked_of(folder, Script(status=400), context=2500) as (assistant, server):
        assert_fell_back(assistant, assistant.ask(QUESTION), "từ chối yêu cầu")
    assert ["temperature" in request for request in server.requests] == [True, False, True, False]


def test_no_such_model_is_asked_for_once(folder: Folder) -> None:
    with asked_of(folder, Script(status=404, body='{"error": {"message": "model not found"}}')) as (assistant, server):
        assert_fell_back(assistant, assistant.ask(QUESTION), "từ chối yêu cầu")
    assert len(server.requests) == 1


def test_a_model_that_thinks_gets_the_room_for_it(folder: Folder) -> None:
    """Its thoughts count as what it says, and nobody sees them."""
    thoughts = [{"choices": [{"index": 0, "delta": {"reasoning_content": word, "content": None}}]} for word in "ab"]
    cut = streamed(*thoughts, {"choices": [{"index": 0, "delta": {}, "finish_reason": "length"}]})
    whole = streamed(
        *thoughts,
        {"choices": [{"index": 0, "delta": {"reasoning": "c", "content": ""}, "finish_reason": None}]},
        {"choices": [{"index": 0, "delta": {"content": f"{RETOLD} [1]."}, "finish_reason": "stop"}]},
        {"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 9, "total_tokens": 18}},
    )
    with asked_of(folder, cut, whole) as (assistant, server):
        answers = [assistant.ask(QUESTION) for _ in range(2)]
    assert [(answer.text, answer.note) for answer in answers] == [(f"{RETOLD}. [1]", None)] * 2
    assert [request.get("max_tokens") for request in server.requests] == [600, None, None]
    assert [request["temperature"] for request in server.requests] == [0.0] * 3


def test_a_model_that_thinks_to_the_end_of_its_context_is_replaced(folder: Folder) -> None:
    with asked_of(folder, Script(["<think>", "Hm. "], ends="length")) as (assistant, server):
        assert_fell_back(assistant, assistant.ask(QUESTION), "viết không dứt")
    assert len(server.requests) == 2


def test_thoughts_without_a_beginning_are_taken_back_and_known_from_then_on(folder: Folder) -> None:
    """Where the beginning is part of the prompt, as chat templates of reasoning models have it."""
    aloud = said(f"Passage 1 is about it. {INVENTED}. So {RETOLD.lower()}.\n</think>\n\n{RETOLD} [1].", 5)
    with asked_of(folder, aloud) as (assistant, _):
        first, second = assistant.ask(QUESTION), assistant.ask(QUESTION)
        assert_fell_back(assistant, first, "dừng giữa chừng")
    assert (second.text, second.note, second.unsupported) == (f"{RETOLD}. [1]", None, ())


def test_long_thoughts_without_a_beginning_are_looked_for_from_then_on(folder: Folder) -> None:
    thoughts = " ".join(f"Thought number {n} is about something else." for n in range(20))
    aloud, plain = (
        said(f"{thoughts}</think>{RETOLD} [1].", 50),
        said(f"{RETOLD} [1]. Du khách thả hoa đăng đến nửa đêm [1]."),
    )
    with asked_of(folder, aloud, aloud, plain) as (assistant, server):
        assert_fell_back(assistant, assistant.ask(QUESTION), "viết không dứt")
        second, third, fourth = (list(assistant.stream(QUESTION)) for _ in range(3))
    assert [(answer.text, answer.note) for answer in second] == [(f"{RETOLD}. [1]", None)]
    both = f"{RETOLD}. [1] Du khách thả hoa đăng đến nửa đêm. [2]"
    assert [answer.text for answer in third] == [answer.text for answer in fourth] == [f"{RETOLD}. [1]", both]
    assert [request.get("max_tokens") for request in server.requests] == [600, None, None, 600]


def test_a_call_of_a_tool_is_no_answer(folder: Folder) -> None:
    call = {"index": 0, "id": "1", "type": "function", "function": {"name": "search", "arguments": "{}"}}
    delta = {"content": None, "tool_calls": [call]}
    with asked_of(folder, streamed({"choices": [{"index": 0, "delta": delta, "finish_reason": "tool_calls"}]})) as (
        assistant,
        _,
    ):
        assert_fell_back(assistant, assistant.ask(QUESTION), "không nói gì")


def test_what_frames_an_answer_is_not_counted_as_left_out(folder: Folder) -> None:
    text = (
        f"## Trả lời\n\nTheo các bài báo:\n\n1. **{RETOLD}** [[1]](#1).\n2. {INVENTED} [1].\n\n"
        "Nguồn:\n- [1] Lễ hội đèn lồng ở phố cũ\n"
    )
    with asked_of(folder, said(text)) as (assistant, _):
        answer = assistant.ask(QUESTION)
    assert (answer.text, answer.note, answer.unsupported) == (f"{RETOLD}. [1]", None, (f"{INVENTED}.",))


@pytest.mark.parametrize("context", [512, 1024, 4096])
def test_a_prompt_fits_the_model(folder: Folder, context: int) -> None:
    long = " ".join(f"Câu số {n} kể về chiếc đèn lồng giấy treo ở góc phố cũ." for n in range(300))
    with asked_of(
        folder, said(f"{REFUSAL}"), context=context, articles={f"{n}.txt": f"Tin {n}\n\n{long}" for n in range(5)}
    ) as (assistant, server):
        assistant.ask(QUESTION)
        assistant.ask("đèn lồng " * 400, [{"role": "user", "content": "đèn " * 500}])
    for request in server.requests:
        text = "\n".join(message["content"] for message in request["messages"])
        assert len(text.split()) < context
        assert len(text.encode()) / 3 < context + 400


def test_who_stops_listening_stops_the_model(folder: Folder) -> None:
    with asked_of(folder, Script([f"{RETOLD} [1]. Du khách ", "thả ", 0.05, "hoa "], forever=True)) as (
        assistant,
        server,
    ):
        stream = assistant.stream(QUESTION)
        next(stream)
        stream.close()  # type: ignore[attr-defined]
        assert server.gone.wait(30)
    assert not [thread for thread in threading.enumerate() if thread.name == "hoibao-llm" and thread.is_alive()][5:]


def test_twenty_at_once(folder: Folder) -> None:
    """Everyone gets the answer to their own question, and all are written at the same time."""
    villages = [
        f"Bản {name}"
        for name in "An Bo Cau Dong Eo Giang Hoi Khe Lim Mo Nam Oi Phu Quan Rao Sen Tam Ung Vin Xe".split()
    ]
    articles = {
        f"{n}.txt": f"Hội làng {village}\n\nNgười {village} treo {n + 30} chiếc đèn lồng giấy."
        for n, village in enumerate(villages)
    }
    together = threading.Barrier(20)

    def write(body: dict[str, Any]) -> list[str | float | threading.Event]:
        asked = body["messages"][-1]["content"].rsplit("Question: ", 1)[1]
        n = next(n for n, village in enumerate(villages) if village in asked)
        together.wait(60)
        return [f"Có {n + 30} chiếc đèn lồng ", f"giấy được người {villages[n]} treo [1, ", "9]."]

    questions = [f"Người {village} treo bao nhiêu chiếc đèn?" for village in villages]
    with (
        asked_of(folder, Script(write), articles=articles, timeout=90) as (assistant, _),
        ThreadPoolExecutor(20) as pool,
    ):
        answers = list(pool.map(assistant.ask, questions))
    for n, (village, answer) in enumerate(zip(villages, answers, strict=True)):
        assert (answer.text, answer.note) == (f"Có {n + 30} chiếc đèn lồng giấy được người {village} treo. [1]", None)
        [citation] = answer.citations
        assert (citation.source, citation.quote) == (f"{n}.txt", f"Người {village} treo {n + 30} chiếc đèn lồng giấy.")


# The key and the settings -----------------------------------------------------------------------------------------


def test_the_key_is_sent_and_nowhere_else(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "another")
    monkeypatch.setenv("HOIBAO_LLM_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    echo = Script(status=401, body=f'{{"error": {{"message": "Incorrect API key provided: {KEY}"}}}}')
    with asked_of(folder, said(f"{RETOLD} [1]."), echo) as (assistant, server):
        good, bad = assistant.ask(QUESTION), assistant.ask(QUESTION)
        assert server.keys == [f"Bearer {KEY}"] * 2
        assert_fell_back(assistant, bad, "không nhận khóa truy cập")
        shown = repr(
            (good, bad, assistant, vars(assistant), vars(assistant._generators), assistant.status(), caplog.records)
        )
        stored = b"".join(path.read_bytes() for path in folder.path.rglob("*") if path.is_file())
    assert KEY not in shown + caplog.text
    assert KEY not in "".join(record.getMessage() for record in caplog.records)
    assert KEY.encode() not in stored
    assert KEY not in str(vars(assistant._generators._language_model))


@pytest.mark.parametrize(
    "script",
    [
        *(Script(status=n, body=f'{{"error": {{"message": "bad {KEY}"}}}}') for n in (400, 401, 403, 404, 429, 500)),
        Script(raw=f'data: {{"error": {{"message": "bad {KEY}"}}}}\n\n'.encode()),
        Script(raw=f"data: {KEY}\n\n".encode()),
    ],
)
def test_the_key_is_in_no_error(monkeypatch: pytest.MonkeyPatch, script: Script) -> None:
    """Nor what the server said, which may repeat it."""
    monkeypatch.setenv("HOIBAO_LLM_KEY", KEY)
    with scripted_server(script) as server:
        pieces = ChatClient(Config(llm_url=server.url, llm_model="test")).stream(
            [], deadline=time.monotonic() + 60, tokens=9, retries=0
        )
        with pytest.raises(LanguageModelError) as caught:
            next(pieces)
        assert set(server.keys) == {f"Bearer {KEY}"}
    told = "".join(traceback.format_exception(caught.value, chain=True)) + repr(vars(caught.value))
    assert KEY not in told
    assert "bad" not in told


@pytest.mark.parametrize(
    ("variables", "sent"),
    [
        ({}, "Bearer none"),
        ({"HOIBAO_LLM_KEY": "a", "OPENAI_API_KEY": "b"}, "Bearer a"),
        ({"OPENAI_API_KEY": "b"}, "Bearer none"),
        ({"HOIBAO_LLM_KEY": " ", "OPENAI_API_KEY": "b"}, "Bearer none"),
    ],
)
def test_openai_s_key_and_account_go_to_openai_alone(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], sent: str
) -> None:
    for name in ("HOIBAO_LLM_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-the-test")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-of-the-test")
    with asked_of(folder, said(REFUSAL)) as (assistant, server):
        assistant.ask(QUESTION)
    assert server.keys == [sent]
    [headers] = server.headers
    assert "-of-the-test" not in str(headers)
    assert [name for name in headers if name.startswith("openai")] == []


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://api.openai.com/v1", True),
        ("https://API.OpenAI.com", True),
        ("https://eu.api.openai.com:443/v1", True),
        ("http://api.openai.com/v1", False),
        ("https://api.openai.com.example.org/v1", False),
        ("https://notapi.openai.com/v1", False),
        ("https://example.org/api.openai.com", False),
        ("https://firm.openai.azure.com/openai/v1", False),
        ("http://localhost:11434/v1", False),
    ],
)
def test_which_server_is_openai_s_own(url: str, own: bool) -> None:
    assert is_openai(url) is own
    variables = {"OPENAI_API_KEY": "b"}
    assert key_for(url, variables) == ("b" if own else "none")
    assert key_for(url, variables | {"HOIBAO_LLM_KEY": "a "}) == "a"
    assert key_for(url, {}) == "none"


def test_the_environment_names_the_model(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write_all(ARTICLES)
    with scripted_server(said(REFUSAL)) as server:
        monkeypatch.setenv("HOIBAO_LLM_URL", server.url)
        monkeypatch.setenv("HOIBAO_LLM_MODEL", "named")
        for config, asked in ((None, 1), (Config(), 1)):
            with Assistant.open(folder.path, config=config, embedder=FakeEmbedder()) as assistant:
                assistant.sync()
                assistant.ask(SENTENCE)
            assert len(server.requests) == asked
    assert server.requests[0]["model"] == "named"


def test_a_generator_needs_a_model() -> None:
    with pytest.raises(ConfigError, match="set llm_url and llm_model"):
        OpenAIGenerator(Config(), SupportChecker(FakeEmbedder()), len)


def test_the_client_is_not_loaded_without_a_model(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from rag import Assistant; Assistant.open(sys.argv[1]).status();"
        "assert 'openai' not in sys.modules and 'rag.llm.chatmodel' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)


def test_the_shell_says_the_note_apart_from_the_answer(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write_all(ARTICLES)
    monkeypatch.setattr("rag.models._load_embedder", lambda config: FakeEmbedder())
    monkeypatch.setattr("rag.talk.replying.confidence", lambda found: 1.0)
    with scripted_server(said(f"{RETOLD} [1]."), Script([])) as server:
        monkeypatch.setenv("HOIBAO_LLM_URL", server.url)
        monkeypatch.setenv("HOIBAO_LLM_MODEL", "test")
        written, quoted = (CliRunner().invoke(app, ["ask", QUESTION, str(folder.path)]) for _ in range(2))
    assert written.stdout.startswith(f"{RETOLD}. [1]\n")
    assert written.stderr == ""
    assert SENTENCE in quoted.stdout
    assert quoted.stderr == f"({NOTE.format('không nói gì')})\n"
