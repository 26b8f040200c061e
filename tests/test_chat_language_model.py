"""The chat over a language model: a real page, a real Assistant, and a server that says what a test tells it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from fakes import Folder
from playwright.sync_api import Browser, Page, expect
from scripted_model import INVENTED, QUESTION, RETOLD, SENTENCE, asked_of
from scripted_server import Script, ScriptedServer, said

import app as chat

PATIENCE = 60_000  # milliseconds; what is waited for comes, however slow the machine


@contextmanager
def page_over(folder: Folder, browser: Browser, scripts: Sequence[Script]) -> Iterator[Page]:
    """The chat in a Vietnamese browser; nothing outside this machine is asked, and nothing from outside is run."""
    with served(folder, browser, scripts) as (page, _):
        yield page


@contextmanager
def served(folder: Folder, browser: Browser, scripts: Sequence[Script]) -> Iterator[tuple[Page, ScriptedServer]]:
    """The same, with the server that writes."""
    surprises: list[str] = []
    with asked_of(folder, *scripts) as (assistant, server):
        app = chat.build_app(assistant)
        _, url, _ = app.launch(prevent_thread_lock=True, **chat.launch_options())
        page = browser.new_page(locale="vi-VN")
        page.set_default_timeout(PATIENCE)
        page.on("dialog", lambda dialog: surprises.append(dialog.message) or dialog.dismiss())  # type: ignore[func-returns-value]
        page.on("request", lambda request: surprises.append(request.url) if "evil" in request.url else None)
        try:
            page.goto(url)
            page.locator(".examples button").first.wait_for()
            yield page, server
        finally:
            page.close()
            app.close(verbose=False)
    assert surprises == []


def ask(page: Page, question: str) -> None:
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")


def test_an_answer_is_shown_while_it_is_written(folder: Folder, browser: Browser) -> None:
    seen, more = threading.Event(), threading.Event()
    text = [f"{RETOLD} [1]. Hành khách ", "được ", seen, "chuyển sang đường bộ [2]. Du ", "khách ", more]
    with page_over(folder, browser, [Script([*text, "thả hoa đăng đến nửa đêm [1]."])]) as page:
        ask(page, QUESTION)
        answer = page.locator(".turn .answer")
        expect(answer).to_have_text(f"{RETOLD}.\u00a0[1]", timeout=PATIENCE)
        expect(page.locator(".turn")).to_have_attribute("aria-busy", "true")
        seen.set()
        expect(answer).to_contain_text("Hành khách được chuyển sang đường bộ.\u00a0[2]", timeout=PATIENCE)
        expect(answer).not_to_contain_text("Du khách")
        more.set()
        expect(page.locator('.turn[aria-busy="false"] .answer')).to_contain_text(
            "Du khách thả hoa đăng đến nửa đêm.", timeout=PATIENCE
        )
        assert page.locator(".remark").count() == 0


def test_what_happened_to_the_model_is_said_in_a_line(folder: Folder, browser: Browser) -> None:
    dying = Script([f"{RETOLD} [1]. {INVENTED} [1]. Du khách", " thả"], ends="dies")
    with page_over(folder, browser, [dying]) as page:
        ask(page, QUESTION)
        page.locator('.turn[aria-busy="false"]').wait_for()
        assert SENTENCE in page.locator(".answer").inner_text()
        assert page.locator(".remark").all_inner_texts() == [
            "Mô hình ngôn ngữ dừng giữa chừng; đây là nguyên văn các bài báo.",
            "1 câu bị lược bỏ vì các bài báo không nói như vậy.",
        ]


def test_a_follow_up_is_shown_as_it_was_understood(
    folder: Folder, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.llm.rewriting._SECONDS", 60.0)
    scripts = [
        said(f"{RETOLD} [1]."),
        said("Ở lễ hội đèn lồng giấy, du khách thả gì?"),
        said("Du khách thả hoa đăng đến nửa đêm [1]. <script>alert(1)</script> ![x](http://evil.test/p.png)"),
    ]
    with page_over(folder, browser, scripts) as page:
        ask(page, "Lễ hội treo bao nhiêu chiếc đèn lồng giấy?")
        page.locator('.turn[aria-busy="false"]').wait_for()
        ask(page, "Ở đó du khách thả gì?")
        second = page.locator('.turn:nth-child(2)[aria-busy="false"]')
        second.wait_for()
        assert second.locator(".understood").inner_text() == "Đang hiểu là: Ở lễ hội đèn lồng giấy, du khách thả gì?"
        assert second.locator(".answer").inner_text() == "Du khách thả hoa đăng đến nửa đêm.\u00a0[1]"


@pytest.mark.parametrize("way", ["#stop", "#clear"])
@pytest.mark.parametrize("ends", ["stalls", "pings"])
def test_a_language_model_that_says_no_more_is_hung_up_on(
    folder: Folder, browser: Browser, way: str, ends: str
) -> None:
    scripts = [Script([f"{RETOLD} [1]. Du khách "], ends=ends), said(f"{RETOLD} [1].")]
    with served(folder, browser, scripts) as (page, server):
        ask(page, QUESTION)
        page.locator('.turn[aria-busy="true"] .answer').wait_for()
        page.locator(way).click()
        if way == "#stop":
            page.locator('.turn[aria-busy="false"] .answer').wait_for(timeout=3000)
            assert page.locator(".answer").inner_text() == f"{RETOLD}.\u00a0[1]"
        else:
            page.locator(".welcome").wait_for(timeout=3000)
            page.wait_for_timeout(500)
        if ends == "pings":
            assert server.gone.wait(5)
        turns = page.locator(".turn").count()
        ask(page, QUESTION)
        page.locator(f'.turn:nth-child({turns + 1})[aria-busy="false"] .answer').wait_for(timeout=5000)
        assert page.locator(".turn").count() == turns + 1
        assert {thread.name for thread in threading.enumerate()} & {"hoibao-llm", "hoibao-answer"} == set()


def test_a_language_model_that_says_nothing_yet_is_hung_up_on(folder: Folder, browser: Browser) -> None:
    with served(folder, browser, [Script(ends="pings")]) as (page, server):
        ask(page, QUESTION)
        page.locator("#stop").click()
        page.locator('.turn[aria-busy="false"]').wait_for(timeout=3000)
        assert server.gone.wait(5)
        assert page.locator(".answer, .refusal, .searching, .error").count() == 0
        assert page.locator(".remark").inner_text() == "Đã dừng theo ý bạn: câu trả lời chưa hết."
