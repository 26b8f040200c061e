"""What the chat's HTML is made with: a text stays text, in its own language."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.datatypes import Answer, Citation, Hit
from rag.page.markup import answer_html, copy_html, escape, lang, meta, nearest, paragraph, refusal_html
from rag.page.wording import TEXTS

VI, EN = TEXTS["vi"], TEXTS["en"]
RAIN = Citation(1, "mua.pdf", "Mưa <lớn>", "6/12", "Mưa lớn ở bản.", 0, 14, page=3)


@given(st.text())
def test_a_text_is_shown_as_it_is(text: str) -> None:
    shown = escape(text)
    assert not set(shown) & set("<>\"'")
    assert html.unescape(shown) == html.unescape(html.escape(text.encode("utf-8", "replace").decode()))


def test_half_a_character_is_shown_as_a_question_mark() -> None:
    assert escape("a\udce1 & b") == "a? &amp; b"


@pytest.mark.parametrize(
    ("text", "around", "attribute"),
    [
        ("Mưa lớn ở bản.", "", ' lang="vi"'),
        ("The rain is heavy.", "", ' lang="en"'),
        ("ຝົນຕົກໜັກ", "", ' lang="lo"'),
        ("ຝົນຕົກໜັກ ở bản", "", ' lang="lo"'),
        ("Mưa lớn ở bản ຝົນ.", "", ' lang="vi"'),
        ("2024 – 12%", "", ""),
        ("", "", ""),
        ("Mưa lớn ở bản.", "Trời mưa ở xã.", ""),
        ("The rain is heavy.", "Trời mưa ở xã.", ' lang="en"'),
        ("The rain is heavy. " * 60 + "ຝ" * 2000, "", ' lang="en"'),  # its beginning tells
    ],
)
def test_a_text_tells_its_language_where_it_is_another(text: str, around: str, attribute: str) -> None:
    assert lang(text, around) == attribute


def test_a_paragraph_and_the_line_below_a_headline() -> None:
    assert paragraph("note", "<b>Mưa ở bản.") == '<p class="note" lang="vi">&lt;b&gt;Mưa ở bản.</p>'
    assert meta("6/12", "a&b.pdf", 3, VI) == (
        '<span class="meta"><span class="date">6/12</span><span class="file">a&amp;b.pdf</span>'
        '<span class="page">trang 3</span></span>'
    )
    assert meta(None, "a.txt", None, EN) == '<span class="meta"><span class="file">a.txt</span></span>'


def test_the_nearest_articles_are_three_each_by_its_best_passage() -> None:
    hits = [Hit(f"{source}.txt", place, 9, "x", 1.0, "X", None) for place, source in enumerate("aabacd")]
    assert [(hit.source, hit.start) for hit in nearest(hits)] == [("a.txt", 0), ("b.txt", 2), ("c.txt", 4)]
    assert nearest([]) == []


def test_an_answer_is_its_sentences_with_markers_and_sources_with_quotes() -> None:
    shown = answer_html(2, Answer("Mưa lớn ở bản. [1]", (RAIN,), highlights=((0, 3),)), VI)
    label = "Nguồn 1: Mưa &lt;lớn&gt;"
    assert shown == (
        '<div class="answer" lang="vi"><p><strong>Mưa</strong> lớn ở bản.<span class="glued">\N{NO-BREAK SPACE}'
        f'<button type="button" class="marker" data-open="2.c.1" aria-label="{label}" title="{label}" lang="vi">[1]'
        '</button></span></p></div><h3>Nguồn</h3><ol class="sources"><li><button type="button" data-open="2.c.1">'
        '<span class="number" aria-hidden="true">1</span><span class="title" lang="vi">Mưa &lt;lớn&gt;</span>'
        '<span class="meta"><span class="date">6/12</span><span class="file">mua.pdf</span>'
        '<span class="page">trang 3</span></span><span class="quote" lang="vi">Mưa lớn ở bản.</span></button></li></ol>'
    )


@pytest.mark.parametrize(("last", "more", "offered"), [(True, 4, True), (True, 0, False), (False, 4, False)])
def test_only_the_last_list_is_gone_on_with(last: bool, more: int, offered: bool) -> None:
    answer = Answer("Các bài:\n– Mưa <lớn> (6/12, mua.pdf) [1]", (RAIN,), more=more)
    shown = answer_html(0, answer, VI, last=last)
    assert ('<p class="onward"><button type="button" data-example>Xem tiếp</button></p>' in shown) == offered
    assert '<ol class="sources listed">' in shown
    assert "Nguồn</h3>" not in shown


def test_a_copy_is_markdown() -> None:
    answer = Answer("Mưa lớn ở bản. [1]", (RAIN,))
    said = escape(answer.to_markdown())
    assert copy_html(answer, EN).endswith(f"<span hidden>Copied</span><pre hidden>{said}</pre></div>")


def test_a_refusal_shows_the_beginning_of_the_nearest_passage() -> None:
    hit = Hit("mua.txt", 0, 9, "Mưa lớn ở bản.\n" * 20, 0.1, "Mưa", None)
    shown = refusal_html(1, Answer("Không có.\nGần nhất: Mưa.", refused=True, hits=(hit,)), VI)
    assert shown.startswith('<div class="refusal"><p class="" lang="vi">Không có.</p></div><h3>Bài gần nhất <small>')
    assert '<button type="button" data-open="1.h.0"><span class="title" lang="vi">Mưa</span>' in shown
    snippet = shown.partition('class="snippet" lang="vi">')[2].partition("<")[0]
    assert snippet == " ".join(["Mưa lớn ở bản."] * 12)[:179] + "…"
    alone = refusal_html(1, Answer("Không có.\nHỏi khác đi.", refused=True), VI)
    assert alone == '<div class="refusal"><p class="" lang="vi">Không có.\nHỏi khác đi.</p></div>'
