"""The text of an article as paragraphs and tables, with one span of it marked."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.page.paragraphs import Mark, paragraphs

TEXT = "Mưa lớn.\n\nXã | Số hộ\nSậy | 12\n\nSậy | 7\n\n<b> hết"


def shown(start: int, end: int, text: str = TEXT, separator: str = "\n\n") -> str:
    return re.sub(' lang="[a-z]+"', "", paragraphs(text, 0, len(text), separator, Mark(start, end, "cited")))


def test_rows_one_below_another_are_a_table_and_one_alone_is_text() -> None:
    assert shown(0, 0) == (
        '<p>Mưa lớn.</p><div class="table"><table><tr><th scope="col">Xã</th><th scope="col">Số hộ</th></tr>'
        "<tr><td>Sậy</td><td>12</td></tr></table></div><p>Sậy | 7</p><p>&lt;b&gt; hết</p>"
    )


@pytest.mark.parametrize(
    ("marked", "paragraph"),
    [
        ("lớn", '<p>Mưa <mark class="cited">lớn</mark>.</p>'),
        ("12", '<tr><td>Sậy</td><td><mark class="cited">12</mark></td></tr>'),
        ("<b>", '<p><mark class="cited">&lt;b&gt;</mark> hết</p>'),
    ],
)
def test_what_is_cited_is_marked_where_it_stands(marked: str, paragraph: str) -> None:
    start = TEXT.index(marked)
    assert paragraph in shown(start, start + len(marked))


def test_a_mark_over_two_paragraphs_is_in_each() -> None:
    text = "Một hai.\n\nBa bốn."
    assert shown(4, 12, text) == '<p>Một <mark class="cited">hai.</mark></p><p><mark class="cited">Ba</mark> bốn.</p>'
    assert shown(9, 12, text) == '<p>Một hai.</p><p><mark class="cited">Ba</mark> bốn.</p>'


def test_only_a_part_of_the_text_is_shown() -> None:
    assert paragraphs("Một.\nHai.\nBa.", 5, 9, "\n", Mark(0, 4, "cited")) == "<p>Hai.</p>"


@given(st.text(alphabet="ab<& \n|", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_every_letter_is_shown_and_those_of_the_mark_are_marked(text: str, start: int, end: int) -> None:
    page = shown(start, end, text)
    bare = re.compile("[^ab<&]")
    marked = "".join(re.findall('<mark class="cited">(.*?)</mark>', page, re.DOTALL))
    assert bare.sub("", html.unescape(marked)) == bare.sub("", text[start : max(start, min(end, len(text)))])
    assert bare.sub("", html.unescape(re.sub("<[^>]*>", "", page))) == bare.sub("", text)
