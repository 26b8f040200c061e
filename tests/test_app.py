"""The chat, in a real Chromium over a fake Assistant."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from fake_assistant import (
    HOSTILE_DATE,
    HOSTILE_QUOTE,
    HOSTILE_SOURCE,
    HOSTILE_TITLE,
    FakeAssistant,
)
from gradio_client import Client
from gradio_client.exceptions import AppError
from playwright.sync_api import Browser, BrowserContext, Page, expect

import app as chat
from rag.errors import ConfigError, StoreError
from rag.page.chatting import Chat
from rag.page.wording import TEXTS

QUESTION = "bao nhieu ho dan phai so tan"
FIRST = "Nhà chức trách sơ tán 340 hộ dân ven sông."
SECOND = "Cầu tạm bắc qua sông được thông xe lúc 17 giờ 30 phút ngày 8/12."

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def assistant() -> FakeAssistant:
    return FakeAssistant()


def serve(assistant: FakeAssistant, port: int | None = None) -> tuple[Any, str]:
    """An app over an assistant, and its address."""
    app = chat.build_app(assistant)  # type: ignore[arg-type]  # a fake, by shape
    _, address, _ = app.launch(prevent_thread_lock=True, server_port=port, **chat.launch_options())
    return app, address


@pytest.fixture(scope="module")
def url(assistant: FakeAssistant) -> Iterator[str]:
    app, address = serve(assistant)
    yield address
    app.close(verbose=False)


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> dict[tuple[str, str], BrowserContext]:
    """Browser profiles by language and colour scheme, kept for their cache; a page is a session of its own."""
    return {}


@pytest.fixture
def open_page(browser: Browser, contexts: dict[tuple[str, str], BrowserContext], url: str) -> Iterator[OpenPage]:
    """Opens the chat; at the end, nothing was executed and nothing outside this machine was asked."""
    pages: list[Page] = []
    surprises: list[str] = []

    def on_dialog(dialog: Any) -> None:
        surprises.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def on_request(request: Any) -> None:
        if not request.url.startswith((url, "data:", "blob:")):
            surprises.append(f"request {request.url}")

    def open_chat(locale: str = "vi-VN", width: int = 1280, height: int = 800, scheme: Any = "light") -> Page:
        if (locale, scheme) not in contexts:
            contexts[locale, scheme] = browser.new_context(locale=locale, color_scheme=scheme)
        page = contexts[locale, scheme].new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(10_000)
        page.on("dialog", on_dialog)
        page.on("pageerror", lambda error: surprises.append(f"error {error}"))
        page.on("request", on_request)
        page.goto(url)
        page.locator(".welcome").wait_for()
        return page

    yield open_chat
    for page in pages:
        page.close()
    assert surprises == []


def ask(page: Page, question: str) -> None:
    before = page.locator(".turn").count()
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")
    page.locator(f'.turn:nth-child({before + 1})[aria-busy="false"]').wait_for()


def in_view(page: Page, selector: str) -> bool:
    inside: bool = page.locator(selector).first.evaluate(
        """(element) => {
          const box = element.getBoundingClientRect();
          const first = element.getClientRects()[0];  // its first line, where it is a text that wraps
          const seen = document.elementFromPoint(first.left + 5, first.top + first.height / 4);
          return box.top >= 0 && box.bottom <= innerHeight && element.contains(seen);
        }"""
    )
    return inside


def overflow(page: Page) -> int:
    pixels: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return pixels


def test_answer_streams_and_its_citation_opens_the_sentence(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page()
    assistant.delay = 1.0
    try:
        page.locator("#question textarea").fill(QUESTION)
        page.locator("#send").click()
        page.locator('[aria-busy="true"] .marker').wait_for()
        assert page.locator(".answer").inner_text().startswith(FIRST)
        assert SECOND not in page.locator(".answer").inner_text()
        assert page.locator("#question textarea").input_value() == ""
        page.locator('[aria-busy="false"] .marker').nth(1).wait_for()
    finally:
        assistant.delay = 0.05
    assert page.locator(".understood").inner_text() == "Tìm theo: Bao nhiêu hộ dân phải sơ tán?"
    source = page.locator(".sources li").nth(1).inner_text()
    for shown in ("Lũ trên sông Nậm Ou lên nhanh", "6/12", "lao/lu-nam-ou.txt", SECOND):
        assert shown in source

    page.locator(".marker").nth(1).click()
    page.locator("#panel mark").wait_for()
    assert page.locator("#panel mark").all_inner_texts() == [SECOND]
    assert in_view(page, "#panel mark")
    assert "Đoạn 1:" in page.locator("#panel .text").inner_text()  # the whole article is there
    assert page.locator("#panel .teasers").inner_text().endswith("Tin khác: giá cà phê tăng")
    assert page.locator("#send").bounding_box()["x"] < page.locator(".paper").bounding_box()["x"]  # type: ignore[index]

    page.locator(".sources button").first.click()
    expect(page.locator("#panel mark")).to_have_text(FIRST)
    assert in_view(page, "#panel mark")


def test_a_marker_begins_no_line(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, QUESTION)
    below = """() => [...document.querySelectorAll('.answer .marker')].map((marker) => {
      const said = document.createRange();
      said.setStart(marker.closest('p'), 0);
      said.setEndBefore(marker.closest('.glued'));
      const last = [...said.getClientRects()].filter((box) => box.width > 1).at(-1);
      return marker.getBoundingClientRect().top >= last.bottom - 3;
    })"""
    seen = set()
    for width in range(320, 620, 7):
        page.set_viewport_size({"width": width, "height": 800})
        seen.add(tuple(page.evaluate(below)))
    assert seen == {(False, False)}


def test_panel_works_from_the_keyboard(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, QUESTION)
    marker = page.locator(".marker").first
    marker.focus()
    page.keyboard.press("Enter")
    page.locator("#panel mark").wait_for()
    assert page.evaluate("document.activeElement.className") == "paper"
    expect(marker).to_have_css("background-color", "rgb(255, 229, 138)")
    page.keyboard.press("Escape")
    page.locator("#panel mark").wait_for(state="detached")
    expect(marker).to_have_css("background-color", "rgba(0, 0, 0, 0)")  # no longer what is open
    assert marker.evaluate("(element) => element === document.activeElement")
    assert marker.get_attribute("aria-label") == "Nguồn 1: Lũ trên sông Nậm Ou lên nhanh"
    page.keyboard.press("Enter")  # the same one again
    page.locator("#panel mark").wait_for()
    page.locator("[data-close]").click()
    page.locator("#panel mark").wait_for(state="detached")


def test_refusal_is_not_an_answer_and_shows_the_nearest(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, "thoi tiet mai the nao")
    assert page.locator(".refusal").inner_text() == "Các bài trong thư mục không trả lời câu hỏi này."
    assert page.locator(".answer, .marker, .sources").count() == 0
    assert "không phải câu trả lời" in page.locator(".turn h3").inner_text()
    page.locator(".nearest button").first.click()
    expect(page.locator("#panel mark.near")).to_contain_text("128.500 đồng")


def test_text_from_outside_is_shown_as_it_is(open_page: OpenPage) -> None:
    page = open_page()
    assert "<b>hostile</b> **example** <img src=x>" in page.locator(".examples").inner_text()
    question = 'hostile <img src=x onerror="alert(9)"> **b** [x](javascript:alert(10)) $$x$$ {{y}} ${z}'
    ask(page, question)
    turn = page.locator(".turn")
    assert turn.locator(".question").inner_text() == question
    assert turn.locator(".understood").inner_text() == f"Tìm theo: {HOSTILE_TITLE}"
    assert turn.locator(".answer").inner_text().replace("\N{NO-BREAK SPACE}", " ").startswith(HOSTILE_QUOTE[:40])
    source = turn.locator(".sources li").inner_text()
    for shown in (HOSTILE_TITLE, HOSTILE_SOURCE, HOSTILE_DATE, HOSTILE_QUOTE):
        assert shown in source
    turn.locator(".sources button").click()
    expect(page.locator("#panel mark")).to_have_text(HOSTILE_QUOTE)
    paper = page.locator(".paper").inner_text()
    for shown in (HOSTILE_TITLE, HOSTILE_SOURCE, HOSTILE_DATE, "Đoạn đầu </div></article>.", "# không phải tiêu đề"):
        assert shown in paper
    page.keyboard.press("Escape")
    page.locator("#reread").click()
    failed = page.locator(".notice .failed li")
    assert failed.inner_text() == f"{HOSTILE_SOURCE}: <img src=x onerror=alert(8)> not text"
    made = page.locator("#page").evaluate(
        "(e) => e.querySelectorAll('img, script, a, .katex, strong, code, b, i').length"
    )
    assert made == 0


@pytest.mark.parametrize(("locale", "language"), [("vi-VN", "vi"), ("en-US", "en"), ("lo-LA", "lo"), ("fr-FR", "en")])
def test_speaks_the_browsers_language(open_page: OpenPage, locale: str, language: str) -> None:
    page, words = open_page(locale), TEXTS[language]
    expect(page.locator("#reread")).to_have_text(words["reread"])
    expect(page.locator("#send")).to_have_text(words["send"])
    assert page.get_by_label(words["ask"], exact=True).get_attribute("placeholder") == words["placeholder"]
    assert words["intro"] in page.locator(".welcome").inner_text()
    assert page.locator("html").get_attribute("lang") == language
    ask(page, QUESTION)
    assert page.locator(".turn h3").inner_text() == words["sources"]
    assert page.locator(".understood").inner_text().startswith(words["understood"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fits_a_phone(open_page: OpenPage, scheme: str) -> None:
    page = open_page(width=390, height=844, scheme=scheme)
    assert overflow(page) <= 0
    ask(page, QUESTION)
    assert overflow(page) <= 0
    page.locator(".sources button").nth(1).click()
    page.locator("#panel mark").wait_for()
    assert overflow(page) <= 0
    assert in_view(page, "#panel mark")
    box = page.locator(".paper").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    page.locator("[data-close]").click()
    ask(page, "thoi tiet")
    page.locator("#reread").click()
    page.locator(".notice .failed").wait_for()
    assert overflow(page) <= 0
    assert in_view(page, "#send")


def test_newest_question_comes_into_view(open_page: OpenPage) -> None:
    page = open_page(width=390, height=844)
    for _ in range(3):
        ask(page, QUESTION)
    assert page.locator(".turn").count() == 3
    assert in_view(page, ".turn:last-child .question")
    assert page.locator(".turn:last-child").bounding_box()["y"] == pytest.approx(0, abs=1)  # type: ignore[index]
    ask(page, "hong model")  # also where little is said
    assert page.locator(".turn:last-child").bounding_box()["y"] == pytest.approx(0, abs=1)  # type: ignore[index]


def test_a_question_of_many_lines_leaves_its_answer_in_view(open_page: OpenPage) -> None:
    page = open_page()
    for _ in range(2):
        ask(page, f"{QUESTION}\n" * 60)
    page.wait_for_timeout(300)
    assert in_view(page, ".turn:last-child .answer")


def test_what_the_keyboard_reaches_is_not_below_the_question_box(open_page: OpenPage) -> None:
    page = open_page(height=500)
    for _ in range(3):
        ask(page, QUESTION)
    page.locator(".marker").first.focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        below: float = page.evaluate(
            """() => document.activeElement.getBoundingClientRect().bottom
              - document.querySelector('#foot').getBoundingClientRect().top"""
        )
        assert below <= 0


def test_the_focus_is_not_lost_with_what_was_chosen(open_page: OpenPage) -> None:
    page = open_page()
    box = page.locator("#question textarea")
    page.locator(".examples button").first.click()
    page.locator('[aria-busy="false"] .sources').wait_for()
    expect(box).to_be_focused()
    page.locator("#clear").click()
    page.locator(".examples").wait_for()
    expect(box).to_be_focused()
    page.locator("#limits > button[aria-expanded=false]").click()
    page.locator("#limits > button[aria-expanded=true]").wait_for()


def test_on_a_phone_an_article_is_all_there_is_and_back_closes_it(open_page: OpenPage) -> None:
    page = open_page(width=390, height=844)
    address = page.url
    ask(page, QUESTION)
    marker = page.locator(".marker").first
    marker.click()
    page.locator("#panel mark").wait_for()
    assert page.locator("#foot").evaluate("(part) => part.inert")
    page.go_back()
    page.locator(".paper").wait_for(state="detached")
    expect(marker).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("[data-close]").click()
    page.locator(".paper").wait_for(state="detached")
    page.wait_for_timeout(300)
    assert (page.url, page.locator(".turn").count()) == (address, 1)
    ask(page, QUESTION)  # nothing is inert any more


def test_large_type_and_a_low_window_leave_the_page_readable(open_page: OpenPage) -> None:
    page = open_page(width=640, height=400)  # 1280 by 800, twice as large
    ask(page, QUESTION)
    page.locator("#limits > button").click()
    page.locator("#after input").wait_for()
    assert page.locator("#foot").bounding_box()["y"] > 120  # type: ignore[index]
    page = open_page(width=390, height=844)
    ask(page, QUESTION)
    page.add_style_tag(content="html { font-size: 32px !important }")
    assert page.locator("#masthead").bounding_box()["width"] > 250  # type: ignore[index]
    assert overflow(page) <= 0


def test_the_number_of_articles_is_that_of_the_last_answer(
    open_page: OpenPage, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()
    status = replace(assistant.status(), documents=77)
    monkeypatch.setattr(assistant, "status", lambda: status)
    ask(page, QUESTION)
    expect(page.locator(".masthead p")).to_contain_text("77 bài")


def test_an_empty_folder_is_looked_into_until_its_articles_are_in(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    every, patience = 0.5, 30_000
    looked: list[int] = []
    documents = [0]

    def status() -> Any:
        looked.append(documents[0])
        return replace(now, documents=documents[0])

    assistant = FakeAssistant()  # its own, which no other page looks at
    now = assistant.status()
    monkeypatch.setattr(assistant, "status", status)
    monkeypatch.setattr(chat, "_RENEWED", every)
    app, address = serve(assistant)
    with browser.new_context(locale="vi-VN") as context, browser.new_context(locale="en-US") as other:
        page, begun = context.new_page(), other.new_page()
        for opened in (page, begun):
            opened.goto(address)
            opened.locator(".welcome").wait_for()
        expect(page.locator(".welcome")).to_contain_text("Chưa có bài nào")
        assert page.locator(".examples").count() == 0
        ask(begun, QUESTION)
        documents[0] = 2
        expect(page.locator(".masthead p")).to_contain_text("2 bài", timeout=patience)
        expect(page.locator(".examples button")).to_have_count(3)
        expect(begun.locator(".masthead p")).to_contain_text("2 articles", timeout=patience)
        assert begun.locator(".turn").count() == 1
        for _ in range(20):  # until no page looks any more
            looked.clear()
            page.wait_for_timeout(4000 * every)
            if not looked:
                break
        assert looked == []
    app.close(verbose=False)


def test_a_folder_that_fills_is_looked_into_while_it_does() -> None:
    assistant = FakeAssistant()
    handlers, request = Chat(assistant), gr.Request(headers={"accept-language": "vi"})  # type: ignore[arg-type]
    before, _, _ = handlers.renew((), "", request)
    assistant.documents.pop("vn/ca-phe.txt")
    masthead, welcome, timer = handlers.renew((), before, request)
    assert "2 bài" in masthead
    assert "examples" in welcome
    assert timer == gr.skip()
    masthead, welcome, timer = handlers.renew((), masthead, request)
    assert (masthead, welcome, timer.active) == (gr.skip(), gr.skip(), False)


def test_the_icon_is_its_own(open_page: OpenPage) -> None:
    page = open_page()
    icon = page.request.get(f"{page.url}favicon.ico")
    assert icon.headers["content-type"] == "image/svg+xml"
    assert icon.text() == resources.files("rag").joinpath("page", "icon.svg").read_text(encoding="utf-8")


def test_follow_up_carries_plain_text_and_sessions_are_apart(open_page: OpenPage, assistant: FakeAssistant) -> None:
    mine, other = open_page(), open_page("en-US")
    ask(mine, QUESTION)
    ask(mine, "khi nao thong xe")
    question, history = assistant.asked[-1]
    assert question == "khi nao thong xe"
    assert history == [
        {"role": "user", "content": QUESTION},
        {"role": "assistant", "content": f"{FIRST} [1] {SECOND} [2]"},
    ]
    ask(other, "another question")
    assert assistant.asked[-1] == ("another question", [])
    assert other.locator(".turn").count() == 1
    mine.locator("#clear").click()
    mine.locator(".examples").wait_for()
    ask(mine, "lai tu dau")
    assert assistant.asked[-1] == ("lai tu dau", [])


def test_a_page_that_is_loaded_again_goes_on(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page, other = open_page(), open_page()
    ask(page, QUESTION)
    ask(page, "thoi tiet mai the nao")
    shown = page.locator(".turns").inner_text()
    page.reload()
    page.locator(".turn").first.wait_for()
    assert page.locator(".turns").inner_text() == shown
    page.locator(".marker").nth(1).click()
    expect(page.locator("#panel mark")).to_have_text(SECOND)
    page.keyboard.press("Escape")
    page.locator(".nearest button").first.click()
    expect(page.locator("#panel mark.near")).to_contain_text("128.500 đồng")
    page.keyboard.press("Escape")
    ask(page, "Còn năm 2024?")
    assert [message["content"] for message in assistant.asked[-1][1]] == [
        QUESTION,
        f"{FIRST} [1] {SECOND} [2]",
        "thoi tiet mai the nao",
        "Các bài trong thư mục không trả lời câu hỏi này.",
    ]
    other.reload()  # a tab of the same browser has its own
    other.locator(".examples").wait_for()
    assert open_page().locator(".turn").count() == 0
    page.locator("#clear").click()
    page.locator(".examples").wait_for()
    page.reload()
    page.locator(".examples").wait_for()
    ask(page, "lai tu dau")
    assert assistant.asked[-1] == ("lai tu dau", [])
    assert page.evaluate("localStorage.length") == 0


def test_a_page_that_is_loaded_again_while_it_answers_says_so(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page("en-US")
    ask(page, "the first")
    assistant.delay = 3.0
    try:
        page.locator("#question textarea").fill(QUESTION)
        page.keyboard.press("Enter")
        page.locator('[aria-busy="true"] .marker').wait_for()
        page.reload()
        page.locator(".turn .error").wait_for()
    finally:
        assistant.delay = 0.05
    assert page.locator(".question").all_inner_texts() == ["the first", QUESTION]
    assert page.locator(".error").inner_text() == TEXTS["en"]["interrupted"]
    ask(page, "con o dau")
    assert [message["content"] for message in assistant.asked[-1][1] if message["role"] == "user"] == ["the first"]


@pytest.mark.parametrize("broken", ["{", '{"version":1,"folder":"bài báo","turns":[{}]}', "x" * 2_000_000])
def test_what_a_tab_kept_and_cannot_be_read_is_left_out(open_page: OpenPage, broken: str) -> None:
    page = open_page()
    page.evaluate("(broken) => sessionStorage.setItem('hoibao', broken)", broken)
    page.reload()
    page.locator(".examples").wait_for()
    expect(page.locator("#send")).to_have_text("Hỏi")
    ask(page, QUESTION)
    page.reload()
    page.locator(".turn").wait_for()
    assert page.locator(".question").all_inner_texts() == [QUESTION]


def test_a_lost_connection_is_told_in_the_readers_language_and_costs_nothing(
    browser: Browser, assistant: FakeAssistant
) -> None:
    app, address = serve(assistant)
    with browser.new_context(locale="vi-VN") as context:
        page = context.new_page()
        page.goto(address)
        page.locator(".welcome").wait_for()
        ask(page, QUESTION)
        app.close(verbose=False)
        page.locator("#question textarea").fill("khi nao thong xe")
        page.keyboard.press("Enter")
        toast = page.get_by_test_id("toast-body")
        expect(toast).to_contain_text("Mất kết nối với chương trình. Đang nối lại")
        assert not re.search("[Cc]onnection|Error|Close", toast.inner_text())
        assert page.get_by_test_id("toast-close").get_attribute("aria-label") == "Đóng"
        app, _ = serve(assistant, int(address.rstrip("/").rpartition(":")[2]))
        expect(toast).to_have_count(0, timeout=15_000)
        page.locator(".turn").wait_for()
        assert page.locator(".question").all_inner_texts() == [QUESTION]
        expect(page.locator("#question textarea")).to_have_value("khi nao thong xe")
        page.keyboard.press("Enter")
        page.locator('.turn:nth-child(2)[aria-busy="false"]').wait_for()
        assert [message["content"] for message in assistant.asked[-1][1]] == [QUESTION, f"{FIRST} [1] {SECOND} [2]"]
        app.close(verbose=False)


def test_a_browser_that_keeps_nothing_is_answered(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('no'); }})")
    page.reload()
    page.locator(".examples").wait_for()
    ask(page, QUESTION)
    page.reload()
    page.locator(".examples").wait_for()


def test_starting_over_stops_the_answer(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page()
    assistant.delay = 1.0
    try:
        page.locator("#question textarea").fill(QUESTION)
        page.keyboard.press("Enter")
        page.locator('[aria-busy="true"] .marker').wait_for()
        page.locator("#clear").click()
        page.locator(".examples").wait_for()
        page.wait_for_timeout(1200)
        assert page.locator(".turn").count() == 0
    finally:
        assistant.delay = 0.05
    ask(page, QUESTION)
    assert page.locator(".sources li").count() == 2


def test_an_answer_that_takes_long_is_stopped_and_keeps_what_it_said(
    open_page: OpenPage, assistant: FakeAssistant
) -> None:
    page, words = open_page(), TEXTS["vi"]
    assistant.delay = 5.0
    stop, send = page.locator("#stop"), page.locator("#send")
    expect(stop).to_be_hidden()
    try:
        page.locator("#question textarea").fill(QUESTION)
        send.dblclick()  # as some do: the second click stops nothing
        page.locator('[aria-busy="true"] .marker').wait_for()
        expect(stop).to_be_visible()
        expect(send).to_be_hidden()
        assert stop.inner_text() == words["stop"]
        assert page.locator(".turn").count() == 1
        stop.click()
        page.locator('[aria-busy="false"]').wait_for(timeout=2000)
    finally:
        assistant.delay = 0.05
    expect(stop).to_be_hidden()
    expect(send).to_be_visible()
    expect(page.locator("#question textarea")).to_be_focused()
    assert page.locator(".answer").inner_text().startswith(FIRST)
    assert SECOND not in page.locator(".turn").inner_text()
    assert page.locator(".remark").inner_text() == words["stopped"]
    ask(page, "khi nao thong xe")
    assert assistant.asked[-1][1][1] == {"role": "assistant", "content": f"{FIRST} [1]"}
    assert page.locator(".turn").count() == 2


def test_example_is_asked(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page()
    page.locator(".examples button").first.click()
    page.locator('[aria-busy="false"] .sources').wait_for()
    assert page.locator(".question").inner_text() == "Bao nhiêu hộ dân phải sơ tán?"
    assert page.locator(".understood").count() == 0  # it was searched for as it stands
    assert assistant.asked[-1] == ("Bao nhiêu hộ dân phải sơ tán?", [])


def test_questions_that_take_a_while_to_find_are_shown_from_then_on(
    open_page: OpenPage, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, syncs = threading.Event(), iter(range(2))
    now = replace(assistant.status(), last_sync="2025-01-01T00:00:00Z")

    def suggestions(n: int) -> list[str]:
        found.wait(10)
        if next(syncs) > 0:
            raise ValueError("no model")
        return ["Đê bao nhiêu mét?", "Đê vỡ khi nào?", "Đê ở đâu?"][:n]

    def examples(page: Page) -> list[str]:
        return page.locator(".examples button").all_inner_texts()

    monkeypatch.setattr(assistant, "suggestions", suggestions)
    monkeypatch.setattr(assistant, "status", lambda: now)
    page, titles = open_page(), assistant.examples()
    assert examples(page) == titles
    found.set()
    page.wait_for_timeout(500)
    assert examples(page) == titles  # somebody may be about to choose one
    page.reload()
    page.locator(".welcome").wait_for()
    assert examples(page) == ["Đê bao nhiêu mét?", "Đê vỡ khi nào?", "Đê ở đâu?", titles[0]]
    now = replace(now, last_sync="2025-01-02T00:00:00Z")  # its articles may be gone
    for _ in range(2):
        page.reload()
        page.locator(".welcome").wait_for()
        assert examples(page) == titles


def test_questions_that_are_found_soon_are_waited_for(
    open_page: OpenPage, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def suggestions(n: int) -> list[str]:
        time.sleep(0.3)
        return ["Đê bao nhiêu mét?"]

    now = replace(assistant.status(), last_sync="2025-02-01T00:00:00Z")
    monkeypatch.setattr(assistant, "suggestions", suggestions)
    monkeypatch.setattr(assistant, "status", lambda: now)
    assert open_page().locator(".examples button").first.inner_text() == "Đê bao nhiêu mét?"


@pytest.mark.parametrize(("locale", "label"), [("vi-VN", "Xem tiếp"), ("en-US", "Show more")])
def test_a_list_is_gone_on_with_by_a_button(
    open_page: OpenPage, assistant: FakeAssistant, locale: str, label: str
) -> None:
    page = open_page(locale)
    ask(page, "bai ve lu")
    button = page.locator(".onward button")
    assert button.inner_text() == label
    assert page.locator(".turn").inner_text().count("Lũ trên sông Nậm Ou lên nhanh") == 1
    assert page.locator(".answer").all_inner_texts() == ["Bài thứ 1:", "Còn 1 bài nữa."]
    places = [".answer >> nth=0", ".sources", ".answer >> nth=1", ".onward button"]
    tops = [page.locator(place).bounding_box()["y"] for place in places]  # type: ignore[index]
    assert tops == sorted(tops)
    button.click()
    page.locator('.turn:nth-child(2)[aria-busy="false"]').wait_for()
    assert assistant.asked[-1][0] == label
    assert assistant.asked[-1][1][0]["content"] == "bai ve lu"
    assert page.locator(".onward").count() == 0  # that is all, and an older list is not gone on with
    expect(page.locator("#question textarea")).to_be_focused()


def test_no_turn_is_lost_where_questions_overlap(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page()
    before = len(assistant.asked)
    box = page.locator("#question textarea")
    box.fill(QUESTION)
    assistant.delay = 1.0
    try:
        page.locator(".examples button").first.click()
        box.press("Enter")
        page.locator('[aria-busy="true"] .marker').wait_for()
        expect(page.locator("#send")).to_have_css("opacity", "0.5")
        box.press("Enter")
        page.locator("#send").click()
        page.locator('[aria-busy="false"] .sources').wait_for()
        expect(page.locator("#send")).to_have_css("opacity", "1")
        page.wait_for_timeout(500)
        assert page.locator(".question").all_inner_texts() == ["Bao nhiêu hộ dân phải sơ tán?"]
        assert box.input_value() == QUESTION  # it waits to be sent
        box.press("Enter")
        page.locator('.turn:nth-child(2)[aria-busy="true"] .marker').wait_for()
        box.fill("khi nao thong xe")
        box.press("Enter")
        page.locator('.turn:nth-child(2)[aria-busy="false"]').wait_for()
        assert box.input_value() == "khi nao thong xe"
        box.press("Enter")
        page.locator('.turn:nth-child(3)[aria-busy="false"]').wait_for()
    finally:
        assistant.delay = 0.05
    asked = ["Bao nhiêu hộ dân phải sơ tán?", QUESTION, "khi nao thong xe"]
    assert page.locator(".question").all_inner_texts() == asked
    assert [question for question, _ in assistant.asked[before:]] == asked
    assert [len(history) for _, history in assistant.asked[before:]] == [0, 2, 4]


def test_a_reread_leaves_a_conversation_that_has_begun_meanwhile(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page()
    assistant.sync_may_end.clear()
    try:
        page.locator("#reread").click()
        page.locator(".notice progress").wait_for()
        ask(page, QUESTION)
    finally:
        assistant.sync_may_end.set()
    page.locator(".notice .added").wait_for()
    page.wait_for_timeout(300)
    assert page.locator(".question").all_inner_texts() == [QUESTION]
    page.locator("#clear").click()
    page.locator(".examples").wait_for()
    page.locator("#reread").click()
    page.locator(".notice .added").wait_for()
    assert page.locator(".examples button").count() == 3


def test_reread_reports_while_others_ask(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page, other = open_page("en-US"), open_page()
    assistant.sync_may_end.clear()
    try:
        page.locator("#reread").click()
        expect(page.locator(".notice")).to_contain_text("Re-reading: 1 of 3 articles")
        assert page.locator(".notice progress").evaluate("(bar) => bar.value / bar.max") == pytest.approx(0.2)
        ask(other, QUESTION)
        assert other.locator(".sources li").count() == 2
        assert page.locator(".notice progress").count() == 1
    finally:
        assistant.sync_may_end.set()
    expect(page.locator(".notice p")).to_have_text("Re-read. 1 added, 1 moved, 1 could not be read.")
    page.locator(".notice .added summary").click()
    assert page.locator(".notice .added li").inner_text() == "moi.txt"


def test_errors_are_messages_in_the_conversation(open_page: OpenPage) -> None:
    page = open_page("en-US")
    ask(page, "hong model")
    assert page.locator(".error").inner_text() == "the model <b>cannot</b> be loaded; run `hoibao status`"
    ask(page, "a bug")
    assert page.locator(".error").last.inner_text() == TEXTS["en"]["failure"]
    assert "secret" not in page.locator("body").inner_text()
    ask(page, QUESTION)  # the conversation goes on
    assert page.locator(".sources").count() == 1


def test_an_index_that_cannot_be_read_is_told_until_it_can_be(
    open_page: OpenPage, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> Any:
        raise StoreError(Path("/data/store.sqlite"), "file is not a database")

    page = open_page()
    ask(page, QUESTION)
    with monkeypatch.context() as patched:
        patched.setattr(assistant, "status", broken)
        patched.setattr(assistant, "stream", broken)
        ask(page, "khi nao thong xe")
        said = page.locator(".error").inner_text().split("\n")
        assert said[0] == "Không dùng được chỉ mục của các bài; các bài vẫn nguyên."
        assert said[1].startswith("/data/store.sqlite: file is not a database")
        page.reload()
        page.locator(".turn").first.wait_for()
        assert page.locator(".question").all_inner_texts() == [QUESTION, "khi nao thong xe"]
        page.locator("#clear").click()
        expect(page.locator(".welcome .notice")).to_contain_text(said[0])
        assert page.locator(".masthead").inner_text() == "Hỏi báo"
    expect(page.locator(".masthead p")).to_have_text("3 bài trong “bài báo”", timeout=15_000)
    expect(page.locator(".examples button")).to_have_count(3)


def test_empty_question_is_met_with_a_hint(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page()
    before = len(assistant.asked)
    page.locator("#question textarea").fill("   ")
    page.locator("#send").click()
    expect(page.locator("#fault")).to_have_text(TEXTS["vi"]["empty_question"])
    assert in_view(page, "#fault .notice")
    assert page.locator(".turn").count() == 0
    assert len(assistant.asked) == before
    ask(page, QUESTION)
    expect(page.locator("#fault .notice")).to_have_count(0)


def heading(page: Page) -> Any:
    return page.locator("#limits > button > span").first


def test_limits_hold_for_every_question_until_they_are_cleared(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page()
    expect(heading(page)).to_have_text("Giới hạn")
    ask(page, QUESTION)
    assert assistant.within[-1] == (None, None, ())
    assert page.locator(".turn .within").count() == 0
    page.locator("#limits > button").click()
    page.locator("#after input[type=date]").fill("2024-01-31")
    page.locator("#before input[type=date]").fill("2024-06-30")
    page.locator("#within input").fill("./kinh-te , <b>x</b>*,kinh-te")
    ask(page, QUESTION)  # at once, before the heading has changed
    limits = (date(2024, 1, 31), date(2024, 6, 30), ("kinh-te", "<b>x</b>*"))
    assert assistant.within[-1] == limits
    said = "Giới hạn: từ 31/1/2024, đến 30/6/2024, trong kinh-te, <b>x</b>*"
    assert page.locator(".turn .within").inner_text() == said
    expect(heading(page)).to_have_text(said)
    page.locator("#limits > button").click()
    expect(page.locator("#after input")).to_be_hidden()
    expect(heading(page)).to_be_visible()  # what is in force is seen
    page.locator("#clear").click()
    page.locator(".examples button").first.click()
    page.locator('[aria-busy="false"] .sources').wait_for()
    assert assistant.within[-1] == limits
    page.locator("#limits > button").click()
    page.locator("#unlimited").click()
    expect(heading(page)).to_have_text("Giới hạn")
    assert page.locator("#after input").input_value() == ""
    ask(page, QUESTION)
    assert assistant.within[-1] == (None, None, ())


def test_limits_hold_on_a_page_that_is_loaded_again(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page, other = open_page(), open_page()
    page.locator("#limits > button").click()
    page.locator("#after input[type=date]").fill("2024-01-31")
    page.locator("#within input").fill("kinh-te, <b>x</b>*")
    said = "Giới hạn: từ 31/1/2024, trong kinh-te, <b>x</b>*"
    expect(heading(page)).to_have_text(said)
    page.reload()
    page.locator(".welcome").wait_for()
    expect(heading(page)).to_have_text(said)
    ask(page, QUESTION)  # before the boxes are opened
    assert assistant.within[-1] == (date(2024, 1, 31), None, ("kinh-te", "<b>x</b>*"))
    page.locator("#limits > button").click()
    expect(page.locator("#after input[type=date]")).to_have_value("2024-01-31")
    expect(page.locator("#before input")).to_have_value("")
    expect(page.locator("#within input")).to_have_value("kinh-te, <b>x</b>*")
    page.locator("#unlimited").click()
    expect(heading(page)).to_have_text("Giới hạn")
    page.wait_for_function("sessionStorage.getItem('hoibao-limits') === null")
    page.reload()
    page.locator(".turn").wait_for()
    expect(heading(page)).to_have_text("Giới hạn")
    ask(page, QUESTION)
    assert assistant.within[-1] == (None, None, ())
    other.reload()  # a tab of the same browser has its own
    other.locator(".welcome").wait_for()
    expect(heading(other)).to_have_text("Giới hạn")


def test_limits_that_were_wrong_are_still_wrong_on_a_page_that_is_loaded_again(open_page: OpenPage) -> None:
    page, words = open_page(), TEXTS["vi"]
    page.locator("#limits > button").click()
    page.locator("#after input[type=date]").fill("2024-06-30")
    page.locator("#before input[type=date]").fill("2024-01-31")
    expect(page.locator("#fault .notice")).to_have_text(words["bad_order"])
    page.wait_for_function("sessionStorage.getItem('hoibao-limits')?.includes('2024-01-31')")
    page.reload()
    page.locator(".welcome").wait_for()
    expect(heading(page)).to_have_text(f"Giới hạn: {words['unclear']}")
    expect(page.locator("#fault .notice")).to_have_text(words["bad_order"])
    page.evaluate('sessionStorage.setItem(\'hoibao-limits\', \'{"folder":"bài báo","boxes":[1,2]}\')')
    page.reload()
    page.locator(".welcome").wait_for()
    expect(heading(page)).to_have_text("Giới hạn")
    assert page.locator("#fault .notice").count() == 0


def test_limits_that_leave_no_day_are_met_with_a_message(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page, words = open_page("en-US"), TEXTS["en"]
    before = len(assistant.asked)
    page.locator("#limits > button").click()
    assert page.get_by_label(words["within"]).get_attribute("placeholder") == words["within_hint"]
    page.get_by_label(words["after"], exact=True).fill("2024-06-30")
    page.get_by_label(words["before"], exact=True).fill("2024-01-31")
    expect(page.locator("#fault .notice")).to_have_text(words["bad_order"])
    expect(heading(page)).to_have_text("Narrow down: not clear yet")
    page.locator("#question textarea").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#fault .notice")).to_have_text(words["bad_order"])
    page.wait_for_timeout(500)  # until it was turned down
    assert page.locator("#question textarea").input_value() == QUESTION  # to be asked again
    assert len(assistant.asked) == before
    page.get_by_label(words["before"], exact=True).fill("2024-07-31")
    expect(heading(page)).to_have_text("Narrow down: from 2024-06-30, to 2024-07-31")
    expect(page.locator("#fault .notice")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_limits_fit_a_phone(open_page: OpenPage, scheme: str) -> None:
    page = open_page(width=390, height=844, scheme=scheme)
    page.locator("#limits > button").click()
    page.locator("#within input").fill("mot-thu-muc-rat-dai/voi-nhieu-thu-muc-con/va-mot-tep-co-ten-dai-hon-nua.txt")
    expect(heading(page)).to_contain_text("ten-dai")
    assert overflow(page) <= 0
    for box in ("#after input", "#before input", "#within input", "#unlimited", "#send"):
        assert in_view(page, box), box
    assert page.locator("#after input").bounding_box()["width"] > 150  # type: ignore[index]


def test_api_has_one_endpoint(url: str, assistant: FakeAssistant) -> None:
    client = Client(url, verbose=False)
    api = client.view_api(return_format="dict", print_info=False)
    assert isinstance(api, dict)
    assert list(api["named_endpoints"]) == ["/ask"]
    assert api["unnamed_endpoints"] == {}

    answer = client.predict("thong xe luc nao?", api_name="/ask")
    assert answer["text"] == f"{FIRST} [1] {SECOND} [2]"
    assert answer["refused"] is False
    citation = answer["citations"][1]
    text = assistant.document(citation["source"]).text
    assert text[citation["start"] : citation["end"]] == citation["quote"] == SECOND

    history = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]
    client.predict(question="con o dau", history=history, api_name="/ask")
    assert assistant.asked[-1] == ("con o dau", history)
    assert assistant.within[-1] == (None, None, ())
    client.predict("a", after="2024-01-31", before="2024-06-30", sources=["kinh-te", "*.md"], api_name="/ask")
    assert assistant.within[-1] == ("2024-01-31", "2024-06-30", ("kinh-te", "*.md"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"question": " "}, "the question is empty"),
        ({"question": None}, "the question is None: give a text"),
        ({"question": ["a"]}, "the question is ['a']: give a text"),
        ({"question": "hong model"}, "cannot</b> be loaded"),
        ({"question": "a", "history": [{"role": "user"}]}, "needs a role and a content"),
        ({"question": "a", "after": "hom qua"}, "write the day as YYYY-MM-DD"),
    ],
)
def test_api_says_what_is_wrong(url: str, arguments: dict[str, Any], said: str) -> None:
    client = Client(url, verbose=False)
    with pytest.raises(AppError, match=re.escape(said)):
        client.predict(**arguments, api_name="/ask")


def test_several_people_are_answered_at_once(url: str, assistant: FakeAssistant) -> None:
    together = threading.Barrier(3, timeout=10)
    stream = assistant.stream

    def meet(question: str, history: Any = (), **limits: Any) -> Any:
        together.wait()
        return stream(question, history, **limits)

    assistant.stream = meet  # type: ignore[method-assign]
    try:
        clients = [Client(url, verbose=False) for _ in range(3)]
        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(lambda client: client.predict("ba nguoi", api_name="/ask"), clients))
    finally:
        assistant.stream = stream  # type: ignore[method-assign]
    assert [answer["question"] for answer in answers] == ["ba nguoi"] * 3


def test_a_port_that_cannot_be_had_is_an_expected_error(assistant: FakeAssistant) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        for port in (taken.getsockname()[1], 99_999):
            with pytest.raises(ConfigError, match=f"cannot listen on 127.0.0.1, port {port}: name another with --port"):
                chat.launch_chat(assistant, port=port, open_browser=False)  # type: ignore[arg-type]


@pytest.mark.parametrize("clipboard", [True, False])
def test_answer_is_copied_with_its_sources(open_page: OpenPage, browser: Browser, clipboard: bool) -> None:
    page = open_page("en-US")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('')")
    if not clipboard:  # as over plain HTTP
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
    ask(page, QUESTION)
    assert page.locator(".answer strong").all_inner_texts() == ["340 hộ dân"]
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy]")).to_have_text(TEXTS["en"]["copied"])
    page.evaluate("delete navigator.clipboard")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == (
        "Nhà chức trách sơ tán **340 hộ dân** ven sông. \\[1\\]"
        " Cầu tạm bắc qua sông được thông xe lúc 17 giờ 30 phút ngày 8/12. \\[2\\]\n\n"
        f"1. Lũ trên sông Nậm Ou lên nhanh (6/12), `lao/lu-nam-ou.txt`: “{FIRST}”\n"
        f"2. Lũ trên sông Nậm Ou lên nhanh (6/12), `lao/lu-nam-ou.txt`: “{SECOND}”"
    )
    expect(page.locator("[data-copy]")).to_have_text(TEXTS["en"]["copy"])
    assert not page.locator(".copy pre").is_visible()


def test_python_app_py_is_hoibao_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr("rag.cli.main", seen.append)
    chat.main(["bai", "--port", "7000"])
    assert seen == [["chat", "bai", "--port", "7000"]]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("block", [":root", ".dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("ink", "faded", "accent") for ground in ("paper", "sheet", "tint")),
        *(("ink", ground) for ground in ("highlight", "near")),
        ("on-accent", "accent"),
    ],
)
def test_colours_are_readable(block: str, text: str, ground: str) -> None:
    css = resources.files("rag").joinpath("page", "chat.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", css.split(f"{block} {{", 1)[1].split("}", 1)[0]))
    light, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2 AA
