"""Answers as Markdown: what an article says is text, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rag.datatypes import Answer, Citation
from rag.markdown import escaped

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
PLAIN = {"paragraph", "inline", "text", "softbreak", "hardbreak", "ordered_list", "list_item", "strong", "code_inline"}
OUTSIDE = st.text(max_size=60) | st.text(alphabet="*_`#[]()!<>|~-+=1. \\n\\t&;:/@w.\\\\ab", max_size=40)


def read(markdown: str) -> tuple[str, set[str], list[str]]:
    """What a reader of Markdown sees: the text, the kinds of markup, and what is bold."""
    text, kinds, bold = "", set(), []
    for block in READER.parse(markdown):
        kinds.add(block.type.removesuffix("_open").removesuffix("_close"))
        strong = False
        for token in block.children or ():
            kinds.add(token.type.removesuffix("_open").removesuffix("_close"))
            if token.type == "strong_open":
                bold.append("")
            strong = token.type == "strong_open" or (strong and token.type != "strong_close")
            text += token.content
            if strong:
                bold[-1] += token.content
    return text, kinds, bold


def citation(marker: int, title: str, quote: str, source: str = "a.txt", date: str | None = None) -> Citation:
    return Citation(marker, source, title, date, quote, 0, len(quote))


def test_an_answer_with_its_sources() -> None:
    said = "Năm 2023: Sơ tán 340 hộ dân. [1] Cầu dài 268 m. [2]"
    answer = Answer(
        said,
        (citation(1, "Lũ lên", "Sơ tán 340 hộ dân.", "lu/nam-ou.txt", "6/12"), citation(2, "Cầu", "Cầu dài 268 m.")),
        highlights=tuple((said.index(part), said.index(part) + len(part)) for part in ("340 hộ dân", "268 m")),
    )
    assert answer.to_markdown() == (
        "Năm 2023: Sơ tán **340 hộ dân**. \\[1\\] Cầu dài **268 m**. \\[2\\]\n"
        "\n"
        "1. Lũ lên (6/12), `lu/nam-ou.txt`: “Sơ tán 340 hộ dân.”\n"
        "2. Cầu, `a.txt`: “Cầu dài 268 m.”\n"
    )
    text, kinds, bold = read(answer.to_markdown())
    assert bold == ["340 hộ dân", "268 m"]
    assert kinds == {"paragraph", "inline", "text", "strong", "ordered_list", "list_item", "code_inline"}
    assert text.startswith(answer.text)


@pytest.mark.parametrize(
    ("question", "page"),
    [("Cầu dài bao nhiêu?", "trang 12"), ("How long is the bridge?", "page 12"), ("ຂົວຍາວ?", "ໜ້າ 12")],
)
def test_a_source_names_the_page_in_the_language_of_the_question(question: str, page: str) -> None:
    cited = replace(citation(1, "Cầu", "Cầu dài 268 m.", "bao-cao.pdf"), page=12)
    answer = Answer("Cầu dài 268 m. [1]", (cited,), question=question)
    assert answer.to_markdown().endswith(f"\n\n1. Cầu, `bao-cao.pdf`, {page}: “Cầu dài 268 m.”\n")
    assert answer.to_dict()["citations"][0]["page"] == 12


def test_a_list_names_each_article_once() -> None:
    one = citation(1, "Lũ [7] lên", "Sơ tán 340 hộ dân.", "lu/nam-ou.txt", "6/12")
    two = citation(2, "Cầu", "Cầu dài 268 m.")
    said = "Các bài mới nhất:\n– Lũ (7) lên (6/12, lu/nam-ou.txt) [1]\n– Cầu (a.txt) [2]\nCòn 5 bài nữa."
    assert Answer(said, (one, two)).to_markdown() == (
        "Các bài mới nhất:\n"
        "\n"
        "1. Lũ \\[7\\] lên (6/12), `lu/nam-ou.txt`: “Sơ tán 340 hộ dân.”\n"
        "2. Cầu, `a.txt`: “Cầu dài 268 m.”\n"
        "\n"
        "Còn 5 bài nữa.\n"
    )
    quoted = Answer(said, (one, replace(two, source="b.txt")))  # its lines name others
    assert quoted.to_markdown().startswith("Các bài mới nhất:  \n– Lũ (7) lên")


def test_a_refusal_and_a_note() -> None:
    assert Answer("Không.\nĐã tìm: “*”.", refused=True).to_markdown() == "Không.  \nĐã tìm: “\\*”.\n"
    assert Answer("Có. [1]", note="Mô hình <chậm>.").to_markdown() == "Có. \\[1\\]\n\n(Mô hình \\<chậm\\>.)\n"


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("# Không phải tiêu đề", "\\# Không phải tiêu đề"),
        ("- một", "\\- một"),
        ("1. Một", "1\\. Một"),
        ("1.150 người", "1.150 người"),
        ("Quý 2) xong", "Quý 2) xong"),
        ("a - b = c # d", "a - b = c # d"),
        ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
        ("![x](y)", "\\!\\[x\\](y)"),
        ("<img src=x>", "\\<img src=x\\>"),
        ("&lt;b&gt; & c", "\\&lt;b\\&gt; & c"),
        ("*đậm* _ng_ `mã` ~~bỏ~~ $x$ a|b", "\\*đậm\\* \\_ng\\_ \\`mã\\` \\~\\~bỏ\\~\\~ \\$x\\$ a\\|b"),
        ("xem https://evil.test/a_b?c và www.evil.test.", "xem `https://evil.test/a_b?c` và `www.evil.test.`"),
        ("theo baohatinh.vn, gửi a@b.vn", "theo `baohatinh.vn`, gửi `a@b.vn`"),
        ("9 giờ.Sau đó v.v", "9 giờ.Sau đó v.v"),
    ],
)
def test_markup_of_an_article_is_text(text: str, markdown: str) -> None:
    assert escaped(text) == markdown
    shown, kinds, _ = read(markdown)
    assert shown == text
    assert kinds <= PLAIN


@settings(max_examples=300)
@example("", "", "_@_`", "", (0, 0))
@given(OUTSIDE, OUTSIDE, OUTSIDE, OUTSIDE, st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_no_article_makes_markup(one: str, two: str, three: str, four: str, span: tuple[int, int]) -> None:
    low, high = sorted(span)
    spans = ((low, high),) if low < high <= len(one) else ()
    answer = Answer(f"{one} [1]", (citation(1, two, three, four, four),), note=two or None, highlights=spans)
    _, kinds, _ = read(answer.to_markdown())
    assert kinds <= PLAIN


def test_lines_stay_lines() -> None:
    text, kinds, _ = read(Answer("Các bài:\n– Một [1]\n– Hai [2]").to_markdown())
    assert (text, "hardbreak" in kinds) == ("Các bài:– Một [1]– Hai [2]", True)
    assert len(re.findall(r"  \n–", Answer("Các bài:\n– Một\n– Hai").to_markdown())) == 2
